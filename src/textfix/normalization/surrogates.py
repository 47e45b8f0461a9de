"""normalization.surrogates: halves of characters.

What: a torn pair is joined, bytes kept by `surrogateescape` are read, the rest becomes U+FFFD.
Why: no encoding can write a lone surrogate; one of them stops a whole file.
When not: never in text for people; only a test of such tools holds them on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.normalization import odd
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_SURROGATES: Final = re.compile(
    "(?P<pair>[\ud800-\udbff][\udc00-\udfff])|(?P<bytes>[\udc80-\udcff]{2,})|[\ud800-\udfff]"
)


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find surrogate code points: pairs, kept bytes, lone ones."""
    if not odd.holds(text, odd.SURROGATES):
        return ()
    return [_finding(m) for m in _SURROGATES.finditer(text)]


def _finding(m: re.Match[str]) -> Finding:
    new, detail = _new(m)
    return Finding(
        RULE.name, m.start(), m.end(), (Edit(m.start(), m.end(), new),), "exact", 1.0, detail
    )


def _new(m: re.Match[str]) -> tuple[str, str]:
    if m["pair"]:
        return m[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), ""
    if m["bytes"]:
        data = m[0].encode("utf-8", "surrogateescape")
        try:
            return data.decode("utf-8"), "bytes that Python kept as surrogates"
        except UnicodeDecodeError:
            pass
    return "\ufffd" * len(m[0]), "a surrogate without its other half"


RULE = Rule(
    name="normalization.surrogates",
    what="Join surrogate pairs; mark lone surrogates with U+FFFD.",
    why="a surrogate is half of a character and cannot be written alone",
    when_not="Data that round-trip through `surrogateescape` to the same file names.",
    safety="exact",
    profile="normalize",
    wakes=odd.WAKES,
    find=find,
    examples=(
        Example("\ud842\udfb7野家", "𠮷野家"),
        Example("\udce4\udcbd\udca0好", "你好", "bytes kept by surrogateescape"),
        Example("半\ud83d个", "半\ufffd个"),
    ),
    keeps=("𠮷野家 😀",),
    sources=("Unicode Standard 3.9, D71-D77; PEP 383",),
)
