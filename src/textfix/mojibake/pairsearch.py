"""Lost bytes of double-byte text, found by a beam search in which a lost lead byte stays open.

Law: every path is a byte string of the true codec; which lead byte was lost is only asked when
the byte behind it is read, as a character is known by both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from textfix import codecs
from textfix.language.model import SourceModel
from textfix.lattice.search import HOPEFUL

SLACK: Final = 10.0
"""Nats a state may trail the best one."""

WIDTH: Final = 80
NARROW: Final = 24
"""States kept behind a slot where bytes were lost, and behind others."""

MOST: Final = 1 << 15
"""Rankings kept; at this number all are forgotten, so that memory is bounded."""

Bytes: TypeAlias = int | tuple[int, ...]
"""A byte, or those that a lost one may have been."""


class Joined:
    """What two bytes lost together may have been: the second by the first."""

    def __init__(self, seconds: Mapping[int, tuple[int, ...]]) -> None:
        """Take the second bytes by the first."""
        self.seconds = seconds
        self.firsts = tuple(seconds)


class Step(NamedTuple):
    """One way to read a slot: text that is no bytes, bytes, two lost together; and its price.

    `eaten` is ASCII, with prices, that the last byte may have taken along inside a character.
    """

    cost: float = 0.0
    data: tuple[Bytes, ...] = ()
    joined: Joined | None = None
    literal: str | None = None
    eaten: tuple[tuple[str, float], ...] = ()

    @property
    def lost(self) -> bool:
        """Whether it is a byte that was lost."""
        return self.joined is not None or not all(isinstance(b, int) for b in self.data)


Path: TypeAlias = "tuple[Path | None, str, tuple[int, ...], bool]"
"""One slot of a path: the one before, characters completed, their bytes, whether none is open."""

State: TypeAlias = "tuple[float, float, Bytes, int, int, str, tuple[int, ...], Path | None]"
"""Score, mass, what is open (0 nothing), last two symbols, text and bytes of this slot, path."""

Place: TypeAlias = tuple[list[str], list[tuple[int, int]], dict[int, list[int]], list[float]]
"""Characters possible at a place, their bytes, which of them a symbol stands for, their bias."""

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
        self._places: dict[tuple[Bytes, Bytes | Joined], Place] = {}
        self._codes: dict[int, tuple[str, int, float, tuple[int, int]]] = {}
        self._ranked: dict[tuple[Bytes, Bytes | Joined, int, int], Ranked] = {}

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
                least = top - SLACK
                if state[0] - step.cost < least:
                    break
                for new in self._ways(state, step, least):
                    score = new[0]
                    if score > top:
                        top = score
                    key = new[2:5]
                    old = best.get(key)
                    if old is not None:
                        mass = _sum(old[1], new[1])
                        new = old if old[0] >= score else new
                        new = (new[0], mass, *new[2:])
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

    def _ways(self, state: State, step: Step, least: float) -> Iterable[State]:
        """Return the states that reading a step leads to, without those below a score."""
        score, mass, pending, *_ = state
        if (step.eaten and not pending) or (step.literal is not None and pending):
            return ()
        paid = (score - step.cost, mass - step.cost, *state[2:])
        if step.literal is not None:
            c = self._model.id(step.literal)
            nats = self._model.step(paid[3], paid[4], c)
            return (self._said(paid, step.literal, c, (), nats),)
        if step.joined is not None:
            return self._both(paid, step.joined, least)
        ways: Iterable[State] = (paid,)
        for byte in step.data:
            ways = [new for s in ways for new in self._read(s, byte, least)]
        return self._eaten(ways, step.eaten) if step.eaten else ways

    def _eaten(self, ways: Iterable[State], eaten: Iterable[tuple[str, float]]) -> Iterator[State]:
        """Read ASCII that is gone behind each of the likeliest ways, which come first."""
        likely = list(islice(ways, HOPEFUL))
        for ch, price in eaten:
            c = self._model.id(ch)
            for s in likely:
                nats = self._model.step(s[3], s[4], c) - price
                yield self._said(s, ch, c, (ord(ch),), nats)

    def _read(self, state: State, byte: Bytes, least: float) -> Iterator[State]:
        """Read a byte, or any of several."""
        pending = state[2]
        if isinstance(pending, int) and isinstance(byte, int) and pending:
            known = self._known(pending << 8 | byte)
            if known is not None:
                ch, c, bias, data = known
                yield self._said(state, ch, c, data, self._model.step(state[3], state[4], c) + bias)
        elif pending:
            yield from self._spelled(state, self._likely(pending, byte, state[3], state[4]), least)
        elif isinstance(byte, int) and byte < 0x80:
            ch = chr(byte)
            c = self._model.id(ch)
            yield self._said(state, ch, c, (byte,), self._model.step(state[3], state[4], c))
        elif not isinstance(byte, int) or byte in self._leads:
            yield (*state[:2], byte, *state[3:])

    def _known(self, code: int) -> tuple[str, int, float, tuple[int, int]] | None:
        """Return the character of a code, its symbol, its bias, its bytes."""
        found = self._codes.get(code)
        if found is None and code in self._chars:
            ch = self._chars[code]
            found = ch, self._model.id(ch), self._bias(ch), (code >> 8, code & 0xFF)
            self._codes[code] = found
        return found

    def _both(self, state: State, joined: Joined, least: float) -> Iterator[State]:
        """Read two bytes that were lost together."""
        pending = state[2]
        if not pending:
            yield from self._spelled(state, self._likely(0, joined, state[3], state[4]), least)
            return
        for new in self._spelled(
            state, self._likely(pending, joined.firsts, state[3], state[4]), least
        ):
            yield (*new[:2], joined.seconds[new[6][-1]], *new[3:])

    def _spelled(self, state: State, ranked: Ranked, least: float) -> Iterator[State]:
        """Yield what characters make of a state, the likeliest first."""
        score = state[0]
        for nats, c, ch, data in ranked:
            if score + nats < least:
                break
            yield self._said(state, ch, c, data, nats)

    @staticmethod
    def _said(state: State, ch: str, c: int, data: tuple[int, ...], nats: float) -> State:
        score, mass, _, _, p1, text, read, path = state
        return score + nats, mass + nats, 0, p1, c, text + ch, read + data, path

    def _likely(self, first: Bytes, second: Bytes | Joined, p2: int, p1: int) -> Ranked:
        """Return what two bytes, of which several may be possible, spell, the best first."""
        key = first, second, p2, p1
        found = self._ranked.get(key)
        if found is None:
            trigrams, weight, *_ = self._model.row(p2, p1)
            found = self._after(first, second, p1)
            if trigrams:
                where, biases = self._placed(first, second)[2:]
                seen = trigrams.keys() & where.keys()
                found = [(n + weight, c, ch, b) for n, c, ch, b in found if c not in seen]
                found += [
                    (trigrams[c] + biases[k], c, *self._entry(first, second, k))
                    for c in sorted(seen)
                    for k in where[c]
                ]
                found = _best(found)
            if len(self._ranked) >= MOST:
                self._ranked.clear()
            self._ranked[key] = found
        return found

    def _after(self, first: Bytes, second: Bytes | Joined, p1: int) -> Ranked:
        """Return the same behind one symbol alone: most that a search meets are no more."""
        key = first, second, -1, p1
        found = self._ranked.get(key)
        if found is None:
            chars, data, where, biases = self._placed(first, second)
            found = []
            symbols = list(where)
            for nats, c in zip(self._model.backed(p1, symbols), symbols, strict=True):
                found += [(nats + biases[k], c, chars[k], data[k]) for k in where[c]]
            found = self._ranked[key] = _best(found)
        return found

    def _entry(self, first: Bytes, second: Bytes | Joined, k: int) -> tuple[str, tuple[int, int]]:
        chars, data, *_ = self._placed(first, second)
        return chars[k], data[k]

    def _placed(self, first: Bytes, second: Bytes | Joined) -> Place:
        place = self._places.get((first, second))
        if place is None:
            place = self._places[first, second] = self._place(first, second)
        return place

    def _place(self, first: Bytes, second: Bytes | Joined) -> Place:
        """Return what two bytes may spell, of which one or both may be one of several."""
        if isinstance(second, Joined):
            pairs = ((a, b) for a, seconds in second.seconds.items() for b in seconds)
        else:
            firsts, seconds = ((b,) if isinstance(b, int) else b for b in (first, second))
            pairs = ((a, b) for a in firsts for b in seconds)
        data = [(a, b) for a, b in pairs if a << 8 | b in self._chars]
        chars = [self._chars[a << 8 | b] for a, b in data]
        where: dict[int, list[int]] = {}
        for k, c in enumerate(self._model.ids("".join(chars))):
            where.setdefault(c, []).append(k)
        return chars, data, where, [self._bias(ch) for ch in chars]


def _best(found: Ranked) -> Ranked:
    """Return what is likely enough to be of use, the best first."""
    found.sort(key=_SCORE, reverse=True)
    floor = found[0][0] - SLACK if found else 0.0
    return [r for r in found[:WIDTH] if r[0] >= floor]


def _sum(a: float, b: float) -> float:
    """Return the log of the sum of two probabilities given as logs."""
    return a + math.log1p(math.exp(b - a)) if a >= b else b + math.log1p(math.exp(a - b))
