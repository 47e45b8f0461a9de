"""The best paths of a search of lost bytes, one after the other, each with where it may be cut.

Law: no two are the same path; what lost to another inside is read as well as what ends otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import count
from typing import Final, NamedTuple, TypeAlias

from textfix.lattice.paths import traced
from textfix.mojibake.restoring.byteways import Path

MOST: Final = 64
"""Paths that are read."""

Tail: TypeAlias = "tuple[str, bool, Tail] | None"
"""What stands behind a path: text of a slot, whether no character is open, what follows."""


class Ending(NamedTuple):
    """A reading of slots, its nats, and where it may be cut.

    `alike` are the nats by which all that is not read, but ends like it, comes to more than it.
    `cuts` has for each slot how long the text is behind it, or -1 inside a character.
    """

    text: str
    score: float
    alike: float
    cuts: tuple[int, ...]


def best(ends: Sequence[tuple[float, float, Path]], near: float) -> list[Ending]:
    """Return the readings that trail the best by at most `near` nats, the best first.

    `ends` are scores, masses and paths.
    """
    found: list[list[Ending]] = [[] for _ in ends]
    for score, tail, which in _paths(ends, near):
        found[which].append(_ending(score, tail))
    for each, (_, mass, _) in zip(found, ends, strict=True):
        if each:
            each[0] = each[0]._replace(alike=_alike(each, mass))
    return sorted((e for each in found for e in each), key=lambda e: (-e.score, e.text))


def _paths(
    ends: Sequence[tuple[float, float, Path]], near: float
) -> Iterator[tuple[float, Tail, int]]:
    """Yield the score of each path, its slots, and the end that it came to."""
    floor = max((e[0] for e in ends), default=0.0) - near
    number = count()
    heap: list[tuple[float, int, Path | None, Tail, int]] = [
        (-score, next(number), path, None, k)
        for k, (score, _, path) in enumerate(ends) if score >= floor
    ]  # fmt: skip
    heapify(heap)
    for _ in range(MOST):
        if not heap:
            return
        minus, _, path, tail, which = heappop(heap)
        for step in reversed(traced(path)):
            _, text, _, whole, rivals = step
            for behind, before, other, _ in rivals:
                if -minus - behind >= floor:
                    item = minus + behind, next(number), before, (other, whole, tail), which
                    heappush(heap, item)
            tail = text, whole, tail
        yield -minus, tail, which


def _ending(score: float, tail: Tail) -> Ending:
    text, cuts = "", []
    while tail is not None:
        more, whole, tail = tail
        text += more
        cuts.append(len(text) if whole else -1)
    return Ending(text, score, 0.0, tuple(cuts))


def _alike(each: Sequence[Ending], mass: float) -> float:
    top = each[0].score
    rest = math.exp(mass - top) - sum(math.exp(e.score - top) for e in each)
    return math.log1p(max(rest, 0.0))
