"""normalization.ansi: terminal escape sequences and overstruck letters in copied logs.

What: `ESC [1;31m` and its kin are removed, `N BS N` -> `N`, `_ BS x` -> `x`.
Why: colors of a terminal are no part of the text.
When not: ISO 2022 escapes, which announce a character set: a decoder must read those.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.normalization import odd
from textfix.profiles import Profile
from textfix.rule import Example, Rule

# Control sequences, operating system commands (of bounded length), two-character escapes.
_SEQUENCE: Final = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|\x1b\\][^\x07\x1b\n]{0,1000}(?:\x07|\x1b\\\\)"
    "|\x1b[()*+][0-9A-Z]"
    "|\x1b[#%][0-9A-Z]"
    "|\x1b[=>78DEHMNOZc]"
    "|(.)\x08(?=\\1)|_\x08(?=[^\x08\n])"
    "|[\x1b\x9b]"
)
_CHARACTER_SET: Final = "\x1b$"


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find terminal sequences, and lone ESC characters."""
    if odd.present(text).isdisjoint("\x1b\x9b\x08"):
        return ()
    if _CHARACTER_SET in text:
        at = text.index(_CHARACTER_SET)
        detail = "ESC $ announces a character set of ISO 2022: decode the bytes as such"
        return [Finding(RULE.name, at, at + 2, (), "report", 1.0, detail)]
    wrong = odd.wrongly_read(text)
    return [
        Finding(RULE.name, m.start(), m.end(), (Edit(m.start(), m.end(), ""),))
        for m in _SEQUENCE.finditer(text)
        if not (wrong and m[0][0] == "\x9b")
    ]


RULE = Rule(
    name="normalization.ansi",
    what="Remove terminal escape sequences and overstriking.",
    why="a terminal's colors and cursor moves are no part of the text",
    when_not="Text with ISO 2022 escapes, which must be decoded, is left and reported.",
    safety="exact",
    profile="normalize",
    wakes=odd.WAKES,
    find=find,
    examples=(
        Example("\x1b[1;31m错误\x1b[0m：磁盘已满", "错误：磁盘已满"),
        Example("\x1b]0;标题\x07正文", "正文"),
        Example("N\x08NA\x08AM\x08ME\x08E", "NAME", "a manual page"),
        Example("_\x08a_\x08b", "ab", "underlined"),
    ),
    keeps=("[1;31m", "数组[0m]", "\x1b$)A\x0e"),
    sources=("ECMA-48",),
)
