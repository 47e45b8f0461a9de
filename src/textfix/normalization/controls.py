"""normalization.controls: control characters that no reader sees.

What: C0 and C1 controls, DEL and NUL are removed; tab and line ends stay.
Why: they break XML, JSON, databases and tokenizers, and say nothing.
When not: C1 controls beside Latin letters: those are bytes of text that was read wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.chars import C1, CONTROL
from textfix.model import Edit, Finding
from textfix.normalization import odd
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]+|[\x80-\x84\x86-\x9a\x9c-\x9f]+")
"""All but those with a rule of their own: tab, line ends, ESC and CSI."""


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find runs of control characters."""
    if not odd.holds(text, (*CONTROL, *C1)):
        return ()
    wrong = odd.wrongly_read(text)
    return [
        _kept(m) if wrong and m[0][0] >= "\x80" else _removed(m) for m in _CONTROLS.finditer(text)
    ]


def _removed(m: re.Match[str]) -> Finding:
    return Finding(RULE.name, m.start(), m.end(), (Edit(m.start(), m.end(), ""),))


def _kept(m: re.Match[str]) -> Finding:
    detail = "C1 controls beside Latin letters may be bytes of text that was read wrongly"
    return Finding(RULE.name, m.start(), m.end(), (), "report", 1.0, detail)


RULE = Rule(
    name="normalization.controls",
    what="Remove C0 and C1 control characters, DEL and NUL.",
    why="control characters are no part of the text",
    when_not="C1 controls beside Latin letters stay: they may be the bytes of misread text.",
    safety="exact",
    profile="normalize",
    wakes=odd.WAKES,
    find=find,
    examples=(
        Example("标题\x00\x00\x00", "标题", "padded records"),
        Example("a\x00b\x00", "ab", "UTF-16 read as bytes"),
        Example("连接\x05\x07\x08,完成\x7f", "连接,完成"),
        Example("空\x81\x82白", "空白"),
    ),
    keeps=("制表\t符\n", "ä¸\xad\x96\x87ä", "\x1b$B"),
    sources=("ISO/IEC 6429; damage.md §2, the punctuation hook",),
)
