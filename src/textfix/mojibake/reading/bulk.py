"""Texts damaged as a whole: a way learned from a sample is taken for all lines at once.

Law: a line is taken only where the way spells every byte of it, and, unless in UTF-8, what reads
like text; every other line is left to the search.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from textfix.mojibake.health import hopes, judge, likeness, odd, words
from textfix.mojibake.health.wakes import Look
from textfix.mojibake.reading import explore, sense, standing, weigh
from textfix.mojibake.reading.choose import Asked, Stretch
from textfix.mojibake.shown import shapes, views
from textfix.mojibake.shown.strict import Piece, Way

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

NEARLY_ALL: Final = 0.95
"""Share of what is not ASCII that must have read like text for the rest to be taken, too, where
that reads hardly worse than what stands."""

ONE_OF_ALL: Final = -6.0
"""What such a line must gain, but for what may be a word: in a text read wrong as a whole it
hardly was not. Names of rare characters cost more than gibberish; French lines gain -100."""

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
        if len(odd.places(sample)) < DENSE * views.beyond(sample):
            return None
        learned = _learn(sample, asked)
        if learned and learned.path not in tried:
            tried.add(learned.path)
            pieces, doubtful, rest = _taken(text, learned.path)
            size = sum(p.end - p.start for p in pieces)
            if size * 2 >= beyond:
                fine = _in_company(doubtful, text) if size >= NEARLY_ALL * beyond else ()
                rest += [(p.start, p.end) for p in doubtful if p not in fine]
                taken = tuple(sorted((*pieces, *fine)))
                return Whole(learned._replace(pieces=taken), sorted(rest))
    return None


def _in_company(doubtful: Sequence[Piece], text: str) -> set[Piece]:
    """Return the lines that do not read like text, and not much worse than they stand: names."""
    if not doubtful:
        return set()
    joined = "\n".join([text[p.start : p.end] for p in doubtful])
    moved: list[Piece] = []
    for p in doubtful:
        start = moved[-1].end + 1 if moved else 0
        moved.append(p._replace(start=start, end=start + p.end - p.start))
    gain = weigh.gains(moved, weigh.Standing(joined)).tolist()
    return {
        p
        for p, value in zip(doubtful, gain, strict=True)
        if value > (0.0 if words.shaped(text[p.start : p.end]) else ONE_OF_ALL)
        and not standing.stays(p, value, text)
    }


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
    if covered < COVERED * views.beyond(sample):
        return None
    return found[0] if found[0].weight >= sense.surely(found[0].path[0]) else None


def _taken(
    text: str, path: Sequence[Way]
) -> tuple[list[Piece], list[Piece], list[tuple[int, int]]]:
    """Return a piece for each line that a path spells, those that do not read like text apart.

    And the spans of the other lines.
    """
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    pieces: list[Piece] = []
    doubtful: list[Piece] = []
    rest: list[tuple[int, int]] = []
    wary = standing.paired(path[0])
    for first, last, new in _spelled(text, starts, 0, len(lines), path):
        good = _sensible(new, path[-1])
        for k, spelled, fine in zip(range(first, last), new, good, strict=True):
            if lines[k].isascii():
                continue
            if spelled is None or (wary and standing.lone(lines[k])):
                rest.append((starts[k], starts[k + 1] - 1))
                continue
            # ASCII at both ends of a line stands there as it is read.
            head = spelled.lstrip(_ASCII)
            read = head.rstrip(_ASCII)
            end = starts[k + 1] - 1 - (len(head) - len(read))
            piece = Piece(starts[k] + len(spelled) - len(head), end, read, path[-1])
            (pieces if fine else doubtful).append(piece)
    return pieces, doubtful, rest


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
            yield first, last, lines
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


def _sensible(lines: Lines, way: Way) -> list[bool]:
    """Tell which lines read like text; UTF-8 is no chance and needs no judge."""
    out = [True] * len(lines)
    if way.encoding == shapes.UTF8:
        return out
    doubtful = [k for k, line in enumerate(lines) if line is not None]
    if not doubtful:
        return out
    # From the cheap look to the dear one, each at what the one before could not tell.
    for languages in (0, 1, None):
        good = _like_text([lines[k] or "" for k in doubtful], languages)
        doubtful = [k for k, fine in zip(doubtful, good, strict=True) if not fine]
        if not doubtful:
            return out
    for k in doubtful:
        out[k] = False
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
        best, least = np.full(len(beyond), -np.inf, np.float32), likeness.TEXT
    for scores in islice(judge.in_place(text, codes), languages):
        np.maximum(best, scores[beyond], out=best)
    good: list[bool] = (np.bincount(number, best, len(lines)) >= least * size).tolist()
    return good
