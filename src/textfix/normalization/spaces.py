"""normalization.spaces: spaces of unusual widths become the space.

What: NBSP, U+1680, U+2000-200A, U+202F, U+205F -> U+0020; the ideographic space stays.
Why: words joined by a space that programs do not know are one word to them.
When not: Mongolian suffixes (U+202F); odd spaces in text that a wrong decoder showed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.normalization import odd
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_SPACES: Final = re.compile("[\xa0\u1680\u2000-\u200a\u205f]+|\u202f+(?![\u1820-\u1878])")
_LATIN_1: Final = re.compile("[\xa1-\xff]")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find runs of odd spaces."""
    if not odd.holds(text, odd.SPACES):
        return ()
    wrong = odd.wrongly_read(text)
    return [
        Finding(RULE.name, m.start(), m.end(), (Edit(m.start(), m.end(), " " * len(m[0])),))
        for m in _SPACES.finditer(text)
        if not (wrong and _LATIN_1.search(text, max(0, m.start() - 2), m.end() + 2))
    ]


RULE = Rule(
    name="normalization.spaces",
    what="Turn no-break spaces and spaces of other widths into the space.",
    why="these spaces differ from the space in width or in line breaking only",
    when_not="Typesetting, where the width of a space or a forbidden line break matters.",
    safety="exact",
    profile="normalize",
    wakes=odd.WAKES,
    find=find,
    examples=(
        Example("共\xa012\xa0页", "共 12 页"),
        Example("prix\u202f: 5\u2009€", "prix : 5 €"),
        Example("a\u2003\u2003b", "a  b", "one for one"),
    ),
    keeps=("\u3000\u3000首行缩进两格。", "\u182e\u1823\u202f\u1836\u1822", "Ã\xa0\x80Â\xa0Ã"),
    sources=("Unicode general category Zs",),
)
