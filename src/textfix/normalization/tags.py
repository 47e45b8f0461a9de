"""normalization.tags: tag characters, an invisible copy of ASCII.

What: tag characters are removed, and what they spelled is told; flags keep theirs.
Why: nobody sees them, yet programs and language models read them.
When not: the flags of England, Scotland and Wales, which are made of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.normalization import odd
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_TAGS: Final = re.compile(
    "(?P<flag>\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)"
    "|[\U000e0000-\U000e007f]+"
)


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find runs of tag characters outside flags."""
    if not odd.holds(text, odd.TAGS):
        return ()
    return [_finding(m) for m in _TAGS.finditer(text) if not m["flag"]]


def _finding(m: re.Match[str]) -> Finding:
    spelled = "".join(chr(ord(c) & 0x7F) for c in m[0][:80] if 0x20 <= ord(c) & 0x7F < 0x7F)
    edits = (Edit(m.start(), m.end(), ""),)
    return Finding(
        RULE.name, m.start(), m.end(), edits, "exact", 1.0, f"security: hidden text {spelled!r}"
    )


RULE = Rule(
    name="normalization.tags",
    what="Remove invisible tag characters and tell what they spelled.",
    why="tag characters outside flags are deprecated or hide text",
    when_not="Emoji flags of regions keep their tags.",
    safety="exact",
    profile="normalize",
    wakes=odd.WAKES,
    find=find,
    examples=(Example("你好\U000e0068\U000e0069。", "你好。", "hidden: hi"),),
    keeps=("\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🏴"),
    sources=("Unicode Standard 23.9; UTS #51, emoji tag sequences",),
)
