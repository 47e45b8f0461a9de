"""Damage that its own line explains: code that names both encodings, dumps, drawings, patterns."""

from __future__ import annotations

import pytest

import textfix

from .test_mojibake import clean


@pytest.mark.parametrize(
    "text",
    [
        "name = raw.encode('gb2312').decode('iso-8859-1')  # ÎÄ¼þÃû",
        'text.getBytes("UTF-8"), "latin1" // æ–‡ä»¶',
        "00000040  ce c4 bc fe c3 fb 0d 0a  20 20 20 20 20 20 20 20  |ÎÄ¼þÃû..        |",
        r"assert data == '\xce\xc4\xbc\xfe'  # ÎÄ¼þ",
        "文件如果以 'ï»¿' 开头，要先去掉它",
    ],
)
def test_code_and_dumps_stay(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name = raw.decode('utf-8')  # ÎÄ¼þÃûÂÒÁË", "name = raw.decode('utf-8')  # 文件名乱了"),
        ("// ÎÄ¼þÃû²»ÄÜÎª¿Õ, max 0xc4 bytes", "// 文件名不能为空, max 0xc4 bytes"),
    ],
)
def test_code_that_says_nothing_of_it_is_repaired(before: str, after: str) -> None:
    assert clean(before) == after


@pytest.mark.parametrize("text", ["╔═╗║ ║╚═╝", "╔═══╗\n║ 一 ║\n╚═══╝", "^[À-ÖØ-öø-ÿ ]+$"])
@pytest.mark.parametrize("expect", [None, "zh"])
def test_drawings_and_patterns_stay(text: str, expect: str | None) -> None:
    assert textfix.Cleaner(expect=expect)(text) == text


@pytest.mark.parametrize(
    ("text", "reader", "errors"),
    [
        ("Zażółć gęślą jaźń, powiedział Łukasz do żony.", "iso8859_15", "strict"),
        ("Příští týden pojedeme vlakem k moři, říká žena.", "iso8859_15", "strict"),
        ("Сегодня хорошая погода, и мы пойдём гулять.", "cp1254", "replace"),
    ],
)
def test_letters_are_those_of_the_language(text: str, reader: str, errors: str) -> None:
    out = clean(text.encode().decode(reader, errors))
    assert not [ch for ch in out if ch.isalpha() and ch > "\u00ff" and ch not in text]
