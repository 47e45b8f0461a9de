"""Many short strings at once through a double-byte table: every character, without a loop.

A string of lead bytes is cut by parity, counted from the byte before it that begins no pair.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from textfix.codecs import MultiReader, get
from textfix.codecs.cells import cells
from textfix.codecs.tokens import SHAPES
from textfix.detection.tables import ASTRAL

if TYPE_CHECKING:
    import numpy as np

MARK = 0xFFFD
# A cell of two code points, which these tables cannot hold.
_TWO = 0xFFFE
_BULLETS = {0x2027: 0x2022}


class ByteTable(NamedTuple):
    """What a reader shows for single bytes and pairs, and which bytes lead; `long` finds the rest.

    Not for habits other than the web's.
    """

    singles: "np.ndarray[Any, Any]"
    pairs: "np.ndarray[Any, Any]"
    lead: "np.ndarray[Any, Any]"
    long: re.Pattern[bytes] | None


class Stream(NamedTuple):
    """Characters of all strings in a row: code points, place of each one's byte, strings left out.

    Not for text: code points beyond the BMP are 0xFFFF.
    """

    codes: "np.ndarray[Any, Any]"
    places: "np.ndarray[Any, Any]"
    odd: "np.ndarray[Any, Any]"


def _code(text: str) -> int:
    if len(text) > 1:
        return _TWO
    return min(_BULLETS.get(ord(text), ord(text)), ASTRAL)


@cache
def byte_table(name: str) -> ByteTable:
    """Return the tables of one reader (~20 ms the first time).

    Not for UTF-8 or single-byte codecs.

    >>> chr(byte_table("big5-web").pairs[0xA4A4])
    '中'
    """
    import numpy as np

    reader = get(name)
    assert isinstance(reader, MultiReader)
    shape = SHAPES[reader.shape]
    singles, pairs = np.full(256, MARK, np.uint32), np.full(65536, MARK, np.uint32)
    singles[:128] = np.arange(128)
    for cell, text in cells(reader.table).items():
        if len(cell) == 1:
            singles[cell[0]] = _code(text)
        elif len(cell) == 2:
            pairs[cell[0] << 8 | cell[1]] = _code(text)
    leads = re.compile(b"[" + shape.lead + b"]")
    lead = np.array([bool(leads.match(bytes([byte]))) for byte in range(256)])
    return ByteTable(singles, pairs, lead, re.compile(shape.long) if shape.long else None)


def stream(joined: bytes, name: str) -> Stream:
    """Return the characters of strings that each end in a newline.

    Not for one long text: a codec is faster. `odd` are places in strings that need another way:
    sequences of three or four bytes, cells of two code points.

    >>> [chr(code) for code in stream("中a\\n".encode("gbk"), "gb18030-web").codes]
    ['中', 'a', '\\n']
    """
    import numpy as np

    table = byte_table(name)
    units = np.frombuffer(joined, np.uint8)
    places = np.arange(len(units), dtype=np.int32)
    # A pair: a lead byte, and anything behind it but a control or a space.
    pair = table.lead[units]
    pair[:-1] &= units[1:] > 0x20
    pair[-1:] = False
    last = np.maximum.accumulate(np.where(pair, np.int32(-1), places))
    # Behind a byte that begins no pair a character begins, then every second byte does.
    begins = np.ones(len(units), bool)
    begins[1:] = (places[1:] - last[:-1]) & 1
    double = begins & pair
    codes = table.singles[units]
    at = np.flatnonzero(double)
    codes[at] = table.pairs[units[at].astype(np.uint32) << 8 | units[at + 1]]
    # The trail of a bad pair shows itself where it is ASCII.
    emits = begins.copy()
    bad = at[codes[at] == MARK] + 1
    emits[bad[units[bad] < 0x80]] = True
    odd = np.flatnonzero((codes == _TWO) & begins)
    if table.long is not None:
        spans = [found.start() for found in table.long.finditer(joined)]
        odd = np.concatenate([odd, np.array(spans, np.intp)])
    kept = np.flatnonzero(emits)
    return Stream(codes[kept], kept, odd)
