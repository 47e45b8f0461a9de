"""Example and law tests of the readers of the wild and of the codecs that textfix registers."""

import codecs as python_codecs
import pickle
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix import codecs
from textfix.errors import InputError

codecs.register()
ALL = codecs.names()
NAMED = [*ALL, *(f"gb18030-web:{h}" for h in codecs.HABITS), *(f"big5:{h}" for h in codecs.HABITS)]
WILD = st.lists(
    st.one_of(
        st.binary(max_size=4),
        st.text(max_size=4).map(lambda t: t.encode("gb18030", "ignore")),
        st.text(max_size=4).map(lambda t: t.encode("utf-8", "ignore")),
        st.sampled_from([b"\n", b"a\n", b"\x80", b"\xff", b"\x8e\xa2", b"\x8f", b"\x810\x81"]),
    ),
    max_size=8,
).map(b"".join)


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("gb18030-web", b"\x80", "€"),
        ("gb18030-web", b"\x81 ", "\ufffd "),
        ("gb18030-web", b"\x81\xff", "\ufffd"),
        ("gb18030-web", b"\xff\xb0\xa1", "\ufffd啊"),
        ("gb18030-web", b"\x81\x30\x81\x30", "\x80"),
        ("gb18030-web", b"\x81\x30\x81", "\ufffd0\ufffd"),
        ("gb18030-web", b"\xa8\xbc", "ḿ"),
        ("gb18030-web", b"\xfe\x59", "龴"),
        ("gb18030", b"\xfe\x59", "\ue81e"),
        ("gb18030", b"\xaa\xa1", "\ue000"),
        ("cp936", b"\x80\xff", "€\uf8f5"),
        ("cp936", b"\xa2\xe3", "\ue76c"),
        ("cp936", b"\xa2\xa0", "\ue585"),
        ("gbk-iconv", b"a\xa2Ab", "ab"),
        ("gbk-iconv", b"a\x81 b", "a b"),
        ("gbk:question-swallow", b"\xb1\xed\x93(y", "表?y"),
        ("gbk:question-swallow", b"\x81\nab", "?ab"),
        ("gbk:question", b"\x93(y", "?(y"),
        ("big5-web", b"\xc6\xa1\xa1\x45", "①‧"),
        ("big5-web", b"\x88\x62", "Ê̄"),
        ("big5-uao", b"\x81\x41", "丢"),
        ("big5-eten", b"\xc6\xa1\xf9\xd6", "①碁"),
        ("euc-jp-web", b"\xa1\xc1\xad\xa1\x8e\xb1", "～①ｱ"),
        ("euc-tw", b"\xc4\xe3\xc5\xc6\x8e\xa2\xa1\xa1", "中文乂"),
        ("johab", b"\\\x88a", "\\가"),
        ("cp1252-web", b"\x81\x80", "\x81€"),
        ("cp1252", b"\x81\x80", "\ufffd€"),
        ("cp1252:drop", b"\x81\x80", "€"),
        ("utf-8", b"\xe4\xb8a\xf0\x9f\x98", "\ufffda\ufffd"),
        ("utf-8-or-latin1", b"\xe4\xb8\xad\xd6\xd0\xd2\xaf", "中ÖÐү"),
        ("utf-8-or-cp1252", b"\x93\xe4\xb8\xad", "“中"),
        ("cesu-8", b"\xed\xa0\xbd\xed\xb8\x80", "😀"),
        ("utf-8-lax", b"\xc0\x80\xed\xa0\x80", "\0\ud800"),
    ],
)
def test_reader_shows(name: str, data: bytes, text: str) -> None:
    assert codecs.get(name).decode(data) == text


@pytest.mark.parametrize(
    ("name", "ch", "data"),
    [
        ("gb18030-web", "€", b"\xa2\xe3"),
        ("gb18030-web", "龴", b"\xfe\x59"),
        ("gb18030-web", "😀", b"\x94\x39\xfc\x36"),
        ("big5-web", "兀", b"\xa4\x61"),
        ("cp932", "髙", b"\xfb\xfc"),
        ("utf-8-or-latin1", "Ö", b"\xc3\x96"),
        ("cesu-8", "😀", b"\xed\xa0\xbd\xed\xb8\x80"),
    ],
)
def test_most_usual_bytes_come_first(name: str, ch: str, data: bytes) -> None:
    assert codecs.get(name).bytes_of(ch)[0] == data


def test_bytes_of_lists_every_form() -> None:
    assert codecs.get("utf-8-or-latin1").bytes_of("Ö") == (b"\xc3\x96", b"\xd6")
    assert codecs.get("gb18030-web").bytes_of("€") == (b"\xa2\xe3", b"\x80")
    assert codecs.get("gbk").bytes_of("\ufffd") == ()
    assert set(codecs.get("cp932").bytes_of("∪")) == {b"\x81\xbe", b"\x87\x9c"}


@pytest.mark.parametrize("name", NAMED)
@settings(max_examples=12, deadline=None)
@given(data=WILD)
def test_decoding_never_raises_and_strict_is_exact(name: str, data: bytes) -> None:
    reader = codecs.get(name)
    text, strict = reader.decode(data), reader.decode_strict(data)
    if strict is not None:
        assert strict == text
        assert "".join(s or "" for _, _, s in codecs.walk(reader, data)) == text
    ends = [0, *(end for _, end, _ in codecs.walk(reader, data))]
    assert [start for start, _, _ in codecs.walk(reader, data)] + [len(data)] == ends


@pytest.mark.parametrize("name", ALL)
@settings(max_examples=12, deadline=None)
@given(data=WILD, text=st.text(max_size=8))
def test_the_inverse_leads_back(name: str, data: bytes, text: str) -> None:
    reader = codecs.get(name)
    for ch in {*text, *reader.decode(data)}:
        for found in reader.bytes_of(ch):
            assert reader.decode_strict(found) == ch
    written = reader.encode(text)
    if written is not None and not name.startswith("utf-8-or"):
        assert reader.decode(written) == text


@pytest.mark.parametrize("name", ["gbk", "gb18030", "big5", "cp949", "cp932", "euc-jp", "johab"])
@settings(max_examples=60, deadline=None)
@given(data=WILD)
def test_strict_agrees_with_python(name: str, data: bytes) -> None:
    try:
        expected: str | None = data.decode(name)
    except UnicodeDecodeError:
        expected = None
    assert codecs.get(name).decode_strict(data) == expected


@settings(max_examples=100, deadline=None)
@given(data=WILD)
def test_web_utf8_agrees_with_python(data: bytes) -> None:
    assert codecs.get("utf-8").decode(data) == data.decode("utf-8", "replace")


def test_blocks_do_not_change_the_reading() -> None:
    line = "经济开发区的会议\n".encode("gbk")
    data = line * 4000 + b"\x81\n" + line * 4000 + b"\xff" + line
    reader = codecs.get("gb18030-web")
    text = "经济开发区的会议\n"
    assert reader.decode(data) == text * 4000 + "\ufffd\n" + text * 4000 + "\ufffd" + text


def test_pairs_are_the_lattice_table() -> None:
    reader = codecs.get("cp936")
    assert reader.pair(0xB0, 0xA1) == "啊"
    assert reader.pairs()[0xB0A1] == "啊"
    assert reader.pair(0x81, 0x20) is None
    assert codecs.get("latin-1").pair(0xB0, 0xA1) is None


def test_unknown_names_say_the_nearest() -> None:
    with pytest.raises(InputError, match="gb18030"):
        codecs.get("gb18031")
    with pytest.raises(InputError, match="question-swallow"):
        codecs.get("gbk:swallow")


def test_readers_pickle_to_their_settings() -> None:
    reader = codecs.get("big5-web")
    assert pickle.loads(pickle.dumps(reader)) == reader
    assert len(pickle.dumps(reader)) < 400


REGISTERED = [
    *("gb18030-web", "cp936-web", "big5-web", "big5-uao", "big5-eten", "euc-tw", "euc-jp-web"),
    *("cesu-8", "iso-2022-cn"),
]


@pytest.mark.parametrize("name", REGISTERED)
def test_registered_codecs_round_trip_and_stream(name: str) -> None:
    text = "今天開會，明天休息。\nline two 中文\n"
    data = text.encode(name)
    assert data.decode(name) == text
    for step in (1, 3, 7):
        decoder = python_codecs.getincrementaldecoder(name)()
        chunks = [data[i : i + step] for i in range(0, len(data), step)]
        assert "".join(decoder.decode(c) for c in chunks) + decoder.decode(b"", True) == text
    with pytest.raises(UnicodeDecodeError):
        b"ab\xff\xff".decode(name if name != "cp936-web" else "big5-web")
    assert b"ab\xff ".decode(name, "replace").startswith("ab")
    assert "a\ud800b".encode(name, "replace") == b"a?b"


def test_iso_2022_cn_agrees_with_the_c_library() -> None:
    text = "中文乂!\n简体\n"
    data = text.encode("iso-2022-cn")
    assert data.startswith(b"\x1b$)A\x0e")
    try:
        run = subprocess.run(
            ["iconv", "-f", "ISO-2022-CN-EXT", "-t", "UTF-8"], input=data, capture_output=True
        )
    except FileNotFoundError:
        pytest.skip("no iconv on this machine")
    assert run.stdout.decode("utf-8") == text


def test_registration_loads_nothing() -> None:
    code = (
        "import sys, codecs; from textfix.codecs.plugin import search;"
        "codecs.register(search); codecs.lookup('latin-1');"
        "assert 'numpy' not in sys.modules;"
        "from textfix.codecs import cells; assert cells.cells.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(ALL), data=WILD)
def test_wrong_bytes_are_those_that_walk_finds(name: str, data: bytes) -> None:
    reader = codecs.get(name)
    walked = [(a, b) for a, b, text in codecs.walk(reader, data) if text is None]
    assert codecs.wrong(reader, data) == walked
