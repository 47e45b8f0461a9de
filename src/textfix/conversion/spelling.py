"""Writes Taiwan's spelling where it differs from OpenCC's: 計畫, 公布, on wish also 占.

These are words that both standards know; only the preferred character is another.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache

from textfix.conversion.passes import Edit, Pass, rewrite, shift
from textfix.conversion.units import Span
from textfix.errors import InputError

TAIWAN = ("s2tw", "s2twp")
"""The configurations that a spelling can be asked for."""

NATIVE = {
    "計劃": "計畫",
    "公佈": "公布",
    "發佈": "發布",
    "頒佈": "頒布",
    "宣佈": "宣布",
    "僱主": "雇主",
    "平臺": "平台",
    "儘可能": "盡可能",
}
"""Where native writers (training corpora) prefer the second form, three times in four or more.

Counted in the transcripts and articles of Taiwan; 佔 and 占 stand 77 to 52 there, so OpenCC's
form stays, as it does for 臺灣, 臺北, 分佈 and 瞭解, which writers spell by house style.
"""

STATUTE = {
    "計劃": "計畫",
    "公佈": "公布",
    "發佈": "發布",
    "頒佈": "頒布",
    "宣佈": "宣布",
    "分佈": "分布",
    "散佈": "散布",
    "僱主": "雇主",
    "僱員": "雇員",
    "身份": "身分",
    "佔": "占",
}
"""The spelling of Taiwan's statutes (the Legislative Yuan's unified characters of 1973)."""

SPELLINGS: Mapping[str, Mapping[str, str]] = {"opencc": {}, "native": NATIVE, "statute": STATUTE}


def rows(spelling: str | None, config: str, mode: str) -> Mapping[str, str]:
    """Return the words that a call must spell in another way: {OpenCC's form: the wanted one}.

    Without a wish, mode "best" spells as native writers do, mode "opencc" as OpenCC does.

    >>> rows("statute", "s2tw", "opencc")["佔"]
    '占'

    Errors: `InputError` for an unknown spelling, or one for a configuration without Taiwan.
    """
    if spelling is None:
        return NATIVE if mode == "best" and config in TAIWAN else {}
    if spelling not in SPELLINGS:
        raise InputError(f"spelling must be one of {', '.join(SPELLINGS)}, not {spelling!r}")
    if spelling != "opencc" and config not in TAIWAN:
        raise InputError(f"spelling {spelling!r} is for {' and '.join(TAIWAN)}, not {config!r}")
    return SPELLINGS[spelling]


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


def spelled(done: Sequence[Pass], table: Mapping[str, str], kept: Sequence[Span]) -> list[Pass]:
    """Make the pass that writes the wanted spelling, if any; `kept` are spans of the source."""
    text = done[-1].after
    if not needed(text, table):
        return []
    stay = shift([edit for step in done for edit in step.edits], kept)
    edits = respellings(text, table, stay)
    return [Pass(text, tuple(edits), rewrite(text, edits, {}))]


def respellings(text: str, table: Mapping[str, str], kept: Sequence[Span]) -> list[Edit]:
    """List the words of a text to spell in another way, outside of spans (sorted, disjoint).

    >>> respellings("公佈計劃", NATIVE, [(0, 2)])
    [(2, 4, '計畫')]
    """
    edits: list[Edit] = []
    starts = [start for start, _ in kept]
    for found in _pattern(tuple(table)).finditer(text):
        start, end = found.span()
        at = bisect_left(starts, end)
        if not at or kept[at - 1][1] <= start:
            edits.append((start, end, table[found.group()]))
    return edits


def respelled(text: str, table: Mapping[str, str]) -> str:
    """Write the wanted spelling in a whole text.

    >>> respelled("公佈計劃", NATIVE)
    '公布計畫'
    """
    if not needed(text, table):
        return text
    return _pattern(tuple(table)).sub(lambda found: table[found.group()], text)


def needed(text: str, table: Mapping[str, str]) -> bool:
    """Tell whether a converted text has any word to spell in another way.

    >>> needed("這個計劃", {"計劃": "計畫"})
    True
    """
    return any(old in text for old in table)
