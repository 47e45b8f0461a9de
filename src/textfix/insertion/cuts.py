"""Marks at which a page was cut, blind to character boundaries, and where that left no trace."""

from __future__ import annotations

import math
import re
from typing import Final

from textfix.insertion.prices import SWALLOWED
from textfix.language import model as source_model
from textfix.language.classes import BOUNDARY

CUT_MARKS: Final = "，！？。,!?."
_CUT: Final = re.compile(r"[，！？。,!?][\u3400-\u9fff]{2}")
NONSENSE: Final = -24.0
"""Nats of two characters behind a mark that no sentence begins with (1 in 1,500 of clean ones)."""


def silent(text: str) -> frozenset[int]:
    """Return the cut marks behind which a text makes no sense: a byte may be gone without a mark.

    >>> silent("規模!睆埜磺逋鞠冗M。"), silent("規模!張富清。")
    (frozenset({2}), frozenset())
    """
    found = set()
    step, ident = source_model.load().step, source_model.load().id
    for m in _CUT.finditer(text):
        a, b, c = (ident(ch) for ch in m[0])
        if step(BOUNDARY, a, b) + step(a, b, c) < NONSENSE:
            found.add(m.start())
    return frozenset(found)


_DIGITS: Final = tuple((c, -math.log(5)) for c in "01")
"""Two digits that stand for all ten: none is likelier than another, so none is ever sure enough."""
_INSIDE: Final = (*(s for s in SWALLOWED if s[0] != "<"), *_DIGITS)
_LAST: Final = tuple(s for s in _INSIDE if s[0] not in "\n ")
_TAG: Final = re.compile(r"/?[A-Za-z][A-Za-z0-9]{0,9}(?:\s[^<>\n]{0,200})?/?>")


def swallowed(text: str, behind: int) -> tuple[tuple[str, float], ...]:
    """Return what a byte left alone may have taken with it before a place, each with its price.

    Where a tag lacks its beginning, it was that, and nowhere else; before a line end, or the end
    of all, what is not seen is no matter.

    >>> swallowed("幼印?/div>", 3)
    (('<', 0.0),)
    """
    if _TAG.match(text, behind):
        return (("<", 0.0),)
    return _LAST if text[behind : behind + 1] in ("", "\n") else _INSIDE
