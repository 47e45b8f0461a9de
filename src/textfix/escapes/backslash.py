"""escapes.backslash: bytes written as `\\xNN` or in octal, as programs print them.

What: `\\xe4\\xb8\\xad`, `\\344\\270\\255` -> the characters of these bytes.
Why: a log or a database dump printed bytes instead of text.
When not: source code, byte strings in quotes, texts with plain Han: there only by `select`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.escapes import evidence, inside
from textfix.escapes.inside import Token
from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_UNIT: Final = re.compile(r"\\x([0-9a-fA-F]{2})|\\([0-3][0-7]{2})|(\\\\)|([\x00-\x7f])")
_HIGH: Final = re.compile(
    r"\\(?:x[89a-fA-F][0-9a-fA-F]|[23][0-7]{2})(?:\\(?:x[89a-fA-F][0-9a-fA-F]|[23][0-7]{2}))*"
)


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find escaped bytes."""
    if "\\" not in text or not _HIGH.search(text):
        return ()
    whole = inside.edits(text, _tokens(text, 0, len(text))) if text.isascii() else []
    wished: list[Edit] = []
    if profile.selects(RULE.name):
        for m in _HIGH.finditer(text):
            wished += inside.edits(text, _tokens(text, *m.span()))
    return evidence.findings(RULE.name, text, whole, wished, profile)


def _tokens(text: str, start: int, end: int) -> list[Token]:
    """Read a stretch of ASCII as bytes, escapes among them."""
    return [Token(_byte(m), *m.span()) for m in _UNIT.finditer(text, start, end)]


def _byte(m: re.Match[str]) -> int:
    if m[1]:
        return int(m[1], 16)
    if m[2]:
        return int(m[2], 8)
    return ord(m[0][0])


RULE = Rule(
    name="escapes.backslash",
    what="Read bytes written as `\\xNN` or in octal as the text they are.",
    why="the text is written in escaped bytes throughout",
    when_not="Source code, byte strings, texts with plain Han; `select` the rule to decode there.",
    safety="exact",
    profile="repair",
    wakes=evidence.WAKES,
    find=find,
    examples=(
        Example("\\xe4\\xbb\\x8a\\xe5\\xa4\\xa9\\xe4\\xb8\\x8b\\xe9\\x9b\\xa8", "今天下雨"),
        Example(
            "\\344\\273\\212\\345\\244\\251\\344\\270\\213\\351\\233\\250", "今天下雨", "octal"
        ),
        Example(
            "\\xbd\\xf1\\xcc\\xec\\xcf\\xc2\\xd3\\xea\\xb2\\xbb\\xc8\\xa5\\xc1\\xcb",
            "今天下雨不去了",
        ),
    ),
    keeps=(
        "b'\\xe4\\xbb\\x8a\\xe5\\xa4\\xa9\\xe4\\xb8\\x8b\\xe9\\x9b\\xa8'",
        "今天是 \\xe4\\xbb\\x8a",
        "\\xff\\xfe\\x00",
        "C:\\xeed\\101",
    ),
    sources=("Python Language Reference 2.4.1; damage.md §5",),
)
