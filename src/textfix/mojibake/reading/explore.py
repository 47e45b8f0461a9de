"""All lossless repairs of a text: one wrong turn, or several in a row, wherever they lie.

Law: depth is bounded, fewer layers win, and what is returned is disjoint and in order.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Final

from textfix.mojibake.health import judge
from textfix.mojibake.reading import choose, contest, halves, sense, weigh
from textfix.mojibake.reading import spelled as spelled_out
from textfix.mojibake.reading.choose import Asked, Stretch
from textfix.mojibake.reading.weigh import Standing
from textfix.mojibake.shown import shapes, strict, views
from textfix.mojibake.shown.strict import Piece, Way

DEPTH: Final = 3
"""Layers undone at most; deeper chains were never met."""

LAYER: Final = 3.0
"""Nats that each further layer costs."""

LAYERS: Final = frozenset(Way(shapes.UTF8, r) for r in (*views.SINGLE[:8], "gb18030"))
"""Ways that were met with another turn below them."""

ENOUGH: Final = 0.8
"""Share of what is not ASCII that, explained by one layer, needs no look below it."""

INSIDE: Final = (2, 3)
"""Characters in a row, and in a line, that a layer must leave for another to be looked for."""


def stretches(
    text: str, asked: Asked, depth: int = DEPTH, ways: Collection[Way] = strict.WAYS
) -> list[Stretch]:
    """Return the stretches of a text to repair, disjoint, in order of their weight.

    Only `ways` are tried. Not for long texts: see `sampling`.

    >>> [p.new for s in stretches("//»ñÈ¡¿¨µÄÊý¾Ý", Asked(None, False)) for p in s.pieces]
    ['获取卡的数据']
    """
    codes = views.points(text)
    utf8 = [way for way in ways if way.encoding == shapes.UTF8]
    spelled = strict.pieces(codes, text, utf8)
    standing = Standing(text)
    found = contest.disjoint(_chosen(_distinct(spelled), text, standing, asked))
    # UTF-8 that explains nearly all is no chance: other encodings need not be tried.
    if not _explained(found, text):
        found = contest.disjoint(spelled_out.proven(spelled, text)) or found
    if found and _explained(found, text):
        return found
    spelled += strict.pieces(codes, text, [way for way in ways if way not in utf8])
    pieces = _distinct(spelled)
    found = _chosen(pieces, text, standing, asked)
    if depth > 1 and not _explained(found, text):
        found += _layered(pieces, text, standing, asked, depth, ways)
    return contest.winners(found, pieces, text, standing, asked)


def _chosen(pieces: Sequence[Piece], text: str, standing: Standing, asked: Asked) -> list[Stretch]:
    """Return the stretches worth repairing of ways that may outweigh the text."""
    hopeful = weigh.promising(pieces, standing) if pieces else []
    found = choose.choose(hopeful, text, standing, asked) if hopeful else []
    return halves.completed(halves.outdone(found), pieces, text)


def _explained(found: Sequence[Stretch], text: str) -> bool:
    """Tell whether sure stretches leave so little that no further layer is worth looking for."""
    sure = sum(p.end - p.start for s in found if s.weight >= sense.SURELY for p in s.pieces)
    return sure >= ENOUGH * views.beyond(text)


def _distinct(pieces: Sequence[Piece]) -> list[Piece]:
    """Drop what a way says again that a commoner one has said, unless it says more somewhere."""
    said: dict[str, list[list[Piece]]] = {}
    out: list[Piece] = []
    for way, group in groupby(pieces, key=lambda p: p.way):
        ours = list(group)
        others = said.setdefault(way.encoding, [])
        if not any(_within(ours, theirs) for theirs in others):
            others.append(ours)
            out += ours
    return out


def _within(ours: Sequence[Piece], theirs: Sequence[Piece]) -> bool:
    """Tell whether each piece is a part of one of theirs, and reads the same there."""
    k = 0
    for p in ours:
        while k < len(theirs) and theirs[k].end < p.end:
            k += 1
        if k == len(theirs) or theirs[k].start > p.start or p.new not in theirs[k].new:
            return False
    return True


def _layered(
    pieces: Sequence[Piece],
    text: str,
    standing: Standing,
    asked: Asked,
    depth: int,
    ways: Collection[Way],
) -> list[Stretch]:
    """Undo each way that leaves letters which may be bytes again, and look below."""
    out: list[Stretch] = []
    for way, group in groupby(pieces, key=lambda p: p.way):
        if way not in LAYERS:
            continue
        outer = [p for p in group if not judge.has_cjk(p.new)]
        outer = _dense(outer, text)
        if not outer:
            continue
        shown, lines = _undone(outer, text)
        for s in stretches(shown, asked, depth - 1, ways):
            joined = _composed(outer, s.pieces, shown, lines)
            if joined:
                gain = float(weigh.gains(joined, standing).sum())
                weight = min(s.weight, gain) - LAYER
                if weight >= choose.PROVEN:
                    out.append(Stretch((way, *s.path), joined, weight))
    return out


def _dense(outer: Sequence[Piece], text: str) -> list[Piece]:
    """Keep the pieces of lines in which enough letters would come out, some of them in a row."""
    out: list[Piece] = []
    at = 0
    while at < len(outer):
        end = text.find("\n", outer[at].start)
        last = at
        while last < len(outer) and (end < 0 or outer[last].start < end):
            last += 1
        sizes = [len(p.new) for p in outer[at:last]]
        # A layer explains all that its reader showed: few pieces stop at other bytes.
        loose = sum(p.loose for p in outer[at:last])
        if max(sizes) >= INSIDE[0] and sum(sizes) >= INSIDE[1] and loose <= last - at:
            out += outer[at:last]
        at = last
    return out


def _undone(outer: Sequence[Piece], text: str) -> tuple[str, list[int]]:
    """Return a text with pieces undone, and for each piece where it begins in that text."""
    out: list[str] = []
    places: list[int] = []
    at = size = 0
    for p in outer:
        out += (text[at : p.start], p.new)
        size += p.start - at
        places.append(size)
        size += len(p.new)
        at = p.end
    out.append(text[at:])
    return "".join(out), places


def _composed(
    outer: Sequence[Piece], inner: Sequence[Piece], shown: str, places: Sequence[int]
) -> tuple[Piece, ...]:
    """Put pieces found under a layer together with the pieces of the layer that they touch.

    What an inner piece touches partly is taken whole: a piece of the layer is never half undone.
    """
    spans = [(at, at + len(p.new), k) for k, (p, at) in enumerate(zip(outer, places, strict=True))]
    out: list[Piece] = []
    k = 0
    for piece in inner:
        while k < len(spans) and spans[k][1] <= piece.start:
            k += 1
        low, high, shift = piece.start, piece.end, 0
        last = k
        while last < len(spans) and spans[last][0] < piece.end:
            last += 1
        touched = spans[k:last]
        if not touched:
            continue
        low, high = min(low, touched[0][0]), max(high, touched[-1][1])
        first, final = outer[touched[0][2]], outer[touched[-1][2]]
        start = first.start - (touched[0][0] - low)
        end = final.end + (high - touched[-1][1])
        new = shown[low : piece.start] + piece.new + shown[piece.end : high]
        if out and start < out[-1].end:
            # Two inner pieces in one piece of the layer: the first already carries its rest.
            rest = len(shown[piece.start : high])
            new = out[-1].new[: len(out[-1].new) - rest] + piece.new + shown[piece.end : high]
            start = out.pop().start
        out.append(Piece(start, end, new, piece.way, shift))
    return tuple(out)
