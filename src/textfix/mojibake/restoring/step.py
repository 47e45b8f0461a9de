"""Pairs of bytes in step: what a single-byte reader lost shifts all that follows it.

Law: only what was lost for certain changes a reading; then the line is read anew, and what is told
as certain lost nothing and is in step beyond doubt.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from textfix.mojibake.health import hopes
from textfix.mojibake.reading.choose import Stretch
from textfix.mojibake.restoring import lapses, paces, refill
from textfix.mojibake.restoring.accepted import Filled
from textfix.mojibake.restoring.lapses import Lapses
from textfix.mojibake.restoring.losses import MARK
from textfix.mojibake.restoring.paces import Paces
from textfix.mojibake.shown import strict, views
from textfix.mojibake.shown.strict import Piece, Way

SURE: Final = 0.99
"""Probability from which a character is in step."""

TWICE: Final = ("cp932",)
"""Encodings of which two bytes in a row are often lost: both bytes of many characters lie where
readers have holes. Then only what is in step is told."""

LONG: Final = 1000
ROW: Final = 5
RARE: Final = -30.0
"""Characters of a text from which only lines are doubted with so many characters in a row that
hope for no more: 1 of 200 lines of prose, and nearly all that is out of step."""


def kept(text: str, stretches: Sequence[Stretch]) -> tuple[list[Stretch], list[Filled]]:
    """Return stretches with only those characters that are in step; most texts lost nothing.

    Where a way has lost bytes, what lighter ones make of what is left is chance.
    """
    out: list[Stretch] = []
    filled: list[Filled] = []
    taken: list[tuple[int, int]] = []
    for s in sorted(stretches, key=lambda s: -s.weight):
        s = _beside(s, taken, len(text))
        lost = lapses.of(s.path[0]) if len(s.path) == 1 and s.pieces else None
        if lost is not None and lost.may_be(text):
            pieces, spans, more = _in_step(text, s, lost, _shown(text, s, stretches))
            filled += more
            taken += spans
            s = s._replace(pieces=tuple(pieces))
        if s.pieces:
            out.append(s)
    return out, filled


def _shown(text: str, s: Stretch, others: Sequence[Stretch]) -> frozenset[str]:
    """Return what a text shows of an encoding's bytes by single-byte readers, likely all by one."""
    ours = {s.path[0]._replace(reader=name) for name in views.SINGLE}
    return frozenset(
        ch
        for o in others
        if len(o.path) == 1 and o.path[0] in ours
        for p in o.pieces
        for ch in text[p.start : p.end]
    )


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


def _in_step(
    text: str, s: Stretch, lost: Lapses, beside: frozenset[str]
) -> tuple[list[Piece], list[tuple[int, int]], list[Filled]]:
    """Return what is certain of a stretch, where lines lost bytes, and what is not certain."""
    marked = MARK in text
    every: list[Sequence[Piece]] = list(strict.lines(text, s.pieces))
    if marked:
        wanted = [line for line in every if MARK in text[slice(*_span(text, line))]]
        doubted: dict[Piece, Line | None] = {line[0]: None for line in wanted}
    else:
        doubted = _doubted(text, s, every, lost)
    if not doubted:
        return list(s.pieces), [], []
    out: list[Piece] = []
    anew: list[Sequence[Piece]] = []
    for pieces in every:
        if pieces[0] not in doubted:
            out += pieces
        elif (line := doubted[pieces[0]]) and lost.encoding in TWICE:
            out += _pieces(line, s.path[0])
        else:
            anew.append(pieces)
    habit = refill.MARKED if marked else refill.DROPPED
    certain, filled = refill.read(text, anew, s.path[0], beside, habit)
    acted = [_span(text, line) for line in every if line[0] in doubted]
    return sorted(out + certain), acted, filled


def _doubted(
    text: str, s: Stretch, every: Sequence[Sequence[Piece]], lost: Lapses
) -> dict[Piece, Line | None]:
    """Return by their first pieces the lines that read better with bytes lost without a mark."""
    size = sum(len(p.new) for p in s.pieces)
    rarely = size > LONG and lost.share * size < paces.EVIDENCE
    wanted = _odd(every) if rarely else every
    if not wanted:
        return {}
    spans = [_span(text, line) for line in wanted]
    shown = "\n".join([text[a:b] for a, b in spans])
    data = views.shown(views.points(shown), s.path[0].reader).split(b"\n")
    read = paces.read(data, lost, len(every) if rarely else 0)
    return {
        line[0]: Line(a, line, p)
        for (a, _), line, p in zip(spans, wanted, read, strict=True)
        if p is not None
    }


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
