"""The beam search: slot by slot, bounded, deterministic; the best path and its share of all."""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textfix.lattice.slots import LOST, Choice
from textfix.lattice.steps import Path, State, Steps

WIDTH: Final = 160
NARROW: Final = 40
"""States kept per slot. A lost lead byte makes 126 that only the next slot can tell apart;
elsewhere forty lose nothing (measured on held-out pages)."""

SLACK: Final = 16.0
"""Nats a state may trail the best one: beyond it the next characters never make up (measured)."""

PROMISING: Final = 3
HOPEFUL: Final = 12
"""States, the best ones, in which a gap is worth its time, or a byte that could be any."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The best source for a run of slots, how probable it is, and what came second.

    `pieces` holds for each slot the text completed in it, the index of its choice, the bytes read
    and whether the stream then stood between two characters.
    """

    text: str
    score: float
    probability: float
    runner_up: str | None
    pieces: tuple[tuple[str, int, tuple[int, ...], bool], ...]


@dataclass(slots=True)
class Search:
    """A beam search over slots.

    Not for long healthy stretches: feed it what is damaged, with a little context.
    """

    steps: Steps

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
        return Run(self, [State(0.0, 0.0, 0, 0, p2, p1, None)])

    def context(self, before: str) -> tuple[int, int]:
        """Return the model's symbols of the last two characters of a context."""
        ids = [self.steps.id(c) for c in ("\n" + "\n" + before)[-2:]]
        return ids[0], ids[1]

    def close(self, state: State, after: str) -> State:
        """Charge a finished path for the healthy characters that follow."""
        score, p2, p1 = state.score, state.p2, state.p1
        for ch in after[:2]:
            c = self.steps.id(ch)
            score += self.steps.model.step(p2, p1, c)
            p2, p1 = p1, c
        return state._replace(score=score, mass=state.mass + score - state.score)

    def advance(self, states: list[State], k: int, slot: Sequence[Choice]) -> list[State]:
        """Read one slot in every state; merge what nothing later can tell apart; prune."""
        if not states:
            return []
        best: dict[tuple[int, int, int, int], State] = {}
        scores = heapq.nlargest(HOPEFUL, (s.score for s in states))
        hopeful, promising = scores[-1], scores[:PROMISING][-1]
        for state in states:
            for n, choice in enumerate(slot):
                if state.score < promising and (
                    choice.gap or (choice.data[:1] == (LOST,) and choice.pairs is None
                                   and state.score < hopeful)
                ):  # fmt: skip
                    continue
                for new in self.steps.take(state, k, n, choice):
                    key = (new.pending, new.tail, new.p2, new.p1)
                    old = best.get(key)
                    if old is not None:
                        new = _joined(old, new)
                    best[key] = new
        if len(best) <= 1:
            return list(best.values())
        floor = max(s.score for s in best.values()) - SLACK
        kept = [s for s in best.values() if s.score >= floor]
        width = WIDTH if any(choice.data == (LOST,) for choice in slot) else NARROW
        if len(kept) > width:
            kept.sort(key=lambda s: -s.score)
            del kept[width:]
        return kept


@dataclass(slots=True)
class Run:
    """A reading under way: feed it slots, look whether it has settled, finish it."""

    search: Search
    states: list[State]
    slots: int = 0

    def feed(self, slot: Sequence[Choice]) -> bool:
        """Read one slot; return False when no legal path is left."""
        self.states = self.search.advance(self.states, self.slots, slot)
        self.slots += 1
        return bool(self.states)

    @property
    def settled(self) -> bool:
        """Whether every surviving path stands between two characters."""
        return all(s.pending == 0 for s in self.states)

    def finish(self, after: str) -> Reading | None:
        """Return the most probable reading of what was fed, or None if none ends cleanly."""
        ends = [self.search.close(s, after) for s in self.states if s.pending == 0]
        if not ends:
            return None
        return _reading(sorted(ends, key=lambda s: (-s.score, _text(s.path))))


def _trace(path: Path | None) -> list[Path]:
    out: list[Path] = []
    while path is not None:
        out.append(path)
        path = path.before
    out.reverse()
    return out


def _text(path: Path | None) -> str:
    return "".join(p.text for p in _trace(path))


def _joined(a: State, b: State) -> State:
    """Merge two states that nothing later can tell apart: the better path, the mass of both."""
    best = a if a.score >= b.score else b
    high, low = (a.mass, b.mass) if a.mass >= b.mass else (b.mass, a.mass)
    return best._replace(mass=high + math.log1p(math.exp(low - high)))


def _reading(ends: list[State]) -> Reading:
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
        tuple((p.text, p.choice, p.data, p.whole) for p in _trace(first.path)),
    )
