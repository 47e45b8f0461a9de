"""Costs of many short strings under every single-byte encoding at once."""

from functools import cache
from typing import TYPE_CHECKING, Any

from textfix.detection import contest, letters

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

# Strings summed at once: their costs stay in the nearest cache.
_BLOCK = 128
# The place of the row of zeros that fills strings up.
_FILL = 65_536


@cache
def _rows() -> "Array":
    """The byte-pair tables as uint16, so that no sum of 256 bytes overflows, and zeros."""
    import numpy as np

    tables = letters.tables()
    return np.concatenate([tables, np.zeros((1, tables.shape[1]), np.uint8)]).astype(np.uint16)


@cache
def _classes() -> "Array":
    """For each byte: whether it is an ASCII letter, whether it is beyond ASCII."""
    import numpy as np

    return np.array([[chr(b).isalpha() and b < 0x80, b >= 0x80] for b in range(256)], np.int64)


def single_costs(sources: list[bytes], out: "Array") -> "Array":
    """Write the costs of the best single-byte readings of each string, as `contest.singles`.

    Not for strings above 256 bytes. `out` has a column for each of `letters.FAMILIES`; returned
    is the place of the kind that gave each cost.

    >>> import numpy as np
    >>> out = np.full((1, len(letters.FAMILIES)), 1 << 30)
    >>> kinds = single_costs(["été".encode("cp1252")], out)
    >>> letters.FAMILIES[int(out[0].argmin())][0]
    'cp1252'
    """
    import numpy as np

    names = [kind.encoding for kind in letters.kinds()]
    begins = [names.index(family[0]) for family in letters.FAMILIES]
    lengths = np.array([len(data) for data in sources])
    places = np.zeros(out.shape, np.int64)
    order = np.argsort(lengths, kind="stable")
    for start in range(0, len(order), _BLOCK):
        rows = order[start : start + _BLOCK]
        costs = _summed([sources[row] for row in rows.tolist()])
        least = np.minimum.reduceat(costs, begins, axis=1)
        # Encodings beyond the best few take no part: those at the same cost count in their order.
        ranked = np.argsort(least, axis=1, kind="stable")[:, : contest.SINGLES]
        picked = np.take_along_axis(least, ranked, 1)
        out[rows[:, None], ranked] = picked
        for column, (begin, end) in enumerate(zip(begins, [*begins[1:], len(names)], strict=True)):
            places[rows, column] = begin + costs[:, begin:end].argmin(1)
    return places


def _summed(sources: list[bytes]) -> "Array":
    """Costs under each kind, priors included: shape (strings, kinds)."""
    import numpy as np

    size = max(len(data) for data in sources)
    padded = b"".join([b"\0" + data.ljust(size, b"\0") for data in sources])
    units = np.frombuffer(padded, np.uint8).reshape(len(sources), size + 1).astype(np.intp)
    pairs = units[:, :-1] << 8 | units[:, 1:]
    lengths = np.array([len(data) for data in sources])
    filled = np.arange(size) >= lengths[:, None]
    pairs[filled] = _FILL
    table = _rows()
    total = np.zeros((len(sources), table.shape[1]), np.uint16)
    for column in pairs.T:
        total += table[column]
    kinds = _classes()[units].sum(1)
    foreign = kinds[:, 0] > 2 * kinds[:, 1]
    priors = np.where(foreign[:, None], letters.priors(contest.FOREIGN), letters.priors(0))
    summed: Array = total.astype(np.int64) + priors
    return summed
