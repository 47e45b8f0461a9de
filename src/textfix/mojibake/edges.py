"""Where a repair ends inside a line: healthy characters at its edges, which its codec reads too.

Law: a piece only shrinks, between whole characters of both codecs, where it reads better so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Final, NamedTuple, TypeAlias

from textfix import codecs
from textfix.language import model
from textfix.mojibake.health import judge
from textfix.mojibake.reading import findings
from textfix.mojibake.reading.choose import Stretch
from textfix.mojibake.restoring import accepted
from textfix.mojibake.restoring.reread import Part
from textfix.mojibake.shown import shapes, views
from textfix.mojibake.shown.strict import Piece, Way

LEAST: Final = 6.0
"""Nats that what stands must be likelier than what it would become, to be left as it is: a rare
name at an edge of what is damaged is less likely than a common character by less."""

BESIDE: Final = 3.0
"""The same beside a character that the reader cannot have shown: what is healthy begins nearby."""

MOST: Final = 24
FIRST: Final = 4
"""Characters of a reading that may be dropped at either end; those among which the first cut is."""

NEAR: Final = 4
"""Characters beside an edge that it is weighed with."""

DOUBLED: Final = ("——", "……")
TWICE: Final = 8.0
"""What is added for a mark that is written as two: a piece that takes it reads one character."""

REACH: Final = 120
"""Characters of a line on each side that tell whether a part of it is healthy."""

Cut: TypeAlias = tuple[int, int]
"""How many characters that stand at an end, and how many that are read there, it takes away."""

NONE: Final[Cut] = (0, 0)


class Edge(NamedTuple):
    """An end of a piece that may be moved."""

    piece: int
    front: bool


def trimmed(text: str, stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return stretches without the healthy characters at the edges of their pieces."""
    return tuple(t for s in stretches for t in _shrunk(text, s))


def _shrunk(text: str, s: Stretch) -> Iterator[Stretch]:
    # UTF-8 refuses what is none: its pieces end where damage does.
    if len(s.path) > 1 or s.path[0].encoding == shapes.UTF8:
        yield s
        return
    s = s._replace(pieces=tuple(p for p in s.pieces if len(p.new) > 1 or not _lonely(text, p)))
    edges = {
        e: partial(_cuts, text, p, e.front)
        for k, p in enumerate(s.pieces)
        for e in _edges(text, s.pieces, k)
    }
    cuts = dict(_moved(text, s.pieces, edges))
    if cuts:
        left = tuple(p for k, p in enumerate(s.pieces) for p in _cut(p, k, cuts))
        s = s._replace(pieces=left)
    if s.pieces:
        yield s


def _lonely(text: str, p: Piece) -> bool:
    """Tell whether a piece is one Han character alone in a line of which a part is healthy."""
    before, after = text[p.start - 1 : p.start], text[p.end : p.end + 1]
    if p.end - p.start > 1 or not _healthy(text[p.start]) or not (before + after).isascii():
        return False
    left = text[max(0, p.start - REACH) : p.start].rpartition("\n")[2]
    right = text[p.end : p.end + REACH].partition("\n")[0]
    return accepted.mixed(left + right, p.way.reader)


def _edges(text: str, pieces: Sequence[Piece], k: int) -> Iterator[Edge]:
    """Yield the ends of a piece where characters stand that a healthy text may have."""
    p = pieces[k]
    if (k == 0 or pieces[k - 1].end < p.start) and _healthy(text[p.start]):
        yield Edge(k, True)
    if (k + 1 == len(pieces) or pieces[k + 1].start > p.end) and _healthy(text[p.end - 1]):
        yield Edge(k, False)


def _healthy(ch: str) -> bool:
    """Tell whether a character is one of Chinese prose: Han, its marks, dashes and quotes."""
    kind = int(judge.kinds()[min(ord(ch), 0x10000)])
    return (
        bool(kind & judge.HAN)
        or "\u2010" <= ch <= "\u203a"
        or "\u3000" <= ch <= "\u301f"
        or ("\uff00" < ch < "\uff61")
    )


def bare(text: str, parts: Sequence[Part], way: Way) -> list[Part]:
    """Return parts, a character each, without the healthy ones at the edges of their runs."""
    runs: list[list[Part]] = []
    for p in parts:
        if runs and runs[-1][-1].end == p.start:
            runs[-1].append(p)
        else:
            runs.append([p])
    pieces = [Piece(r[0].start, r[-1].end, "".join([p.new for p in r]), way) for r in runs]
    edges = {
        e: partial(_between, run, e.front)
        for k, run in enumerate(runs)
        for e in _edges(text, pieces, k)
    }
    cuts = dict(_moved(text, pieces, edges))
    return [
        p
        for k, (run, piece) in enumerate(zip(runs, pieces, strict=True))
        for p in run
        if p.start >= piece.start + cuts.get(Edge(k, True), NONE)[0]
        and p.end <= piece.end - cuts.get(Edge(k, False), NONE)[0]
    ]


def _between(run: Sequence[Part], front: bool, most: int) -> Iterator[Cut]:
    """Yield where parts of a run end, the outermost first."""
    seen = read = 0
    for p in run[:most] if front else run[: -most - 1 : -1]:
        seen += p.end - p.start
        read += len(p.new)
        yield seen, read


def _cuts(text: str, p: Piece, front: bool, most: int) -> Iterator[Cut]:
    """Yield where characters of both codecs end, the outermost first."""
    size = min(4 * most, p.end - p.start)
    seen = text[p.start : p.start + size] if front else text[p.end - size : p.end]
    view = views.view(views.points(seen), p.way.reader)
    at, total = 0, len(view.data)
    for k, ch in enumerate(p.new[:most] if front else p.new[: -most - 1 : -1], 1):
        data = findings.written(ch, p.way.encoding)
        at += len(data or "")
        if data is None or at > total:
            return
        place = at if front else total - at
        if at == total:
            yield size, k
        elif view.whole(place):
            yield (view.owner(place) if front else size - view.owner(place)), k


def _moved(
    text: str, pieces: Sequence[Piece], edges: Mapping[Edge, Callable[[int], Iterator[Cut]]]
) -> Iterator[tuple[Edge, Cut]]:
    """Yield the edges to be moved, and by how much; with each edge comes what yields its cuts."""
    # First the outermost cut of each: nearly all edges are where they belong.
    first = [(e, c) for e, cuts in edges.items() for c in islice(cuts(FIRST), 1)]
    wrong = dict.fromkeys(e for e, _, won in _weighed(text, pieces, first) if won > 0.0)
    every = [(e, c) for e in wrong for c in edges[e](MOST)]
    best: dict[Edge, tuple[float, Cut]] = {}
    least = {e: BESIDE if _beside(text, pieces[e.piece], e.front) else LEAST for e in wrong}
    for edge, cut, won in _weighed(text, pieces, every):
        if won >= least[edge] and won > best.get(edge, (0.0,))[0]:
            best[edge] = won, cut
    for edge, (_, cut) in best.items():
        yield edge, cut


def _beside(text: str, p: Piece, front: bool) -> bool:
    """Tell whether a healthy character stands beside an end of a piece that its reader lacks."""
    ch = text[p.start - 1 : p.start] if front else text[p.end : p.end + 1]
    return ch > "\x7f" and _healthy(ch) and not codecs.get(p.way.reader).bytes_of(ch)


def _weighed(
    text: str, pieces: Sequence[Piece], asked: Sequence[tuple[Edge, Cut]]
) -> Iterator[tuple[Edge, Cut, float]]:
    """Yield for each cut by how many nats what stands is likelier than what would be read."""
    both: list[str] = []
    for (k, front), (seen, read) in asked:
        p = pieces[k]
        before = text[max(0, p.start - NEAR) : p.start].rpartition("\n")[2]
        after = text[p.end : p.end + NEAR].partition("\n")[0]
        if front:
            after = (p.new[read : read + NEAR] + after)[:NEAR]
            stands, new = text[p.start : p.start + seen], p.new[:read]
        else:
            rest = len(p.new) - read
            before = (before + p.new[max(0, rest - NEAR) : rest])[-NEAR:]
            stands, new = text[p.end - seen : p.end], p.new[rest:]
        both += (before + stands + after, before + new + after)
    nats = _nats(both)
    for k, (edge, cut) in enumerate(asked):
        yield edge, cut, nats[2 * k] - nats[2 * k + 1]


def _nats(texts: Sequence[str]) -> list[float]:
    """Return how probable each text is as Chinese: what it stands in may be nothing else."""
    import numpy as np

    if not texts:
        return []
    joined = "\n".join(texts)
    scores = model.load().score(joined)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    ends = np.cumsum(lengths + 1) - 1
    sums = np.concatenate(([0.0], np.cumsum(scores, dtype=np.float64)))
    doubled = [TWICE * sum(t.count(mark) for mark in DOUBLED) for t in texts]
    out: list[float] = (sums[ends] - sums[ends - lengths] + doubled).tolist()
    return out


def _cut(p: Piece, k: int, cuts: dict[Edge, Cut]) -> Iterator[Piece]:
    seen, read = cuts.get(Edge(k, True), NONE)
    gone, unread = cuts.get(Edge(k, False), NONE)
    if seen + gone < p.end - p.start and read + unread < len(p.new):
        new = p.new[read : len(p.new) - unread]
        yield p._replace(start=p.start + seen, end=p.end - gone, new=new)
