"""normalization.trailing: spaces at line ends.

What: spaces, tabs and ideographic spaces before a line end or the end of the text are removed.
Why: nobody sees them, and they make equal lines differ.
When not: Markdown that breaks lines with two spaces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.normalization import typography
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_BLANKS: Final = " \t\u3000"
_RUN: Final = re.compile("(?<![ \t\u3000])[ \t\u3000]+(?=\n|\\Z)")
_ENDS: Final = (" \n", "\t\n", "\u3000\n")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find spaces before line ends."""
    if not text or not (text[-1] in _BLANKS or any(end in text for end in _ENDS)):
        return ()
    return [
        Finding(RULE.name, m.start(), m.end(), (Edit(m.start(), m.end(), ""),))
        for m in _RUN.finditer(text)
    ]


RULE = Rule(
    name="normalization.trailing",
    what="Remove spaces at line ends.",
    why="space at a line end cannot be seen",
    when_not="Markdown that breaks lines with two trailing spaces.",
    safety="exact",
    profile="corpus",
    wakes=(typography.LINE_END,),
    find=find,
    examples=(Example("第一行  \n第二行\t\n\u3000\n第三行 ", "第一行\n第二行\n\n第三行"),),
    keeps=("a b\n\u3000\u3000c",),
    sources=("house convention",),
)
