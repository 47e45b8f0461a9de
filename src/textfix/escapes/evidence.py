"""Is a text so full of escapes that nobody meant them? Otherwise only a caller's wish decodes them.

Law: `repair` decodes only where all Han of a text are escaped, are most of it, and none is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Wake

FEWEST: Final = 4
"""Han (or kana, Hangul) that escapes must stand for."""
SHARE: Final = 0.5
"""Share of the visible characters that belong to escapes: in code and markup it is less."""
QUOTED: Final = 0.1
"""Share of runs that may stand behind a quote: string literals all do."""

_CJK: Final = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)
_OPENED: Final = re.compile("(?:^|[\\s:=(\\[{,+b])[\"'`]$")
_VISIBLE: Final = re.compile(r"\S")
TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
"""A tag: the text is markup, in which references are meant."""
_ALNUM: Final = ((0x30, 0x39), (0x41, 0x5A), (0x61, 0x7A))

# One wake for all signs, as each rule begins with a search for its own; a second for `u4e2du6587`,
# whose first digit is that of a character. Two of these stand close; in `music` there is none.
WAKES: Final = (
    Wake(
        tuple((ord(c), ord(c)) for c in "&\\%=+~"),
        (*_ALNUM, *((ord(c), ord(c)) for c in "#?{\\~\n\r -/")),
    ),
    Wake(((0x75, 0x75),), ((0x33, 0x39), (0x66, 0x66)), cluster=2),
)


def is_idle(rule: str, text: str, profile: Profile) -> bool:
    """Tell whether `findings` will give nothing, whatever is decoded: the text shows its Chinese.

    >>> is_idle("escapes.unicode", "abc", Profile())
    False
    """
    return not profile.selects(rule) and _CJK.search(text) is not None


def count_cjk(text: str) -> int:
    """Count Han, kana and Hangul.

    >>> count_cjk("a中，か")
    2
    """
    return len(_CJK.findall(text))


def is_overwhelming(text: str, edits: Sequence[Edit]) -> bool:
    """Tell whether what the edits decode is all the Chinese of a text, and most of the text.

    >>> is_overwhelming("AABBCC", [Edit(0, 6, "中文字符")])
    True
    >>> is_overwhelming("中AA", [Edit(1, 3, "文字字符")])
    False
    """
    if sum(count_cjk(e.new) for e in edits) < FEWEST or _CJK.search(text):
        return False
    covered = sum(e.end - e.start for e in edits)
    if covered < SHARE * len(_VISIBLE.findall(text)):
        return False
    quoted = sum(_OPENED.search(text[max(0, e.start - 2) : e.start]) is not None for e in edits)
    return quoted <= QUOTED * len(edits)


def findings(
    rule: str, text: str, whole: Sequence[Edit], wished: Sequence[Edit], profile: Profile
) -> list[Finding]:
    """Return what to decode: the whole text on evidence, else what the caller wishes by name.

    `whole` undoes the escaping of a whole text, `wished` only what cannot be anything else.
    """
    if whole and is_overwhelming(text, whole):
        return [Finding(rule, e.start, e.end, (e,)) for e in whole]
    if not profile.selects(rule):
        return []
    return [Finding(rule, e.start, e.end, (e,)) for e in wished]
