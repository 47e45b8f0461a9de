"""normalization.ellipsis: six dots in Chinese sentences.

What: `...`, `......`, `。。。`, a single `…` beside Han -> `……`.
Why: one form for one mark.
When not: dots that lead to a page number, code, other languages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.normalization import context, lines, typography
from textfix.normalization.context import HAN, WIDE_MARKS
from textfix.profiles import Profile
from textfix.rule import Example, Rule

MARK: Final = "……"
LEADER: Final = 13
"""As many dots lead to something, or fill a form."""

_DOTS: Final = re.compile("[.…。．・·]{3,}|…+")
_LEFT: Final = re.compile(f"[{HAN}{WIDE_MARKS}“‘”’]")
_RIGHT: Final = re.compile(f"[{HAN}“‘「『]")
_PAGE: Final = re.compile(r"[ .…]*\d+[ ]*$", re.MULTILINE)
_REPEATED: Final = ".。．・·"


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find dots that stand for an ellipsis."""
    if not any(dot in text and dot * 3 in text for dot in _REPEATED) and _is_paired(text):
        return ()
    prose = lines.of(text)
    spans = None
    found = []
    for m in _DOTS.finditer(text):
        start, end = m.span()
        if m[0] == MARK or end - start >= LEADER or len(set(m[0])) > 1:
            continue
        if not (start and _LEFT.match(text, start - 1)) and not _RIGHT.match(text, end):
            continue
        if _PAGE.match(text, end) or not prose.chinese(start):
            continue
        spans = spans or context.protected(text)
        if start not in spans:
            found.append(Finding(RULE.name, start, end, (Edit(start, end, MARK),)))
    return found


def _is_paired(text: str) -> bool:
    """Tell at a glance whether all U+2026 of a text stand two and two."""
    return "…" not in text or (text.count("…") == 2 * text.count(MARK) and MARK * 2 not in text)


RULE = Rule(
    name="normalization.ellipsis",
    what="Write the ellipsis of Chinese sentences as two U+2026.",
    why="these dots stand for an ellipsis in a Chinese sentence",
    when_not="Dots that lead to a page number, code, other languages.",
    safety="exact",
    profile="corpus",
    wakes=(typography.REPEATED, typography.DOTS),
    find=find,
    examples=(
        Example("后来......就没有了。。。", "后来……就没有了……"),
        Example("他说…好吧…", "他说……好吧……"),
        Example("“...算了”", "“……算了”"),
    ),
    keeps=(
        "第一章......12",
        "好……再见",
        "a...b",
        "`range(...)的`",
        "姓名.............",
        "等等。。",
    ),
    sources=("GB/T 15834-2011, 4.11",),
)
