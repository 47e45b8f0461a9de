"""A layer proven by its bytes alone: all of a line is UTF-8, many characters of three bytes.

Law: nothing of the line is left over; what comes out need not be text: damage may lie below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from textfix.mojibake.reading import sense
from textfix.mojibake.reading.choose import Stretch
from textfix.mojibake.shown import shapes, views
from textfix.mojibake.shown.strict import Piece, line_around, lines

READERS: Final = frozenset(
    ("latin-1", "cp1252-web", "cp437", "mac_roman", "cp1251-web", "koi8-r", "iso8859-15")
)
"""Readers for which a lead byte and two that follow look like nothing that is written.

cp866 shows Russian words for them (`раб`)."""

LEAST: Final = 8
"""Characters of three bytes in a line. A letter and two symbols each, eight times, and nothing
else beyond ASCII: none of 6,807 clean documents has even two such in a row."""


def proven(pieces: Iterable[Piece], text: str) -> list[Stretch]:
    """Return the stretch of the first way that spells whole lines, if one does.

    >>> from textfix.mojibake.shown import strict, views
    >>> seen = "鍚戝乏鍚戝彸鍚戝乏鍚戝彸".encode().decode("latin-1")
    >>> [s.pieces[0].new for s in proven(strict.pieces(views.points(seen), seen), seen)]
    ['鍚戝乏鍚戝彸鍚戝乏鍚戝彸']
    """
    for way, group in groupby(pieces, key=lambda p: p.way):
        if way.encoding == shapes.UTF8 and way.reader in READERS:
            taken = [p for line in _whole(list(group), text) for p in line]
            if taken:
                return [Stretch((way,), tuple(taken), sense.SURELY)]
    return []


def _whole(pieces: Sequence[Piece], text: str) -> Iterator[list[Piece]]:
    """Yield the pieces of lines that they explain whole."""
    for line in lines(text, pieces):
        if any(p.loose for p in line):
            continue
        if sum(ch > "\u07ff" for p in line for ch in p.new) < LEAST:
            continue
        low, high = line_around(text, line[0].start, line[-1].end)
        if views.beyond(text[low:high]) == sum(views.beyond(text[p.start : p.end]) for p in line):
            yield line
