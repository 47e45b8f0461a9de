"""How bytes may be paired where some were lost: each way to pair them, weighed by what it spells.

Law: the sums run over all ways to pair the bytes of a line; nothing here decides.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from textfix.lattice.paths import log_sum
from textfix.mojibake.restoring import lapses
from textfix.mojibake.restoring.lapses import Lapses
from textfix.mojibake.shown import views

DOUBT: Final = -2.0
"""What is added to the cost of a character that lost a byte before any loss is known: two in a row
must cost more than a rare one does."""

EVIDENCE: Final = 8.0
"""Nats by which a text must read better with bytes lost without a mark than with none lost."""

LEFT: Final = -20.0
"""What a byte costs that belongs to nothing."""

KANA: Final = -8.0
"""What halfwidth kana and fullwidth letters cost at least: they are seldom among others."""

LETTER: Final = -5.0
PLAIN: Final = -0.5
"""What ASCII costs right behind other bytes, and elsewhere."""

Edge = tuple[int, float, str]
"""Where a character ends, what it costs, and what it is; nothing where it is not read."""


class Paces:
    """All ways to pair the bytes of a line."""

    def __init__(self, edges: Sequence[Sequence[Edge]], plain: Sequence[Sequence[Edge]]) -> None:
        """Take the characters and losses at each byte, and the characters alone."""
        self._edges = edges
        self._forward = _forward(edges)
        self.evidence = self._forward[-1] - _forward(plain)[-1]

    def __len__(self) -> int:
        """Return how many bytes there are."""
        return len(self._edges)

    def characters(self, sure: float) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, character) where a character is surely the right one."""
        after = _backward(self._edges)
        total, least = self._forward[-1], math.log(sure)
        for at, edges in enumerate(self._edges):
            for end, cost, ch in edges:
                if ch and self._forward[at] + cost + after[end] - total >= least:
                    yield at, end, ch


def _forward(edges: Sequence[Sequence[Edge]]) -> list[float]:
    out = [0.0] + [-math.inf] * len(edges)
    for at, ours in enumerate(edges):
        for end, cost, _ in ours:
            out[end] = _plus(out[end], out[at] + cost)
    return out


def _backward(edges: Sequence[Sequence[Edge]]) -> list[float]:
    out = [-math.inf] * len(edges) + [0.0]
    for at in range(len(edges) - 1, -1, -1):
        for end, cost, _ in edges[at]:
            out[at] = _plus(out[at], cost + out[end])
    return out


def _plus(a: float, b: float) -> float:
    """Return the log of a sum, of which nothing may be there yet."""
    return a if b == -math.inf else log_sum(a, b)


def read(data: Sequence[bytes], lost: Lapses, each: int = 0) -> list[Paces | None]:
    """Return how the bytes of lines may be paired where bytes are gone without a mark.

    None where the lines together read as well with none gone, or, if one of `each` many, the line
    by itself: of many lines some do so by chance.
    """
    found = [[lost.character(line, k) for k in range(len(line))] for line in data]
    costs = _costs(found, data, lost.encoding)
    lines = [Bytes(*row) for row in zip(data, found, costs, strict=True)]
    first = [_paces(line, lost, DOUBT) for line in lines]
    size = sum(len(line) / 2 for line in data)
    # A reader that loses nothing would have shown some of what is lost by others.
    told = sum(p.evidence for p in first) + lost.share * size
    return [
        _paces(line, lost, 0.0)
        if (p.evidence - math.log(each) if each else told) >= EVIDENCE
        else None
        for line, p in zip(lines, first, strict=True)
    ]


Found = Sequence[tuple[int, str] | None]
"""Where the character at each byte ends, and what it is, if it is one."""


class Bytes(NamedTuple):
    """The bytes of a line, its characters, and what each costs."""

    data: bytes
    found: Found
    costs: Sequence[float]


def _paces(line: Bytes, lost: Lapses, doubt: float) -> Paces:
    """Return how the bytes of a line may be paired, a loss at a price."""
    plain: list[list[Edge]] = []
    edges: list[list[Edge]] = []
    for k, byte in enumerate(line.data):
        here: list[Edge] = [(k + 1, LEFT if byte != views.UNSEEN else 0.0, "")]
        if (char := line.found[k]) is not None:
            here.append((char[0], line.costs[k], char[1] if byte > 0x7F else ""))
        plain.append(here)
        gone = [(k + 1, lost.halves[byte] + doubt, "")] if byte in lost.halves else []
        edges.append(here + gone)
    return Paces(edges, plain)


def _costs(found: Sequence[Found], data: Sequence[bytes], encoding: str) -> list[list[float]]:
    """Return what each character costs behind what comes before it in step.

    All chains of characters are read at once.
    """
    import numpy as np

    out = [[LETTER] * len(line) for line in data]
    text: list[str] = []
    places: list[tuple[int, int]] = []
    for row, chars in enumerate(found):
        seen: set[int] = set()
        for start in range(len(chars)):
            at = start
            while at < len(chars) and at not in seen and (char := chars[at]) is not None:
                seen.add(at)
                text.append(char[1])
                places.append((row, at))
                at = char[0]
            if at > start:
                text.append("\n")
                places.append((row, -1))
    joined = "".join(text)
    scores = np.minimum(lapses.nats(joined, encoding), np.float32(0.0))
    for (row, at), ch, score in zip(places, joined, scores.tolist(), strict=True):
        if at >= 0:
            out[row][at] = _cost(ch, score, data[row], at)
    return out


def _cost(ch: str, score: float, data: bytes, at: int) -> float:
    """Return what a character costs: letters and forms are rare among others."""
    if ch > "\x7f":
        return min(score, KANA) if "Ａ" <= ch <= "\uff9f" else score
    behind = at > 0 and data[at - 1] > 0x7F
    return LETTER if behind and ch.isalpha() else PLAIN
