"""Finds the words with which the lattice, or what stands around, overrules OpenCC's reading."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from textfix.conversion import engines, tables
from textfix.conversion.context import NOTHING, About, claims
from textfix.conversion.lattice import Run, Word, price, words
from textfix.conversion.scalar import Match

SURNAMES = "余范郁游岳"
"""Alone at the start of a short run these are names, and keep their form; so in 余秋雨, 岳不群."""

REACH = 3
"""How many words to either side may be the one that reaches over a phrase's end."""

LOOK = 400
"""From so many characters on it pays to look for the runs that need reading (measured)."""

MARGIN = 8
"""So much cheaper must the lattice's cut be where it has no fewer words, and CHAIN times as much
where more than one of its words reaches over an end of OpenCC's: 后天|皇后|来|了 stays.

Of the places looked at in all corpora, with less OpenCC is right in 22, the lattice in 14; with
more, either as often as the other.
"""

CHAIN = 3

NAME = 4
"""A run of so many characters at most may be a name and nothing else."""


@cache
def _several() -> frozenset[str]:
    return frozenset(tables.candidates(tables.OFFICIAL, "STCharacters"))


@cache
def _open_run() -> re.Pattern[str]:
    """Match runs of Han characters that hold a character with several traditional forms."""
    several = re.escape("".join(sorted(_several())))
    return re.compile(f"[㐀-鿿]*?[{several}][㐀-鿿]*")


def decisions(text: str, whole: About = NOTHING) -> list[Word]:
    """List the words with which the lattice overrules OpenCC's reading of simplified text.

    `whole`: what is known of the text that this one is part of.

    >>> decisions("展示了如何")
    [Word(start=2, end=3, value='了')]
    """
    there = engines.text(tables.plan("s2t"), text, ())
    if len(there) != len(text):
        return []
    read = None
    if len(text) > LOOK and not engines.without_numpy(len(text)):
        from textfix.conversion import suspects

        read = suspects.runs(text, there, SURNAMES, NAME)
    near = claims(text, there, whole)
    found = [*_clear(_overruled(text, there, read), near), *near]
    return sorted(word for word in found if there[word.start : word.end] != word.value)


def _overruled(text: str, there: str, runs: Iterator[Run] | None) -> Iterator[Word]:
    for run in _every_run(text) if runs is None else runs:
        yield from _overruling(text, there, run)


def _clear(found: Iterator[Word], near: list[Word]) -> Iterator[Word]:
    """Leave out the words that touch one that its neighbors decide."""
    ends = [word.end for word in near]
    for word in found:
        at = bisect_right(ends, word.start)
        if at == len(near) or near[at].start >= word.end:
            yield word


def _every_run(text: str) -> Iterator[Run]:
    phrases = engines.found(tables.plan("s2t"), text)
    ends = [start + size for start, size, _ in phrases]
    for found in _open_run().finditer(text):
        start, end = found.span()
        low, high = bisect_right(ends, start), bisect_left(phrases, (end, 0, 0))
        yield Run(start, end, phrases[low:high])


def _overruling(text: str, there: str, run: Run) -> Iterator[Word]:
    start, end, phrases = run
    if end - start > 1:
        starts = [place for place, _, _ in phrases]
        read = words(text[start:end], start)
        cut = _named(read, text, end - start)
        bids = _Bids(text, read, phrases) if phrases else None
        for n, word in enumerate(cut):
            over = _differs(word, text, there) and _crossed(cut, n, phrases, starts)
            if over and (cut is not read or bids is None or bids.outbid(word)):
                yield word


def _named(cut: list[Word], text: str, size: int) -> list[Word]:
    first = cut[0]
    if size <= NAME and first.end == first.start + 1 and text[first.start] in SURNAMES:
        # The name reaches to the end of the run: as one word it outbids any phrase.
        rest = "".join(word.value for word in cut[1:])
        return [Word(first.start, cut[-1].end, text[first.start] + rest)]
    return cut


def _differs(word: Word, text: str, there: str) -> bool:
    a, b, value = word
    if value == there[a:b]:
        return False
    several = _several()
    return any(text[n] in several and value[n - a] != there[n] for n in range(a, b))


def _crossed(cut: list[Word], n: int, phrases: list[Match], starts: list[int]) -> bool:
    """Tell whether a word of the lattice reaches over an end of OpenCC's phrase at cut[n].

    Where none does, the words only take apart what OpenCC knows as a whole: 藉由, 週會.
    """
    word = cut[n]
    at = bisect_right(starts, word.end - 1) - 1
    touched = False
    while at >= 0 and starts[at] + phrases[at][1] > word.start:
        low, high = starts[at], starts[at] + phrases[at][1]
        touched = True
        for near in cut[max(0, n - REACH) : n + REACH + 1]:
            over = near.start < low < near.end or near.start < high < near.end
            if near.end - near.start > 1 and over:
                return True
        at -= 1
    return not touched


class _Bids:
    """Decides where the lattice's words outbid OpenCC's, stretch by stretch of a run.

    They must be fewer, or as many and a good deal more frequent: 后天|皇后|来|了 is not for
    后|天皇|后来|了 to take apart. A stretch ends where both cuts do.
    """

    def __init__(self, text: str, cut: list[Word], phrases: list[Match]) -> None:
        self.text, self.cut, self.phrases = text, cut, phrases
        self.shared: list[int] = []
        self.won: dict[int, bool] = {}

    def outbid(self, word: Word) -> bool:
        """Tell whether a word is of a stretch in which the lattice's cut wins."""
        self.shared = self.shared or _shared(self.cut, self.phrases)
        low = self.shared[bisect_right(self.shared, word.start) - 1]
        if low not in self.won:
            self.won[low] = self._won(low, self.shared[bisect_left(self.shared, word.end)])
        return self.won[low]

    def _won(self, low: int, high: int) -> bool:
        text, ahead = self.text, slice(*(bisect_left(self.cut, (n,)) for n in (low, high)))
        mine = self.cut[ahead]
        inside = self.phrases[
            bisect_left(self.phrases, (low, 0, 0)) : bisect_left(self.phrases, (high, 0, 0))
        ]
        places = {low, high}.union(*((start, start + size) for start, size, _ in inside))
        theirs = [w for a, b in pairwise(sorted(places)) for w in words(text[a:b], a)]
        if len(theirs) != len(mine):
            return len(theirs) > len(mine)
        gain = price(text, theirs) - price(text, mine)
        apart = len({w.end for w in mine} - {w.end for w in theirs})
        return not apart or gain >= (MARGIN if apart == 1 else CHAIN * MARGIN)


def _shared(cut: list[Word], phrases: list[Match]) -> list[int]:
    """List the ends of words that no phrase reaches over."""
    ends = [cut[0].start, *(word.end for word in cut)]
    starts = [start for start, _, _ in phrases]
    shared = []
    for end in ends:
        at = bisect_left(starts, end) - 1
        if at < 0 or starts[at] + phrases[at][1] <= end:
            shared.append(end)
    if shared[-1:] != ends[-1:]:
        shared.append(ends[-1])
    return shared if shared[0] == ends[0] else [ends[0], *shared]
