"""Lost bytes of double-byte text, found by a beam search in which a lost lead byte stays open.

Law: every path is a byte string of the true codec; which lead byte was lost is only asked when
the byte behind it is read, as a character is known by both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from textfix import codecs
from textfix.language.model import SourceModel
from textfix.lattice.search import NARROW, SLACK, WIDTH

MOST: Final = 1 << 15
"""Rankings kept; at this number all are forgotten, so that memory is bounded."""

Bytes: TypeAlias = int | tuple[int, ...]
"""A byte, or those that a lost one may have been."""

Joined: TypeAlias = Mapping[int, tuple[int, ...]]
"""What two bytes lost together may have been: the second by the first."""


class Step(NamedTuple):
    """One way to read a slot: text that is no bytes, bytes, two lost together; and its price."""

    cost: float = 0.0
    data: tuple[Bytes, ...] = ()
    joined: Joined | None = None
    literal: str | None = None
    inside: bool = False

    @property
    def lost(self) -> bool:
        """Whether it is a byte that was lost."""
        return self.joined is not None or not all(isinstance(b, int) for b in self.data)


Path: TypeAlias = "tuple[Path | None, str, tuple[int, ...], bool]"
"""One slot of a path: the one before, characters completed, their bytes, whether none is open."""

State: TypeAlias = "tuple[float, float, Bytes, int, int, str, tuple[int, ...], Path | None]"
"""Score, mass, what is open (0 nothing), last two symbols, text and bytes of this slot, path."""

Ranked: TypeAlias = list[tuple[float, int, str, tuple[int, int]]]
"""Nats, symbol, character, bytes of what is likely at a place, the best first."""

_SCORE: Final = itemgetter(0)


class PairSearch:
    """The search of one encoding; `bias` adds nats to characters."""

    def __init__(self, encoding: str, model: SourceModel, bias: Callable[[str], float]) -> None:
        """Take the name of a double-byte encoding, the source model and what a text favors."""
        self._chars = {
            code: text for code, text in codecs.get(encoding).pairs().items()
            if len(text) == 1 and not "\ue000" <= text <= "\uf8ff"
        }  # fmt: skip
        self._leads = frozenset(code >> 8 for code in self._chars)
        self._model = model
        self._bias = bias
        self._places: dict[
            tuple[Bytes, Bytes], tuple[list[str], list[tuple[int, int]], list[int], list[float]]
        ] = {}
        self._ranked: dict[tuple[Bytes, Bytes, int, int], Ranked] = {}

    def begin(self, before: str) -> State:
        """Return the state behind a healthy context."""
        p2, p1 = self._model.ids(("\n\n" + before)[-2:])
        return 0.0, 0.0, 0, p2, p1, "", (), None

    def advance(self, states: Sequence[State], slot: Sequence[Step]) -> list[State]:
        """Read one slot in every state, the best first; merge what nothing later can tell apart."""
        best: dict[tuple[Bytes, int, int], State] = {}
        top = -math.inf
        for step in slot:
            for state in states:
                for new in self._ways(state, step):
                    score, mass, pending, p2, p1, *_ = new
                    top = max(top, score)
                    key = pending, p2, p1
                    old = best.get(key)
                    if old is not None:
                        mass = _sum(old[1], mass)
                        new = old if old[0] >= score else new
                        new = new[0], mass, *new[2:]
                    best[key] = new
        width = WIDTH if any(step.lost for step in slot) else NARROW
        kept = sorted((s for s in best.values() if s[0] >= top - SLACK), key=_SCORE, reverse=True)
        return [
            (s, m, pending, p2, p1, "", (), (path, text, data, pending == 0))
            for s, m, pending, p2, p1, text, data, path in kept[:width]
        ]

    def close(self, state: State, after: str) -> State:
        """Charge a finished path for the healthy characters that follow."""
        score, mass, pending, p2, p1, text, data, path = state
        gain = 0.0
        for c in self._model.ids(after[:2]):
            gain += self._model.step(p2, p1, c)
            p2, p1 = p1, c
        return score + gain, mass + gain, pending, p2, p1, text, data, path

    def _ways(self, state: State, step: Step) -> Iterable[State]:
        """Return the states that reading a step leads to."""
        score, mass, pending, *_ = state
        if (step.inside and not pending) or (step.literal is not None and pending):
            return ()
        paid = (score - step.cost, mass - step.cost, *state[2:])
        if step.literal is not None:
            c = self._model.id(step.literal)
            nats = self._model.step(paid[3], paid[4], c)
            return (self._said(paid, step.literal, c, (), nats),)
        if step.joined is not None:
            return self._both(paid, step.joined)
        ways: Iterable[State] = (paid,)
        for byte in step.data:
            ways = [new for s in ways for new in self._read(s, byte)]
        return ways

    def _read(self, state: State, byte: Bytes) -> Iterator[State]:
        """Read a byte, or any of several."""
        pending = state[2]
        if pending:
            for nats, c, ch, data in self._likely(pending, byte, state[3], state[4]):
                yield self._said(state, ch, c, data, nats)
        elif isinstance(byte, int) and byte < 0x80:
            ch = chr(byte)
            c = self._model.id(ch)
            yield self._said(state, ch, c, (byte,), self._model.step(state[3], state[4], c))
        elif not isinstance(byte, int) or byte in self._leads:
            yield (*state[:2], byte, *state[3:])

    def _both(self, state: State, joined: Joined) -> Iterator[State]:
        """Read two bytes that were lost together."""
        pending = state[2]
        if not pending:
            for first, seconds in joined.items():
                if first in self._leads:
                    for nats, c, ch, data in self._likely(first, seconds, state[3], state[4]):
                        yield self._said(state, ch, c, data, nats)
            return
        for nats, c, ch, data in self._likely(pending, tuple(joined), state[3], state[4]):
            new = self._said(state, ch, c, data, nats)
            yield (*new[:2], joined[data[1]], *new[3:])

    @staticmethod
    def _said(state: State, ch: str, c: int, data: tuple[int, ...], nats: float) -> State:
        score, mass, _, _, p1, text, read, path = state
        return score + nats, mass + nats, 0, p1, c, text + ch, read + data, path

    def _likely(self, first: Bytes, second: Bytes, p2: int, p1: int) -> Ranked:
        """Return what two bytes, of which several may be possible, spell, the best first."""
        key = first, second, p2, p1
        found = self._ranked.get(key)
        if found is None:
            place = self._places.get((first, second))
            if place is None:
                place = self._places[first, second] = self._place(first, second)
            chars, data, symbols, biases = place
            nats = [a + b for a, b in zip(self._model.steps(p2, p1, symbols), biases, strict=True)]
            floor = max(nats, default=0.0) - SLACK
            ranked = [r for r in zip(nats, symbols, chars, data, strict=True) if r[0] >= floor]
            ranked.sort(key=_SCORE, reverse=True)
            if len(self._ranked) >= MOST:
                self._ranked.clear()
            found = self._ranked[key] = ranked[:NARROW]
        return found

    def _place(
        self, first: Bytes, second: Bytes
    ) -> tuple[list[str], list[tuple[int, int]], list[int], list[float]]:
        data = [
            (a, b)
            for a in ((first,) if isinstance(first, int) else first)
            for b in ((second,) if isinstance(second, int) else second)
            if a << 8 | b in self._chars
        ]
        chars = [self._chars[a << 8 | b] for a, b in data]
        return chars, data, self._model.ids("".join(chars)), [self._bias(ch) for ch in chars]


def _sum(a: float, b: float) -> float:
    """Return the log of the sum of two probabilities given as logs."""
    return a + math.log1p(math.exp(b - a)) if a >= b else b + math.log1p(math.exp(a - b))
