"""normalization.noncharacters: code points that will never be characters.

What: U+FDD0-FDEF and the last two of every plane -> U+FFFD.
Why: programs use them as marks of their own; deleting them could join what filters keep apart.
When not: never in text for interchange.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.normalization import odd
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_CLASS: Final = (*odd.NONCHARACTERS, *odd.PLANE_ENDS)
_ONE: Final = re.compile(f"[{odd.inside(_CLASS)}]")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find noncharacters."""
    if not odd.holds(text, _CLASS):
        return ()
    return [
        Finding(RULE.name, m.start(), m.end(), (Edit(m.start(), m.end(), "\ufffd"),))
        for m in _ONE.finditer(text)
    ]


RULE = Rule(
    name="normalization.noncharacters",
    what="Mark noncharacters with U+FFFD.",
    why="this code point will never be a character",
    when_not="Internal data of a program that uses noncharacters as marks.",
    safety="exact",
    profile="normalize",
    wakes=odd.WAKES,
    find=find,
    examples=(Example("数\ufdd0据\uffff", "数\ufffd据\ufffd"), Example("\U0001ffff", "\ufffd")),
    keeps=("ﷺ ﷼ \ufdcf\ufdf0", "\ufffd"),
    sources=("Unicode Standard 23.7; UTR #36 §3.5",),
)
