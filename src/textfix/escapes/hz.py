"""escapes.hz: HZ, the seven-bit Chinese of newsgroups.

What: `~{=qLlOBSj~}` -> characters, `~~` -> `~`, a tilde at a line end joins the lines.
Why: posts of the nineties were kept as they travelled.
When not: braces and tildes of code; texts with plain Han: there only by `select`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from textfix.escapes import evidence
from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_PART: Final = re.compile(r"~\{((?:[\x21-\x77][\x21-\x7e])+)~\}|~(~)|~(\n)")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find stretches of HZ."""
    if "~{" not in text or "~}" not in text:
        return ()
    wished = [e for e in _edits(text) if len(e.new) > 1]
    if not wished:
        return ()
    if text.isascii() and sum(evidence.count_cjk(e.new) for e in wished) >= evidence.FEWEST:
        # Two bytes in four signs: no text but HZ has so many that are all in GB 2312.
        return [Finding(RULE.name, e.start, e.end, (e,)) for e in _edits(text)]
    if not profile.selects(RULE.name):
        return ()
    return [Finding(RULE.name, e.start, e.end, (e,)) for e in wished]


def _edits(text: str) -> Iterator[Edit]:
    for m in _PART.finditer(text):
        if not m[1]:
            yield Edit(m.start(), m.end(), m[2] or "")
            continue
        data = bytes(ord(c) | 0x80 for c in m[1])
        try:
            yield Edit(m.start(), m.end(), data.decode("gb2312"))
        except UnicodeDecodeError:
            continue


RULE = Rule(
    name="escapes.hz",
    what="Read HZ, the seven-bit form of GB 2312.",
    why="the stretches between `~{` and `~}` are all characters of GB 2312",
    when_not="Code with braces and tildes; texts with plain Han, unless the rule is selected.",
    safety="exact",
    profile="repair",
    wakes=evidence.WAKES,
    find=find,
    examples=(Example("~{=qLlOBSj~}, ok ~~", "今天下雨, ok ~"),),
    keeps=("~{a~}", "今天是 ~{=qLl~}", "awk '~{print~}'"),
    sources=("RFC 1843; damage.md §5",),
)
