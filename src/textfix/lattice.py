"""The decoder: a byte lattice read by a beam search through the true codec, scored by a source model.

Law: every path through the lattice is a byte string whose display the channel says is the damaged
text; the model only chooses among them. Bounded width, one pass, deterministic.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol

LOST: Final = -1
"""Stands in `Choice.data` for one byte that the damage swallowed."""

WIDTH: Final = 160
NARROW: Final = 40
"""States kept per slot. A lost lead byte makes 126 that only the next slot can tell apart; elsewhere
forty lose nothing (measured on held-out pages)."""

SLACK: Final = 16.0
"""Nats a state may trail the best one: beyond it the next characters never make up (measured)."""

PROMISING: Final = 4
HOPEFUL: Final = 12
"""States, the best ones, in which a gap is worth its time, or a byte that could be any."""

FAN: Final = 6
"""Partial readings kept at each character of a gap."""

Check = Callable[[int, int], float | None]
"""Given the last two bytes before a gloss: nats for or against it there, None if impossible."""


class Choice(NamedTuple):
    """One thing a slot may stand for: bytes, or `literal` text that is no part of the byte stream.

    `cost` is the channel's price in nats. `check` is asked about the last two source bytes
    once `data` has been read. Literal text needs the stream to be between two characters;
    a `shifted` choice needs it to be inside one. `gap` says how many pairs left no trace before `data`.
    `pairs` narrows the last two bytes down: what may follow each lead, where a check allows few.
    """

    data: tuple[int, ...] = ()
    cost: float = 0.0
    check: Check | None = None
    literal: str | None = None
    shifted: bool = False
    gap: int = 0
    pairs: Mapping[int, tuple[int, ...]] | None = None


class Machine(Protocol):
    """A codec as a state machine over bytes; state 0 is between two characters."""

    def push(self, state: int, byte: int) -> tuple[int, str] | None:
        """Read a byte: the new state and the character completed ("" if none), or None if illegal."""

    def lost(self, state: int) -> Iterable[int]:
        """Return what a lost byte may have been in a state."""

    def into_gap(self, state: int) -> Iterable[tuple[int, str]]:
        """Return the first bytes of a vanished pair that complete a character, with it."""

    def across_gap(self, first: int) -> Iterable[tuple[tuple[int, int], str]]:
        """Return the second byte of a vanished pair and the first of another, with their character."""

    def out_of_gap(self, first: int, byte: int) -> Iterable[tuple[tuple[int, int], str]]:
        """Return the second byte of a vanished pair and the byte behind it, with their character."""

    def closes(self, first: int, second: int) -> bool:
        """Tell whether two bytes are a pair that vanishes."""


class Model(Protocol):
    """What the search needs of a source model."""

    def id(self, ch: str) -> int:
        """Return the model's symbol for a character."""

    def step(self, p2: int, p1: int, c: int) -> float:
        """Return the log probability of symbol `c` after `p2 p1`."""


class _State(NamedTuple):
    score: float
    mass: float  # log of the summed probability of all paths that led here
    pending: int
    tail: int  # the last two source bytes, older one in the high byte
    p2: int
    p1: int
    path: _Path | None


_Partial = tuple[float, int, int, int, int, str, tuple[int, ...]]
"""A state inside a choice: score, pending, tail, p2, p1, text so far, bytes so far."""


class _Path(NamedTuple):
    before: _Path | None
    slot: int
    choice: int
    text: str
    data: tuple[int, ...]
    whole: bool  # between two characters once this slot is read


@dataclass(frozen=True, slots=True)
class Reading:
    """The best source for a run of slots, how probable it is, and what came second.

    `pieces` holds for each slot the text completed in it, the index of its choice, the bytes read
    and whether the stream then stood between two characters. `alone` says that the constraints
    left a single path, so that no model was needed.
    """

    text: str
    score: float
    probability: float
    runner_up: str | None
    alone: bool
    pieces: tuple[tuple[str, int, tuple[int, ...], bool], ...]


@dataclass(slots=True)
class Search:
    """A beam search with its codec, source model and the page's own priors.

    `bias` adds nats to characters that a page makes more or less likely.
    """

    machine: Machine
    model: Model
    bias: Mapping[str, float] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)

    def read(
        self, slots: Sequence[Sequence[Choice]], before: str = "", after: str = ""
    ) -> Reading | None:
        """Return the most probable source of the slots, or None if no path is legal.

        `before` and `after` are healthy context; only its last and first characters count.
        Linear in the slots; memory in proportion to slots times width at worst.
        """
        run = self.begin(before)
        for slot in slots:
            run.feed(slot)
        return run.finish(after)

    def begin(self, before: str) -> Run:
        """Start reading after a healthy context; feed the slots one by one."""
        p2, p1 = self.context(before)
        return Run(self, [_State(0.0, 0.0, 0, 0, p2, p1, None)])

    def context(self, before: str) -> tuple[int, int]:
        """Return the model's symbols of the last two characters of a context."""
        ids = [self._id(c) for c in ("\n" + "\n" + before)[-2:]]
        return ids[0], ids[1]

    def _id(self, ch: str) -> int:
        got = self._ids.get(ch)
        if got is None:
            got = self._ids[ch] = self.model.id(ch)
        return got

    def _close(self, state: _State, after: str) -> _State:
        """Charge a finished path for the healthy characters that follow."""
        score, p2, p1 = state.score, state.p2, state.p1
        for ch in after[:2]:
            c = self._id(ch)
            score += self.model.step(p2, p1, c)
            p2, p1 = p1, c
        return state._replace(score=score, mass=state.mass + score - state.score)

    def _advance(
        self, states: list[_State], k: int, slot: Sequence[Choice]
    ) -> tuple[list[_State], int]:
        """Read one slot in every state; merge, then prune. Returns the states and how many were cut."""
        best: dict[tuple[int, int, int, int], _State] = {}
        merged = 0
        scores = heapq.nlargest(HOPEFUL, (s.score for s in states))
        hopeful, promising = scores[-1], scores[: PROMISING][-1]
        for state in states:
            for n, choice in enumerate(slot):
                if state.score < promising and (
                    choice.gap or (choice.data[:1] == (LOST,) and choice.pairs is None
                                   and state.score < hopeful)
                ):  # fmt: skip
                    continue
                for new in self._take(state, k, n, choice):
                    key = (new.pending, new.tail, new.p2, new.p1)
                    old = best.get(key)
                    merged += old is not None
                    if old is not None:
                        new = _joined(old, new)
                    best[key] = new
        if len(best) <= 1:
            return list(best.values()), merged
        floor = max(s.score for s in best.values()) - SLACK
        kept = [s for s in best.values() if s.score >= floor]
        width = WIDTH if any(choice.data == (LOST,) for choice in slot) else NARROW
        if len(kept) > width:
            kept.sort(key=lambda s: -s.score)
            del kept[width:]
        return kept, merged + len(best) - len(kept)

    def _take(self, state: _State, k: int, n: int, choice: Choice) -> list[_State]:
        if choice.literal is not None:
            return self._literal(state, k, n, choice)
        if choice.shifted and not state.pending:
            return []
        score, mass, pending, tail, p2, p1, _ = state
        others = mass - score
        partial: list[_Partial] = [(score - choice.cost, pending, tail, p2, p1, "", ())]
        if choice.gap:
            partial = self._through_gap(partial, choice)
        else:
            for byte in choice.data:
                partial = self._extend(partial, byte, choice.pairs)
        out = []
        for score, pending, tail, p2, p1, text, data in partial:
            gain = choice.check(tail >> 8, tail & 0xFF) if choice.check else 0.0
            if gain is not None:
                path = _Path(state.path, k, n, text, data, pending == 0)
                score += gain
                out.append(_State(score, score + others, pending, tail, p2, p1, path))
        return out

    def _extend(
        self, partial: list[_Partial], byte: int, pairs: Mapping[int, tuple[int, ...]] | None
    ) -> list[_Partial]:
        """Read one byte, or every candidate for a lost one, in each partial reading."""
        if byte >= 0:
            return [new for one in partial if (new := self._push(one, byte)) is not None]
        return [
            new
            for one in partial
            for b in (self.machine.lost(one[1]) if pairs is None else pairs.get(one[2] & 0xFF, ()))
            if (new := self._push(one, b)) is not None
        ]

    def _through_gap(self, partial: list[_Partial], choice: Choice) -> list[_Partial]:
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
        self, partial: list[_Partial], options: Sequence[Sequence[tuple[tuple[int, ...], str]]]
    ) -> list[_Partial]:
        """Add one character to each partial reading in every way; keep the best few."""
        out: list[_Partial] = []
        step, bias = self.model.step, self.bias
        for (score, _, tail, p2, p1, text, data), ways in zip(partial, options, strict=True):
            for added, ch in ways:
                c = self._id(ch)
                for byte in added:
                    tail = tail << 8 | byte
                new = score + step(p2, p1, c) + bias.get(ch, 0.0)
                out.append((new, 0, tail & 0xFFFF, p1, c, text + ch, (*data, *added)))
        return heapq.nlargest(FAN, out, key=lambda one: one[0]) if len(out) > FAN else out

    def _push(self, one: _Partial, byte: int) -> _Partial | None:
        score, pending, tail, p2, p1, text, data = one
        step = self.machine.push(pending, byte)
        if step is None:
            return None
        pending, ch = step
        if ch:
            c = self._id(ch)
            score += self.model.step(p2, p1, c) + self.bias.get(ch, 0.0)
            p2, p1 = p1, c
            text += ch
        return score, pending, (tail << 8 | byte) & 0xFFFF, p2, p1, text, (*data, byte)

    def _literal(self, state: _State, k: int, n: int, choice: Choice) -> list[_State]:
        if state.pending:
            return []
        score, p2, p1 = state.score - choice.cost, state.p2, state.p1
        for ch in choice.literal or "":
            c = self._id(ch)
            score += self.model.step(p2, p1, c)
            p2, p1 = p1, c
        path = _Path(state.path, k, n, choice.literal or "", (), True)
        return [_State(score, state.mass + score - state.score, 0, 0, p2, p1, path)]


@dataclass(slots=True)
class Run:
    """A reading under way: feed it slots, look whether it has settled, finish it."""

    search: Search
    states: list[_State]
    slots: int = 0
    forks: int = 0

    def feed(self, slot: Sequence[Choice]) -> bool:
        """Read one slot; return False when no legal path is left."""
        self.states, cut = self.search._advance(self.states, self.slots, slot)
        self.slots += 1
        self.forks += cut
        return bool(self.states)

    @property
    def settled(self) -> bool:
        """Whether every surviving path stands between two characters."""
        return all(s.pending == 0 for s in self.states)

    def finish(self, after: str) -> Reading | None:
        """Return the most probable reading of what was fed, or None if none ends cleanly."""
        ends = [self.search._close(s, after) for s in self.states if s.pending == 0]
        if not ends:
            return None
        return _reading(sorted(ends, key=lambda s: (-s.score, _text(s.path))), self.forks == 0)


def _trace(path: _Path | None) -> list[_Path]:
    out: list[_Path] = []
    while path is not None:
        out.append(path)
        path = path.before
    out.reverse()
    return out


def _text(path: _Path | None) -> str:
    return "".join(p.text for p in _trace(path))


def _joined(a: _State, b: _State) -> _State:
    """Merge two states that nothing later can tell apart: the better path, the mass of both."""
    best, other = (a, b) if a.score >= b.score else (b, a)
    high, low = (a.mass, b.mass) if a.mass >= b.mass else (b.mass, a.mass)
    return best._replace(mass=high + math.log1p(math.exp(low - high)))


def _reading(ends: list[_State], alone: bool) -> Reading:
    """Name the best of the surviving paths and its share of the mass of all."""
    first = ends[0]
    text = _text(first.path)
    top = max(s.mass for s in ends)
    total = top + math.log(sum(math.exp(s.mass - top) for s in ends))
    return Reading(
        text,
        first.score,
        min(1.0, math.exp(first.score - total)),
        next((t for s in ends[1:] if (t := _text(s.path)) != text), None),
        alone and len(ends) == 1,
        tuple((p.text, p.choice, p.data, p.whole) for p in _trace(first.path)),
    )
