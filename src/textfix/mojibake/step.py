"""Pairs of bytes in step: what a single-byte reader lost shifts all that follows it.

Law: only what was lost for certain changes a reading, and then only characters that are in step
beyond doubt are kept; the others stay as they stand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from textfix.mojibake import hopes, lapses, paces, strict, views
from textfix.mojibake.choose import Stretch
from textfix.mojibake.lapses import Lapses
from textfix.mojibake.paces import Paces
from textfix.mojibake.strict import Piece, Way

SURE: Final = 0.99
"""Probability from which a character is in step."""

LONG: Final = 1000
ROW: Final = 5
RARE: Final = -30.0
"""Characters of a text from which only lines are doubted with so many characters in a row that
hope for no more: 1 of 200 lines of prose, and nearly all that is out of step."""

MARK: Final = "\ufffd"


def kept(text: str, stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return stretches with only those characters that are in step; most texts lost nothing.

    Where a way has lost bytes, what lighter ones make of what is left is chance.
    """
    out: list[Stretch] = []
    taken: list[tuple[int, int]] = []
    for s in sorted(stretches, key=lambda s: -s.weight):
        s = _beside(s, taken, len(text))
        lost = lapses.of(s.path[0]) if len(s.path) == 1 and s.pieces else None
        if lost is not None and lost.may_be(text):
            pieces, spans = _in_step(text, s, lost)
            taken += spans
            s = s._replace(pieces=tuple(pieces))
        if s.pieces:
            out.append(s)
    return out


def _beside(s: Stretch, taken: Sequence[tuple[int, int]], size: int) -> Stretch:
    """Return a stretch without the pieces that lie in spans that others lost bytes in."""
    if not taken or s.path[0].reader not in views.SINGLE:
        return s
    spans = sorted(taken)
    before = [bisect_right(spans, (p.start, size)) for p in s.pieces]
    return s._replace(
        pieces=tuple(
            p for p, k in zip(s.pieces, before, strict=True) if not k or spans[k - 1][1] <= p.start
        )
    )


class Line(NamedTuple):
    """A part of a line that a way read, its pieces, and how its bytes may be paced."""

    start: int
    pieces: Sequence[Piece]
    paces: Paces


def _in_step(text: str, s: Stretch, lost: Lapses) -> tuple[list[Piece], list[tuple[int, int]]]:
    """Return what is in step of a stretch, and the spans of the lines in which bytes were lost."""
    marked = MARK in text
    every: list[Sequence[Piece]] = list(strict.lines(text, s.pieces))
    size = sum(len(p.new) for p in s.pieces)
    rarely = size > LONG and lost.share * size < paces.EVIDENCE
    if marked:
        wanted = [line for line in every if MARK in text[slice(*_span(text, line))]]
    else:
        wanted = _odd(every) if rarely else every
    if not wanted:
        return list(s.pieces), []
    spans = [_span(text, line) for line in wanted]
    shown = [text[a:b] for a, b in spans]
    data = views.shown(views.points("\n".join(shown)), s.path[0].reader).split(b"\n")
    read = paces.read(shown, data, lost, marked, len(every) if rarely else 0)
    doubted = {
        line[0]: Line(a, line, p)
        for (a, _), line, p in zip(spans, wanted, read, strict=True)
        if p is not None
    }
    out: list[Piece] = []
    acted: list[tuple[int, int]] = []
    for pieces in every:
        line = doubted.get(pieces[0])
        if line is None:
            out += pieces
        else:
            out += _pieces(line, s.path[0])
            acted.append((pieces[0].start, pieces[-1].end))
    return out, acted


def _odd(lines: Sequence[Sequence[Piece]]) -> list[Sequence[Piece]]:
    """Return the lines in which characters in a row are as rare as what is out of step."""
    import numpy as np

    new = ["".join([p.new for p in line]) for line in lines]
    hope = hopes.each_point()[views.points("\n".join(new))]
    if len(hope) < ROW:
        return []
    places = np.flatnonzero(np.convolve(hope, np.ones(ROW, np.float32), "valid") < RARE)
    ends = np.cumsum([len(t) + 1 for t in new])
    return [lines[k] for k in np.unique(ends.searchsorted(places, side="right")).tolist()]


def _span(text: str, line: Sequence[Piece]) -> tuple[int, int]:
    """Return where the line begins and ends that pieces stand in."""
    return strict.line_around(text, line[0].start, line[-1].end)


def _pieces(line: Line, way: Way) -> Iterator[Piece]:
    """Yield the characters in step as pieces, those side by side as one; nothing that is no text.

    Only of what was read: what lies further away may be of another way.
    """
    low, high = line.pieces[0].start - line.start, line.pieces[-1].end - line.start
    start = end = -1
    new: list[str] = []
    for a, b, ch in line.paces.characters(SURE):
        if a < low or b > high:
            continue
        if a != end and new:
            yield Piece(line.start + start, line.start + end, "".join(new), way)
            new = []
        start = start if new else a
        end = b
        new.append(ch)
    if new:
        yield Piece(line.start + start, line.start + end, "".join(new), way)
