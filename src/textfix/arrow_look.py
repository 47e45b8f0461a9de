"""One look of the sieve at many rows of an Arrow column, on the bytes that Arrow holds.

Law: the rows that wake are those of `Sieve.look`; a row that does not never becomes a str.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from textfix.clusters import SHORT
from textfix.sieve import Sieve, nonzero

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SLICE: Final = 1 << 22
"""Bytes of a column taken together: enough to forget the price of a call, little to hold."""
_ROWS: Final = 1 << 14
"""Rows taken together, however short they are."""
_BLOCK: Final = 3 << 15
"""Bytes looked at together: what is made of them stays in the second-level cache."""
_WIDEST: Final = 4
"""Bytes of the longest character in UTF-8."""


class _Raw(NamedTuple):
    """Rows as Arrow holds them: their bytes, and where each row ends."""

    data: NDArray[np.uint8]
    ends: NDArray[np.int64]


def slices(array: Any) -> Iterator[tuple[int, int]]:
    """Yield (start, length) of runs of rows of four megabytes or so; a larger row stands alone.

    Not for views: cast them first.
    """
    import numpy as np
    import pyarrow.compute as pc

    if not len(array):
        return
    lengths = pc.fill_null(pc.binary_length(array), 0).to_numpy(zero_copy_only=False)
    ends = np.cumsum(lengths, dtype=np.int64)
    start = done = 0
    while start < len(array):
        last = int(np.searchsorted(ends, done + _SLICE, side="right"))
        last = min(max(last, start + 1), start + _ROWS)
        yield start, last - start
        start, done = last, int(ends[last - 1])


def woken(piece: Any, sieve: Sieve) -> Iterator[tuple[int, str]]:
    """Yield (row, text) for the rows of a slice of strings that wake a rule, as `Sieve.look` does.

    Not for a whole column: what is looked at is held in memory. UnicodeDecodeError for a slice
    with a row that is not valid UTF-8.
    """
    raw = _raw(piece)
    if not raw.data.size:
        return
    for row, mask in sieve.by_owner(*_owned(piece, raw, sieve)):
        if mask:
            start = int(raw.ends[row - 1]) if row else 0
            yield row, str(raw.data[start : raw.ends[row]].data, "utf-8")


def _owned(piece: Any, raw: _Raw, sieve: Sieve) -> tuple[NDArray[Any], ...]:
    """Return the hits of a slice in order: places, bits, rows; and the characters of each row."""
    import numpy as np
    import pyarrow.compute as pc

    lengths = raw.ends - np.concatenate(([0], raw.ends[:-1]))
    long = lengths[lengths != 0].min() > SHORT * _WIDEST
    places, bits, points = _hits(raw.data, sieve)
    if long:
        kept = sieve.clusters.together(places, bits)
        places, bits = places[kept], bits[kept]
    last, last_bits = _hits_at_ends(raw, lengths, sieve)
    if not places.size and not last.size:
        return places, bits, last, lengths
    if points != len(raw.data):
        counted = pc.utf8_length(piece)
        counted = counted.fill_null(0) if piece.null_count else counted
        lengths = counted.to_numpy(zero_copy_only=False)
    ends = np.cumsum(lengths, dtype=np.int64)
    rows = np.searchsorted(ends, places, side="right")
    # The last character of a row was looked at beside the first of the next.
    inside = places != ends[rows] - 1
    if not long:
        inside &= sieve.clusters.together(places, bits) | (lengths[rows] <= SHORT)
    places = np.concatenate((places[inside], ends[last] - 1))
    order = np.argsort(places, kind="stable")
    bits = np.concatenate((bits[inside], last_bits))[order]
    return places[order], bits, np.concatenate((rows[inside], last))[order], lengths


def _raw(piece: Any) -> _Raw:
    """Return the bytes of a slice of strings without a copy, unless nulls hide some.

    Raises UnicodeDecodeError if a row begins in the middle of a character: together with the
    row before, it would pass for valid.
    """
    import numpy as np
    import pyarrow.compute as pc

    _, offsets, data = piece.buffers()
    wide = np.int64 if str(piece.type) == "large_string" else np.int32
    bounds: NDArray[Any] = np.frombuffer(
        offsets, wide, len(piece) + 1, piece.offset * wide().itemsize
    )
    first, end = int(bounds[0]), int(bounds[-1])
    if piece.null_count and end - first != (pc.sum(pc.binary_length(piece)).as_py() or 0):
        return _raw(pc.fill_null(piece, ""))
    whole = np.frombuffer(data, np.uint8, end - first, first) if data else np.empty(0, np.uint8)
    ends = bounds[1:].astype(np.int64) - first
    begins = whole[bounds[:-1][bounds[:-1] < bounds[1:]] - first]
    if ((begins & 0xC0) == 0x80).any():
        raise UnicodeDecodeError("utf-8", b"", 0, 1, "a row begins within a character")
    return _Raw(whole, ends)


@lru_cache(maxsize=32)
def _table(sieve: Sieve) -> tuple[Any, int]:
    import pyarrow as pa

    table, half = sieve.table()
    return pa.array(table), half


def _hits(data: NDArray[np.uint8], sieve: Sieve) -> tuple[NDArray[np.intp], NDArray[Any], int]:
    """Return the code points at which a wake begins, which wakes, and how many points there are.

    The table is read by Arrow, which takes 16-bit and 8-bit indices as they are: NumPy would
    make machine words of them first, which costs as much as the reading.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    table, half = _table(sieve)
    found, masks, points = [], [], 0
    before = np.zeros(1, table.type.to_pandas_dtype())
    for block in _blocks(data):
        units, number = _units(block)
        classes = pc.take(table, pa.array(units), boundscheck=False).to_numpy()
        hits = classes[:-1] & (classes[1:] >> half)
        here = nonzero(hits)
        masks += [before & (classes[:1] >> half), hits[here]]
        if number != len(units):
            # Rows are cut by code points: a pair of surrogates is two units.
            low = np.flatnonzero((units & 0xFC00) == 0xDC00)
            here = here - np.searchsorted(low, here, side="right")
        found += [np.array([points - 1]), here + points]
        points, before = points + number, classes[-1:]
    places, bits = np.concatenate(found), np.concatenate(masks)
    some = nonzero(bits)
    return places[some], bits[some], points


def _blocks(data: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    """Cut bytes of UTF-8 into blocks, between characters."""
    low = 0
    while low < len(data):
        high = low + _BLOCK
        if high < len(data):
            # Of four bytes of valid UTF-8 one begins a character.
            high -= next((k for k in range(4) if int(data[high - k]) & 0xC0 != 0x80), 0)
        yield data[low:high]
        low = high


def _units(block: NDArray[np.uint8]) -> tuple[NDArray[Any], int]:
    """Return code units and the number of code points; ASCII is both as it stands."""
    import numpy as np

    if block.max() < 0x80:
        return block, len(block)
    text = str(block.data, "utf-8")
    return np.frombuffer(text.encode("utf-16-le"), np.uint16), len(text)


def _hits_at_ends(
    raw: _Raw, lengths: NDArray[np.int64], sieve: Sieve
) -> tuple[NDArray[np.intp], NDArray[Any]]:
    """Return the rows at whose last character a wake begins, and which: a line end follows it."""
    import numpy as np

    rows = np.flatnonzero(lengths)
    pairs = np.full(2 * len(rows), 0x0A, np.uint16)
    pairs[::2] = _last_units(raw.data, raw.ends[rows] - 1)
    hits = sieve.hits(pairs)[::2]
    here = nonzero(hits)
    return rows[here], hits[here]


def _last_units(data: NDArray[np.uint8], at: NDArray[np.int64]) -> NDArray[np.uint16]:
    """Return the UTF-16 code unit that ends with each of these bytes of valid UTF-8."""
    import numpy as np

    # The bytes before may be those of another row, or of none: then they are not asked.
    one, two, three = (data[np.maximum(at - k, 0)].astype(np.uint16) for k in range(3))
    tail = (two & 0x3F) << 6 | one & 0x3F
    return np.select(
        [one < 0x80, two >= 0xC0, three >= 0xE0],
        [one, tail & 0x7FF, (three & 0x0F) << 12 | tail],
        0xDC00 | tail & 0x3FF,
    ).astype(np.uint16)
