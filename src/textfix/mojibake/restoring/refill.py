"""Lines of double-byte text that a single-byte reader showed, its holes as U+FFFD: read whole.

Law: a mark is one of the few bytes that the reader does not know; what is told shows what stands
there, and is as probable as all readings that agree, of all readers that may have shown the text.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from textfix import codecs
from textfix.mojibake.restoring import accepted, holes, lapses, reread, unmarked
from textfix.mojibake.restoring.accepted import Filled, Zone
from textfix.mojibake.restoring.losses import MARK
from textfix.mojibake.restoring.reread import TRUST, Line, Part
from textfix.mojibake.shown import views
from textfix.mojibake.shown.strict import Piece, Way, line_around

MARKED: Final = "python"
DROPPED: Final = unmarked.HABIT
SURE: Final = 0.99
"""Probability from which what lost nothing is told as exact."""

TOLD: Final = 0.95
"""Probability from which a filling is told: a line has many, and what stands there says less."""

RARER: Final = 3.0
"""Nats by which each reader is rarer than the one before it in `views.SINGLE`, of those that show
all that a text has."""


def read(
    text: str,
    every: Sequence[Sequence[Piece]],
    way: Way,
    shown: Iterable[str],
    habit: str = MARKED,
) -> tuple[list[Piece], list[Filled]]:
    """Return what the lines of pieces are read as: what is certain, and what was filled.

    `shown` is what the reader is known to have shown.
    """
    script = holes.script_of("".join([p.new for line in every for p in line]))
    zones = [Zone(*line_around(text, line[0].start, line[-1].end), tuple(line)) for line in every]
    tried = [
        [unmarked.read(text, z.start, z.end, by, script, habit) for z in zones]
        for by in alike(way, shown)
    ]
    parts = [list(_joined(text, line)) for line in mixed(tried)]
    certain, filled = accepted.accepted(text, zones, parts, way)
    return certain, [f for f in filled if f.sure >= TOLD]


def alike(way: Way, shown: Iterable[str]) -> list[Way]:
    """Return a way by the strict table of its reader, and of those that show and lose the same.

    Its own reader is none of them where another shows all that it does not.

    >>> [w.reader for w in alike(Way("cp932", "cp1252-web"), "ƒvƒ")]
    ['cp1252', 'cp1254', 'cp1253', 'cp1255', 'cp1258']
    >>> [w.reader for w in alike(Way("cp932", "cp1252-web"), "Šğ")]
    ['cp1254']
    """
    wanted = {ch: codecs.get(way.reader).bytes_of(ch) for ch in shown if ch > "\x7f" and ch != MARK}
    fine = [
        way._replace(reader=name.removesuffix("-web"))
        for name in sorted(views.SINGLE, key=lambda name: name != way.reader)
        if lapses.of(way._replace(reader=name)) is not None and _shows(name, wanted)
    ]
    return fine or [way._replace(reader=way.reader.removesuffix("-web"))]


def _shows(name: str, wanted: Mapping[str, tuple[bytes, ...]]) -> bool:
    """Tell whether a reader shows bytes as characters, and knows those of which none are given."""
    known = codecs.get(name.removesuffix("-web"))
    return all(
        known.bytes_of(ch) == data if data else known.bytes_of(ch) for ch, data in wanted.items()
    )


def mixed(tried: Sequence[Sequence[Line]]) -> list[list[Part]]:
    """Return the parts of the best of several readings of lines, as sure as all that agree."""
    nats = [TRUST * sum(line.score for line in each) - RARER * k for k, each in enumerate(tried)]
    best = max(range(len(tried)), key=nats.__getitem__)
    shares = [math.exp(n - nats[best]) for n in nats]
    out: list[list[Part]] = []
    for k, line in enumerate(tried[best]):
        agreed: dict[tuple[int, int, str], float] = defaultdict(float)
        for share, each in zip(shares, tried, strict=True):
            for p in each[k].parts:
                agreed[p.start, p.end, p.new] += p.sure * share / sum(shares)
        out.append([p._replace(sure=agreed[p.start, p.end, p.new]) for p in line.parts])
    return out


def _joined(text: str, parts: Sequence[Part]) -> Iterator[Part]:
    """Yield parts that are no ASCII that stays, neighbors of which all are sure as one."""
    told = (p._replace(plain=not p.marked and p.sure >= SURE) for p in parts)
    return reread.joined(text, told, _join)


def _join(a: Part, b: Part) -> Part | None:
    if min(a.sure, b.sure) < SURE:
        return None
    return reread.together(a, b, a.sure * b.sure, a.plain and b.plain)
