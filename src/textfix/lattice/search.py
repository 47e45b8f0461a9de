"""The beam search: slot by slot, bounded, deterministic; the best path and its share of all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from textfix.lattice.paths import log_sum, traced
from textfix.lattice.slots import LOST, Choice
from textfix.lattice.steps import Path, State, Steps

WIDTH: Final = 160
NARROW: Final = 40
"""States kept per slot. A lost lead byte makes 126 that only the next slot can tell apart;
elsewhere forty lose nothing (measured on held-out pages)."""

SLACK: Final = 16.0
"""Nats a state may trail the best one: beyond it the next characters never make up (measured)."""

GAP_SLACK: Final = 12.0
"""The same for what comes out of a gap. Of 858 runs none read otherwise; at 10, two ended early."""

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
        return Run(self, [(0.0, 0.0, 0, 0, p2, p1, None)])

    def context(self, before: str) -> tuple[int, int]:
        """Return the model's symbols of the last two characters of a context."""
        ids = [self.steps.id(c) for c in ("\n" + "\n" + before)[-2:]]
        return ids[0], ids[1]

    def close(self, state: State, after: str) -> State:
        """Charge a finished path for the healthy characters that follow."""
        score, mass, pending, tail, p2, p1, path = state
        behind = self.steps.behind.get(after[:1])
        gain = behind[p1, tail & 0xFF] if behind is not None else 0.0
        for ch in after[:2]:
            c = self.steps.id(ch)
            gain += self.steps.model.step(p2, p1, c)
            p2, p1 = p1, c
        return score + gain, mass + gain, pending, tail, p2, p1, path

    def advance(self, states: list[State], k: int, slot: Sequence[Choice]) -> list[State]:
        """Read one slot in every state, the best first; merge what nothing later can tell apart.

        Choices that branch widely come last, when it is known what they must reach.
        """
        if not states:
            return []
        front = _Front(self.steps, k)
        wide = []
        for n, choice in enumerate(slot):
            if choice.gap or (choice.data[:1] == (LOST,) and choice.pairs is None):
                wide.append((n, choice))
            else:
                front.take(states, n, choice)
        for n, choice in wide:
            least = states[: PROMISING if choice.gap else HOPEFUL][-1][0]
            hopeful = [s for s in states if s[0] >= least]
            if choice.gap and len(hopeful) > HOPEFUL:
                continue  # all alike behind a byte that could be any: no pair vanishes right there
            front.take(hopeful, n, choice)
        return front.kept(WIDTH if any(choice.data == (LOST,) for choice in slot) else NARROW)


class _Front:
    """The states behind one slot, merged and pruned as they come."""

    __slots__ = ("best", "k", "steps", "top")

    def __init__(self, steps: Steps, k: int) -> None:
        self.steps = steps
        self.k = k
        self.best: dict[tuple[int, int, int, int], State] = {}
        self.top = -math.inf

    def take(self, states: list[State], n: int, choice: Choice) -> None:
        """Read choice `n` of the slot in some states."""
        best, top, k, check, ways = self.best, self.top, self.k, choice.check, self.steps.ways
        for state in states:
            score, mass, _, _, _, _, path = state
            others = mass - score
            score -= choice.cost
            need = top - (GAP_SLACK if choice.gap else SLACK) - score
            for gain, pending, tail, p2, p1, text, data in ways(choice, state, need):
                new = score + gain
                if check is not None:
                    paid = check(tail >> 8, tail & 0xFF)
                    if paid is None:
                        continue
                    new += paid
                if new < top - SLACK:
                    continue
                if new > top:
                    top = new
                key = (pending, tail, p2, p1)
                mass = new + others
                old = best.get(key)
                if old is not None:
                    mass = log_sum(old[1], mass)
                    if old[0] >= new:
                        best[key] = (old[0], mass, *old[2:])
                        continue
                step = (path, k, n, text, data, pending == 0)
                best[key] = (new, mass, pending, tail, p2, p1, step)
        self.top = top

    def kept(self, width: int) -> list[State]:
        """Return the states worth keeping, the best first."""
        floor = self.top - SLACK
        kept = [s for s in self.best.values() if s[0] >= floor]
        kept.sort(key=_SCORE, reverse=True)
        return kept[:width]


_SCORE: Final = itemgetter(0)


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
        return not any(pending for _, _, pending, _, _, _, _ in self.states)

    def finish(self, after: str) -> Reading | None:
        """Return the most probable reading of what was fed, or None if none ends cleanly."""
        ends = [self.search.close(s, after) for s in self.states if not s[2]]
        if not ends:
            return None
        return _reading(sorted(ends, key=lambda s: (-s[0], _text(s[-1]))))


def _text(path: Path | None) -> str:
    return "".join([step[3] for step in traced(path)])


def _reading(ends: list[State]) -> Reading:
    """Name the best of the surviving paths and its share of the mass of all."""
    score, *_, path = ends[0]
    text = _text(path)
    top = max(s[1] for s in ends)
    total = top + math.log(sum(math.exp(s[1] - top) for s in ends))
    return Reading(
        text,
        score,
        min(1.0, math.exp(score - total)),
        next((t for s in ends[1:] if (t := _text(s[-1])) != text), None),
        tuple((text, n, data, whole) for _, _, n, text, data, whole in traced(path)),
    )
