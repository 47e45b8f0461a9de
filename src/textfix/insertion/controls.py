"""insertion.controls: control characters that a page generator pushed in front of punctuation.

What: `离世\\x07\\x08\\x05，` -> `离世，`.
Why: the same tools that gloss pages put one to five of U+0005..U+0008 before fullwidth marks.
When not: controls elsewhere; they may be a terminal's or a protocol's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix import chars
from textfix.insertion import hook_runs, torn_runs
from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule, Wake

# What the tool inserts, and the marks it looks for; some pages had the marks folded afterwards.
INSERTED: Final = ((0x05, 0x08),)
_RUN: Final = re.compile(r"[\x05-\x08]{1,5}(?=[，。？；：！、,.?;:!])")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find runs of the inserted controls in front of marks."""
    found = [m.span() for m in _RUN.finditer(text)]
    runs = *torn_runs.find(text), *hook_runs.find(text)
    inside = torn_runs.covered(runs, [start for start, _ in found])
    return [
        Finding(RULE.name, start, end, (Edit(start, end, ""),))
        for start, end in found
        if start not in inside
    ]


RULE = Rule(
    name="insertion.controls",
    what="Remove control characters that were pushed in front of punctuation.",
    why="nobody types U+0005 to U+0008 before a punctuation mark; page generators do",
    when_not="Controls that do not stand before a mark belong to `normalization.controls`.",
    safety="exact",
    profile="repair",
    wakes=(Wake(INSERTED, (*INSERTED, *chars.of("，。？；：！、,.?;:!"))),),
    find=find,
    examples=(
        Example("书店开了四间\x07\x08\x05，债也还了\x06。", "书店开了四间，债也还了。"),
        Example("真的吗\x05\x05\x05?", "真的吗?"),
    ),
    keeps=("\x07bell", "a\x08b", "列\x05表", "\x1b[0m\x07"),
    sources=("damage.md §2: CommonCrawl pages of 2021",),
)
