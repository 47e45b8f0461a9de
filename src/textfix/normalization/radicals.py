"""normalization.radicals: radicals used as if they were characters.

What: Kangxi radicals and CJK radicals (`⽂⼈⻚`) -> the unified ideographs (`文人页`).
Why: PDF readers map glyphs to the wrong one of two code points; search finds neither.
When not: lists of radicals, and radicals that are spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.chars import Chars, is_han
from textfix.model import Edit, Finding
from textfix.normalization import forms, lines, odd
from textfix.profiles import Profile
from textfix.rule import Example, Rule

RANGE: Final[Chars] = ((0x2E80, 0x2FD5),)
_RUN: Final = re.compile("[\u2e80-\u2fd5]+")
_SPOKEN_OF: Final = re.compile("字?[部旁頭头底框]")
_NAMED: Final = re.compile("(?:部首|偏旁|[Rr]adical)s?[ :：「“\"'《（(]*$")
_SIMPLIFIED: Final = {"戶": "户"}
"""Kangxi radicals are traditional; fonts for simplified text show this one in its other form."""


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find runs of radicals beside Han characters."""
    runs = [m for m in _RUN.finditer(text) if _used(text, m)]
    if not runs:
        return ()
    simplified = lines.of(text).script() == "hans"
    found = []
    for m in runs:
        new = "".join(_character(c, simplified) for c in m[0])
        if new != m[0]:
            found.append(Finding(RULE.name, m.start(), m.end(), (Edit(m.start(), m.end(), new),)))
    return found


def _character(radical: str, simplified: bool) -> str:
    plain: str = forms.table("radicals").get(radical, radical)
    return _SIMPLIFIED.get(plain, plain) if simplified else plain


def _used(text: str, m: re.Match[str]) -> bool:
    """Tell whether a run stands in for characters: Han beside it, and it is not the topic."""
    start, end = m.span()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    listed = end - start > 1 and all(a < b for a, b in zip(m[0], m[0][1:], strict=False))
    if listed and ord(m[0][-1]) - ord(m[0][0]) < 3 * (end - start):
        return False
    in_word = bool(before) and is_han(before)
    if end - start == 1 and (
        (not in_word and _SPOKEN_OF.match(text, end))
        or _NAMED.search(text, max(0, start - 12), start)
    ):
        return False
    if in_word or (end - start > 1 and not listed):
        return True
    return bool(after) and is_han(after) and _is_common(forms.table("radicals").get(m[0], ""))


def _is_common(ch: str) -> bool:
    """Tell a character of daily use from a mere component (氵, 辶): those are only spoken of."""
    gb, big = ch.encode("gb2312", "ignore"), ch.encode("big5", "ignore")
    return b"\xb0" <= gb[:1] <= b"\xd7" or b"\xa4" <= big[:1] <= b"\xc6"


RULE = Rule(
    name="normalization.radicals",
    what="Turn radicals that stand in for characters into the unified ideographs.",
    why="the radical's glyph is that of this character, which stands in a word",
    when_not="Lists of radicals and notes on them keep the radicals.",
    safety="exact",
    profile="normalize",
    wakes=odd.WAKES,
    find=find,
    examples=(
        Example("第⼀⻚的⽂字和⼈名", "第一页的文字和人名"),
        Example("⼾⼝登记这件事", "户口登记这件事", "the form of simplified fonts"),
        Example("門⼾網站與國際", "門戶網站與國際"),
    ),
    keeps=("⼀⼁⼂⼃⼄⼅", "偏旁：⺡、⺮", "⽔部的字", "部首「⽕」", "龶、⻌諸形"),
    sources=("Unicode Character Database 15.0, Equivalent_Unified_Ideograph",),
)
