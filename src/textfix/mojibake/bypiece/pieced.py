"""Short lines shown by piece: names, titles and cells of two to four Han, alone or in a column.

Law: a line's bytes are read in every encoding that has them; what is not clearly best is left.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from textfix.mojibake.bypiece import mixture
from textfix.mojibake.bypiece.mixture import SURE, Run
from textfix.mojibake.health import judge, words
from textfix.mojibake.reading import bulk, contest, findings, sense, weigh
from textfix.mojibake.reading.choose import IN_COMPANY, PROVEN, Asked
from textfix.mojibake.shown import shapes, views
from textfix.mojibake.shown.strict import Piece, Way

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PRICE: Final = 1.0
"""What this reader costs beside Latin-1's: it is met less."""

SWITCH: Final = 4.0
"""What it costs, as the line stands, that letters of two scripts touch: those of words do not."""

SIGN: Final = 2.5
"""What it costs that a sign touches a letter, neither of them ASCII, that nobody writes there."""

_SCRIPTS: Final = ("À-ÖØ-öø-\u036f", "\u0370-\u03ff", "\u0400-\u052f", "\u0530-\u058f",
                   "\u0590-\u05ff", "\u0600-\u06ff", "\u0700-\u07ff")  # fmt: skip
_SWITCHES: Final = re.compile(
    "|".join(f"(?<=[{a}])(?=[{''.join(b for b in _SCRIPTS if b != a)}])" for a in _SCRIPTS)
)
_LETTER: Final = "[À-ÖØ-öø-\u0557\u0561-\u0587\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3\u0710-\u07ea]"
_SIGN: Final = "[¢-§¬¯±µ¶¸¼-¾]"
_TOUCHES: Final = re.compile(f"(?<={_LETTER})(?={_SIGN})|(?<={_SIGN})(?={_LETTER})")
FEWEST: Final = 3
"""Characters beyond ASCII that a line alone has at least: one letter of two bytes, and two."""

SINGLE: Final = 0.3
"""Least share of those that a single byte may be shown as: two of three pairs may be letters."""

LINES: Final = 3
SAMPLE: Final = 40
"""Lines that make a column, at least, and those that are asked whether it was shown by piece."""

MOST: Final = 0.8
"""Share of them that must read better than they stand."""

UNREAD: Final = -10.0
"""What a line weighs that no bytes of the encoding explain."""

RIVALS: Final = (*shapes.CHINESE, "euc-jp", "cp949")
"""Encodings that compete for the bytes, besides alphabets."""


def find(text: str, found: Sequence[Run], explained: NDArray[np.uint8], asked: Asked) -> list[Run]:
    """Return more runs than those `found`: of a text that is one, or of a column.

    `explained` are the characters that were read in other ways, `SURE` where that is surely so.

    >>> import numpy as np
    >>> text = "ѧ½ãºÃ.txt"
    >>> [r.new for r in find(text, (), np.zeros(len(text), np.uint8), Asked(None, True))]
    ['学姐好']
    """
    spans = list(islice(_lines(text, found, explained), SAMPLE))
    share = _single("".join([text[a:b] for a, b in spans]))
    if not found and not SINGLE <= share < 1.0:
        return []
    if not found and len(spans) == 1:
        return _alone(text, *spans[0], asked)
    proven = {r.encoding for r in found if r.weight >= sense.SURELY + asked.chance}
    proven = proven or _proven(text, spans, asked)
    if len(proven) != 1:
        return []
    encoding = proven.pop()
    runs = (
        _read(text, a, b, encoding)
        for a, b in _lines(text, found, explained)
        if _single(text[a:b]) < 1.0 or not explained[a:b].all()
    )
    return [r for r in runs if r and r.weight >= _one_of_all(text[r.start : r.end])]


def _lines(
    text: str, found: Sequence[Run], explained: NDArray[np.uint8]
) -> Iterator[tuple[int, int]]:
    """Yield the spans of lines that no run explains, and of which nothing is surely explained."""
    taken = mixture.covering(found)
    for start, end in mixture.lines(text):
        if (explained[start:end] < SURE).all() and taken.isdisjoint(range(start, end)):
            yield start, end


def _single(seen: str) -> float:
    """Return which share of what is not ASCII a single byte may be shown as, 1 of nothing."""
    codes = views.points(seen)
    high = codes[codes > 0x7F]
    # No pair has the byte 0xFF: `ÿ` is two bytes, of 每.
    return float((mixture.shown()[high] & (high != 0xFF)).mean()) if len(high) else 1.0


def _one_of_all(seen: str) -> float:
    """Return what a line of such a column must gain: more, if it may be words."""
    return PROVEN - IN_COMPANY if words.shaped(seen) else bulk.ONE_OF_ALL


def _alone(text: str, start: int, end: int, asked: Asked) -> list[Run]:
    """Return the reading of a line that holds all of a text beyond ASCII, if it is a good one."""
    beside = text[:start] + text[end:]
    if not asked.alone or not beside.isascii() or len(beside) > sense.ROOM:
        return []
    if views.beyond(text) < FEWEST:
        return []
    runs = [r for e in shapes.CHINESE if (r := _read(text, start, end, e))]
    best = max(runs, key=lambda r: r.weight, default=None)
    if best is None or sense.letters(best.new) < sense.FEWEST:
        return []
    least = sense.alone(Way(best.encoding, "latin-1"), asked.expect)
    if best.weight + asked.hope < least or _rival(best, text, asked) > best.weight:
        return []
    return [best]


def _proven(text: str, spans: Sequence[tuple[int, int]], asked: Asked) -> set[str]:
    """Return the encoding that most lines of a column speak for, and all of them together."""
    if len(spans) < LINES:
        return set()
    for encoding in shapes.CHINESE:
        values: list[float] = []
        for span in spans:
            run = _read(text, *span, encoding)
            values.append(run.weight if run else UNREAD)
            if len(values) >= LINES and sum(values) <= 0.0:
                break
        good = sum(value > 0.0 for value in values)
        if sum(values) >= sense.SURELY + asked.chance and good >= MOST * len(spans):
            return {encoding}
    return set()


def _read(text: str, start: int, end: int, encoding: str) -> Run | None:
    """Return the reading of a line in one encoding, if it is Chinese, and what it gains."""
    seen = text[start:end]
    new = (
        mixture.searched(seen, encoding, mixture.around(text, start, end))
        if end - start <= mixture.LONGEST
        else None
    )
    way = Way(encoding, "latin-1")
    if new is None or sense.foreign(new, way) or sense.motley(new):
        return None
    gain = float(weigh.gains([Piece(0, len(seen), new, way)], weigh.Standing(seen))[0])
    gain += SWITCH * len(_SWITCHES.findall(seen)) + SIGN * len(_TOUCHES.findall(seen))
    gain += mixture.stuck(text, start, end, new)
    return Run(start, end, new, encoding, gain - PRICE)


def _rival(run: Run, text: str, asked: Asked) -> float:
    """Return what another reading of a run's bytes would have to be outdone by."""
    import numpy as np

    data = findings.written(run.new, run.encoding)
    if data is None:
        return math.inf
    size, handicap = run.end - run.start, contest.UNEXPECTED if asked.expect else 0.0
    others = [
        Piece(0, size, read[0], Way(e, "latin-1"))
        for e in RIVALS
        if e != run.encoding and (read := shapes.decode(data, e)) and not sense.motley(read[0])
    ]
    ours = Piece(0, size, run.new, Way(run.encoding, "latin-1"))
    standing = weigh.Standing(text[run.start : run.end])
    mine, *theirs = weigh.gains([ours, *others], standing).tolist()
    known = [sense.expected(p.new, p.way, asked.expect) for p in others]
    values = [v - handicap * (not k) + contest.MARGIN for v, k in zip(theirs, known, strict=True)]
    spelled = list(contest.alphabets(np.frombuffer(data, np.uint8)))
    if spelled:
        old = float(standing.of([ours])[0])
        values.append(float(judge.likelihoods(spelled, judge.LATIN).max()) - old - handicap)
    return float(max(values, default=-math.inf) + run.weight - mine)
