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
    step, places = source_model.load().step, [m.start() for m in _CUT.finditer(text)]
    ids = source_model.load().ids("".join([text[at : at + 3] for at in places]))
    return frozenset(
        at for at, a, b, c in zip(places, ids[::3], ids[1::3], ids[2::3], strict=True)
        if step(BOUNDARY, a, b) + step(a, b, c) < NONSENSE
    )  # fmt: skip
