"""Long texts: learn from chunks which wrong turns were taken, then search the whole for those.

Law: every chunk that the turns known so far do not explain, at least by half, is searched for all
of them; a text damaged in one way is searched for that one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from textfix.mojibake.reading import explore, findings
from textfix.mojibake.reading.choose import Asked, Stretch
from textfix.mojibake.shown import strict, views
from textfix.mojibake.shown.strict import Way

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHUNK: Final = 600
"""Characters searched for all ways at once."""

FEW: Final = 60
"""Characters beyond ASCII that the rarities of `sense` are made for; ten times as many places to
begin make chance ten times as likely."""

UNREAD: Final = 6
"""Characters beyond ASCII that a chunk may hold unexplained and still count as explained."""

PATIENCE: Final = 8
"""Chunks in a row that taught nothing, after which those half explained count as explained."""

ROUNDS: Final = 12
"""Times that a whole text is searched again because a chunk taught a new way."""


def stretches(text: str, asked: Asked) -> list[Stretch]:
    """Return what `explore.stretches` returns, in linear time for texts of any length."""
    beyond = views.points(text) > 0x7F
    asked = asked._replace(chance=findings.SCALE * math.log(max(1.0, int(beyond.sum()) / FEW)))
    if len(text) <= 2 * CHUNK:
        return explore.stretches(text, asked)
    known: set[Way] = set()
    found: list[Stretch] = []
    read = _read(text, found)
    rounds = vain = 0
    for start, end in _chunks(text):
        size = int(beyond[start:end].sum())
        unread = int((beyond[start:end] & ~read[start:end]).sum())
        # Where bytes were lost, every chunk has holes: that soon teaches nothing new.
        if known and unread <= max(UNREAD, size // 2 if vain >= PATIENCE else 0):
            continue
        here = explore.stretches(text[start:end], asked)
        new = {way for s in here for way in s.path} - known
        vain = 0 if new else vain + 1
        if new and rounds < ROUNDS:
            known |= new
            rounds += 1
            ways = [way for way in strict.WAYS if way in known]
            found = explore.stretches(text, asked, ways=ways)
            read = _read(text, found)
        elif new:
            found += [_moved(s, start) for s in here if not _touches(s, start, read)]
    return found


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text behind white space, or where it must be."""
    start = 0
    while start < len(text):
        end = min(start + CHUNK, len(text))
        if end < len(text):
            cut = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
            end = cut + 1 if cut >= start else end
        yield start, end
        start = end


def _read(text: str, found: Sequence[Stretch]) -> NDArray[np.bool_]:
    """Mark the characters that stretches explain."""
    import numpy as np

    out: NDArray[Any] = np.zeros(len(text), np.bool_)
    for s in found:
        for p in s.pieces:
            out[p.start : p.end] = True
    return out


def _touches(s: Stretch, shift: int, read: NDArray[np.bool_]) -> bool:
    return any(bool(read[p.start + shift : p.end + shift].any()) for p in s.pieces)


def _moved(s: Stretch, shift: int) -> Stretch:
    pieces = (p._replace(start=p.start + shift, end=p.end + shift) for p in s.pieces)
    return s._replace(pieces=tuple(pieces))
