"""Readings that leave the same damage beside them: dropped where the whole line can be read.

Law: no line is given a half when `gaps` (ftfy, and lost bytes) reads all of it, and likelier.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from textfix.mojibake.health import judge
from textfix.mojibake.letters import gaps
from textfix.mojibake.reading import sense
from textfix.mojibake.reading.choose import Stretch
from textfix.mojibake.shown import shapes, views
from textfix.mojibake.shown.strict import Piece, Way, lines, read_in

AROUND: Final = 1000
"""Characters of a line on each side that are read with what stands in it."""


def without(found: Sequence[Stretch], text: str) -> list[Stretch]:
    """Return stretches without the lines that are read in part by them, and whole by ftfy."""
    out: list[Stretch] = []
    for s in found:
        if not _alphabetic(s):
            out.append(s)
            continue
        kept = tuple(p for line in lines(text, s.pieces) if not _half(line, text) for p in line)
        if kept:
            out.append(s if len(kept) == len(s.pieces) else s._replace(pieces=kept))
    return out


def _alphabetic(s: Stretch) -> bool:
    way = s.path[0]
    if len(s.path) > 1 or way.encoding != shapes.UTF8 or way.reader in views.DOUBLE:
        return False
    return not any(judge.has_cjk(p.new) for p in s.pieces)


def _half(pieces: Sequence[Piece], text: str) -> bool:
    """Tell whether pieces leave bytes in their line, which reads better as `gaps` repairs it."""
    first, last = pieces[0].start, pieces[-1].end
    start = max(text.rfind("\n", 0, first) + 1, first - AROUND)
    end = text.find("\n", last, last + AROUND)
    start, end = sense.words_around(text, start, last + AROUND if end < 0 else end)
    ends, starts = [start, *(p.end for p in pieces)], [*(p.start for p in pieces), end]
    if not any(p.loose for p in pieces) and not any(
        gaps.left(text[a:b]) for a, b in zip(ends, starts, strict=True)
    ):
        return False
    seen = text[start:end]
    whole = gaps.read(seen)
    if whole == seen or "\ufffd" in whole or gaps.read(whole) != whole:
        return False
    ours, theirs = judge.likelihoods([read_in(text, start, end, pieces), whole]).tolist()
    return bool(theirs > ours)


def outdone(found: Sequence[Stretch]) -> list[Stretch]:
    """Return stretches without those of which another, surely UTF-8, reads all and more.

    UTF-8 refuses most bytes: who reads two more characters of it took the reader that was used.
    """
    by_way: dict[Way, list[Stretch]] = {}
    for s in found:
        if _alphabetic(s) and s.weight >= sense.SURELY:
            by_way.setdefault(s.path[0], []).append(s)
    for ours in by_way.values():
        ours.sort(key=lambda s: s.pieces[0].start)
    return [
        s
        for s in found
        if not _alphabetic(s)
        or not any(_more(s, o) for way, o in by_way.items() if way != s.path[0])
    ]


def completed(found: Sequence[Stretch], pieces: Sequence[Piece], text: str) -> list[Stretch]:
    """Return stretches that surely are UTF-8, with what else their reader spells in their lines.

    Not where what stands is all letters: those may be a word.
    """
    sure = [s for s in found if _alphabetic(s) and s.weight >= sense.SURELY]
    if not sure:
        return list(found)
    taken = {k for s in found for p in s.pieces for k in range(p.start, p.end)}
    ends = [m.start() for m in re.finditer("\n", text)]
    ours: dict[tuple[Way, int], list[Piece]] = {}
    for p in pieces:
        if taken.isdisjoint(range(p.start, p.end)) and not text[p.start : p.end].isalpha():
            ours.setdefault((p.way, bisect_right(ends, p.start)), []).append(p)
    out: list[Stretch] = []
    for s in found:
        more = []
        if s in sure:
            places = {bisect_right(ends, p.start) for p in s.pieces}
            more = [p for k in sorted(places) for p in ours.get((s.path[0], k), ())]
        out.append(s._replace(pieces=tuple(sorted((*s.pieces, *more)))) if more else s)
    return out


def _more(s: Stretch, others: Sequence[Stretch]) -> bool:
    """Tell whether one of the stretches of a way, in order, reads all of `s` and more."""
    start, end = s.pieces[0].start, s.pieces[-1].end
    k = bisect_right(others, start, key=lambda o: o.pieces[0].start) - 1
    if k < 0 or others[k].pieces[-1].end < end:
        return False
    theirs = [p for p in others[k].pieces if p.end > start and p.start < end]
    more = len(theirs) < len(others[k].pieces)
    at = 0
    for p in s.pieces:
        while at < len(theirs) and theirs[at].end < p.end:
            at += 1
        if at == len(theirs) or theirs[at].start > p.start:
            return False
    size = sum(p.end - p.start for p in s.pieces)
    return sum(p.end - p.start for p in theirs) > size or more
