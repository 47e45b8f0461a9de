"""What is left of lines in a text that one way was surely at work in: read as the rest was.

Law: only where that way explains most of a text, and spells all of a line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from textfix.mojibake.health import drawn, words
from textfix.mojibake.reading import bulk, choose, sense, standing, weigh
from textfix.mojibake.reading.choose import Asked, Stretch
from textfix.mojibake.shown import shapes, strict, views
from textfix.mojibake.shown.strict import Piece, Way

LEAST: Final = 0.1
MOST: Final = 0.8
"""Share of what is not ASCII that a way explains by itself, and with what else it spells."""

_AGAIN: Final = re.compile(r"(.)\1+")

LONGEST: Final = 1000
"""Characters of a line that is looked at."""


def along(text: str, found: Sequence[Stretch], asked: Asked) -> list[Stretch]:
    """Return stretches with what else their surest way spells; linear."""
    best = _surest(found, asked)
    if best is None:
        return list(found)
    way = best.path[0]
    ours = _pieces(found, best)
    beyond = 0 if way in asked.proven else views.beyond(text)
    if _size(ours) < LEAST * beyond:
        return list(found)
    others = sorted((p.start, p.end) for s in found if s.path != best.path for p in s.pieces)
    more = [p for line in _lines(text, ours, others) for p in _left(text, *line, ours, way)]
    if not more or _size(ours) + _size(more) < MOST * beyond:
        return list(found)
    grown = best._replace(pieces=tuple(sorted((*best.pieces, *more))))
    return [grown if s is best else s for s in found]


def read_whole(found: Sequence[Stretch], asked: Asked) -> list[Piece]:
    """Return the pieces of the surest way, none if there is none that is sure."""
    best = _surest(found, asked)
    return _pieces(found, best) if best else []


def _surest(found: Sequence[Stretch], asked: Asked) -> Stretch | None:
    """Return the surest stretch, if it proves its way."""
    best = max(found, key=lambda s: s.weight, default=None)
    return best if best and _proves(best, asked) else None


def _pieces(found: Sequence[Stretch], best: Stretch) -> list[Piece]:
    """Return all pieces of the way of a stretch, in order."""
    return sorted(p for s in found if s.path == best.path for p in s.pieces)


def _size(pieces: Sequence[Piece]) -> int:
    return sum(p.end - p.start for p in pieces)


def _proves(s: Stretch, asked: Asked) -> bool:
    """Tell whether a stretch proves a reader of single bytes, and an encoding of pairs."""
    way = s.path[0]
    if len(s.path) > 1 or way.encoding == shapes.UTF8 or way.reader not in views.SINGLE:
        return False
    return s.weight >= sense.surely(way) + asked.chance


def _lines(
    text: str, ours: Sequence[Piece], others: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the lines with anything beyond ASCII that no piece explains, none of another way."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        k = bisect_left(others, (start, 0))
        free = k == len(others) or others[k][0] >= end
        if free and len(line) <= LONGEST and leaves(text, start, end, ours):
            yield start, end
        start = end + 1


def _within(start: int, end: int, ours: Sequence[Piece]) -> Sequence[Piece]:
    low = bisect_left(ours, start, key=lambda p: p.start)
    high = bisect_left(ours, end, key=lambda p: p.start)
    return ours[low:high]


def leaves(text: str, start: int, end: int, ours: Sequence[Piece]) -> bool:
    """Tell whether pieces leave anything beyond ASCII in a line."""
    return not strict.left(text, start, end, _within(start, end, ours)).isascii()


def _left(text: str, start: int, end: int, ours: Sequence[Piece], way: Way) -> list[Piece]:
    """Return what else a way spells of a line, if that is all, and reads hardly worse."""
    line = text[start:end]
    read = strict.pieces(views.points(line), line, (way,))
    if leaves(line, 0, len(line), read):
        return []
    taken = [
        p._replace(start=p.start - start, end=p.end - start) for p in _within(start, end, ours)
    ]
    known = {(p.start, p.end) for p in taken}
    fresh = [p for p in read if (p.start, p.end) not in known]
    if any(p.start < q.end and q.start < p.end for p in fresh for q in taken):
        return []
    if all(drawn.drawing(p.new) for p in fresh):
        return [p._replace(start=p.start + start, end=p.end + start) for p in fresh]
    # What is drawn repeats itself, and costs as little as it does where it stands.
    once = [p._replace(new=_AGAIN.sub(r"\1", p.new)) for p in fresh]
    said = sum(len(p.new) - len(q.new) for p, q in zip(fresh, once, strict=True))
    gain = weigh.gains(once, weigh.Standing(line)).tolist()
    values = [choose.in_place(p, g, line) for p, g in zip(fresh, gain, strict=True)]
    if any(standing.stays(p, value, line) for p, value in zip(fresh, values, strict=True)):
        return []
    value = sum(values)
    value += weigh.ANYTHING["again"] * said
    shaped = any(words.shaped(line[p.start : p.end]) for p in fresh)
    if value <= (0.0 if shaped else bulk.ONE_OF_ALL):
        return []
    return [p._replace(start=p.start + start, end=p.end + start) for p in fresh]
