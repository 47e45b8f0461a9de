"""Double-byte text read by another double-byte reader: lines read whole, and what fills holes.

Law: only lines of a way that is proven; what reads worse than it stands stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from textfix.mojibake import choose, holes, losses, reread, sense, views, weigh
from textfix.mojibake.choose import Stretch
from textfix.mojibake.reread import Part
from textfix.mojibake.strict import Piece, Way, leaves, lines

ENCODINGS: Final = ("gb18030", "big5")
SAMPLE: Final = 30
"""Lines that tell what the reader did with bytes that were no character."""

BY_CHANCE: Final = -4.5
"""What a part loses for each lost byte: the best of a hundred fits by chance."""


class Filled(NamedTuple):
    """What fills a hole, how probable that is, and the way and whether bytes were lost."""

    start: int
    end: int
    new: str
    sure: float
    way: Way
    marked: bool


class Zone(NamedTuple):
    """A stretch of a line that is read whole, and the pieces that were found in it."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


class Regained(NamedTuple):
    """The stretches of a text, some of their lines read anew, and what fills holes in them."""

    stretches: tuple[Stretch, ...]
    filled: tuple[Filled, ...]


def of(text: str, stretches: Sequence[Stretch]) -> Regained:
    """Return stretches whose lines were read whole where bytes were lost, and what fills holes."""
    out, filled = list(stretches), []
    for way in dict.fromkeys(_proven(stretches)):
        ours = [s for s in out if s.path == (way,)]
        pieces = sorted(p for s in ours for p in s.pieces)
        others = [p for s in out if s.path != (way,) and s.weight >= sense.SURELY for p in s.pieces]
        zones = _zones(text, pieces, others, way)
        if not zones:
            continue
        got = _read(text, zones, way)
        fresh = sorted(_kept(pieces, got) + got[0])
        best = max(ours, key=lambda s: s.weight)
        out = [_without(s, got) for s in out if s.path != (way,)]
        out = [s for s in out if s.pieces] + [best._replace(pieces=tuple(fresh))]
        filled += got[1]
    return Regained(tuple(out), tuple(filled))


def _proven(stretches: Sequence[Stretch]) -> Iterator[Way]:
    """Yield the ways of two double-byte encodings that some stretch surely took."""
    for s in sorted(stretches, key=lambda s: -s.weight):
        way = s.path[0]
        double = way.reader in views.DOUBLE and way.encoding in ENCODINGS
        if double and len(s.path) == 1 and s.weight >= sense.surely(way):
            yield way


def _zones(text: str, pieces: Sequence[Piece], others: Sequence[Piece], way: Way) -> list[Zone]:
    """Return the lines that a way does not explain whole, or in which bytes may be two things.

    Where it explains part of most lines, the rest is likely damaged as well.
    """
    taken = {text.rfind("\n", 0, p.start) + 1 for p in others}
    lost = losses.of(way.reader, "python")
    ours: dict[int, Zone] = {}
    for line in lines(text, pieces):
        low, high = _line(text, line[0].start, line[-1].end)
        ours[low] = Zone(low, high, tuple(line))
    rest: list[Zone] = []
    for k in _starts(text):
        low, high = _line(text, k, k)
        if low not in ours and not text[low:high].isascii():
            rest.append(Zone(low, high, ()))
    return sorted(
        z
        for z in (*ours.values(), *(rest if len(rest) <= len(ours) else ()))
        if z.start not in taken and (leaves(text, *z) or lost.ambiguous(text[z.start : z.end]))
    )


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    high = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, high if high >= 0 else len(text)


def _starts(text: str) -> Iterator[int]:
    at = 0
    while at >= 0:
        yield at
        at = text.find("\n", at) + 1 or -1


def _read(text: str, zones: Sequence[Zone], way: Way) -> tuple[list[Piece], list[Filled]]:
    """Read zones with the habit that explains them best; return what is certain, and fillings."""
    known = "".join([p.new for z in zones for p in z.pieces])
    script = holes.script_of(known)
    mark = "\ufffd" if any("\ufffd" in text[z.start : z.end] for z in zones) else "?"
    tried = {
        habit: [reread.read(text, z.start, z.end, way, habit, script) for z in zones[:SAMPLE]]
        for habit in losses.HABITS[mark]
    }
    best = max(tried, key=lambda h: sum(line.score for line in tried[h]))
    read = tried[best]
    read += [reread.read(text, z.start, z.end, way, best, script) for z in zones[SAMPLE:]]
    return _accepted(text, zones, [line.parts for line in read], way)


def _accepted(
    text: str, zones: Sequence[Zone], parts: Sequence[Sequence[Part]], way: Way
) -> tuple[list[Piece], list[Filled]]:
    """Return the parts that read better than they stand, and those between such parts."""
    joined = "\n".join([text[z.start : z.end] for z in zones])
    standing = weigh.Standing(joined)
    units: list[list[Part]] = []
    pieces: list[Piece] = []
    at = 0
    for zone, line in zip(zones, parts, strict=True):
        units.append(_units(text, line))
        by = at - zone.start
        pieces += [Piece(u.start + by, u.end + by, u.new, way) for u in units[-1]]
        at += zone.end - zone.start + 1
    gains = iter(weigh.gains(pieces, standing).tolist() if pieces else ())
    certain: list[Piece] = []
    filled: list[Filled] = []
    for zone, line in zip(zones, units, strict=True):
        won = [next(gains) + BY_CHANCE * _marks(text, u) for u in line]
        if not zone.pieces and sum(won) < choose.PROVEN:
            continue
        fine = [gain > 0.0 for gain in won]
        for k, u in enumerate(line):
            if not fine[k] and not _between(text, zone, line, fine, k):
                continue
            if u.plain:
                certain.append(Piece(u.start, u.end, u.new, way))
            else:
                filled.append(Filled(u.start, u.end, u.new, u.sure, way, u.marked))
    return certain, filled


def _marks(text: str, part: Part) -> int:
    return sum(text.count(mark, part.start, part.end) for mark in losses.MARKS)


def _between(text: str, zone: Zone, line: Sequence[Part], fine: Sequence[bool], k: int) -> bool:
    """Tell whether a part stands between parts that read well, or at an end of the line."""
    left = line[k - 1].end if k else zone.start
    right = line[k + 1].start if k + 1 < len(line) else zone.end
    return (
        text[left : line[k].start].isascii()
        and text[line[k].end : right].isascii()
        and (not k or fine[k - 1])
        and (k + 1 == len(line) or fine[k + 1])
        and len(line) > 1
    )


def _units(text: str, parts: Sequence[Part]) -> list[Part]:
    """Join neighboring parts that are certain; ASCII that stays is none of them."""
    out: list[Part] = []
    for p in parts:
        if p.plain and p.new == text[p.start : p.end]:
            continue
        if out and p.plain and out[-1].plain and out[-1].end == p.start:
            out[-1] = out[-1]._replace(end=p.end, new=out[-1].new + p.new)
        else:
            out.append(p)
    return out


def _kept(pieces: Sequence[Piece], got: tuple[list[Piece], list[Filled]]) -> list[Piece]:
    """Return the pieces that nothing read anew touches."""
    anew: list[Piece | Filled] = [*got[0], *got[1]]
    taken = {k for p in anew for k in range(p.start, p.end)}
    return [p for p in pieces if taken.isdisjoint(range(p.start, p.end))]


def _without(s: Stretch, got: tuple[list[Piece], list[Filled]]) -> Stretch:
    return s._replace(pieces=tuple(_kept(s.pieces, got)))
