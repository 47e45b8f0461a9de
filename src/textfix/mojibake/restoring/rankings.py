"""What bytes of which some were lost may spell behind two symbols, the likeliest first; kept.

Law: a ranking says what the source model says, but for what is too unlikely to be of use.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from textfix.mojibake.restoring import tongues
from textfix.mojibake.restoring.bytecodes import Bytes, Code, lost
from textfix.mojibake.restoring.tongues import Model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SLACK: Final = 10.0
TRACELESS: Final = 16.0
"""Nats a state may trail the best one; the same where bytes may be gone without a mark, which
costs, or where one byte is one character."""

WIDTH: Final = 80
NARROW: Final = 24
"""States kept behind a slot where bytes were lost, and behind others."""

MOST: Final = 1 << 15
"""Rankings kept; at this number all are forgotten, so that memory is bounded."""


class Joined:
    """What two bytes lost together may have been: the second by the first."""

    def __init__(self, seconds: Mapping[int, tuple[int, ...]]) -> None:
        """Take the second bytes by the first."""
        self.seconds = {a: lost(b) for a, b in seconds.items()}
        self.first = lost(tuple(seconds))
        self.second = lost(tuple(sorted({b for each in seconds.values() for b in each})))


Entry: TypeAlias = tuple[int, str, tuple[int, ...]]
"""Symbol, character, bytes."""

Ranked: TypeAlias = Iterable[tuple[float, Entry]]
"""What is likely at a place with its nats, the best first."""


class Place(NamedTuple):
    """The characters possible at a place, symbol by symbol, and where those of each symbol stand.

    `alone` is what each costs without context, `biases` what a text adds to it.
    """

    entries: list[Entry]
    where: dict[int, range]
    alone: NDArray[np.float64]
    biases: list[float]


Where: TypeAlias = Bytes | Joined

_SCORE: Final = itemgetter(0)


class Rankings:
    """The rankings of one encoding; `bias` adds nats to characters."""

    def __init__(self, code: Code, model: Model, bias: Callable[[str], float]) -> None:
        """Take an encoding, the source model and what a text favors."""
        self._code = code
        self._model = model
        self._bias = bias
        self._places: dict[Where, Place] = {}
        self._behind: dict[tuple[Where, int], tuple[list[float], list[Entry]]] = {}

    def likely(self, where: Where, p2: int, p1: int, need: float) -> Ranked:
        """Return what bytes of which some were lost spell, the best first.

        What has less than `need` nats may lack: most of a ranking trails too far to be of use.
        """
        nats, entries = self._behind.get((where, p1)) or self._after(where, p1)
        trigrams, weight, *_ = self._model.row(p2, p1)
        if not trigrams or not entries:
            return zip(nats, entries, strict=True)
        every, places, _, biases = self._place(where)
        seen = trigrams.keys() & places.keys()
        known = [(trigrams[c] + biases[k], every[k]) for c in sorted(seen) for k in places[c]]
        floor = max(max((n for n, _ in known), default=-math.inf) - TRACELESS, need)
        found: list[tuple[float, Entry]] = []
        for n, entry in zip(nats, entries, strict=True):
            n += weight
            if n < floor:
                break
            if entry[0] not in seen:
                found.append((n, entry))
                floor = max(floor, found[0][0] - TRACELESS)
        if known:
            found += [k for k in known if k[0] >= floor]
            found.sort(key=_SCORE, reverse=True)
        return found[:WIDTH]

    def _after(self, where: Where, p1: int) -> tuple[list[float], list[Entry]]:
        """Return the same behind one symbol alone, kept: most that a search meets are no more."""
        import numpy as np

        entries, places, alone, biases = self._place(where)
        nats = tongues.behind(self._model, p1, places, alone) + biases
        kept = _first(nats)
        kept = kept[np.argsort(-nats[kept], kind="stable")[:WIDTH]]
        if len(self._behind) >= MOST:
            self._behind.clear()
        found = nats[kept].tolist(), [entries[k] for k in kept.tolist()]
        self._behind[where, p1] = found
        return found

    def _place(self, where: Where) -> Place:
        """Return what may be spelled at a place."""
        place = self._places.get(where)
        if place is None:
            if isinstance(where, Joined):
                each = [s for a, b in where.seconds.items() for s in self._code.spelled((a, b))]
            else:
                each = list(self._code.spelled(where))
            place = self._listed(each)
            self._places[where] = place
        return place

    def _listed(self, each: Sequence[tuple[str, tuple[int, ...]]]) -> Place:
        """Return characters symbol by symbol."""
        import numpy as np

        symbols: dict[int, list[Entry]] = {}
        ids = self._model.ids("".join([ch for ch, _ in each]))
        for c, (ch, data) in zip(ids, each, strict=True):
            symbols.setdefault(c, []).append((c, ch, data))
        entries = [e for ours in symbols.values() for e in ours]
        ends = accumulate(map(len, symbols.values()))
        where = {c: range(end - len(symbols[c]), end) for c, end in zip(symbols, ends, strict=True)}
        alone = np.array([self._model.unigram(c) for c, *_ in entries], np.float64)
        return Place(entries, where, alone, [self._bias(ch) for _, ch, _ in entries])


def _first(nats: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the places of the highest values, those that may be kept, in their order."""
    import numpy as np

    if not len(nats):
        return np.zeros(0, np.intp)
    least = nats.max() - TRACELESS
    if len(nats) > WIDTH:
        least = max(least, np.partition(nats, -WIDTH)[-WIDTH])
    return np.flatnonzero(nats >= least)
