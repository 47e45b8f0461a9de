"""Marks at which a page was cut, blind to character boundaries, and where that left no trace."""

from __future__ import annotations

import re
from typing import Final

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
