"""normalization.spacing: the space between Han and Latin letters or digits, where a setting asks.

What: `han-latin = "space"` puts one space, `"none"` removes it; by default both stay.
Why: styles differ, and mixing them splits one phrase into two.
When not: by default; in code and addresses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.normalization import context, typography
from textfix.normalization.context import HAN
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_NONE: Final = re.compile(f"(?<=[{HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[{HAN}])")
_SOME: Final = re.compile(f"(?<=[{HAN}]) +(?=[A-Za-z0-9])|(?<=[A-Za-z0-9]) +(?=[{HAN}])")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find borders of Han and Latin that are not as the setting asks."""
    wanted = profile.option("han-latin")
    if wanted == "leave":
        return ()
    pattern, new = (_NONE, " ") if wanted == "space" else (_SOME, "")
    spans = context.protected(text)
    return [
        Finding(RULE.name, m.start(), m.end(), (Edit(m.start(), m.end(), new),))
        for m in pattern.finditer(text)
        if m.start() not in spans and m.end() not in spans
    ]


RULE = Rule(
    name="normalization.spacing",
    what="Put or remove the space between Han and Latin letters or digits, if a setting asks.",
    why="the setting `han-latin` asks for it",
    when_not="By default the text keeps what it has.",
    safety="exact",
    profile="corpus",
    wakes=(typography.AFTER_HAN, typography.BEFORE_HAN),
    find=find,
    examples=(
        Example("用Python写3章", "用 Python 写 3 章", "han-latin=space"),
        Example("用 Python 写 3 章", "用Python写3章", "han-latin=none"),
    ),
    keeps=("用 Python 写", "第3章", "第 3 章"),
    sources=("clreq §3.2.3; house setting",),
    off=("han-latin", "leave"),
)
