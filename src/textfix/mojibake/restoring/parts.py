"""A hole filled in parts: what nearly all of its readings agree upon, apart from what they do not.

Law: a part lies between whole characters, in the text as in what it is read as; it is as probable
as all readings together that say the same there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

LOSS: Final = 0.02
"""Probability that a part may lose by being joined to its neighbor."""


class Filling(NamedTuple):
    """What a hole is filled with, how probable that is, and what came second.

    `start` and `end` tell which of its characters, where some of them are surer than others.
    """

    text: str
    probability: float
    runner_up: str | None
    start: int = 0
    end: int | None = None


class Share(NamedTuple):
    """A reading of a hole, how probable it is, and where it may be cut (see `endings`)."""

    probability: float
    text: str
    cuts: tuple[int, ...]


def of(shares: Sequence[Share]) -> list[Filling]:
    """Return the parts of the likeliest reading of a hole.

    >>> shares = [Share(p, t, (1, 2)) for p, t in ((0.6, "人。"), (0.39, "入。"), (0.01, "人，"))]
    >>> [(f.text, round(f.probability, 2), f.runner_up, f.start) for f in of(shares)]
    [('人', 0.61, '入', 0), ('。', 0.99, '，', 1)]
    """
    whole = _Readings(shares)
    edges = [0, *whole.edges]
    out: list[tuple[int, int, float]] = []
    for low, high in pairwise(edges):
        sure = whole.sure(low, high)
        while out:
            joint = whole.sure(out[-1][0], high)
            if joint < max(sure, out[-1][2]) - LOSS:
                break
            low, sure = out.pop()[0], joint
        out.append((low, high, sure))
    return [whole.filling(low, high) for low, high, _ in out]


class _Readings:
    """The readings of a hole, and the likeliest of them."""

    def __init__(self, shares: Sequence[Share]) -> None:
        """Take the readings of one hole."""
        by_text: dict[str, Share] = {}
        for s in shares:
            known = by_text.get(s.text)
            if known is not None:
                more = max(s, known)
                s = more._replace(probability=s.probability + known.probability)
            by_text[s.text] = s
        self._shares = sorted(by_text.values(), key=lambda s: (-s.probability, s.text))
        best = self._shares[0]
        self._last = len(best.cuts)
        self.edges = [k for k, cut in enumerate(best.cuts, 1) if cut >= 0]

    def _part(self, share: Share, low: int, high: int) -> str | None:
        """Return what a reading has between two edges, None where they are inside of characters."""
        start = share.cuts[low - 1] if low else 0
        end = share.cuts[high - 1]
        return share.text[start:end] if start >= 0 and end >= 0 else None

    def sure(self, low: int, high: int) -> float:
        """Return how probable it is that what the best reading has between two edges is right."""
        wanted = self._part(self._shares[0], low, high)
        return sum(s.probability for s in self._shares if self._part(s, low, high) == wanted)

    def filling(self, low: int, high: int) -> Filling:
        """Return what the best reading has between two edges."""
        each: dict[str, float] = {}
        for s in self._shares:
            part = self._part(s, low, high)
            if part is not None:
                each[part] = each.get(part, 0.0) + s.probability
        text = self._part(self._shares[0], low, high) or ""
        others = sorted((t for t in each if t != text), key=lambda t: (-each[t], t))
        end = None if high == self._last else high
        return Filling(text, each[text], others[0] if others else None, low, end)
