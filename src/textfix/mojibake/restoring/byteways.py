"""How states of `bytesearch` grow: what bytes complete and leave open, worked out once and kept.

Law: which byte was lost is only asked when the character is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from textfix.mojibake.restoring import bytecodes
from textfix.mojibake.restoring.bytecodes import Byte, Bytes, Lost
from textfix.mojibake.restoring.rankings import MOST, Joined, Rankings, Where
from textfix.mojibake.restoring.tongues import Model

ROUNDING: Final = 1e-6
"""More than sums of nats lose by rounding."""

HOPEFUL: Final = 12
"""States, the best ones, behind which ASCII may have been eaten."""


class Step(NamedTuple):
    """One way to read a slot: text that is no bytes, bytes, two lost together; and its price.

    `eaten` is ASCII, with prices, that the last byte may have taken along inside a character.
    """

    cost: float = 0.0
    data: Bytes = ()
    joined: Joined | None = None
    literal: str | None = None
    eaten: tuple[tuple[str, float], ...] = ()

    @property
    def lost(self) -> bool:
        """Whether it is a byte that was lost."""
        return self.joined is not None or any(isinstance(b, Lost) for b in self.data)


class Open:
    """The bytes of a character that are read, and how many it has; equal only to itself."""

    __slots__ = ("begun", "size")

    def __init__(self, begun: Bytes, size: int) -> None:
        """Take bytes and the length of the character; `opened` makes it."""
        self.begun, self.size = begun, size


WHOLE: Final = Open((), 0)
"""Where no character is open."""

Path: TypeAlias = "tuple[Path | None, str, tuple[int, ...], bool, tuple[Rival, ...]]"
"""One slot of a path: the one before, characters completed, their bytes, whether none is open, and
what else led to the same state."""

Rival: TypeAlias = tuple[float, "Path | None", str, tuple[int, ...]]
"""The nats that it is behind, and what it has in the place of a path's."""

State: TypeAlias = "tuple[float, float, Open, int, int, str, tuple[int, ...], Path | None]"
"""Score, mass, what is open, the last two symbols, text and bytes of this slot, path."""

Done: TypeAlias = tuple[str, int, float, Bytes]
"""A character that bytes complete, its symbol, what a text adds to it; no character where one of
the bytes was lost."""

Way: TypeAlias = tuple[tuple[Done, ...], Open]
"""The characters that bytes complete one after the other, and what is open behind them."""


@cache
def opened(begun: Bytes, size: int) -> Open:
    """Return what stands for a character of which some bytes are read."""
    return Open(begun, size)


class Ways:
    """How states of one encoding grow; `bias` adds nats to characters."""

    def __init__(self, encoding: str, model: Model, bias: Callable[[str], float]) -> None:
        """Take the name of an encoding, the source model and what a text favors."""
        self._code = bytecodes.of(encoding)
        self._model = model
        self._bias = bias
        self._planned: dict[tuple[Open, Bytes], list[tuple[tuple[Done, ...], list[Open]]]] = {}
        self._rankings = Rankings(self._code, model, bias)

    def of(self, state: State, step: Step, least: float) -> Iterable[State]:
        """Return the states that reading a step leads to, without those below a score."""
        cost, data, joined, literal, eaten = step
        whole = state[2] is WHOLE
        if (eaten and whole) or (literal is not None and not whole):
            return ()
        if cost:
            state = (state[0] - cost, state[1] - cost, *state[2:])
        if literal is not None:
            return (self._ascii(state, literal, ()),)
        if joined is not None:
            return self._both(state, joined, least)
        ways = self._read(state, data, least)
        return self._eaten(ways, eaten) if eaten else ways

    def _read(self, state: State, data: Bytes, least: float) -> list[State]:
        """Read bytes, each of which may be one of several."""
        plans = self._planned.get((state[2], data))
        if plans is None:
            plans = self._plan(state[2], data)
        out: list[State] = []
        score, mass, _, p2, p1, text, read, path = state
        for done, rests in plans:
            if not done:
                out += [(score, mass, rest, p2, p1, text, read, path) for rest in rests]
                continue
            ways = self._completed(state, done[0], least)
            for each in done[1:]:
                ways = [new for way in ways for new in self._completed(way, each, least)]
            out += ways if rests[0] is WHOLE else [(*w[:2], r, *w[3:]) for w in ways for r in rests]
        return out

    def _plan(self, pending: Open, data: Bytes) -> list[tuple[tuple[Done, ...], list[Open]]]:
        """Return what bytes complete behind what is open, each with all that is open then."""
        ways: list[Way] = [((), pending)]
        for byte in data:
            ways = [
                ((*done, *more), rest) for done, now in ways for more, rest in self._next(now, byte)
            ]
        found = [(done, [rest for _, rest in same]) for done, same in groupby(ways, itemgetter(0))]
        if len(self._planned) >= MOST:
            self._planned.clear()
        self._planned[pending, data] = found
        return found

    def _next(self, pending: Open, byte: Byte) -> Iterator[Way]:
        """Yield what a byte, or any of several, completes or leaves open."""
        if pending.size:
            data = (*pending.begun, byte)
            if len(data) < pending.size:
                if bytecodes.inside(byte):
                    yield (), opened(data, pending.size)
            elif any(isinstance(b, Lost) for b in data):
                yield (("", 0, 0.0, data),), WHOLE
            else:
                for ch, _ in islice(self._code.spelled(data), 1):
                    yield ((ch, self._model.id(ch), self._bias(ch), data),), WHOLE
        elif isinstance(byte, int) and byte < 0x80:
            yield ((chr(byte), self._model.id(chr(byte)), 0.0, (byte,)),), WHOLE
        else:
            for first, length in self._code.begun(byte):
                yield (), opened((first,), length)

    def _completed(self, state: State, done: Done, least: float) -> list[State]:
        """Return what a state becomes by the character that bytes spell."""
        ch, c, bias, data = done
        if not ch:
            return self._spelled(state, data, least)
        score, mass, _, p2, p1, text, read, path = state
        nats = self._model.step(p2, p1, c) + bias
        return [(score + nats, mass + nats, WHOLE, p1, c, text + ch, read + data, path)]  # type: ignore[operator]

    def _spelled(self, state: State, where: Where, least: float) -> list[State]:
        """Return what the characters that may be at a place make of a state."""
        score, mass, _, p2, p1, text, read, path = state
        out: list[State] = []
        for nats, (c, ch, data) in self._rankings.likely(where, p2, p1, least - score - ROUNDING):
            if score + nats < least:
                break
            out.append((score + nats, mass + nats, WHOLE, p1, c, text + ch, read + data, path))
        return out

    def _both(self, state: State, joined: Joined, least: float) -> list[State]:
        """Read two bytes that were lost together."""
        begun, size = state[2].begun, state[2].size
        if not isinstance(self._code, bytecodes.PairCode):
            return self._read(state, (joined.first, joined.second), least)
        if size:
            return [
                (*s[:2], opened((joined.seconds[s[6][-1]],), 2), *s[3:])
                for s in self._spelled(state, (*begun, joined.first), least)
            ]
        return self._spelled(state, joined, least)

    def _eaten(self, ways: Iterable[State], eaten: Iterable[tuple[str, float]]) -> Iterator[State]:
        """Read ASCII that is gone behind each of the likeliest ways, which come first."""
        likely = list(islice((s for s in ways if s[2] is WHOLE), HOPEFUL))
        for ch, price in eaten:
            for s in likely:
                yield self._ascii(s, ch, (ord(ch),), price)

    def _ascii(self, state: State, ch: str, data: tuple[int, ...], price: float = 0.0) -> State:
        score, mass, _, p2, p1, text, read, path = state
        c = self._model.id(ch)
        nats = self._model.step(p2, p1, c) - price
        return score + nats, mass + nats, WHOLE, p1, c, text + ch, read + data, path
