"""The holes of the lines that a way explains: what stands around each, and what may fill it.

Law: what is around a hole is given as it is read, as far as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from textfix.mojibake.restoring import cues, fillings, holes, korean
from textfix.mojibake.shown.strict import Piece, Way, line_around, lines, read_in

ENOUGH: Final = 1000
"""Pieces of a text that tell its script."""

_MARK: Final = re.compile("\ufffd|[^\x00-\x7f]\\?")

NEARBY: Final = 8
REACH: Final = 40
"""Pieces and characters on each side of a hole that are read with it."""


class Known(NamedTuple):
    """What the pieces of a text say of it: its script, how often it has each character and pair.

    `flat` tells whether spaces may stand for bytes.
    """

    script: int
    counts: Counter[str]
    size: int
    pairs: Counter[str]
    flat: bool = True

    @classmethod
    def of(cls, pieces: Sequence[Piece], text: str) -> Known:
        """Look at what was read of a text."""
        read = "".join([p.new for p in pieces[:ENOUGH]])
        pairs = Counter(a + b for p in pieces[:ENOUGH] for a, b in pairwise(p.new))
        shown = "".join([text[p.start : p.end] for p in pieces[:ENOUGH]])
        flat = korean.flattens(shown, read)
        return cls(holes.script_of(read), Counter(read), len(read), pairs, flat)


Asked: TypeAlias = tuple[Sequence[Piece], holes.Hole, Sequence[fillings.Option]]
"""The pieces of a line, a hole in it, and what may fill that."""


def holes_of(text: str, pieces: Sequence[Piece], way: Way, known: Known) -> list[Asked]:
    """Return the holes of the lines in which a way has pieces, and what may fill each."""
    ours = [line for line in lines(text, pieces) if any(p.way == way for p in line)]
    spans = [(line, *span) for line in ours for span in _spans(text, line, way)]
    # Where bytes were lost without a mark, a question mark may be one.
    silent = not all(holes.marked(text[start:end]) for *_, start, end in spans)
    out: list[Asked] = []
    for line, k, start, end in spans:
        hole, around = _around(text, line, known, k, start, end)
        found = fillings.options(text, hole, way, known.script, around, silent, known.flat)
        out.append((line, hole, found))
    return out


def bare(text: str, pieces: Sequence[Piece], way: Way, known: Known) -> list[Asked]:
    """Return the holes of the lines in which nothing is read and a mark shows that bytes were lost.

    In short lines each character may have lost one.
    """
    read = {text.rfind("\n", 0, p.start) + 1 for p in pieces}
    out: list[Asked] = []
    end = -1
    for mark in _MARK.finditer(text):
        if mark.start() < end:
            continue
        low, end = line_around(text, mark.start(), mark.start())
        if low in read:
            continue
        for start, stop in holes.find(text, low, end, way, False):
            around = cues.Around(text[low:start], text[stop:end], *known[1:4])
            hole = holes.Hole(start, stop, text[max(0, start - 2) : start], text[stop : stop + 2])
            found = fillings.options(text, hole, way, known.script, around, flat=known.flat)
            out.append(((), hole._replace(after=hole.after or "\n"), found))
    return out


def _spans(text: str, line: Sequence[Piece], way: Way) -> Iterator[tuple[int, int, int]]:
    """Yield for the holes of a line the pieces before them, where they begin, where they end."""
    at, end = line_around(text, line[0].start, line[-1].end)
    for k, piece in enumerate(line):
        for start, stop in holes.find(text, at, piece.start, way, k > 0):
            yield k, start, stop
        at = piece.end
    for start, stop in holes.find(text, at, end, way, False):
        yield len(line), start, stop


def _around(
    text: str, line: Sequence[Piece], known: Known, k: int, start: int, end: int
) -> tuple[holes.Hole, cues.Around]:
    """Return the hole between two places, `k` pieces being before it, and what is around it."""
    low, high = line_around(text, line[0].start, line[-1].end)
    left = _left(text, line[max(0, k - NEARBY) : k], low, start)
    right = _right(text, line[k : k + NEARBY], end, high)
    hole = holes.Hole(start, end, left[-2:], _follows(text, line[k : k + 2], end, high))
    return hole, cues.Around(left, right, known.counts, known.size, known.pairs)


def _left(text: str, pieces: Sequence[Piece], low: int, high: int) -> str:
    """Return what stands before a hole, pieces as they are read."""
    if not pieces or high - pieces[-1].end > REACH:
        return text[max(low, high - REACH) : high]
    return read_in(text, max(low, pieces[0].start - REACH), high, pieces)


def _right(text: str, pieces: Sequence[Piece], low: int, high: int) -> str:
    """Return what stands behind a hole, pieces as they are read."""
    if not pieces or pieces[0].start - low > REACH:
        return text[low : min(high, low + REACH)]
    return read_in(text, low, min(high, pieces[-1].end + REACH), pieces)


def _follows(text: str, pieces: Sequence[Piece], low: int, high: int) -> str:
    """Return up to two characters behind a hole: none that is yet to be read."""
    out = ""
    for p in pieces:
        gap = text[low : p.start]
        out += gap + p.new
        if len(out) >= 2 or not gap.isascii():
            return out[:2]
        low = p.end
    gap = text[low : min(low + 2, high)]
    return (out + gap if gap.isascii() or not out else out)[:2] or "\n"
