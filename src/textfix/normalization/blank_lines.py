"""normalization.blank_lines: at most one blank line between paragraphs.

What: longer runs of empty lines are cut to `blank-lines` (one by default).
Why: the number of empty lines is a trace of the page, not of the text.
When not: typography that counts lines: verse laid out on a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from textfix.model import Edit, Finding
from textfix.normalization import typography
from textfix.profiles import Profile
from textfix.rule import Example, Rule


@cache
def _run(most: int) -> re.Pattern[str]:
    return re.compile(f"(?<!\n)\n{{{most + 2},}}")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find runs of too many empty lines."""
    most = int(profile.option("blank-lines"))
    if "\n" * (most + 2) not in text:
        return ()
    return [
        Finding(
            RULE.name, m.start() + most + 1, m.end(), (Edit(m.start() + most + 1, m.end(), ""),)
        )
        for m in _run(most).finditer(text)
    ]


RULE = Rule(
    name="normalization.blank_lines",
    what="Cut runs of empty lines to one.",
    why="more empty lines part paragraphs no better",
    when_not="Layout that counts lines; `blank-lines` sets the number.",
    safety="exact",
    profile="corpus",
    wakes=(typography.LINES,),
    find=find,
    examples=(Example("一段\n\n\n\n又一段\n\n\n", "一段\n\n又一段\n\n"),),
    keeps=("一段\n\n又一段\n", "\n\n"),
    sources=("house convention",),
)
