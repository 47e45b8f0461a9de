"""Which parts of lines that were read whole read better than they stand.

Law: what reads worse than it stands stays, but between parts that read better.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Final, NamedTuple

from textfix import codecs
from textfix.mojibake.reading import choose, weigh
from textfix.mojibake.restoring import losses
from textfix.mojibake.restoring.reread import Part
from textfix.mojibake.shown.strict import Piece, Way

BY_CHANCE: Final = -4.5
"""What a part loses for each lost byte: the best of a hundred fits by chance."""

ALONE: Final = 6.0
"""What a part must gain in a line of which something is healthy: one character read otherwise may
gain five."""


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


def accepted(
    text: str,
    zones: Sequence[Zone],
    parts: Sequence[Sequence[Part]],
    way: Way,
    least: float = 0.0,
) -> tuple[list[Piece], list[Filled]]:
    """Return the parts that read better than they stand, and those between such parts.

    `least` is what all parts of a line must gain.
    """
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
        won = [next(gains) + BY_CHANCE * (_marks(text, u) + u.gone) for u in line]
        if sum(won) < (least or (-inf if zone.pieces else choose.PROVEN)):
            continue
        partly = mixed(text[zone.start : zone.end], way.reader)
        fine = [gain > (ALONE if partly else 0.0) for gain in won]
        for k, u in enumerate(line):
            if not fine[k] and (partly or not _between(text, zone, line, fine, k)):
                continue
            if u.plain:
                certain.append(Piece(u.start, u.end, u.new, way))
            else:
                filled.append(Filled(u.start, u.end, u.new, u.sure, way, u.marked))
    return certain, filled


def mixed(line: str, reader: str) -> bool:
    """Tell whether a line has characters that a reader never shows: a part of it is healthy.

    >>> mixed("这 ｽ", "cp932"), mixed("ｽﾎ\ufffd", "cp932")
    (True, False)
    """
    known = codecs.get(reader)
    return any(
        ch > "\x7f" and ch not in losses.MARKS and not known.bytes_of(ch) for ch in set(line)
    )


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
