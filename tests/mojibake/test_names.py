"""Names of people, of files, and words alone come back; what must stay stays."""

from __future__ import annotations

import pytest

from tests.mojibake.test_mojibake import clean
from textfix import Cleaner
from textfix.codecs import get
from textfix.mojibake.health import forms

NAMES = (
    "黎晓丽",
    "郝淑宇",
    "雷娟慧",
    "韩玲珍",
    "段建国",
    "何志强",
    "夏雨欣",
    "汤文静",
    "史永康",
    "马春燕",
)


def shown(text: str, encoding: str, reader: str) -> str:
    """Return what a reader shows for a text."""
    seen = get(reader).decode(text.encode(encoding))
    assert "\ufffd" not in seen
    return seen


@pytest.mark.parametrize(
    "reader", ["latin-1", "cp1252-web", "cp437", "mac_roman", "koi8-r", "cp866"]
)
def test_names_alone_come_back(reader: str) -> None:
    got = [clean(shown(name, "gb18030", reader)) for name in NAMES]
    assert sum(a == b for a, b in zip(got, NAMES, strict=True)) >= 9


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("expect", [None, "zh"])
def test_names_that_are_healthy_stay(name: str, expect: str | None) -> None:
    assert Cleaner(expect=expect)(name) == name


@pytest.mark.parametrize(
    ("text", "encoding", "reader"),
    [
        ("屋里_2021.txt", "gb18030", "latin-1"),
        ("多名_2021.txt", "gb18030", "latin-1"),
        ("任内(1).jpg", "gb18030", "latin-1"),
        ("七名", "gb18030", "latin-1"),
        ("IMG_20210304_看书_v2.docx", "gb18030", "latin-1"),
        ("backup-2021-03-04-融合.tar.gz", "gb18030", "latin-1"),
        ("视察", "gb18030", "utf-8-or-latin1"),
        ("高举", "gb18030", "utf-8-or-latin1"),
        ("影院", "gb18030", "cp437"),
        ("反差", "big5", "koi8-r"),
        ("剖析", "big5", "koi8-r"),
    ],
)
def test_short_texts_come_back(text: str, encoding: str, reader: str) -> None:
    assert clean(shown(text, encoding, reader)) == text


@pytest.mark.parametrize("text", ["“股价; 来说”", "“心软”", "‘囚徒’…"])
def test_quoted_chinese_stays_where_chinese_is_expected(text: str) -> None:
    assert Cleaner(expect="zh")(text) == text


def test_forms_speak_against_what_nobody_writes() -> None:
    assert forms.price("学校", "euc-jp") == forms.price("群山", "gb18030") == 0.0
    assert forms.price("會議", "big5") == 0.0
    assert forms.price("會議", "euc-jp") > forms.price("會議", "gb18030") > 0.0
    assert forms.price("会議", "gb18030") > forms.price("會議", "gb18030")


@pytest.mark.parametrize(
    "text",
    # A word in quotation marks, lines of one drawing, letters of two alphabets, signs.
    [
        "«FÅRÖ»",
        "“ÖSTERÅ”",
        "╝╔╩│",
        "╦│╣║",
        "║╔│╦╩│",
        "└┤─│┐┴",
        "▀▌█▐",
        "GOŚĆ",
        "°±",
        "25 °С",
        "§2 ±Ω",
    ],
)
def test_what_is_no_damage_stays(text: str) -> None:
    assert clean(text) == text


def test_one_character_of_utf8_leaves_nothing_beside_it() -> None:
    seen = shown("田艳", "gb18030", "latin-1")
    assert clean(seen) in (seen, "田艳")


def test_a_short_text_by_piece_is_read_whole_or_not_at_all() -> None:
    seen = shown("个男士", "gb18030", "utf-8-or-latin1")
    assert Cleaner(expect="zh")(seen) in (seen, "个男士")
