"""escapes.utf7: UTF-7 that a reader took for ASCII.

What: `+TspZKU4Llug-` -> characters, `+-` -> `+`.
Why: old mail programs wrote it, and no detector expects it in text.
When not: any text in which a plus sign means one.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from typing import Final

from textfix.escapes import evidence
from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_SHIFTED: Final = re.compile(r"\+(?:([A-Za-z0-9+/]{3,})(-?)|(-))")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find a text that is UTF-7 throughout."""
    if "+" not in text or not text.isascii():
        return ()
    edits = []
    for m in _SHIFTED.finditer(text):
        new = "+" if m[3] else _read(m[1])
        if new is None:
            return ()
        edits.append(Edit(m.start(), m.end(), new))
    if "+" in _SHIFTED.sub("", text):
        return ()
    wished = edits if any(evidence.count_cjk(e.new) for e in edits) else []
    return evidence.findings(RULE.name, text, edits, wished, profile)


def _read(body: str) -> str | None:
    """Read modified base64 as UTF-16; None where it is not, or has bits left."""
    units, rest = divmod(6 * len(body), 16)
    if rest >= 6 or not units:
        return None
    data = base64.b64decode(body + "=" * (-len(body) % 4))[: 2 * units]
    try:
        new = data.decode("utf-16-be")
    except UnicodeDecodeError:
        return None
    return new if new.isprintable() or "\u3000" in new else None


RULE = Rule(
    name="escapes.utf7",
    what="Read UTF-7 that was taken for ASCII.",
    why="every plus sign of this text begins a stretch of UTF-7",
    when_not="Texts in which a plus sign means one.",
    safety="exact",
    profile="repair",
    wakes=evidence.WAKES,
    find=find,
    examples=(Example("+TspZKU4Llug- 1+-1", "今天下雨 1+1"),),
    keeps=("C++ and a+b-c", "+8613800138000", "a+TspZ"),
    sources=("RFC 2152; damage.md §5",),
)
