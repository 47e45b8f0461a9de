"""normalization.bidi: controls of writing direction in lines that have only one.

What: bidi marks, embeddings, overrides and isolates are removed where no letter runs right to left.
Why: they do nothing there but hide, reorder or break words; unbalanced ones can disguise text.
When not: lines with Hebrew, Arabic or other right-to-left letters; there unbalanced ones are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.normalization import context, odd
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_RUN: Final = re.compile(f"[{odd.inside(odd.BIDI)}]+")
_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_OPENING: Final = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
_ISOLATES: Final = "\u2066\u2067\u2068"


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find direction controls line by line."""
    if not odd.holds(text, odd.BIDI):
        return ()
    found: list[Finding] = []
    for start, end in context.lines_with(text, _RUN):
        found.extend(_in_line(text, start, end))
    return found


def _in_line(text: str, start: int, end: int) -> Iterator[Finding]:
    kept = _RIGHT_TO_LEFT.search(text, start, end) is not None
    balanced = is_balanced(text[start:end])
    detail = "" if balanced else "security: unbalanced direction controls can disguise text"
    if not kept:
        for m in _RUN.finditer(text, start, end):
            edits = (Edit(m.start(), m.end(), ""),)
            yield Finding(RULE.name, m.start(), m.end(), edits, "exact", 1.0, detail)
    elif not balanced:
        yield Finding(RULE.name, start, end, (), "report", 1.0, detail)


def is_balanced(line: str) -> bool:
    """Tell whether embeddings, overrides and isolates close in a line, in the order they opened.

    >>> is_balanced("a\\u202eb\\u202c"), is_balanced("a\\u202eb")
    (True, False)
    """
    open_ones: list[str] = []
    for ch in line:
        if ch in _OPENING:
            open_ones.append(ch)
        elif ch in "\u202c\u2069" and not (
            open_ones and (open_ones.pop() in _ISOLATES) == (ch == "\u2069")
        ):
            return False
    return not open_ones


RULE = Rule(
    name="normalization.bidi",
    what="Remove direction controls where nothing runs right to left; report unbalanced ones.",
    why="a line in one direction has no use for direction controls",
    when_not="Lines with Hebrew, Arabic or other right-to-left letters keep theirs.",
    safety="exact",
    profile="normalize",
    wakes=odd.WAKES,
    find=find,
    examples=(
        Example("订单\u200e编号\u202a12\u202c", "订单编号12"),
        Example("if user:\u202e # 检查\u2066", "if user: # 检查", "a disguise in source code"),
    ),
    keeps=("שלום\u200f!", "\u2067مرحبا\u2069 你好", "عربي\u202e"),
    sources=("UAX #9; CVE-2021-42574",),
)
