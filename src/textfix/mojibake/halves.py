"""Readings that leave the same damage beside them: dropped where the whole line can be read.

Law: no line is given a half when ftfy's `fix_encoding` reads all of it, and likelier.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from textfix.mojibake import judge, sense, shapes, views
from textfix.mojibake.choose import Stretch
from textfix.mojibake.ftfy_bridge import fix_encoding
from textfix.mojibake.strict import Piece, Way


def without(found: Sequence[Stretch], text: str) -> list[Stretch]:
    """Return stretches without the lines that are read in part by them, and whole by ftfy."""
    out: list[Stretch] = []
    for s in found:
        if not _may_be_half(s):
            out.append(s)
            continue
        kept = tuple(p for line in _lines(s.pieces, text) for p in line if not _half(line, text))
        if kept:
            out.append(s if len(kept) == len(s.pieces) else s._replace(pieces=kept))
    return out


def _may_be_half(s: Stretch) -> bool:
    """Tell whether a stretch is of one layer of UTF-8, in alphabets, and stops at likely bytes."""
    return _alphabetic(s) and any(p.loose for p in s.pieces)


def _alphabetic(s: Stretch) -> bool:
    way = s.path[0]
    if len(s.path) > 1 or way.encoding != shapes.UTF8 or way.reader in views.DOUBLE:
        return False
    return not any(judge.has_cjk(p.new) for p in s.pieces)


def _lines(pieces: Sequence[Piece], text: str) -> Iterator[list[Piece]]:
    for _, line in groupby(pieces, key=lambda p: text.rfind("\n", 0, p.start)):
        yield list(line)


def _half(pieces: Sequence[Piece], text: str) -> bool:
    """Tell whether the words that pieces of a line lie in read better as ftfy repairs them."""
    if not any(p.loose for p in pieces):
        return False
    start, end = sense.words_around(text, pieces[0].start, pieces[-1].end)
    seen = text[start:end]
    whole = fix_encoding(seen)
    if whole == seen or "\ufffd" in whole or fix_encoding(whole) != whole:
        return False
    half = text[start : pieces[0].start] + sense.repaired(text, pieces)
    half += text[pieces[-1].end : end]
    ours, theirs = judge.likelihoods([half, whole]).tolist()
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
