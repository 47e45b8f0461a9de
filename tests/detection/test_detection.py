"""Laws and examples of detection: answers, exact way back, streams, mixed files, bad input."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix import codecs
from textfix.detection import Decoded, Detector, decode, detect, detect_many, encode_back

codecs.register()

HANS = "今天上午我们在会议室里讨论了新的编码检测方案，大家都同意先修好旧的文件。"
HANT = "今天上午我們在會議室裡討論了新的編碼檢測方案，大家都同意先修好舊的檔案。"
JA = "今日の午前中に会議室で新しい文字コードの判定方法について話し合いました。"
KO = "오늘 오전에 회의실에서 새로운 문자 인코딩 판별 방법에 대해 이야기했습니다."
RU = "Сегодня утром мы обсудили в переговорной новый способ определения кодировки."
FR = "Ce matin, nous avons discuté à la réunion d'une nouvelle façon de repérer l'encodage."
DE = "Heute früh haben wir über die Prüfung der Zeichenkodierung für ältere Dateien geredet."
EL = "Σήμερα το πρωί συζητήσαμε έναν νέο τρόπο για την κωδικοποίηση των αρχείων."
PL = "Dziś rano omówiliśmy nowy sposób rozpoznawania kodowania znaków w starych plikach."

CASES = [
    *[(HANS, name) for name in ("utf-8", "gb18030", "gbk", "hz", "iso-2022-cn")],
    *[(HANS, name) for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be")],
    *[(HANT, name) for name in ("utf-8", "big5", "cp950", "big5hkscs", "gb18030", "euc-tw")],
    *[(JA, name) for name in ("shift_jis", "cp932", "euc_jp", "iso2022_jp", "utf-16-le")],
    *[(KO, name) for name in ("euc_kr", "cp949", "johab", "iso2022_kr", "utf-16-be")],
    *[(RU, name) for name in ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac_cyrillic")],
    *[(FR, name) for name in ("cp1252", "latin-1", "cp850", "mac_roman", "utf-8-sig")],
    *[(DE, "cp1252"), (EL, "cp1253"), (PL, "cp1250"), (PL, "iso8859-2"), ("plain", "ascii")],
]
WILD = st.lists(
    st.one_of(
        st.binary(max_size=6),
        st.builds(
            lambda text, name: text.encode(name, "ignore"),
            st.text(alphabet=HANS + HANT + JA + KO + RU + FR + "\r\n<>~\x1b", max_size=12),
            st.sampled_from(sorted({name for _, name in CASES})),
        ),
        st.sampled_from(
            [b"\n", b"\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0", b"~{", b"\x1b$)A\x0e"]
        ),
    ),
    max_size=6,
).map(b"".join)


def back(found: Decoded) -> bytes:
    return encode_back(found.text, found.encoding, found.bom, found.raws)


@pytest.mark.parametrize(("text", "name"), CASES)
def test_answer_reads_the_text(text: str, name: str) -> None:
    data = text.encode(name)
    found = detect(data)
    assert found.encoding is not None
    assert data.decode(found.encoding) == text
    decoded = decode(data)
    assert decoded.text == text
    assert back(decoded) == data


@settings(max_examples=250, deadline=None)
@given(data=WILD)
def test_bytes_come_back_exactly(data: bytes) -> None:
    decoded = decode(data)
    assert back(decoded) == data
    ends = [0, *(place for raw in decoded.raws for place in raw[:2]), len(decoded.text)]
    assert all(first <= second for first, second in pairwise(ends))


@settings(max_examples=150, deadline=None)
@given(data=WILD, step=st.integers(1, 9))
def test_stream_is_whole(data: bytes, step: int) -> None:
    detector = Detector()
    for start in range(0, len(data), step):
        detector.feed(data[start : start + step])
    assert detector.close() == detect(data)


@settings(max_examples=60, deadline=None)
@given(sources=st.lists(WILD, max_size=5))
def test_batch_is_single(sources: list[bytes]) -> None:
    assert detect_many(sources) == [detect(data) for data in sources]


def test_long_stream_is_whole() -> None:
    rng = random.Random(3)
    parts = [
        b"plain ASCII line\r\n" * 20_000,
        (HANS + "\n").encode("gbk") * 3000,
        b"\xff\n",
        b"end",
    ]
    data = b"".join(parts)
    detector = Detector()
    start = 0
    while start < len(data):
        end = start + rng.randrange(1, 70_000)
        detector.feed(data[start:end])
        start = end
    found = detector.close()
    assert found == detect(data)
    assert found.encoding == "gb18030"
    assert found.bad == (len(data) - 5,)
    assert found.line_ends == "mixed"


def test_late_surprise_after_ascii() -> None:
    data = b"int x = 0; // nothing here\n" * 12_000 + HANS[:6].encode("gbk") + b"\n"
    assert detect(data).encoding == "gb18030"
    assert decode(data).text.endswith(HANS[:6] + "\n")


@pytest.mark.parametrize(("text", "name"), [(HANS, "gb18030"), (HANT, "big5"), (JA, "euc_jp")])
def test_cut_at_either_end(text: str, name: str) -> None:
    data = text.encode(name)
    tail = detect(data[:-1])
    assert tail.encoding is not None
    assert data[:-2].decode(tail.encoding) == text[:-1]
    head = decode(data[1:])
    assert head.text == "\ufffd" + text[1:]
    assert head.detection is not None
    assert head.detection.bad == (0,)
    assert back(head) == data[1:]


def test_bad_byte_is_located_and_kept() -> None:
    line = (HANS + "\n").encode("gbk")
    data = line * 3 + b"\xff\n" + line
    found = detect(data)
    assert (found.encoding, found.bad, found.bad_count) == ("gb18030", (len(line) * 3,), 1)
    decoded = decode(data)
    assert decoded.text.count("\ufffd") == 1
    assert back(decoded) == data


def test_two_encodings_by_line() -> None:
    lines = [(HANS + "\n", "utf-8"), (HANS[::2] + "\n", "gb18030")] * 8
    data = b"".join(text.encode(name) for text, name in lines)
    found = detect(data)
    assert {segment.encoding for segment in found.segments} == {"utf-8", "gb18030"}
    assert [s.start for s in found.segments[1:]] == [s.end for s in found.segments[:-1]]
    decoded = decode(data)
    assert decoded.text == "".join(text for text, _ in lines)
    assert back(decoded) == data


def test_footer_in_another_encoding() -> None:
    data = (HANS + "\n").encode("utf-8") * 40 + (HANS[:18] + "\n").encode("gbk")
    found = detect(data)
    assert found.encoding == "utf-8"
    assert [segment.encoding for segment in found.segments] == ["utf-8", "gb18030"]
    assert decode(data).text == (HANS + "\n") * 40 + HANS[:18] + "\n"


def test_web_cells_get_the_web_codec() -> None:
    euro = HANS.encode("gbk") + b"\x80"
    found = detect(euro)
    assert found.encoding == "gb18030-web"
    assert euro.decode(found.encoding) == HANS + "€"
    name = (HANT + "喬治").encode("big5") + b"\xa1\x45" + "布希".encode("big5")
    assert decode(name).text.endswith("喬治‧布希")
    bullet = b"\xa1\x45 " + HANT.encode("big5")
    assert decode(bullet).text.startswith("• ")


def test_pieces_that_need_different_codecs_come_back() -> None:
    bullet = ("• " + HANT[:10] + "\n").encode("big5")
    plain = (HANT + "\n").encode("big5") * 3000
    hkscs = ("㗎" + HANT + "\n").encode("big5hkscs")
    wave = ("〜" + JA + "\n").encode("euc_jp") * 3000
    marked = b"\xad\xa1" + (JA + "\n").encode("euc_jp") * 300
    for data in (bullet + plain + hkscs + plain, wave + marked, plain + b"\x81\x41" + plain):
        decoded = decode(data)
        assert back(decoded) == data
        assert "\ufffd" not in decoded.text
    assert detect(plain + b"\x81\x41" + plain).encoding == "big5-uao"


def test_declaration_is_checked() -> None:
    true = b'<meta charset="gb2312">' + HANS.encode("gbk")
    false = b'<meta charset="gb2312">' + HANS.encode("utf-8")
    assert (detect(true).declared, detect(true).declared_true) == ("gb2312", True)
    assert (detect(false).encoding, detect(false).declared_true) == ("utf-8", False)
    assert detect(b"plain", declared="GBK").declared_true is True
    assert detect(HANS.encode(), declared="no-such-name").declared_true is False


def test_language_and_script() -> None:
    assert (detect(HANS.encode("gbk")).language, detect(HANS.encode("gbk")).script) == (
        "zh-hans",
        "hans",
    )
    assert detect(HANT.encode("big5")).script == "hant"
    assert detect(HANT.encode("gb18030")).script == "hant"
    assert detect(KO.encode("euc_kr")).language == "ko"
    long = b"plain\n" * 2000 + (HANT * 20).encode()
    assert (detect(long).language, detect(long).script) == ("zh-hant", "hant")
    assert detect((JA * 20).encode()).language == "ja"
    assert detect((RU * 20).encode("cp1251")).language == "ru"


def test_utf16_without_mark_and_odd_length() -> None:
    data = HANS.encode("utf-16-le")
    assert detect(data[:-1]).encoding == "utf-16-le"
    assert back(decode(data[:-1])) == data[:-1]


def test_confidence_is_low_where_bytes_say_little() -> None:
    assert detect(b"\xd6\xd0").confidence < 0.9
    assert detect(HANS.encode("gbk")).confidence > 0.99


def test_confidence_is_low_where_nothing_fits() -> None:
    noise = bytes(random.Random(5).choices(range(0xA1, 0xFF), k=4000))
    assert detect(noise).confidence <= 0.3


def test_thousands_of_characters_in_one_line_are_linear() -> None:
    data = HANS.encode("gbk") * 20_000 + b"\xff" + HANS.encode("gbk") * 2000
    decoded = decode(data)
    assert decoded.encoding == "gb18030"
    assert back(decoded) == data
