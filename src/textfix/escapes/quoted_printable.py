"""escapes.quoted_printable: mail bodies in their transfer encoding.

What: `=E4=B8=AD` and soft line ends (`=` at a line end) -> the characters of these bytes.
Why: an archive kept mails as they travel.
When not: texts in which an equals sign means one.
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

_HIGH: Final = re.compile("=[89A-Fa-f][0-9A-Fa-f]")
_UNIT: Final = re.compile("=([0-9A-Fa-f]{2})|(=[ \t]*\r?\n)|([\x00-\x3c\x3e-\x7f])")
_PARTS: Final = re.compile("(?:=[0-9A-Fa-f]{2}|=[ \t]*\r?\n|[^=])*")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find a text that is quoted-printable throughout."""
    if "=" not in text or not _HIGH.search(text) or not text.isascii():
        return ()
    if not _PARTS.fullmatch(text):
        return ()
    edits = _edits(text)
    if not profile.selects(RULE.name) and not evidence.is_overwhelming(text, edits):
        return ()
    return [Finding(RULE.name, e.start, e.end, (e,)) for e in edits]


def _edits(text: str) -> list[Edit]:
    """Read the whole body: a character's bytes may stand on both sides of a soft line end."""
    units = list(_UNIT.finditer(text))
    tokens = [Token(int(m[1], 16) if m[1] else ord(m[3]), *m.span()) for m in units if not m[2]]
    edits = inside.edits(text, tokens)
    if not edits:
        return []
    inner = iter(edits)
    now = next(inner, None)
    breaks = []
    for m in units:
        while now and now.end <= m.start():
            now = next(inner, None)
        if m[2] and not (now and now.start <= m.start()):
            breaks.append(Edit(m.start(), m.end(), ""))
    return sorted([*edits, *breaks])


RULE = Rule(
    name="escapes.quoted_printable",
    what="Read quoted-printable text.",
    why="every equals sign of this text begins an escape of quoted-printable",
    when_not="Texts in which an equals sign means one.",
    safety="exact",
    profile="repair",
    wakes=evidence.WAKES,
    find=find,
    examples=(
        Example("=E4=BB=8A=E5=A4=A9=E4=B8=\n=8B=E9=9B=A8 1+1=3D2", "今天下雨 1+1=2"),
        Example("=BD=F1=CC=EC=CF=C2=D3=EA=B2=BB=C8=A5=C1=CB", "今天下雨不去了", "of GBK"),
    ),
    keeps=("a=EF and b=FE", "x=E4=BB, y=8", "今天=E4=BB=8A"),
    sources=("RFC 2045 §6.7; damage.md §5",),
)
