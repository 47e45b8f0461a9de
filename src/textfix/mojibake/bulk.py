"""Texts damaged as a whole: a way learned from a sample is taken for all lines at once.

Law: a line is taken only where the way spells every byte of it, and, unless in UTF-8, what reads
like text; every other line is left to the search.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from textfix.mojibake import explore, hopes, judge, odd, sense, shapes, views
from textfix.mojibake.choose import Asked, Stretch
from textfix.mojibake.strict import Piece, Way
from textfix.mojibake.wakes import Look

LEAST: Final = 1000
"""Characters from which a text is worth a sample: the search of less costs little more."""

DENSE: Final = 0.2
"""Share of what is not ASCII that must wake the stage, and of a sample that must be odd."""

SAMPLE: Final = 80
"""Characters of a sample: it costs 10 to 30 ms, as much as 50,000 characters of the rest."""

TRIES: Final = 3
BACK: Final = 400
"""How far before a place a sample's line may begin: pairs of bytes are in step from there."""

COVERED: Final = 0.8
"""Share of a sample that one way must explain; its end may be cut inside a character."""

USUAL: Final = -3.2
"""Mean hope of a line that needs no closer look: 95 of 100 lines of prose have it, and none that
was read in the wrong one of GBK, Big5 and UTF-8 (measured on `train`)."""

_ASCII: Final = "".join(map(chr, range(0x80)))


class Whole(NamedTuple):
    """What one way repairs in a text, and (start, end) of the lines that it leaves."""

    stretch: Stretch
    rest: list[tuple[int, int]]


def read(text: str, seen: Look, asked: Asked) -> Whole | None:
    """Return what one way repairs in a text if that is most of it, else None.

    Linear, but for the rare text of which most lines are left.
    """
    beyond = int((seen.codes > 0x7F).sum())
    if len(text) < LEAST or len(seen.places) < DENSE * beyond:
        return None
    tried: set[tuple[Way, ...]] = set()
    for k in range(TRIES):
        sample = _sample(text, int(seen.places[len(seen.places) * k // TRIES]))
        if len(odd.places(sample)) < DENSE * _beyond(sample):
            return None
        learned = _learn(sample, asked)
        if learned and learned.path not in tried:
            tried.add(learned.path)
            pieces, rest = _taken(text, learned.path)
            if sum(p.end - p.start for p in pieces) * 2 >= beyond:
                return Whole(learned._replace(pieces=tuple(pieces)), rest)
    return None


def _beyond(text: str) -> int:
    return sum(ch > "\x7f" for ch in text)


def _sample(text: str, place: int) -> str:
    """Return a part of a text from a place, or from white space near before it.

    Not in step with pairs of bytes where there is no white space; then another sample is.
    """
    low = max(0, place - BACK)
    cut = max(text.rfind("\n", low, place), text.rfind(" ", low, place))
    start = max(cut + 1, place - SAMPLE) if cut >= 0 or low else 0
    return text[start:][:SAMPLE]


def _learn(sample: str, asked: Asked) -> Stretch | None:
    """Return the stretch, surely damage, that explains a sample, if one does."""
    found = explore.stretches(sample, asked._replace(alone=False))
    if not found or any(s.path != found[0].path for s in found):
        return None
    covered = sum(p.end - p.start for p in found[0].pieces)
    if covered < COVERED * _beyond(sample):
        return None
    return found[0] if found[0].weight >= sense.surely(found[0].path[0]) else None


def _taken(text: str, path: Sequence[Way]) -> tuple[list[Piece], list[tuple[int, int]]]:
    """Return a piece for each line that a path spells, and the spans of the other lines."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    pieces: list[Piece] = []
    rest: list[tuple[int, int]] = []
    for first, last, new in _spelled(text, starts, 0, len(lines), path):
        for k, spelled in zip(range(first, last), new, strict=True):
            if lines[k].isascii():
                continue
            if spelled is None:
                rest.append((starts[k], starts[k + 1] - 1))
                continue
            # ASCII at both ends of a line stands there as it is read.
            head = spelled.lstrip(_ASCII)
            read = head.rstrip(_ASCII)
            end = starts[k + 1] - 1 - (len(head) - len(read))
            pieces.append(Piece(starts[k] + len(spelled) - len(head), end, read, path[-1]))
    return pieces, rest


Lines = Sequence[str | None]


def _spelled(
    text: str, starts: Sequence[int], first: int, last: int, path: Sequence[Way]
) -> Iterator[tuple[int, int, Lines]]:
    """Yield runs of lines and what a path makes of each: halved until a run is spelled whole."""
    todo = [(first, last)]
    while todo:
        first, last = todo.pop()
        new = _undone(text[starts[first] : starts[last] - 1], path)
        lines = None if new is None else new.split("\n")
        if lines is not None and len(lines) == last - first:
            yield first, last, _sensible(lines, path[-1])
        elif last - first == 1:
            yield first, last, [None]
        else:
            half = (first + last) // 2
            todo += [(half, last), (first, half)]


def _undone(text: str, path: Sequence[Way]) -> str | None:
    """Return what a path makes of a text, None if it does not spell all of it."""
    for way in path:
        data = views.shown(views.points(text), way.reader)
        found = None if views.UNSEEN in data else shapes.decode(data, way.encoding)
        if found is None:
            return None
        text = found[0]
    return text


def _sensible(lines: list[str], way: Way) -> Lines:
    """Drop the lines that do not read like text; UTF-8 is no chance and needs no judge."""
    if way.encoding == shapes.UTF8:
        return lines
    out: list[str | None] = list(lines)
    doubtful = list(range(len(lines)))
    # From the cheap look to the dear one, each at what the one before could not tell.
    for languages in (0, 1, None):
        good = _like_text([lines[k] for k in doubtful], languages)
        doubtful = [k for k, fine in zip(doubtful, good, strict=True) if not fine]
        if not doubtful:
            return out
    for k in doubtful:
        out[k] = None
    return out


def _like_text(lines: list[str], languages: int | None) -> list[bool]:
    """Tell which lines read like text in one of the first so many likely languages, of all if None.

    Where none is asked, a line of frequent characters counts.
    """
    import numpy as np

    text = "\n".join(lines)
    codes = views.points(text)
    beyond = np.flatnonzero(codes > 0x7F)
    number = np.cumsum(codes == 10)[beyond]
    size = np.bincount(number, minlength=len(lines))
    if languages == 0:
        best, least = hopes.each_point()[codes[beyond]], USUAL
    else:
        best, least = np.full(len(beyond), -np.inf, np.float32), sense.LIKE_TEXT
    for scores in islice(judge.in_place(text, codes), languages):
        np.maximum(best, scores[beyond], out=best)
    good: list[bool] = (np.bincount(number, best, len(lines)) >= least * size).tolist()
    return good
