"""The look before the work: which lines of a text may hold damage, and what repairs them.

Law: linear in the text; a line that some language explains is never taken apart.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from textfix.mojibake import edges
from textfix.mojibake.bypiece import mixing
from textfix.mojibake.bypiece.mixture import Run
from textfix.mojibake.health import odd, wakes, words
from textfix.mojibake.reading import bulk, carried, halves, sampling
from textfix.mojibake.reading.choose import Asked, Stretch
from textfix.mojibake.restoring import regain, step
from textfix.mojibake.restoring.accepted import Filled
from textfix.mojibake.shown.strict import Piece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEW: Final = 64
"""Up to so many odd pairs are looked up one by one: those that are words are dropped."""

SHORT: Final = 12
"""Texts up to this length are searched without asking whether they are odd."""

NEAR: Final = 24
"""Characters beside an odd place that are looked at with it."""

ROUNDS: Final = 4
"""Ways looked for, one after the other, that each repair most of what is left."""

REACH: Final = 120
"""How far back a region begins at most: pairs of bytes are told apart from its beginning."""


_BYTES: Final = re.compile(rf"[^\0-\x7f\u2e80-\ud7ff\uf900-\uffff]{{1,{REACH}}}")
"""What no region ends in: letters and signs in a row may be pairs of bytes."""


class Survey(NamedTuple):
    """What was found in a text: stretches to repair, in its own coordinates, mixtures, fillings.

    `regions` are the parts that no language explains, but for what was repaired as a whole.
    """

    stretches: tuple[Stretch, ...]
    mixtures: tuple[Run, ...] = ()
    regions: tuple[tuple[int, int], ...] = ()
    filled: tuple[Filled, ...] = ()


@lru_cache(maxsize=4)
def of(text: str, expect: str | None) -> Survey:
    """Return the survey of a text; the rules of this stage share it."""
    found = _search(text, Asked(expect, True), ROUNDS)
    kept, filled = step.kept(text, found.stretches)
    read = regain.of(text, kept)
    filled += read.filled
    return found._replace(stretches=edges.trimmed(text, read.stretches), filled=tuple(filled))


def _search(text: str, asked: Asked, rounds: int) -> Survey:
    """Search a text: at first for what repairs most of it at once, then what is left."""
    seen = wakes.look(text, asked.expect is not None)
    if not len(seen.places):
        return Survey(())
    whole = bulk.read(text, seen, asked) if rounds else None
    if whole is None:
        return _searched(text, seen, asked)
    if not whole.rest:
        return Survey((whole.stretch,))
    asked = Asked(asked.expect, False, asked.proven | {whole.stretch.path[0]})
    found = _search_in(text, whole.rest, asked, rounds - 1)
    taken = whole.stretch
    if found.mixtures and (doubtful := mixing.out_of_step([taken])):
        # Where a reader mixed two encodings, it did so in lines that show none of it, too.
        taken = taken._replace(pieces=tuple(p for p in taken.pieces if p not in doubtful))
        spans = sorted([*whole.rest, *((p.start, p.end) for p in doubtful)])
        found = _search_in(text, spans, asked, 0)
    return found._replace(stretches=(taken, *found.stretches), regions=tuple(whole.rest))


def _search_in(text: str, spans: list[tuple[int, int]], asked: Asked, rounds: int) -> Survey:
    """Search spans of a text as lines."""
    left, starts, shifts = _joined(text, spans)
    found = _search(left, asked, rounds)
    by = [int(shifts[starts.searchsorted(a, side="right") - 1]) for a, *_ in found.mixtures]
    return Survey(
        tuple(_moved(s, starts, shifts) for s in found.stretches),
        tuple(
            r._replace(start=r.start + d, end=r.end + d)
            for r, d in zip(found.mixtures, by, strict=True)
        ),
    )


def _searched(text: str, seen: wakes.Look, asked: Asked) -> Survey:
    """Search the parts of a text that no language explains."""
    if len(text) > SHORT:
        regions = odd_regions(text, seen.places)
    else:
        healthy = words.chinese if asked.expect else words.likely
        regions = [] if healthy(text) else [(0, len(text))]
        asked = asked._replace(hope=words.hope(text) if asked.expect else 0.0)
    if not regions:
        return Survey(())
    joined, starts, shifts = _joined(text, regions)
    alone = asked.alone and len(joined) == len(text)
    found = sampling.stretches(joined, asked._replace(alone=alone))
    moved = halves.without([_moved(s, starts, shifts) for s in found], text)
    moved = carried.along(text, moved, asked)
    mixtures = mixing.find(text, moved, asked) if len(seen.single) or asked.hope else ()
    return Survey(mixing.without(moved, mixtures), mixtures, tuple(regions))


def odd_regions(text: str, found: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Return (start, end) of the regions near woken places that no language explains, in order.

    Regions lie within lines and begin behind white space or at a distance of `REACH`.
    """
    import numpy as np

    if len(found) <= FEW:
        found = found[[not words.known(text[k : k + 2]) for k in found.tolist()]]
    if not len(found):
        return []
    near = _merged([(a - NEAR, b + NEAR) for a, b in _runs(found)], len(text))
    joined, starts, shifts = _joined(text, near)
    strange = odd.places(joined)
    if not len(strange):
        return []
    strange = strange + shifts[np.searchsorted(starts, strange, side="right") - 1]
    return _merged([(_back(text, a), _ahead(text, b)) for a, b in _runs(strange)], len(text))


def _runs(places: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Return the first and the last of places that lie near one another, in order."""
    import numpy as np

    cut = np.flatnonzero(np.diff(places) > NEAR)
    first = places[np.concatenate(([0], cut + 1))].tolist()
    last = places[np.concatenate((cut, [len(places) - 1]))].tolist()
    return list(zip(first, last, strict=True))


def _merged(spans: list[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    """Join spans that touch; the spans come in order of their starts, or nearly."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        start, end = max(start, 0), min(end, size)
        if out and start <= out[-1][1]:
            out[-1] = (min(out[-1][0], start), max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _back(text: str, place: int) -> int:
    """Return where a region begins whose first odd character is at a place."""
    low = max(0, place - REACH)
    stretch = text[low:place]
    cut = max(stretch.rfind(" "), stretch.rfind("\n"), stretch.rfind("\t"))
    line = stretch.rfind("\n")
    return low + max(line + 1, min(cut + 1, len(stretch) - NEAR))


def _ahead(text: str, place: int) -> int:
    """Return where a region ends whose last odd character is at a place."""
    line = text.find("\n", place, place + NEAR)
    if line >= 0:
        return line
    row = _BYTES.match(text, place + NEAR)
    return row.end() if row else place + NEAR


def _joined(
    text: str, spans: list[tuple[int, int]]
) -> tuple[str, NDArray[np.int64], NDArray[np.int64]]:
    """Return spans of a text as lines, where each begins there, and how far from its place."""
    import numpy as np

    old = np.array([a for a, _ in spans])
    sizes = np.array([b - a + 1 for a, b in spans])
    new: NDArray[Any] = np.zeros(len(spans), np.int64)
    np.cumsum(sizes[:-1], out=new[1:])
    return "\n".join(text[a:b] for a, b in spans), new, old - new


def _moved(s: Stretch, starts: NDArray[np.int64], shifts: NDArray[np.int64]) -> Stretch:
    """Put a stretch found in joined spans back where it belongs."""
    spans = starts.searchsorted([p.start for p in s.pieces], side="right") - 1
    by = shifts[spans].tolist()
    return s._replace(
        pieces=tuple(
            Piece(p.start + d, p.end + d, p.new, p.way, p.loose)
            for p, d in zip(s.pieces, by, strict=True)
        )
    )
