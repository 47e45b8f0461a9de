"""What a byte that stood alone left on a page: a mark, or nothing, as its reader has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from textfix.insertion import gbk
from textfix.insertion.cuts import CUT_MARKS
from textfix.insertion.prices import EIGHTY, LOST_AT_QUESTION, MEANT, TWIN
from textfix.insertion.readers import Reader, single
from textfix.insertion.swallowed import swallowed
from textfix.lattice import LOST, Choice

QUESTIONS: Final = "?？\ufffd"

_INDENTED: Final = re.compile(r"[^?\n]\?{5}(?!\?)")


def question(text: str, position: int, reader: Reader) -> tuple[Choice, ...]:
    """A question mark: itself, its fullwidth twin, or a byte that stood alone.

    A lead byte stands alone before a cut, or it swallowed the ASCII character behind it.
    Three marks in a row are an indent or somebody's surprise; before an indent, which stands
    where a line begins, the line end may have been swallowed.
    """
    ch = text[position]
    if ch == "?" and "???" in text[max(0, position - 2) : position + 3]:
        if position and _INDENTED.match(text, position - 1):
            return Choice((0x3F,)), Choice((LOST, 0x0A), LOST_AT_QUESTION, shifted=True)
        return (Choice((0x3F,)),)
    choices = [Choice(data) if (data := gbk.encode(ch)) else Choice(literal=ch, cost=MEANT)]
    if ch == "?":
        choices.append(Choice(gbk.FULLWIDTH["?"], TWIN, shifted=True))
    if ch != "？":
        choices.extend(_marked(text, position, reader))
    return tuple(choices)


def _marked(text: str, position: int, reader: Reader) -> Iterator[Choice]:
    price = LOST_AT_QUESTION if text[position] == "?" else 0.0
    following = text[position + 1 : position + 2]
    if not reader.euro:
        yield Choice((gbk.EURO,), price + _eighty(reader), shifted=True)
    if not following or following in CUT_MARKS or following in "\n\x05\x06\x07\x08":
        yield Choice((LOST,), price)
    elif not reader.eats:
        data = gbk.encode(following)
        if data is not None:
            trails = single(data[0], reader.area)
            if trails != {}:
                yield Choice((LOST,), price, pairs=trails, shifted=True)
    if reader.eats:
        for c, dearer in swallowed(text, position + 1):
            yield Choice((LOST, ord(c)), price + dearer, shifted=True)


def unmarked(data: tuple[int, ...], reader: Reader) -> Iterator[Choice]:
    """Yield what the bytes of a character are if one that left no mark went before them.

    No price: what is lost is settled by the bytes, to a reader that marks nothing.
    """
    if not reader.mark:
        trails = single(data[0], reader.area)
        if trails != {}:
            yield Choice((LOST, *data), pairs=trails, shifted=True)
        if not reader.euro:
            yield Choice((gbk.EURO, *data), _eighty(reader), shifted=True)


def _eighty(reader: Reader) -> float:
    """Return the price of 0x80 as a byte that fits nothing: Python, which has no area, says so."""
    return 0.0 if reader.area == "open" else EIGHTY
