"""What bytes of which some were lost may spell behind two symbols, the likeliest first; kept.

Law: a ranking says what the source model says, but for what is too unlikely to be of use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Final, TypeAlias

from textfix.language.model import SourceModel
from textfix.mojibake.bytecodes import Bytes, Code, lost

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


Place: TypeAlias = tuple[list[str], list[tuple[int, ...]], dict[int, list[int]], list[float]]
"""Characters possible at a place, their bytes, which of them a symbol stands for, their bias."""

Ranked: TypeAlias = list[tuple[float, int, str, tuple[int, ...]]]
"""Nats, symbol, character, bytes of what is likely at a place, the best first."""

Where: TypeAlias = Bytes | Joined

_SCORE: Final = itemgetter(0)


class Rankings:
    """The rankings of one encoding; `bias` adds nats to characters."""

    def __init__(self, code: Code, model: SourceModel, bias: Callable[[str], float]) -> None:
        """Take an encoding, the source model and what a text favors."""
        self._code = code
        self._model = model
        self._bias = bias
        self._places: dict[Where, Place] = {}
        self._ranked: dict[tuple[Where, int, int], Ranked] = {}

    def likely(self, where: Where, p2: int, p1: int) -> Ranked:
        """Return what bytes of which some were lost spell, the best first."""
        key = where, p2, p1
        found = self._ranked.get(key)
        if found is None:
            trigrams, weight, *_ = self._model.row(p2, p1)
            found = self._after(where, p1)
            if trigrams:
                chars, data, symbols, biases = self._place(where)
                seen = trigrams.keys() & symbols.keys()
                found = [(n + weight, c, ch, b) for n, c, ch, b in found if c not in seen]
                for c in sorted(seen):
                    found += [(trigrams[c] + biases[k], c, chars[k], data[k]) for k in symbols[c]]
                found = _best(found)
            if len(self._ranked) >= MOST:
                self._ranked.clear()
            self._ranked[key] = found
        return found

    def _after(self, where: Where, p1: int) -> Ranked:
        """Return the same behind one symbol alone: most that a search meets are no more."""
        key = where, -1, p1
        found = self._ranked.get(key)
        if found is None:
            chars, data, symbols, biases = self._place(where)
            found = []
            asked = list(symbols)
            for nats, c in zip(self._model.backed(p1, asked), asked, strict=True):
                found += [(nats + biases[k], c, chars[k], data[k]) for k in symbols[c]]
            found = self._ranked[key] = _best(found)
        return found

    def _place(self, where: Where) -> Place:
        """Return what may be spelled at a place."""
        place = self._places.get(where)
        if place is None:
            if isinstance(where, Joined):
                each = [s for a, b in where.seconds.items() for s in self._code.spelled((a, b))]
            else:
                each = list(self._code.spelled(where))
            symbols: dict[int, list[int]] = {}
            for k, c in enumerate(self._model.ids("".join([ch for ch, _ in each]))):
                symbols.setdefault(c, []).append(k)
            biases = [self._bias(ch) for ch, _ in each]
            place = [ch for ch, _ in each], [data for _, data in each], symbols, biases
            self._places[where] = place
        return place


def _best(found: Ranked) -> Ranked:
    """Return what is likely enough to be of use, the best first."""
    found.sort(key=_SCORE, reverse=True)
    floor = found[0][0] - TRACELESS if found else 0.0
    return [r for r in found[:WIDTH] if r[0] >= floor]
