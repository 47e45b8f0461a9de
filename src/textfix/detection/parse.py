"""Many short strings at once through a double-byte table: every character, without a loop.

A string of lead bytes is cut by parity, counted from the byte before it that begins no pair.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from textfix.codecs import MultiReader, Reader, get, wrong
from textfix.codecs.cells import cells
from textfix.codecs.tokens import SHAPES
from textfix.detection.tables import ASTRAL

if TYPE_CHECKING:
    import numpy as np

MARK = 0xFFFD
# A cell of two code points, which these tables cannot hold.
_TWO = 0xFFFE
# Wrong sequences in the first bytes from which all characters are looked at together.
_LOOKED_AT, _FEW = 16_384, 8
_BULLETS = {0x2027: 0x2022}


class ByteTable(NamedTuple):
    """What a reader shows for single bytes and pairs, and which bytes lead.

    `long` matches the rest; `opens` are the pairs of bytes that it may begin with.

    Not for habits other than the web's.
    """

    singles: "np.ndarray[Any, Any]"
    pairs: "np.ndarray[Any, Any]"
    lead: "np.ndarray[Any, Any]"
    long: re.Pattern[bytes] | None
    opens: "np.ndarray[Any, Any]"


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
    long = re.compile(shape.long) if shape.long else None
    return ByteTable(singles, pairs, lead, long, _opens(long))


def _opens(long: re.Pattern[bytes] | None) -> "np.ndarray[Any, Any]":
    """Pairs of bytes that longer sequences may begin with, by their first and second bytes."""
    import numpy as np

    out = np.zeros((256, 256), bool)
    if long is not None:
        ends = [bytes([trail]) + end for trail in b"0\xa1" for end in (b"\xa1\xa1", b"\x810")]
        heads = [byte for byte in range(256) if any(long.match(bytes([byte]) + e) for e in ends)]
        for byte in range(256):
            tails = [bytes([heads[0], byte]) + end for end in (b"\xa1\xa1", b"\x810")]
            out[heads, byte] = any(long.match(tail) for tail in tails)
    return out.reshape(-1)


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
        some = at[table.opens[units[at].astype(np.uint32) << 8 | units[at + 1]]].tolist()
        spans = [place for place in some if table.long.match(joined, place)]
        odd = np.concatenate([odd, np.array(spans, np.intp)])
    kept = np.flatnonzero(emits)
    return Stream(codes[kept], kept, odd)


def wrong_places(reader: Reader, data: bytes) -> list[tuple[int, int]]:
    """Return (start, end) of wrong bytes as `codecs.wrong` does, quickly also where they are many.

    Not for what stands between them.

    >>> wrong_places(get("big5-web"), b"a\\xff\\xa4\\xa4\\x81 ")
    [(1, 2), (4, 5)]
    """

    few = data[:_LOOKED_AT]
    if isinstance(reader, MultiReader) and reader.decode(few).count("\ufffd") > _FEW:
        return _all_wrong(reader, data)
    return wrong(reader, data)


def _all_wrong(reader: MultiReader, data: bytes) -> list[tuple[int, int]]:
    import numpy as np

    table, read = byte_table(reader.name), stream(data, reader.name)
    starts = read.places[read.codes == MARK]
    # Lines with sequences that the stream does not read are looked at one by one.
    odd: list[tuple[int, int]] = []
    for place in sorted(read.odd.tolist()):
        if not odd or place >= odd[-1][1]:
            odd.append((data.rfind(b"\n", 0, place) + 1, data.find(b"\n", place) + 1 or len(data)))
    for begin, end in odd:
        starts = starts[(starts < begin) | (starts >= end)]
    units = np.frombuffer(data + b"\0", np.uint8)
    # A lead byte takes the next one along but where that is ASCII.
    ends = starts + 1 + (table.lead[units[starts]] & (units[starts + 1] >= 0x80))
    out = list(zip(starts.tolist(), ends.tolist(), strict=True))
    if not odd:
        return out
    for begin, end in odd:
        out += [(begin + a, begin + b) for a, b in wrong(reader, data[begin:end])]
    return sorted(out)
