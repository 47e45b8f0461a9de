"""Double-byte text read by another double-byte reader: lines read whole, and what fills holes.

Law: only lines of a way that is proven; what reads worse than it stands stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from textfix import codecs
from textfix.mojibake.reading import sense
from textfix.mojibake.reading.choose import Stretch
from textfix.mojibake.restoring import accepted, dropped, guess, habits, holes, losses, reread
from textfix.mojibake.restoring.accepted import Filled, Zone
from textfix.mojibake.restoring.losses import MARK
from textfix.mojibake.shown import shapes, views
from textfix.mojibake.shown.strict import Piece, Way, leaves, line_around, lines

SAMPLE: Final = 30
"""Lines that tell what the reader did with bytes that were no character."""


DEAREST: Final = -5.0
"""Nats for each character shown that a line of UTF-8 costs at most: of 25 sentences each, cp949's
with U+FFFD for a byte cost 2.3 to 4.7, read with the wrong habit 5.3 to 11."""


class Regained(NamedTuple):
    """The stretches of a text, some of their lines read anew, and what fills holes in them."""

    stretches: tuple[Stretch, ...]
    filled: tuple[Filled, ...]


def of(text: str, stretches: Sequence[Stretch]) -> Regained:
    """Return stretches whose lines were read whole where bytes were lost, and what fills holes."""
    guessed = guess.of(text) if not stretches and MARK in text else None
    out = [guessed] if guessed else list(stretches)
    filled: list[Filled] = []
    for way, sure in _ways(out).items():
        pieces = sorted(p for s in out if s.path == (way,) for p in s.pieces)
        if guess.strange("".join([p.new for p in pieces]), way):
            continue
        others = [p for s in out if s.path != (way,) and s.weight >= sense.SURELY for p in s.pieces]
        zones = _zones(text, pieces, others)
        if not any(MARK in text[z.start : z.end] for z in zones):
            gone = dropped.read(text, zones, way, sure, _reader(text, zones, way))
            filled += gone.filled
            zones = [z for z in zones if z not in gone.zones]
            out = [s for each in out if (s := _borne_out(each, gone)).pieces]
        zones = [z for z in zones if _open(text, z, way)] if sure else []
        ours = [s for s in out if s.path == (way,)]
        if not zones or not ours:
            continue
        pieces = sorted(p for s in ours for p in s.pieces)
        got = _read(text, zones, way)
        fresh = sorted(_kept(pieces, got) + got[0])
        best = max(ours, key=lambda s: s.weight)
        out = [_without(s, got) for s in out if s.path != (way,)]
        out = [s for s in out if s.pieces] + [best._replace(pieces=tuple(fresh))]
        filled += got[1]
    return Regained(tuple(s for s in out if s.pieces), tuple(filled))


def _borne_out(s: Stretch, gone: dropped.Dropped) -> Stretch:
    """Return a stretch without what is refuted, or read otherwise."""
    pieces = [p for p in s.pieces if p not in gone.refuted]
    return s._replace(pieces=tuple(_kept(pieces, ([], list(gone.filled)))))


def _ways(stretches: Sequence[Stretch]) -> dict[Way, bool]:
    """Return the ways of two double-byte encodings, and whether a stretch surely took them."""
    out: dict[Way, bool] = {}
    for s in sorted(stretches, key=lambda s: -s.weight):
        way = s.path[0]
        if _whole(way) and len(s.path) == 1:
            out.setdefault(way, s.weight >= sense.surely(way))
    return out


def _whole(way: Way) -> bool:
    """Tell whether lines of a way are read whole: of UTF-8 by other readers only holes are."""
    if way.encoding == shapes.UTF8:
        return way.reader in guess.OF_UTF8
    return way.reader in views.DOUBLE and way.encoding in shapes.CHINESE


def _open(text: str, zone: Zone, way: Way) -> bool:
    """Tell whether a way does not explain a line whole, or its bytes may be two things."""
    lost = losses.of(way.reader, "python")
    return leaves(text, *zone) or lost.ambiguous(text[zone.start : zone.end])


def _zones(text: str, pieces: Sequence[Piece], others: Sequence[Piece]) -> list[Zone]:
    """Return the lines in which a way has pieces.

    Where it explains part of most lines, the rest is likely damaged as well.
    """
    taken = {text.rfind("\n", 0, p.start) + 1 for p in others}
    ours: dict[int, Zone] = {}
    for line in lines(text, pieces):
        low, high = line_around(text, line[0].start, line[-1].end)
        ours[low] = Zone(low, high, tuple(line))
    rest: list[Zone] = []
    for k in _starts(text):
        low, high = line_around(text, k, k)
        if low not in ours and not text[low:high].isascii():
            rest.append(Zone(low, high, ()))
    return sorted(
        z
        for z in (*ours.values(), *(rest if not ours or len(rest) <= len(ours) else ()))
        if z.start not in taken
    )


def _starts(text: str) -> Iterator[int]:
    at = 0
    while at >= 0:
        yield at
        at = text.find("\n", at) + 1 or -1


def _read(text: str, zones: Sequence[Zone], way: Way) -> tuple[list[Piece], list[Filled]]:
    """Read zones with the habit that explains them best; return what is certain, and fillings."""
    known = "".join([p.new for z in zones for p in z.pieces])
    script = holes.script_of(known)
    mark = MARK if any(MARK in text[z.start : z.end] for z in zones) else "?"
    readers = _alike(text, zones, way)
    if way.encoding == shapes.UTF8:
        readers = [way._replace(reader=_reader(text, zones, way))]
    tried = {
        (by, habit): [reread.read(text, z.start, z.end, by, habit, script) for z in zones[:SAMPLE]]
        for by in readers
        for habit in losses.HABITS[mark]
    }
    best = max(tried, key=lambda h: sum(line.score for line in tried[h]))
    read = tried[best]
    read += [reread.read(text, z.start, z.end, *best, script) for z in zones[SAMPLE:]]
    parts = [
        line.parts if _read_well(text, zone, line, way) else []
        for zone, line in zip(zones, read, strict=True)
    ]
    return accepted.accepted(text, zones, parts, way)


def _read_well(text: str, zone: Zone, line: reread.Line, way: Way) -> bool:
    """Tell whether a line of UTF-8 costs no more than text does: else the habit is another."""
    size = views.beyond(text[zone.start : zone.end])
    return way.encoding != shapes.UTF8 or line.score >= DEAREST * size


def _reader(text: str, zones: Sequence[Zone], way: Way) -> str:
    """Return which reader of UTF-8 a name stands for, by what it would not have shown.

    The fewer pairs it knows, the more its lost bytes may have been: by them alone it always wins.
    """
    if way.encoding != shapes.UTF8:
        return way.reader
    shown = "".join([text[z.start : z.end] for z in zones])
    readers = [by.reader for by in _alike(text, zones, way)]
    return max(readers, key=lambda reader: habits.lean_to(reader, way.reader, shown))


def _alike(text: str, zones: Sequence[Zone], way: Way) -> list[Way]:
    """Return a way, and what else its reader may have been by what it shows."""
    shown = {ch for z in zones for ch in text[z.start : z.end]}
    out = [way]
    if way.reader == "cp932" and habits.WINDOWS.isdisjoint(shown):
        out.append(way._replace(reader="shift_jis"))
    if way.reader == "big5":
        wide = codecs.get("big5hkscs")
        if any(wide.bytes_of(ch) and not codecs.get("big5").bytes_of(ch) for ch in shown):
            out.append(way._replace(reader="big5hkscs"))
    return out


def _kept(pieces: Sequence[Piece], got: tuple[list[Piece], list[Filled]]) -> list[Piece]:
    """Return the pieces that nothing read anew touches."""
    anew: list[Piece | Filled] = [*got[0], *got[1]]
    taken = {k for p in anew for k in range(p.start, p.end)}
    return [p for p in pieces if taken.isdisjoint(range(p.start, p.end))]


def _without(s: Stretch, got: tuple[list[Piece], list[Filled]]) -> Stretch:
    return s._replace(pieces=tuple(_kept(s.pieces, got)))
