"""Pieces that stay as they stand in a text that is damaged elsewhere: parts of words and units.

Law: that the text beside it was read wrong says nothing of what is likelier as it stands.
"""

from __future__ import annotations

import re
from typing import Final

from textfix.chars import is_private
from textfix.mojibake.health import words
from textfix.mojibake.shown import shapes, views
from textfix.mojibake.shown.strict import Piece, Way

WORD: Final = -6.0
"""Nats below which letters of a word stay, two bytes that are letters: by a sign such as `x` in
`轴x` even common Han lose more than a word would."""

LONGEST: Final = 40
"""Letters beside a piece that are looked at."""

_LONE: Final = re.compile("(?<![^\0-\x7f])[^\0-\x7f][a-zA-Z](?![^\0-\x7f])")
"""A character beyond ASCII, alone, and the ASCII letter behind it: `Müller`, `25 µm`, `5 °C`."""

_LETTERS: Final = re.compile(r"[^\W\d_]*")
_UNIT: Final = re.compile("(?<![^\0-\x7f])°[CF](?![^\0-\x7f]|\\w)")
_TWO: Final = re.compile("(?<=[a-zA-Z])[^\0-\x7f]{2}(?=[a-zA-Z])")
"""Two of them amid ASCII letters: `Größe`."""

_ASCII: Final = re.compile("[a-zA-Z]")
_SMALL: Final = re.compile("[a-z]")


def stays(piece: Piece, value: float, text: str) -> bool:
    """Tell whether a piece that gains a value in its place is left, whatever stands beside it.

    A mark behind a word loses by the word alone: `¡C` is `。` in Big5.

    >>> stays(Piece(3, 5, "祄", Way("gb18030", "latin-1")), -2.0, "25 µm")
    True
    """
    if value >= 0.0 or not paired(piece.way):
        return False
    if all(map(is_private, piece.new)):
        return True
    if piece.end == piece.start + 2 and _LONE.match(text, piece.start):
        beside = text[max(0, piece.start - 1) : piece.start] + text[piece.end - 1 : piece.end + 1]
        return _in_word(piece.start, piece.end, text) or not _SMALL.search(beside)
    return value < WORD and _in_word(piece.start, piece.end, text)


def paired(way: Way) -> bool:
    """Tell whether a way read pairs of bytes as single ones: what it takes may be two letters."""
    return way.encoding != shapes.UTF8 and way.reader in views.SINGLE


def lone(line: str) -> bool:
    """Tell whether a line has a letter of a word beside ASCII, or two, or a unit: no pair of bytes.

    >>> lone("Herr Müller"), lone("ÖÐÎÄ")
    (True, False)
    """
    if _UNIT.search(line):
        return True
    return any(_in_word(*m.span(), line) for form in (_LONE, _TWO) for m in form.finditer(line))


def _in_word(start: int, end: int, text: str) -> bool:
    """Tell whether a span is letters of a word as it stands, some of them ASCII."""
    first = start
    while first > max(0, start - LONGEST) and text[first - 1].isalpha():
        first -= 1
    after = _LETTERS.match(text, end, end + LONGEST)
    word = text[first : after.end() if after else end]
    return _ASCII.search(word) is not None and words.shaped(word)
