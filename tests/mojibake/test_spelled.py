"""A lossless layer over one that lost bytes: proven by its bytes alone, then undone."""

from __future__ import annotations

import pytest

from textfix import clean, inspect
from textfix.mojibake.reading import spelled
from textfix.mojibake.shown import strict, views

SENTENCES = (
    "他把钥匙落在出租车上了，司机第二天送了回来，分文未取。",
    "会议室的投影仪坏了三次，每次都是同一根线接触不良。",
    "外婆腌的萝卜干要晒足七个太阳，下雨天就得收回屋里。",
)


@pytest.mark.parametrize("reader", ["latin-1", "cp437", "mac_roman"])
@pytest.mark.parametrize(("encoding", "inner"), [("utf-8", "gbk"), ("gbk", "big5")])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_layer_over_lost_bytes_is_as_good_as_none(
    sentence: str, encoding: str, inner: str, reader: str
) -> None:
    once = sentence.encode(encoding).decode(inner, "replace")
    twice = once.encode().decode(reader)
    assert clean(twice) == clean(once)
    assert inspect(twice).undo() == twice


@pytest.mark.parametrize(
    "text",
    [
        "é\xa0» à «\xa0oui\xa0», dit-elle ; «\xa0à\xa0», «\xa0ô\xa0», dit-il.",
        "├── src\n│   ├── a.py\n│   └── b.py\n└── docs",
        "раб, еда, рад, сад: все слова по три буквы, и каждое из них русское.",
    ],
)
def test_what_is_written_is_no_layer(text: str) -> None:
    assert spelled.proven(strict.pieces(views.points(text), text), text) == []
    assert clean(text) == text


def test_a_line_with_anything_left_over_is_not_proven() -> None:
    seen = "鍚戝乏鍚戝彸鍚戝乏鍚戝彸".encode().decode("latin-1")
    for text in (f"{seen}é", f"č{seen}", seen[:-1]):
        assert spelled.proven(strict.pieces(views.points(text), text), text) == []
