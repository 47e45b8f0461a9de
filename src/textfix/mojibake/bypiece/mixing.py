"""What a reader mixed: runs that read better by piece than stretches make of the same characters.

Law: a line that a stretch reads well is not asked; what is asked must read better as a mixture.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from textfix.model import Edit
from textfix.mojibake.bypiece import mixture, pieced
from textfix.mojibake.bypiece.mixture import SURE, Run
from textfix.mojibake.health import judge, unlikely
from textfix.mojibake.reading import carried, sense
from textfix.mojibake.reading.choose import Asked, Stretch
from textfix.mojibake.shown import shapes, views
from textfix.mojibake.shown.strict import Piece, read_in

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_APOSTROPHE: Final = re.compile("[A-Za-z]’[a-z]")
"""Of English words: as bytes it begins one of rare characters (`they抮e`)."""


def find(text: str, found: Sequence[Stretch], asked: Asked) -> tuple[Run, ...]:
    """Return what was shown by piece and reads better so than by the stretches found."""
    import numpy as np

    explained = _explained(found, len(text))
    doubtful = np.zeros(len(text), np.bool_)
    for p in (*out_of_step(found), *_left_beside(found, text, explained)):
        doubtful[p.start : p.end] = True
    sure = carried.read_whole(found, asked)

    def kept(runs: Sequence[Run]) -> list[Run]:
        runs = [r for r in runs if not _APOSTROPHE.search(text, r.start, r.end)]
        # What the surest way reads whole, and in step, needs no second reader.
        runs = [
            r
            for r in runs
            if not sure
            or doubtful[r.start : r.end].any()
            or carried.leaves(text, r.start, r.end, sure)
        ]
        return [r for group in _together(runs, found) if _explains(group, text) for r in group[0]]

    # One encoding that is surely there is the one whose bytes were mixed.
    proven = {p.way.encoding for p in sure}
    encodings = [e for e in shapes.CHINESE if e in proven] or shapes.CHINESE
    runs = kept(list(mixture.find(text, explained == SURE, doubtful, encodings)))
    return tuple(sorted([*runs, *kept(pieced.find(text, runs, explained, asked))]))


def out_of_step(found: Sequence[Stretch]) -> set[Piece]:
    """Return the pieces of double-byte text in single bytes that read as if out of step.

    A mixing reader shows C2 A9 as A9 is shown: what follows is read one byte off.
    """
    import numpy as np

    pieces = _double(found)
    if not pieces:
        return set()
    low = unlikely.places("\n".join([p.new for p in pieces]))
    ends = np.cumsum([len(p.new) + 1 for p in pieces])
    return {pieces[k] for k in set(ends.searchsorted(low, side="right").tolist())}


def _double(found: Sequence[Stretch]) -> list[Piece]:
    """Return the pieces that are double-byte text shown as single bytes."""
    ways = [(s, s.path[-1]) for s in found]
    return [
        p
        for s, way in ways
        if way.encoding in shapes.CHINESE and way.reader in views.SINGLE
        for p in s.pieces
    ]


def _left_beside(
    found: Sequence[Stretch], text: str, explained: NDArray[np.uint8]
) -> Iterator[Piece]:
    """Yield the pieces of double-byte text beside which a letter was left."""
    for p in _double(found):
        beside = [k for k in (p.start - 1, p.end) if 0 <= k < len(text)]
        if any(text[k] > "\x7f" and not explained[k] for k in beside):
            yield p


def _explained(found: Sequence[Stretch], size: int) -> NDArray[np.uint8]:
    """Mark what stretches explain, and as `SURE` what surely is UTF-8: no mixture is better."""
    import numpy as np

    out = np.zeros(size, np.uint8)
    for s in found:
        sure = s.weight >= sense.SURELY and s.path[0].encoding == shapes.UTF8
        for p in s.pieces:
            out[p.start : p.end] = SURE if sure else 1
    return out


Group = tuple[list[Run], list[Piece]]


def _together(runs: Sequence[Run], found: Sequence[Stretch]) -> Iterator[Group]:
    """Yield runs with the pieces of stretches that they touch, those of one piece together."""
    pieces = sorted(p for s in found for p in s.pieces)
    starts, ends = [p.start for p in pieces], [p.end for p in pieces]
    group: Group = ([], [])
    for run in sorted(runs):
        first, last = bisect_right(ends, run.start), bisect_left(starts, run.end)
        ours = pieces[first:last]
        if group[0] and not (ours and group[1] and ours[0] == group[1][-1]):
            yield group
            group = ([], [])
        group[0].append(run)
        group[1].extend(p for p in ours if p not in group[1][-1:])
    if group[0]:
        yield group


def _explains(group: Group, text: str) -> bool:
    """Tell whether mixtures read better than what stretches make of the same characters."""
    runs, pieces = group
    if not pieces:
        return True
    low, high = min(runs[0].start, pieces[0].start), max(runs[-1].end, pieces[-1].end)
    read = read_in(text, low, high, pieces)
    mixed = read_in(text, low, high, [Edit(r.start, r.end, r.new) for r in runs])
    theirs, mine = judge.likelihoods([read, mixed]).tolist()
    return bool(mine > theirs)


def without(found: Sequence[Stretch], runs: Sequence[Run]) -> tuple[Stretch, ...]:
    """Return stretches without the pieces that lie in mixtures, which explain more."""
    taken = mixture.covering(runs)
    if not taken:
        return tuple(found)
    left = [
        s._replace(pieces=tuple(p for p in s.pieces if taken.isdisjoint(range(p.start, p.end))))
        for s in found
    ]
    return tuple(s for s in left if s.pieces)
