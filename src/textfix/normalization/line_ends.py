"""normalization.line_ends: one kind of line end.

What: CR LF, CR, VT, FF, U+0085, U+2028 and U+2029 -> LF.
Why: the same text saved by two systems must be the same text.
When not: protocols and files that demand CR LF.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.normalization import odd
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_ENDS: Final = re.compile("\r\n?|[\x0b\x85\u2028\u2029]|\x0c+")
_DOUBLED: Final = re.compile("\r+\n")
_BREAKS: Final = "\n\r\x0b\x85\u2028\u2029"


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find the line ends of a text that are not LF."""
    if not odd.holds(text, odd.LINE_ENDS):
        return ()
    # A file written twice in text mode ends every line in CR CR LF: that is one line end.
    doubled = text.count("\r\r\n")
    pattern = (
        _DOUBLED if doubled > 1 and doubled == text.count("\n") == text.count("\r") // 2 else _ENDS
    )
    wrong = odd.wrongly_read(text)
    found = []
    for m in pattern.finditer(text):
        start, end = m.span()
        if wrong and m[0] == "\x85":
            continue
        found.append(Finding(RULE.name, start, end, (Edit(start, end, _new(text, m)),)))
    return found


def _new(text: str, m: re.Match[str]) -> str:
    """A form feed beside a line end adds nothing to it."""
    if m[0][0] != "\x0c":
        return "\n"
    start, end = m.span()
    beside = start == 0 or text[start - 1] in _BREAKS or text[end : end + 1] in _BREAKS
    return "" if beside else "\n"


RULE = Rule(
    name="normalization.line_ends",
    what="Turn every kind of line end into LF.",
    why="one kind of line end makes equal texts equal",
    when_not="Files for a protocol or a program that demands CR LF.",
    safety="exact",
    profile="normalize",
    wakes=odd.WAKES,
    find=find,
    examples=(
        Example("第一行\r\n第二行\r第三行\u2028第四行\x85", "第一行\n第二行\n第三行\n第四行\n"),
        Example("上页\n\x0c下页", "上页\n下页", "a page break beside a line end"),
        Example("一\r\r\n二\r\r\n", "一\n二\n", "written twice in text mode"),
    ),
    keeps=("一行\n又一行\n\n空行之后", "a\tb\n"),
    sources=("Unicode Standard 5.8, Newline Guidelines",),
)
