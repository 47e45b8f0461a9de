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
_SIGNS: Final = tuple(s for s in SWALLOWED if s[0] != "<")
_INSIDE: Final = (*_SIGNS, *_DIGITS)
_YEAR: Final = re.compile(r"([0-9])[0-9]{2}(?:\s?年|[-/.][0-9]{1,2}[-/.][0-9])")
_CENTURY: Final = {"0": (0.1, 2.5), "1": (0.1, 2.5), "2": (0.3, 1.4)}
"""The prices of 2 and of 1 before the other digits of a year; before 3 to 9 it is 1."""
_EARLY: Final = 3.0
"""What a year of three digits costs beside one of four: they are that rare."""
_LAST: Final = tuple(s for s in _INSIDE if s[0] not in "\n ")
_TAG: Final = re.compile(r"/?[A-Za-z][A-Za-z0-9]{0,9}(?:\s[^<>\n]{0,200})?/?>")


def swallowed(text: str, behind: int) -> tuple[tuple[str, float], ...]:
    """Return what a byte left alone may have taken with it before a place, each with its price.

    Where a tag lacks its beginning, it was that, and nowhere else; before a line end, or the end
    of all, what is not seen is no matter. Digits are alike, but for the first of a year.

    >>> swallowed("幼印?/div>", 3)
    (('<', 0.0),)
    """
    if _TAG.match(text, behind):
        return (("<", 0.0),)
    if m := _YEAR.match(text, behind):
        two, one = _CENTURY.get(m[1], (4.0, 0.0))
        return (*((c, price + _EARLY) for c, price in _SIGNS), ("1", one), ("2", two))
    return _LAST if text[behind : behind + 1] in ("", "\n") else _INSIDE
