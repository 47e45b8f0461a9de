"""How paths grow: every way to read a choice after a context, worked out once and kept.

Ways are relative: they say what they add to the score of the state that they start from.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from textfix.lattice.bias import Bias
from textfix.lattice.branches import MOST, Branches, Way
from textfix.lattice.links import Pairs
from textfix.lattice.slots import Choice, Machine, Model

HEADROOM: Final = 1.0
"""Nats that the rest of a choice may win back: what a page favors, and a gloss that fits.

Not one of 828 torn runs of six channels read otherwise at 8, 2 or 0; at 4, of 7,200 sentences the
same came back, with a seventh more rankings."""

Path: TypeAlias = "tuple[Path | None, int, int, str, tuple[int, ...], bool]"
"""One step of a path: the one before, slot, choice, text, bytes, whether whole after it."""

State: TypeAlias = "tuple[float, float, int, int, int, int, Path | None]"
"""Score, mass (log of the summed probability of all paths that led here), the bytes it is inside
of, the last two source bytes (older one high), the last two symbols, path."""


@dataclass(slots=True)
class Steps:
    """How states grow: the codec, the source model, and what a page makes likely.

    `bias` adds nats to characters that a page makes more or less likely; `behind` to some, line
    ends for one, behind a symbol whose last byte is known.
    """

    machine: Machine
    model: Model
    bias: Bias = field(default_factory=Bias)
    ids: dict[str, int] = field(default_factory=dict)
    behind: Mapping[str, Mapping[tuple[int, int], float]] = field(default_factory=dict)
    _ways: dict[tuple[object, ...], list[Way]] = field(default_factory=dict)
    _branches: Branches = field(init=False)

    def __post_init__(self) -> None:
        """Prepare for places where paths branch widely."""
        self._branches = Branches(self.machine, self.model, self.bias)

    def id(self, ch: str) -> int:
        """Return the model's symbol for a character, asking once."""
        got = self.ids.get(ch)
        if got is None:
            got = self.ids[ch] = self.model.id(ch)
        return got

    def ways(self, choice: Choice, state: State, need: float) -> Iterable[Way]:
        """Return what reading a choice in a state leads to; what wins less than `need` may lack.

        The check of the choice is not asked.
        """
        _, _, pending, tail, p2, p1, _ = state
        data, pairs = choice.data, choice.pairs
        if choice.literal is not None:
            return () if pending else (self._literal(choice.literal, p2, p1),)
        if (choice.shifted or choice.gap) and not pending:
            return ()
        way: Way = (0.0, pending, tail, p2, p1, "", ())
        if not data:
            return (way,)
        if choice.gap:
            found = self._branches.through_gap(way, choice.gap, data[0], pairs, need - HEADROOM)
            return self._extended(found, data[1:], None) if len(data) > 1 else found
        if data[0] < 0 and pairs is None and self._branches.closes(pending):
            found = self._branches.lost(way, need - HEADROOM)
            if len(data) == 1:
                return found
            return self._closed(found, data[1:], need if choice.check is None else -math.inf)
        return self._kept(data, pairs, pending, tail & 0xFF, p2, p1)

    def _kept(
        self, data: tuple[int, ...], pairs: Pairs | None, pending: int, last: int, p2: int, p1: int
    ) -> list[Way]:
        """Return the ways of reading bytes: runs are read twice, and pages repeat themselves."""
        name = 0 if pairs is None else self._branches.hold(pairs)
        key = (data, name, pending, last, p2, p1)
        found = self._ways.get(key)
        if found is None:
            found = self._extended([(0.0, pending, last, p2, p1, "", ())], data, pairs)
            if len(self._ways) >= MOST:
                self._ways.clear()
            self._ways[key] = found
        return found

    def _extended(self, ways: list[Way], data: tuple[int, ...], pairs: Pairs | None) -> list[Way]:
        """Read bytes, or every candidate for a lost one, behind each way."""
        for byte in data:
            if byte >= 0:
                ways = [new for way in ways if (new := self._push(way, byte)) is not None]
            else:
                ways = [
                    new for way in ways
                    for b in (
                        self.machine.lost(way[1]) if pairs is None else pairs.get(way[2] & 0xFF, ())
                    )
                    if (new := self._push(way, b)) is not None
                ]  # fmt: skip
        return ways

    def _closed(self, ways: list[Way], data: tuple[int, ...], need: float) -> list[Way]:
        """Read the bytes of one character behind each of many ways; those that win `need`."""
        pending, ch = 0, ""
        for byte in data:
            step = self.machine.push(pending, byte)
            if step is None:
                return []
            pending, ch = step
        if pending or not ch:
            return self._extended(ways, data, None)
        c, bias, behind = self.id(ch), self.bias[ch], self.behind.get(ch)
        step_of, byte = self.model.step, data[-1]
        out: list[Way] = []
        for gain, _, tail, p2, p1, text, read in ways:
            new = gain + (step_of(p2, p1, c) + bias)
            if behind is not None:
                new += behind[p1, tail & 0xFF]
            if new >= need:
                last = (data[-2] if len(data) > 1 else tail & 0xFF) << 8 | byte
                out.append((new, 0, last, p1, c, text + ch, (*read, *data)))
        return out

    def _push(self, way: Way, byte: int) -> Way | None:
        gain, pending, tail, p2, p1, text, data = way
        step = self.machine.push(pending, byte)
        if step is None:
            return None
        last = tail >> 8 if pending else tail & 0xFF
        pending, ch = step
        tail = (tail << 8 | byte) & 0xFFFF
        if not ch:
            return gain, pending, tail, p2, p1, text, (*data, byte)
        c = self.id(ch)
        gain += self.model.step(p2, p1, c) + self.bias[ch]
        if (behind := self.behind.get(ch)) is not None:
            gain += behind[p1, last]
        return gain, pending, tail, p1, c, text + ch, (*data, byte)

    def _literal(self, text: str, p2: int, p1: int) -> Way:
        gain = 0.0
        for ch in text:
            c = self.id(ch)
            gain += self.model.step(p2, p1, c)
            p2, p1 = p1, c
        return gain, 0, 0, p2, p1, text, ()
