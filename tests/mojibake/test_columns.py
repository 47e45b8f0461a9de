"""Lists of short lines, damaged as a whole: columns of names and words, lists of files."""

from __future__ import annotations

import random

import pytest

from tests.mojibake.test_mojibake import clean
from textfix.codecs import get
from textfix.conversion import convert

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文志海红玉兰燕玲斌波辉鹏宇浩欣怡子轩"

READERS = ("latin-1", "cp1252-web", "cp437", "mac_roman", "koi8-r", "cp866")


def names(rng: random.Random, count: int) -> list[str]:
    """Return names of people: what is least like prose of all that is common in Chinese."""
    return [
        rng.choice(SURNAMES) + "".join(rng.choice(GIVEN) for _ in range(rng.randint(1, 2)))
        for _ in range(count)
    ]


def shown(text: str, encoding: str, reader: str) -> str:
    """Return what a reader shows for a text, or nothing if it has no character for some byte."""
    return get(reader).decode_strict(text.encode(encoding)) or ""


def cuts(text: str) -> bool:
    """Tell whether a text has characters that some take for the end of a line."""
    return len(text.splitlines()) > 1


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_column_of_names_comes_back(encoding: str, reader: str) -> None:
    rng = random.Random(4)
    for _ in range(3):
        pairs = [(n, shown(n, encoding, reader)) for n in names(rng, 30)]
        pairs = [(n, d) for n, d in pairs if d and not cuts(d)]
        got = clean("\n".join(d for _, d in pairs)).split("\n")
        right = sum(g == n for g, (n, _) in zip(got, pairs, strict=True))
        assert right >= 0.95 * len(pairs)


ALONE = ["学姐好", "收件人", "说明书", "工作时间", "有效期", "重量约", "实验室", "每天更新"]
CELLS = (*ALONE, "医院", "通道", "前面", "历史", "趣味", "效力", "重要文件")


def test_cells_shown_by_piece_come_back_alone() -> None:
    # Pairs that are valid UTF-8 became one letter each, of any script.
    for cell in ALONE:
        seen = shown(cell, "gb18030", "utf-8-or-latin1")
        assert seen != cell.encode("gb18030").decode("latin-1")
        assert clean(seen) == cell
        assert clean(f"{seen} (2).txt") == f"{cell} (2).txt"


@pytest.mark.parametrize(
    ("encoding", "prefix"), [("gb18030", ""), ("gb18030", "12,"), ("big5", "")]
)
def test_a_column_shown_by_piece_comes_back(encoding: str, prefix: str) -> None:
    cells = [*CELLS, *names(random.Random(5), 10)]
    if encoding == "big5":
        cells = [convert(cell, "s2t") for cell in cells]
    pairs = [(prefix + c, prefix + shown(c, encoding, "utf-8-or-latin1")) for c in cells]
    pairs = [(c, d) for c, d in pairs if not cuts(d)]
    got = clean("\n".join(d for _, d in pairs)).split("\n")
    assert sum(g == c for g, (c, _) in zip(got, pairs, strict=True)) >= 0.9 * len(pairs)


@pytest.mark.parametrize(
    "text",
    [
        "Győző\nŐrsi Ágnes\nFülöp Tünde\nSzűcs Zoltán",
        "«Žemė»\n«Ąžuolas»\n«Šiauliai»",
        "½ čaše\n¼ šećera\n±5 žlica",
        "ʔãʃ",
        "σ²≥½·π×¼",
        "§«dobro naredne škole»",
        "µΩ·Å",
        "ÑΔΞÑ",
        "ЯÜÑ",
    ],
)
def test_letters_of_two_kinds_stay(text: str) -> None:
    assert clean(text) == text


def test_a_list_of_random_letters_is_no_column_of_names() -> None:
    # As many pairs of bytes as a list of names has, each a common character, which nobody wrote.
    rng = random.Random(4)
    for _ in range(10):
        pairs = [(rng.randint(0xB0, 0xD7), rng.randint(0xA1, 0xFE)) for _ in range(90)]
        data = [bytes(b for pair in pairs[k : k + 3] for b in pair) for k in range(0, 90, 3)]
        text = "\n".join(d.decode("latin-1") for d in data)
        got = clean(text).split("\n")
        assert sum(g != line for g, line in zip(got, text.split("\n"), strict=True)) <= 2
