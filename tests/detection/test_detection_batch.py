"""Laws of batches and of the short way: always the answers of the full analysis, one by one."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import textfix
from textfix import codecs
from textfix.detection import (
    Detector,
    contest,
    decode,
    decode_many,
    detect,
    detect_many,
    doubles,
)
from textfix.detection.batch import rankings
from textfix.detection.parse import stream
from textfix.detection.quick import plain, settle
from textfix.detection.shares import ranked
from textfix.detection.validity import characters

codecs.register()

TEXTS = (
    "今天上午我们在会议室里讨论了新的编码检测方案，大家都同意先修好旧的文件。",
    "今天上午我們在會議室裡討論了新的編碼檢測方案，大家都同意先修好舊的檔案。",
    "今日の午前中に会議室で新しい文字コードの判定方法について話し合いました。ｶﾅ",
    "오늘 오전에 회의실에서 새로운 문자 인코딩 판별 방법에 대해 이야기했습니다.",
    "Сегодня утром мы обсудили новый способ. Ce matin, à la réunion; façon d'été ÆØÅ",
    "plain words, 12 = 3 * 4: yes 𠮷😀\u2027•",
)
NAMES = (
    *("utf-8", "gb18030", "big5", "big5hkscs", "cp932", "euc_jp", "cp949", "johab", "euc-tw"),
    *("utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp1252", "mac_roman", "hz", "cesu-8"),
)
STRING = st.one_of(
    st.binary(max_size=40),
    st.lists(st.integers(0x80, 0xFF), max_size=40).map(bytes),
    st.builds(
        lambda text, start, name, cut, more: text[start:].encode(name, "ignore")[cut:] + more,
        st.sampled_from(TEXTS).flatmap(lambda text: st.text(alphabet=text, max_size=90)),
        st.integers(0, 3),
        st.sampled_from(NAMES),
        st.integers(0, 1),
        st.sampled_from(
            [b"", b"", b"\xff", b"\n", b"\n\xb0\xa1\n", b"\r\n", b"\x81\x30\x81", b"\x8f\xa1"]
        ),
    ),
)


def one(data: bytes) -> object:
    """The answer of the full analysis, which a stream always takes."""
    detector = Detector()
    detector.feed(data)
    return detector.close()


@settings(max_examples=60, deadline=None)
@given(sources=st.lists(STRING, min_size=20, max_size=40))
def test_batch_is_the_full_analysis_one_by_one(sources: list[bytes]) -> None:
    full = [one(data) for data in sources]
    assert detect_many(sources) == full
    assert [detect(data) for data in sources] == full


@settings(max_examples=40, deadline=None)
@given(sources=st.lists(STRING, min_size=20, max_size=40))
def test_decoding_a_batch_is_decoding_one_by_one(sources: list[bytes]) -> None:
    batch, single = decode_many(sources), [decode(data) for data in sources]
    assert batch == single
    # Equality of `Decoded` leaves the detection out.
    assert [d.detection for d in batch] == [d.detection for d in single]


@settings(max_examples=60, deadline=None)
@given(
    sources=st.lists(STRING.filter(lambda d: plain(d) and not d.isascii()), min_size=1, max_size=12)
)
def test_columns_are_the_contest(sources: list[bytes]) -> None:
    for data, got in zip(sources, rankings(sources), strict=True):
        found = contest.readings(data, wide=len(data) >= 4)
        assert (got is None) == bool(found[0].skip)
        if got is not None:
            full = ranked(found)
            assert (got.order, got.cost) == (full.order, full.cost)
            # The short way has no use for the language of UTF-16.
            assert got.language == full.language or got.order[0][0].startswith("utf-16")


@pytest.mark.parametrize("name", [double.reader for double in doubles.DOUBLES])
def test_stream_reads_as_the_reader(name: str) -> None:
    samples = [t.encode(n, "ignore")[cut:] for t in TEXTS for n in NAMES for cut in (0, 1)]
    for data in samples:
        data = data.replace(b"\n", b"")
        read = stream(data + b"\n", name)
        if len(read.odd):
            continue
        text = codecs.get(name).decode(data).replace("‧", "•")
        # Characters beyond the BMP share one place.
        assert read.codes.tolist() == [min(ord(ch), 0xFFFF) for ch in text + "\n"]


def test_the_short_way_gives_up_where_lines_differ() -> None:
    mixed = TEXTS[0].encode("gbk") + b"\n" + TEXTS[0].encode() + b"\n"
    assert plain(mixed)
    assert settle(mixed, ranked(contest.readings(mixed))) is None
    assert len({segment.encoding for segment in detect(mixed).segments}) == 2


def test_order_of_a_batch_and_empty_batch() -> None:
    sources = [TEXTS[0][k:].encode(name) for k in range(12) for name in ("gbk", "utf-8")]
    assert [d.text for d in decode_many(sources)] == [TEXTS[0][k // 2 :] for k in range(24)]
    assert detect_many([]) == []
    assert decode_many([]) == []
    assert detect_many(iter([b"a"])) == [detect(b"a")]
    assert pickle.loads(pickle.dumps(detect_many(sources))) == detect_many(sources)


@settings(max_examples=300, deadline=None)
@given(
    text=st.text(alphabet="aé中が\U0001f600\u0800\ud7a3\uffff\u07ff", max_size=9),
    at=st.integers(0, 30),
    byte=st.integers(0, 255),
)
def test_sure_characters_are_characters(text: str, at: int, byte: int) -> None:
    for data in (text.encode(), text.encode()[:at] + bytes([byte]) + text.encode()[at:]):
        try:
            wanted = len(data.decode("utf-8"))
        except UnicodeDecodeError:
            wanted = -1
        assert characters(data) == wanted
    assert characters("aé中が".encode() * 40) == 160


def test_clean_many_decodes_bytes_as_clean_does() -> None:
    texts = ["今天的会议已经开始了", "plain", "編碼檢測的結果"] * 8
    names = ["gbk", "ascii", "big5"] * 8
    data = [text.encode(name) for text, name in zip(texts, names, strict=True)]
    mixed: list[str | bytes] = ["已经是文字", *data, "又一段"]
    assert textfix.clean_many(mixed) == ["已经是文字", *map(textfix.clean, data), "又一段"]
