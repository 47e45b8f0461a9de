"""One state and one choice: every way to read it, a byte or a character at a time."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from textfix.lattice.slots import Choice, Machine, Model

FAN: Final = 5
"""Partial readings kept at each character of a gap."""


class State(NamedTuple):
    """Where a path stands: its score, the bytes it is inside of, the last two symbols."""

    score: float
    mass: float  # log of the summed probability of all paths that led here
    pending: int
    tail: int  # the last two source bytes, older one in the high byte
    p2: int
    p1: int
    path: Path | None


Partial = tuple[float, int, int, int, int, str, tuple[int, ...]]
"""A state inside a choice: score, pending, tail, p2, p1, text so far, bytes so far."""


class Path(NamedTuple):
    """One step of a path, linked to the one before."""

    before: Path | None
    slot: int
    choice: int
    text: str
    data: tuple[int, ...]
    whole: bool  # between two characters once this slot is read


@dataclass(slots=True)
class Steps:
    """How states grow: the codec, the source model, and what a page makes likely.

    `bias` adds nats to characters that a page makes more or less likely.
    """

    machine: Machine
    model: Model
    bias: Mapping[str, float] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)

    def id(self, ch: str) -> int:
        """Return the model's symbol for a character, asking once."""
        got = self.ids.get(ch)
        if got is None:
            got = self.ids[ch] = self.model.id(ch)
        return got

    def take(self, state: State, k: int, n: int, choice: Choice) -> list[State]:
        """Return the states that choice `n` of slot `k` leads to."""
        if choice.literal is not None:
            return self._literal(state, k, n, choice)
        if choice.shifted and not state.pending:
            return []
        score, mass, pending, tail, p2, p1, _ = state
        others = mass - score
        partial: list[Partial] = [(score - choice.cost, pending, tail, p2, p1, "", ())]
        if choice.gap:
            partial = self._through_gap(partial, choice)
        else:
            for byte in choice.data:
                partial = self._extend(partial, byte, choice.pairs)
        out = []
        for score, pending, tail, p2, p1, text, data in partial:
            gain = choice.check(tail >> 8, tail & 0xFF) if choice.check else 0.0
            if gain is not None:
                path = Path(state.path, k, n, text, data, pending == 0)
                score += gain
                out.append(State(score, score + others, pending, tail, p2, p1, path))
        return out

    def _extend(
        self, partial: list[Partial], byte: int, pairs: Mapping[int, tuple[int, ...]] | None
    ) -> list[Partial]:
        """Read one byte, or every candidate for a lost one, in each partial reading."""
        if byte >= 0:
            return [new for one in partial if (new := self._push(one, byte)) is not None]
        return [
            new
            for one in partial
            for b in (self.machine.lost(one[1]) if pairs is None else pairs.get(one[2] & 0xFF, ()))
            if (new := self._push(one, b)) is not None
        ]

    def _through_gap(self, partial: list[Partial], choice: Choice) -> list[Partial]:
        """Read characters that vanished pairs were part of, then the bytes behind them."""
        machine = self.machine
        grown = self._grow(partial, [[((x,), ch) for x, ch in machine.into_gap(partial[0][1])]])
        for _ in range(choice.gap - 1):
            grown = self._grow(grown, [list(machine.across_gap(g[2] & 0xFF)) for g in grown])
        grown = self._grow(grown, [self._behind_gap(g[2] & 0xFF, choice) for g in grown])
        for byte in choice.data[1:]:
            grown = self._extend(grown, byte, None)
        return grown

    def _behind_gap(self, first: int, choice: Choice) -> list[tuple[tuple[int, ...], str]]:
        """Return the ways out of a gap: a byte of the vanished pair, and the first of the data."""
        if choice.pairs is None:
            return list(self.machine.out_of_gap(first, choice.data[0]))
        return [
            ((y, t), step[1])
            for y, trails in choice.pairs.items() if self.machine.closes(first, y)
            for t in trails if (step := self.machine.push(y, t)) is not None
        ]  # fmt: skip

    def _grow(
        self, partial: list[Partial], options: Sequence[Sequence[tuple[tuple[int, ...], str]]]
    ) -> list[Partial]:
        """Add one character to each partial reading in every way; keep the best few."""
        out: list[Partial] = []
        step, bias = self.model.step, self.bias
        for (score, _, tail, p2, p1, text, data), ways in zip(partial, options, strict=True):
            for added, ch in ways:
                c = self.id(ch)
                last = tail
                for byte in added:
                    last = last << 8 | byte
                new = score + step(p2, p1, c) + bias.get(ch, 0.0)
                out.append((new, 0, last & 0xFFFF, p1, c, text + ch, (*data, *added)))
        return heapq.nlargest(FAN, out, key=lambda one: one[0]) if len(out) > FAN else out

    def _push(self, one: Partial, byte: int) -> Partial | None:
        score, pending, tail, p2, p1, text, data = one
        step = self.machine.push(pending, byte)
        if step is None:
            return None
        pending, ch = step
        if ch:
            c = self.id(ch)
            score += self.model.step(p2, p1, c) + self.bias.get(ch, 0.0)
            p2, p1 = p1, c
            text += ch
        return score, pending, (tail << 8 | byte) & 0xFFFF, p2, p1, text, (*data, byte)

    def _literal(self, state: State, k: int, n: int, choice: Choice) -> list[State]:
        if state.pending:
            return []
        score, p2, p1 = state.score - choice.cost, state.p2, state.p1
        for ch in choice.literal or "":
            c = self.id(ch)
            score += self.model.step(p2, p1, c)
            p2, p1 = p1, c
        path = Path(state.path, k, n, choice.literal or "", (), True)
        return [State(score, state.mass + score - state.score, 0, 0, p2, p1, path)]
