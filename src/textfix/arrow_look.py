"""One look of the sieve at many rows of an Arrow column: their bytes joined and decoded at once.

Law: the rows that wake are those of `Sieve.look`; a row that does not never becomes a str.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from textfix.clusters import SHORT
from textfix.sieve import Sieve, nonzero

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SLICE: Final = 1 << 20
"""Bytes of a column taken together: enough to forget the price of a call, little to hold."""
_ROWS: Final = 1 << 14
"""Rows taken together, however short they are."""
_BLOCK: Final = 1 << 15
"""UTF-16 code units looked at together: the sieve's table stays in the second-level cache."""


def slices(array: Any) -> Iterator[tuple[int, int]]:
    """Yield (start, length) of runs of rows of about a megabyte each; a larger row stands alone.

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


def _joined(piece: Any) -> str:
    """Return the rows as one str, a line feed behind each; UnicodeDecodeError if one is none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    filled = pc.fill_null(piece, "") if piece.null_count else piece
    lists = pa.ListArray.from_arrays([0, len(filled)], filled)
    joined = pc.binary_join(lists, pa.scalar("\n", piece.type))[0].as_buffer()
    return str(joined, "utf-8") + "\n"


def woken(piece: Any, sieve: Sieve) -> Iterator[tuple[int, str]]:
    """Yield (row, text) for the rows of a slice of strings that wake a rule, as `Sieve.look` does.

    Not for a whole column: what is looked at is held in memory. UnicodeDecodeError for a slice
    with a row that is not valid UTF-8.
    """
    import numpy as np
    import pyarrow.compute as pc

    text = _joined(piece)
    places, bits = _hits(text, sieve)
    if not places.size:
        return
    lengths = pc.fill_null(pc.utf8_length(piece), 0).to_numpy(zero_copy_only=False)
    if lengths.min() > SHORT:
        kept = sieve.clusters.together(places, bits)
        places, bits = places[kept], bits[kept]
    ends = np.cumsum(lengths + 1, dtype=np.int64)
    rows = np.searchsorted(ends, places, side="right")
    # What joins two rows is in neither, though line ends are among what wakes.
    inside = places != ends[rows] - 1
    places, bits, rows = places[inside], bits[inside], rows[inside]
    for row, mask in sieve.by_owner(places, bits, rows, lengths):
        if mask:
            end = int(ends[row]) - 1
            yield row, text[end - int(lengths[row]) : end]


def _hits(text: str, sieve: Sieve) -> tuple[NDArray[np.intp], NDArray[Any]]:
    """Return the code points at which a wake begins, and which wakes."""
    import numpy as np

    units = np.frombuffer(text.encode("utf-16-le"), np.uint16)
    found, masks = [], []
    for at in range(0, len(units), _BLOCK):
        hits = sieve.hits(units[at : at + _BLOCK + 1])
        here = nonzero(hits)
        found.append(here + at)
        masks.append(hits[here])
    places, bits = np.concatenate(found), np.concatenate(masks)
    if len(units) != len(text) and places.size:
        # Rows are cut by code points: a pair of surrogates is two units.
        low = np.flatnonzero((units & 0xFC00) == 0xDC00)
        places = places - np.searchsorted(low, places, side="right")
    return places, bits
