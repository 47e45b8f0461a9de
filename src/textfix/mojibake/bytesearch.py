"""Lost bytes of text in a codec, found by a beam search in which a lost byte stays open.

Law: every path is a byte string of the true codec; which byte was lost is only asked when the
character is whole, as a character is known by all its bytes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from textfix.language.model import SourceModel
from textfix.lattice.paths import log_sum
from textfix.mojibake import bytecodes
from textfix.mojibake.bytecodes import Byte, Bytes, Lost
from textfix.mojibake.rankings import NARROW, SLACK, WIDTH, Joined, Ranked, Rankings

OWED: Final = 5.0
"""Nats that a state with an open character is held to trail others: it has yet to pay for it."""

NEAR: Final = 8.0
"""Nats that a path may trail another to the same state and still be read."""

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


Path: TypeAlias = "tuple[Path | None, str, tuple[int, ...], bool, tuple[Rival, ...]]"
"""One slot of a path: the one before, characters completed, their bytes, whether none is open, and
what else led to the same state."""

Rival: TypeAlias = tuple[float, "Path | None", str, tuple[int, ...]]
"""The nats that it is behind, and what it has in the place of a path's."""

State: TypeAlias = (
    "tuple[float, float, tuple[Bytes, int], int, int, str, tuple[int, ...], Path | None]"
)
"""Score, mass, bytes that are open and how long their character is, the last two symbols, text and
bytes of this slot, path."""

_FIRST: Final = itemgetter(0)
WHOLE: Final[tuple[Bytes, int]] = ((), 0)


class ByteSearch:
    """The search of one encoding; `bias` adds nats to characters."""

    def __init__(self, encoding: str, model: SourceModel, bias: Callable[[str], float]) -> None:
        """Take the name of an encoding, the source model and what a text favors."""
        self._code = bytecodes.of(encoding)
        self._model = model
        self._bias = bias
        self._known: dict[Bytes, tuple[str, int, float] | None] = {}
        self._rankings = Rankings(self._code, model, bias)

    def begin(self, before: str) -> State:
        """Return the state behind a healthy context."""
        p2, p1 = self._model.ids(("\n\n" + before)[-2:])
        return 0.0, 0.0, WHOLE, p2, p1, "", (), None

    def advance(
        self, states: Sequence[State], slot: Sequence[Step], slack: float = SLACK
    ) -> list[State]:
        """Read one slot in every state, the best first; merge what nothing later can tell apart."""
        best: dict[object, State] = {}
        beaten: dict[object, list[State]] = {}
        top = -math.inf
        for step in slot:
            for state in states:
                least = top - slack
                if state[0] - step.cost < least:
                    continue
                for new in self._ways(state, step, least):
                    score = new[0]
                    top = max(top, _worth(new))
                    # The bytes tell characters apart that are one symbol to the model.
                    key = new[2:5], new[6][-3:]
                    old = best.get(key)
                    if old is not None:
                        mass = log_sum(old[1], new[1])
                        new, behind = (old, new) if old[0] >= score else (new, old)
                        beaten.setdefault(key, []).append(behind)
                        new = (new[0], mass, *new[2:])
                    best[key] = new
        width = WIDTH if any(step.lost for step in slot) else NARROW
        width = width if slack <= SLACK else 2 * width
        kept = [(_worth(s), key, s) for key, s in best.items() if _worth(s) >= top - slack]
        kept.sort(key=_FIRST, reverse=True)
        return [
            (s, m, pending, p2, p1, "", (),
             (path, text, data, pending is WHOLE, _rivals(s, beaten.get(key, ()))))
            for _, key, (s, m, pending, p2, p1, text, data, path) in kept[:width]
        ]  # fmt: skip

    def close(self, state: State, after: str) -> State:
        """Charge a finished path for the healthy characters that follow."""
        score, mass, pending, p2, p1, text, data, path = state
        gain = 0.0
        for c in self._model.ids(after[:2]):
            gain += self._model.step(p2, p1, c)
            p2, p1 = p1, c
        return score + gain, mass + gain, pending, p2, p1, text, data, path

    def ends(
        self, slots: Sequence[Sequence[Step]], before: str, after: str, slack: float
    ) -> list[State]:
        """Return the states behind slots in which no character is open."""
        states = [self.begin(before)]
        for slot in slots:
            states = self.advance(states, slot, slack)
        return [self.close(s, after) for s in states if s[2] is WHOLE]

    def _ways(self, state: State, step: Step, least: float) -> Iterable[State]:
        """Return the states that reading a step leads to, without those below a score."""
        score, mass, pending, *_ = state
        whole = pending is WHOLE
        if (step.eaten and whole) or (step.literal is not None and not whole):
            return ()
        paid = (score - step.cost, mass - step.cost, *state[2:])
        if step.literal is not None:
            return (self._ascii(paid, step.literal, ()),)
        if step.joined is not None:
            return self._both(paid, step.joined, least)
        ways: Iterable[State] = (paid,)
        for byte in step.data:
            ways = [new for s in ways for new in self._read(s, byte, least)]
        return self._eaten(ways, step.eaten) if step.eaten else ways

    def _eaten(self, ways: Iterable[State], eaten: Iterable[tuple[str, float]]) -> Iterator[State]:
        """Read ASCII that is gone behind each of the likeliest ways, which come first."""
        likely = list(islice((s for s in ways if s[2] is WHOLE), HOPEFUL))
        for ch, price in eaten:
            for s in likely:
                yield self._ascii(s, ch, (ord(ch),), price)

    def _read(self, state: State, byte: Byte, least: float) -> Iterator[State]:
        """Read a byte, or any of several."""
        begun, size = state[2]
        if size:
            data = (*begun, byte)
            if len(data) < size:
                if bytecodes.inside(byte):
                    yield (*state[:2], (data, size), *state[3:])
            else:
                yield from self._completed(state, data, least)
        elif isinstance(byte, int) and byte < 0x80:
            yield self._ascii(state, chr(byte), (byte,))
        else:
            for first, length in self._code.begun(byte):
                yield (*state[:2], ((first,), length), *state[3:])

    def _completed(self, state: State, data: Bytes, least: float) -> Iterator[State]:
        """Yield what a state becomes by the characters that bytes spell."""
        if any(isinstance(b, Lost) for b in data):
            yield from self._spelled(state, self._rankings.likely(data, state[3], state[4]), least)
            return
        if data not in self._known:
            ch = next((ch for ch, _ in self._code.spelled(data)), None)
            self._known[data] = None if ch is None else (ch, self._model.id(ch), self._bias(ch))
        known = self._known[data]
        if known is not None:
            ch, c, bias = known
            nats = self._model.step(state[3], state[4], c) + bias
            yield _said(state, ch, c, data, nats)  # type: ignore[arg-type]

    def _both(self, state: State, joined: Joined, least: float) -> Iterator[State]:
        """Read two bytes that were lost together."""
        begun, size = state[2]
        if size == 2:
            ranked = self._rankings.likely((*begun, joined.first), state[3], state[4])
            for s in self._spelled(state, ranked, least):
                yield (*s[:2], ((joined.seconds[s[6][-1]],), 2), *s[3:])
        elif not size and isinstance(self._code, bytecodes.PairCode):
            yield from self._spelled(
                state, self._rankings.likely(joined, state[3], state[4]), least
            )
        else:
            for s in self._read(state, joined.first, least):
                yield from self._read(s, joined.second, least)

    def _spelled(self, state: State, ranked: Ranked, least: float) -> Iterator[State]:
        """Yield what characters make of a state, the likeliest first."""
        score = state[0]
        for nats, c, ch, data in ranked:
            if score + nats < least:
                break
            yield _said(state, ch, c, data, nats)

    def _ascii(self, state: State, ch: str, data: tuple[int, ...], price: float = 0.0) -> State:
        c = self._model.id(ch)
        return _said(state, ch, c, data, self._model.step(state[3], state[4], c) - price)


def _worth(state: State) -> float:
    return state[0] if state[2] is WHOLE else state[0] - OWED


def _said(state: State, ch: str, c: int, data: tuple[int, ...], nats: float) -> State:
    score, mass, _, _, p1, text, read, path = state
    return score + nats, mass + nats, WHOLE, p1, c, text + ch, read + data, path


def _rivals(score: float, beaten: Iterable[State]) -> tuple[Rival, ...]:
    """Return what lost to a state and is near enough to be read too."""
    return tuple((score - s[0], s[7], s[5], s[6]) for s in beaten if s[0] >= score - NEAR)
