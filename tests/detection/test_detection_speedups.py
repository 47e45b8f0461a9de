"""Quick ways give what the plain ways give: code points, GB2312 first, exactness, looks at many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.chars import points
from textfix.codecs import get
from textfix.codecs.healthy import gbk_first
from textfix.detection import decode, encode_back
from textfix.detection.doubles import SPOKEN
from textfix.detection.glance import rivaled
from textfix.detection.pieces import is_exact, writes

# Characters that gb2312 shows in other cells than gbk, that it lacks, that take four bytes.
ODD = "·—―・镕囍㐀é😀\u3000㎡"


@given(st.text())
def test_points_are_code_points(text: str) -> None:
    assert points(text).tolist() == [ord(ch) for ch in text]


@given(st.lists(st.sampled_from([*ODD, "字", "的", "a", "\n", "今天"]), max_size=60))
def test_gb2312_first_reads_as_gb18030_does(parts: list[str]) -> None:
    text = "".join(parts)
    assert gbk_first(text.encode("gb18030"), "gb18030-web") == text


@pytest.mark.parametrize("often", [1, 3, 50])
def test_text_beyond_gb2312_is_read_however_much_of_it_there_is(often: int) -> None:
    text = ("今天的会议" * often + "鎔囍—·") * 4000
    assert gbk_first(text.encode("gb18030"), "gb18030-web") == text
    assert gbk_first(text.encode("gb18030")[:-1], "gb18030-web") is None


# A second cell of a character: it is read alike, and written otherwise.
CELLS = {"big5": b"\xa2\xcc", "cp950": b"\xf9\xf9", "cp932": b"\xfa\x54", "euc_jp": b"\x8f\xa2\xb7"}


@pytest.mark.parametrize(
    ("codec", "words"),
    [
        ("big5", "會議紀錄十分完整"),
        ("cp950", "會議紀錄十分═╞"),
        ("big5hkscs", "會議紀錄十分嘅"),
        ("cp932", "会議の記録～"),
        ("euc_jp", "会議の記録~"),
        ("cp949", "회의 기록"),
    ],
)
def test_exactness_is_that_of_writing(codec: str, words: str) -> None:
    data = words.encode(codec, "ignore") * 300
    for piece in (data, data + CELLS.get(codec, b"")):
        text = piece.decode(codec)
        assert is_exact(text, piece, codec, codec) == (writes(text, codec) == piece)
    assert codec not in CELLS or writes(text, codec) != piece


def test_a_rare_cell_of_a_usual_character_comes_back() -> None:
    data = ("會議紀錄十分完整\n".encode("big5") * 200) + b"\xa2\xcc\n"
    read = decode(data)
    assert read.text.endswith("十\n")
    assert encode_back(read.text, read.encoding, read.bom, read.raws) == data


def test_pieces_are_judged_together_as_each_alone() -> None:
    reader = get("gb18030-web")
    pieces = ["不用再比较的文字", "名单：欧阳\n", "輈鎖忩銠錨鋇", "砰砰", "第二行 abc"]
    data = [found for piece in pieces if (found := reader.encode(piece))]
    data.append("這是另一種編碼的廣告".encode("big5"))
    alone = [rivaled([piece], "gb18030", SPOKEN)[0] for piece in data]
    assert rivaled(data, "gb18030", SPOKEN) == alone
    assert (alone[0], alone[-1]) == (False, True)
