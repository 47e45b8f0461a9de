"""Lost bytes of text in a codec, found by a beam search in which a lost byte stays open.

Law: every path is a byte string of the true codec; which byte was lost is only asked when the
character is whole, as a character is known by all its bytes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Final, TypeAlias

from textfix.lattice.paths import log_sum
from textfix.mojibake.restoring.byteways import WHOLE, Open, Rival, State, Step, Ways
from textfix.mojibake.restoring.rankings import NARROW, SLACK, WIDTH
from textfix.mojibake.restoring.tongues import Model

OWED: Final = 5.0
"""Nats that a state with an open character is held to trail others: it has yet to pay for it."""

NEAR: Final = 8.0
"""Nats that a path may trail another to the same state and still be read."""

Key: TypeAlias = tuple[Open, int, int, tuple[int, ...]]
"""All of a state that matters later: the bytes tell characters apart that are one symbol to the
model."""

_FIRST: Final = itemgetter(0)


class ByteSearch:
    """The search of one encoding; `bias` adds nats to characters."""

    def __init__(self, encoding: str, model: Model, bias: Callable[[str], float]) -> None:
        """Take the name of an encoding, the source model and what a text favors."""
        self._model = model
        self._ways = Ways(encoding, model, bias)

    def begin(self, before: str) -> State:
        """Return the state behind a healthy context."""
        p2, p1 = self._model.ids(("\n\n" + before)[-2:])
        return 0.0, 0.0, WHOLE, p2, p1, "", (), None

    def advance(
        self,
        states: Sequence[State],
        slot: Sequence[Step],
        slack: float = SLACK,
        last: bool = False,
    ) -> list[State]:
        """Read one slot in every state, the best first; merge what nothing later can tell apart.

        `last`: what is open then is of no use, and nothing trails it.
        """
        front = _Front()
        for step in slot:
            for state in states:
                least = front.top - slack
                if state[0] - step.cost >= least:
                    ways = self._ways.of(state, step, least)
                    front.take([w for w in ways if w[2] is WHOLE] if last else ways)
        width = WIDTH if any(step.lost for step in slot) else NARROW
        return front.kept(width if slack <= SLACK else 2 * width, slack)

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
        for k, slot in enumerate(slots, 1):
            states = self.advance(states, slot, slack, k == len(slots))
        return [self.close(s, after) for s in states if s[2] is WHOLE]


class _Front:
    """The states behind one slot, merged as they come; `top` is what the best of them is worth."""

    __slots__ = ("_beaten", "_best", "top")

    def __init__(self) -> None:
        self.top = -math.inf
        self._best: dict[Key, State] = {}
        self._beaten: dict[Key, list[State]] = {}

    def take(self, states: Iterable[State]) -> None:
        """Merge states with those that are alike."""
        best, top = self._best, self.top
        for new in states:
            score, mass, pending, p2, p1, _, data, _ = new
            worth = score if pending is WHOLE else score - OWED
            if worth > top:
                top = worth
            key = pending, p2, p1, data[-3:]
            old = best.get(key)
            if old is None:
                best[key] = new
                continue
            mass = log_sum(old[1], mass)
            better, behind = (old, new) if old[0] >= score else (new, old)
            score, _, pending, p2, p1, text, data, path = better
            best[key] = score, mass, pending, p2, p1, text, data, path
            if behind[0] >= score - NEAR:
                self._beaten.setdefault(key, []).append(behind)
        self.top = top

    def kept(self, width: int, slack: float) -> list[State]:
        """Return the best states, ready for the next slot."""
        least = self.top - slack
        kept = [(w, key, s) for key, s in self._best.items() if (w := _worth(s)) >= least]
        kept.sort(key=_FIRST, reverse=True)
        beaten = self._beaten.get
        return [
            (s, m, pending, p2, p1, "", (),
             (path, text, data, pending is WHOLE, _rivals(s, beaten(key, ()))))
            for _, key, (s, m, pending, p2, p1, text, data, path) in kept[:width]
        ]  # fmt: skip


def _worth(state: State) -> float:
    return state[0] if state[2] is WHOLE else state[0] - OWED


def _rivals(score: float, beaten: Iterable[State]) -> tuple[Rival, ...]:
    """Return what lost to a state and is near enough to be read too."""
    return tuple((score - s[0], s[7], s[5], s[6]) for s in beaten if s[0] >= score - NEAR)
