"""Streaming: blocks are what the whole file decodes to, whatever the sizes and encodings."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.files import torture
from tests.files.conftest import Cli
from textfix.detection import decode
from textfix.files import blocks, stream
from textfix.files.separated import Separated
from textfix.files.units import Plain, declared

LONG = torture.HANS * 900


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every file a big one."""
    monkeypatch.setattr(blocks, "BLOCK", 1000)
    monkeypatch.setattr(blocks, "WHOLE", 2000)
    monkeypatch.setattr(stream, "READ", 5000)


CASES = {
    **{name: (text * 60).encode(name) for name, text in torture.ENCODINGS.items()},
    "mixed": LONG.encode("gbk") + LONG.encode() + (torture.HANT * 900).encode("big5"),
    "bad utf-8": (torture.HANS * 50).encode() + b"\xff\xfe" + (torture.HANS * 50).encode(),
    "bad gbk": (torture.HANS * 50).encode("gbk") + b"\xff" + (torture.HANS * 50).encode("gbk"),
    "cut utf-8": (torture.HANS * 60).encode()[:-1],
    "cut gbk": (torture.HANS * 60).encode("gbk")[:-2],
    "one line": (torture.HANS * 200).replace("\n", "").encode("gbk"),
    "cr": (torture.HANS * 60).replace("\n", "\r").encode(),
    "crlf utf-16": (torture.HANS * 60).replace("\n", "\r\n").encode("utf-16"),
}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", CASES)
def test_streamed_is_whole(name: str) -> None:
    data = CASES[name]
    whole = decode(data)
    opened = blocks.read(lambda: io.BytesIO(data))
    parts = list(opened.blocks)
    assert opened.codec == whole.encoding
    assert "".join(b.text for b in parts) == whole.text
    assert b"".join(b.source() for b in parts) == data
    if len(whole.text) > 4000:
        assert len(parts) > 1


@given(st.lists(st.text(alphabet="ab。字\n\r \U00020000", max_size=900), max_size=8))
def test_cut_keeps_all(pieces: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "BLOCK", 50)
        got = list(blocks.cut(((p, ()) for p in pieces), b"", "utf-8", blocks.line_cut))
    assert "".join(b.text for b in got) == "".join(pieces)
    assert not any(a.text[-1:] == "\r" and b.text[:1] == "\n" for a, b in pairwise(got))


@given(st.integers(1, 60), st.text(alphabet='a",\n字', max_size=200))
def test_tables_are_cut_outside_quotes(start: int, text: str) -> None:
    at = Separated(",").cut(text, min(start, len(text)))
    assert text[:at].count('"') % 2 == 0 or at == 0
    assert at == 0 or text[at - 1] == "\n"


@pytest.mark.usefixtures("small")
def test_a_big_file_is_cleaned_as_a_whole_one(cli: Cli, tmp_path: Path) -> None:
    """Damage that stands in lines comes out the same streamed and whole."""
    import textfix

    page = torture.damaged().replace("\n", "\n\n")
    for encoding in ("utf-8", "gb18030"):
        data = (page * 6).encode(encoding)
        torture.write(tmp_path / "big.txt", data)
        done = cli("clean", "big.txt")
        assert done.code == 0
        assert done.out.decode() == textfix.clean(data)


def test_plain_text_is_one_unit() -> None:
    assert [u.value for u in Plain().units("a\nb")] == ["a\nb"]


@pytest.mark.parametrize(
    ("page", "edit"),
    [
        ('<meta charset="gbk">', (15, 18, "utf-8")),
        ('<META http-equiv=x content="text/html; charset=big5">', (47, 51, "utf-8")),
        ("<?xml version='1.0' encoding='gb2312'?>", (30, 36, "utf-8")),
        ('<meta charset="UTF8">', None),
        ("charset=gbk in prose", None),
    ],
)
def test_declared_charset(page: str, edit: tuple[int, int, str] | None) -> None:
    assert declared(page, "utf-8") == edit
