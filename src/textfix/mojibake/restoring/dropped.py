"""Lines of double-byte text from which another double-byte reader dropped bytes without a mark.

Law: a line is read so only where it reads better than with nothing gone; what strict reading made
of it stays only where both say the same, as one byte gone puts all that follows out of step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from textfix.mojibake import edges
from textfix.mojibake.health import judge
from textfix.mojibake.reading import sense
from textfix.mojibake.restoring import accepted, holes, losses, reread, unmarked
from textfix.mojibake.restoring.accepted import Filled, Zone
from textfix.mojibake.restoring.reread import Line, Part
from textfix.mojibake.shown import views
from textfix.mojibake.shown.strict import Piece, Way, leaves

PATIENCE: Final = 10
PATIENCE_FOUND: Final = 40
"""Lines in a row, the most doubtful first, that lost nothing: then no other is asked. A line takes
some 15 ms; in a text that has lines that did, it is asked of more."""

WINDOW: Final = 3
"""Characters in a row that tell how doubtful a line is."""

LEAST: Final = 3.0
"""Nats by which a line must read better with bytes gone: of 1,060 lines that lost nothing five do,
all by 2.5."""

PROOF: Final = 12.0
"""The same that proves it of other lines of a text."""

AGREED: Final = 0.95
"""From here on neighbors are told together, and a strict reading is borne out."""


class Dropped(NamedTuple):
    """Lines from which bytes were dropped, what they are read as, the pieces that this refutes."""

    zones: frozenset[Zone]
    filled: tuple[Filled, ...]
    refuted: frozenset[Piece]


def read(text: str, zones: Sequence[Zone], way: Way, sure: bool, reader: str) -> Dropped:
    """Read lines, the most doubtful first; `sure`: the way is proven by others.

    `reader` is the one of those that the way's name stands for.
    """
    script = holes.script_of("".join([p.new for z in zones for p in z.pieces]))
    found = sorted(_lost(text, _ranked(text, zones), way._replace(reader=reader), script))
    refuted: set[Piece] = set()
    parts: list[list[Part]] = []
    for zone, line in found:
        borne_out = {p for p in zone.pieces if _says(line.parts, p)}
        refuted.update(p for p in zone.pieces if p not in borne_out)
        ours = edges.bare(text, line.parts, way)
        parts.append(list(joined(text, ours, borne_out)))
    least = 0.0 if sure else sense.rarity(way)
    _, filled = accepted.accepted(text, [z for z, _ in found], parts, way, least)
    kept = {p.start for z, _ in found for p in z.pieces} - {p.start for p in refuted}
    return Dropped(
        frozenset(z for z, _ in found),
        tuple(f for f in filled if f.start not in kept),
        frozenset(refuted),
    )


def _ranked(text: str, zones: Sequence[Zone]) -> list[Zone]:
    """Return lines, those first of which something is left, then what reads worst somewhere."""
    read = ["".join([ch for p in z.pieces for ch in p.new if ch > "\x7f"]) for z in zones]
    worst = _worst(read)
    rank = {z: (not z.pieces, not leaves(text, *z), w) for z, w in zip(zones, worst, strict=True)}
    return sorted(zones, key=rank.__getitem__)


def _worst(lines: Sequence[str]) -> list[float]:
    """Return for each line what the worst of its windows costs in Chinese."""
    import numpy as np

    joined = "\n".join(lines) + "\n" * WINDOW
    scores = np.zeros(len(joined), np.float64)
    for first in islice(judge.in_place(joined, views.points(joined)), 1):
        scores = np.where(views.points(joined) < 0x80, 0.0, first)
    sums = np.convolve(scores, np.ones(WINDOW), "full")[: len(joined)]
    starts = np.cumsum([0, *(len(line) + 1 for line in lines[:-1])])
    return np.minimum.reduceat(sums, starts).tolist() if lines else []


def _lost(text: str, zones: Sequence[Zone], way: Way, script: int) -> Iterator[tuple[Zone, Line]]:
    """Yield the lines that read better with bytes gone; in a text that has such, by less."""
    least, left = LEAST, PATIENCE
    for z in zones:
        habits = ("python", *(losses.HABITS["?"] if "?" in text[z.start : z.end] else ()))
        read = [reread.read(text, z.start, z.end, way, habit, script) for habit in habits]
        line = unmarked.read(text, z.start, z.end, way, script)
        more = line.score - max(r.score for r in read)
        if more > least:
            yield z, line
            left = PATIENCE_FOUND
            least = 0.0 if more > PROOF else least
        else:
            left -= 1
            if not left:
                return


def _says(parts: Sequence[Part], piece: Piece) -> bool:
    """Tell whether parts surely say what a piece says."""
    ours = [p for p in parts if p.start < piece.end and p.end > piece.start]
    return (
        bool(ours)
        and (ours[0].start, ours[-1].end) == (piece.start, piece.end)
        and "".join([p.new for p in ours]) == piece.new
        and min(p.sure for p in ours) >= AGREED
    )


def joined(text: str, parts: Sequence[Part], borne_out: set[Piece]) -> Iterator[Part]:
    """Yield parts that are no ASCII that stays, neighbors of which all are sure as one."""
    ends = {k for p in borne_out for k in (p.start, p.end)}

    def join(a: Part, b: Part) -> Part | None:
        if b.start in ends or not (_sure(a) and _sure(b)):
            return None
        return reread.together(a, b, min(a.sure, b.sure), False)

    return reread.joined(text, parts, join)


def _sure(part: Part) -> bool:
    return part.sure >= AGREED
