"""Quick ways give what the plain ways give: code points, GB2312 first, exactness, looks at many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.chars import points
from textfix.codecs import get
from textfix.codecs.healthy import gbk_first
from textfix.detection import decode, decode_many, detect, detect_many, encode_back
from textfix.detection.doubles import SPOKEN
from textfix.detection.front import front, maybe_utf8
from textfix.detection.glance import rivaled
from textfix.detection.naming import strict
from textfix.detection.pieces import is_exact, writes
from textfix.detection.quick import plain
from textfix.detection.utf8 import proves

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


PIECES = [
    *("abc", "编码检测", "a=1", "é", "\n", "\r", "\x1b", "~{", "😀", "的"),
]
BYTES = st.one_of(
    st.binary(max_size=40),
    st.lists(st.sampled_from(PIECES), max_size=9).flatmap(
        lambda parts: st.sampled_from(
            [
                "".join(parts).encode(codec, "ignore")
                for codec in ("utf-8", "gb18030", "big5", "cp932", "cp1252")
            ]
        )
    ),
    st.sampled_from([b"", b"\xff\xd8\xff", b"\xc4\xe3" * 200, b"\xd0" * 12, "你".encode() * 12]),
)


@given(st.lists(BYTES, min_size=1, max_size=12))
def test_the_first_questions_are_answered_as_each_alone(sources: list[bytes]) -> None:
    for data, fine, ascii_, proving in zip(sources, *front(sources), strict=True):
        assert plain(data) or not fine
        if fine:
            assert (ascii_, proving or not proves(data)) == (data.isascii(), True)
    for data, maybe in zip(sources, maybe_utf8(sources), strict=True):
        assert maybe or not data or not _is_utf8(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_strings_read_together_are_read_as_each_alone() -> None:
    words = [
        "会议纪要已经发出",
        "會議紀錄已經發出",
        "会議の記録を送ります",
        "회의 기록을 보냈습니다",
    ]
    codecs_ = ["gb18030", "big5", "cp932", "cp949"]
    usual = [
        w.encode(c) + b" %d" % k for k in range(30) for w, c in zip(words, codecs_, strict=True)
    ]
    odd = [
        "会议纪要已经发出去".encode("gbk") + b"\x80",
        "會議紀錄‧已經發出".encode("cp950"),
        "嘅會議紀錄已經發出".encode("big5hkscs"),
        "会议纪要已经发出".encode("gbk")[:-1],
        "第一行会议纪要\n第二行会议纪要\n".encode("gbk"),
        "会议纪要已经发出㐀镕😀".encode("gb18030"),
    ]
    data = [*usual[:60], *odd, *usual[60:]]
    assert detect_many(data) == [detect(piece) for piece in data]
    assert decode_many(data) == [decode(piece) for piece in data]


WIDE = st.lists(st.sampled_from([*"中é😀a", "\ud83d\ude00", "\ud83d"]), max_size=8)


@given(WIDE, st.binary(max_size=3))
def test_cesu_8_is_asked_only_where_it_differs(parts: list[str], extra: bytes) -> None:
    data = b"".join(ch.encode("utf-8", "surrogatepass") for ch in parts) + extra
    try:
        text: str | None = data.decode("cesu-8")
    except UnicodeDecodeError:
        text = None
    assert strict(data, "cesu-8") == text
