"""One wrong byte or a cut end: the name still reads the rest, and nothing else is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import textfix
from textfix.detection.face import decode
from textfix.detection.pieces import differing
from textfix.detection.result import encode_back

CANTONESE = "佢哋琴日喺圖書館睇咗成日書，我就喺屋企煮飯。"
SENTENCE = "昨天下午我们在图书馆门口等了很久，后来一起回家做饭。"
EMOJI = "今天的晚霞真好看😀，我们拍了很多照片📷给你。"


def cesu8(text: str) -> bytes:
    """Write text as Java and old databases do: two surrogates, three bytes each."""
    units = text.encode("utf-16-le")
    halves = [
        units[k : k + 2].decode("utf-16-le", "surrogatepass") for k in range(0, len(units), 2)
    ]
    return "".join(halves).encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("change", ["none", "added", "cut", "inside"])
def test_the_name_reads_characters_of_hong_kong(change: str) -> None:
    data = CANTONESE.encode("big5hkscs") * 3
    if change == "added":
        data += b"\xff"
    elif change == "cut":
        data = data[:-1]
    elif change == "inside":
        data = data[:44] + b"\xff" + data[44:]
    found = textfix.detect(data).encoding
    assert found is not None
    assert data.decode(found, "replace").count(CANTONESE) >= 2, found


@given(st.integers(2, len(SENTENCE)), st.sampled_from(("gb18030", "big5")))
def test_a_cut_end_takes_nothing_with_it(size: int, encoding: str) -> None:
    text = SENTENCE if encoding == "gb18030" else textfix.convert(SENTENCE, "s2t")
    data = text[:size].encode(encoding)
    decoded = decode(data + text[0].encode(encoding)[:1], declared=encoding)
    assert decoded.text.startswith(text[:size]), decoded.text


LOST = "今天的会议已经开始了，请大家安静"


@pytest.mark.parametrize("behind", ["", "好", "。\n明天"])
def test_a_byte_lost_before_is_not_taken_for_a_cut_end(behind: str) -> None:
    """What is shifted ends inside a character as well."""
    data = (LOST + behind).encode("gbk")
    assert decode(data[:12] + b"\xff" + data[13:]).text == LOST + behind
    assert decode(data[:12] + data[13:]).text == LOST + behind


def test_a_cut_end_does_not_hide_a_byte_lost_in_another_line() -> None:
    data = (LOST + "。\n明天").encode("gbk") + b"\xba"
    assert decode(data[:12] + b"\xff" + data[13:]).text == LOST + "。\n明天\ufffd"


@pytest.mark.parametrize("end", ["gay", "15:00", " NBC", "3"])
def test_ascii_before_a_cut_end_stays(end: str) -> None:
    data = (SENTENCE + end).encode("gb18030") + b"\xb5"
    assert decode(data).text == SENTENCE + end + "\ufffd"


@pytest.mark.parametrize(
    "text", [EMOJI, "hello 😀 world", "😀😀", EMOJI * 400, "\n".join([SENTENCE, EMOJI])]
)
def test_cesu_8_is_named_and_read(text: str) -> None:
    data = cesu8(text)
    found = textfix.detect(data)
    assert found.encoding == "cesu-8"
    assert data.decode("cesu-8") == text
    decoded = decode(data)
    assert decoded.text == text
    assert encode_back(decoded.text, "cesu-8", b"", decoded.raws) == data


def test_utf_8_with_emoji_is_no_cesu_8() -> None:
    assert textfix.detect(EMOJI.encode()).encoding == "utf-8"


@given(st.lists(st.sampled_from("十卅嘅中a1╭"), max_size=40), st.data())
def test_what_is_written_otherwise_is_found(characters: list[str], data: st.DataObject) -> None:
    text = "".join(characters)
    cells = {"十": (b"\xa4\x51", b"\xa2\xcc"), "卅": (b"\xa4\xca", b"\xa2\xce")}
    pieces = [
        data.draw(st.sampled_from(cells[ch])) if ch in cells else ch.encode("big5hkscs")
        for ch in text
    ]
    written = [ch.encode("big5hkscs") for ch in text]
    starts = [sum(map(len, pieces[:k])) for k in range(len(pieces))]
    wanted = [(k, starts[k]) for k in range(len(pieces)) if pieces[k] != written[k]]
    assert differing(text, b"".join(pieces), "big5hkscs") == wanted


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "cp932"])
@pytest.mark.parametrize(
    "text", ["\u3000\u3000\u3000\u3000文", "\u3000" * 23 + "山田", "\u3000" * 5]
)
def test_rows_of_ideographic_spaces_are_no_thai(text: str, encoding: str) -> None:
    assert textfix.detect(text.encode(encoding)).encoding == encoding
