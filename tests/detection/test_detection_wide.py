"""UTF-16 and UTF-32: short words without a mark, ASCII in disguise, other scripts, line ends."""

import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.detection import Detector, decode, detect, detect_many

BOTH = ("utf-16-le", "utf-16-be")


@pytest.mark.parametrize("codec", BOTH)
@pytest.mark.parametrize("word", ["你好", "但是", "所有", "其中", "特别", "大学"])
def test_usual_words_whose_bytes_are_ascii_with_signs(word: str, codec: str) -> None:
    data = word.encode(codec)
    found = detect(data)
    assert data.isascii()
    assert (found.encoding, found.alternatives[0][0]) == (codec, "ascii")
    assert 0.5 < found.confidence < 1.0
    assert decode(data).text == word
    assert detect(data, declared="ascii").encoding == "ascii"


@pytest.mark.parametrize(
    "data",
    b"name test x=1; Passw0rd a1b2c3d4 O(n) *args N/A i++; README.md C:\\Temp\\ [Yes] --help "
    b"QkJUWQ== Zz^_~| ^_^; 2026-11-28 user@example.org $HOME %s\\n Q&A:   #fff000 <br>".split(),
)
def test_short_ascii_stays_ascii(data: bytes) -> None:
    for piece in (data, data[:-1], data[1:], data + b"\n"):
        assert detect(piece).encoding == "ascii"
        assert detect(piece).confidence >= 0.7


def test_letters_alone_stay_ascii_and_name_the_other_reading() -> None:
    found = detect("数据".encode("utf-16-le"))
    assert (found.encoding, found.alternatives[0][0]) == ("ascii", "utf-16-le")
    assert 0.9 < found.confidence < 1.0


@pytest.mark.parametrize("codec", BOTH)
@pytest.mark.parametrize(
    "text",
    [
        *("Привет", "да", "Καλημέρα σας", "שלום לכם", "مرحبا بالعالم", "สวัสดีครับ", "中国", "会议"),
        *("報告書", "こんにちは", "안녕하세요", "naïve café", "Мы едем домой.\r\n" * 400),
    ],
)
def test_scripts_without_a_mark(text: str, codec: str) -> None:
    data = text.encode(codec)
    found = detect(data)
    assert found.encoding == codec
    # `N-Vý` may be an abbreviation in Czech, now that all tables of letters are read right.
    assert found.confidence > 0.4
    assert decode(data).text == text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16", "utf-32-le", "utf-32"])
@pytest.mark.parametrize("times", [2, 3000])
def test_line_ends_and_language_are_told(codec: str, times: int) -> None:
    found = detect("会议纪要\r\n今天开会讨论了计划\r\n".encode(codec) * times)
    assert (found.line_ends, found.language, found.script) == ("crlf", "zh-hans", "hans")
    assert detect("一行\n二行\r".encode(codec)).line_ends == "mixed"


@given(
    st.sampled_from(["你好", "数据", "会议纪要\r\n", "Привет, мир", "plain", "編碼 ok\n", ""]),
    st.sampled_from(["utf-16-le", "utf-16-be", "utf-16", "utf-32-be"]),
    st.integers(1, 9),
    st.integers(1, 700),
)
def test_a_stream_is_told_as_the_whole(text: str, codec: str, size: int, times: int) -> None:
    data = (text * times).encode(codec)
    stream = Detector()
    for start in range(0, len(data), size):
        stream.feed(data[start : start + size])
    assert stream.close() == detect(data)


def test_a_batch_is_told_as_each_alone() -> None:
    words = ["你好", "数据", "但是", "Привет", "да", "中国", "こんにちは", "name", "i++;"]
    data = [word.encode(codec) for word in words for codec in (*BOTH, "utf-8")]
    assert detect_many(data) == [detect(piece) for piece in data]


@pytest.mark.parametrize("kind", ["<H", ">H", "<I"])
def test_numbers_are_no_text(kind: str) -> None:
    data = b"".join(struct.pack(kind, k * k % 97) for k in range(400))
    assert detect(data).encoding is None


@pytest.mark.parametrize("padding", [4, 5, 20, 6000])
@pytest.mark.parametrize(
    ("codec", "word"),
    [
        ("gb18030", "会议记录"),
        ("big5", "會議紀錄"),
        ("cp932", "会議の記録"),
        ("utf-8", "会议记录"),
        ("gbk", "王"),
    ],
)
def test_what_fills_up_a_field_is_no_text(codec: str, word: str, padding: int) -> None:
    data = word.encode(codec) + bytes(padding)
    found = detect(data)
    assert found.encoding is not None
    assert data.decode(found.encoding) == word + "\0" * padding
    assert detect(b"abc" + bytes(padding)).encoding == "ascii"


def test_sound_and_programs_are_no_utf_16() -> None:
    sound = [int(300 * math.sin(k / 9)) + k * k * 7 % 61 - 30 for k in range(3000)]
    assert detect(struct.pack("<3000h", *sound)).encoding is None


def test_lines_of_two_encodings_are_believed() -> None:
    lines = [f"第{k}行是正常的日志记录\n".encode("utf-8" if k % 3 else "gbk") for k in range(20)]
    found = detect(b"".join(lines))
    assert {segment.encoding for segment in found.segments} == {"utf-8", "gb18030"}
    assert 0.5 < found.confidence < 0.9


def test_a_mark_of_utf16_before_nul_is_none_of_utf32() -> None:
    data = b"\xff\xfe" + "\0第一行".encode("utf-16-le")
    assert detect(data).encoding == "utf-16"
    assert decode(data).text == "\0第一行"
    assert detect(b"\xff\xfe\0\0" + "第一行".encode("utf-32-le")).encoding == "utf-32"
