"""Costs of many short strings read as UTF-16."""

from typing import TYPE_CHECKING, Any

from textfix.detection import contest
from textfix.detection.pairs import stream_costs
from textfix.detection.tables import ASTRAL
from textfix.detection.utf8 import ALL, CUT_ALONE, CUT_TAIL

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

_MARK = 0xFFFD
_KANA, _HANGUL = (0x3041, 0x30FF), (0xAC00, 0xD7A3)
_SURROGATES = bytes(range(0xD8, 0xE0))
# Languages by whether there are kana, Hangul, or neither, as `utf8.plausible` has them.
_GROUPS = (ALL[:3], ALL[2:3], ALL[3:])


def wide_costs(sources: list[bytes], out: "Array") -> None:
    """Write the cost of each string as UTF-16, a column for each byte order, where it is any.

    Not for strings that begin with a byte order mark.

    >>> import numpy as np
    >>> out = np.full((1, 2), 1 << 30)
    >>> wide_costs(["中文".encode("utf-16-le")], out)
    >>> bool(out[0, 0] < 1 << 30)
    True
    """
    for column, (name, first) in enumerate(contest.WIDE):
        rows = []
        for row, data in enumerate(sources):
            if len(data) < 4 or not contest.upper_fit(data[first::2]):
                continue
            # Half a pair and an odd byte at the end make one mark together.
            if len(data) % 2 == 0 or data[-3 + first] not in _SURROGATES:
                rows.append(row)
                continue
            for reading in contest.wides(data):
                if reading.encoding == name:
                    out[row, column] = reading.cost
        if rows:
            out[rows, column] = _costs(
                [sources[row] for row in rows], "<u2" if first else ">u2", 1 << 30
            )


def _costs(sources: list[bytes], kind: str, none: int) -> "Array":
    """Costs of all strings in one byte order; `none` where too much of one is no character."""
    import numpy as np

    newline = np.array([10], kind).tobytes()
    joined = newline.join([*[data[: len(data) // 2 * 2] for data in sources], b""])
    codes = np.frombuffer(joined, kind).astype(np.uint32)
    sizes = np.array([len(data) for data in sources])
    edges = np.concatenate([[0], np.cumsum(sizes // 2 + 1)])
    codes, edges = _paired(codes, edges)
    begin, end = edges[:-1], edges[1:] - 1
    # An odd byte at the end is a character cut; so is, to a reader, a mark.
    cut = sizes % 2 == 1
    marked = ~cut & (codes[end - 1] == _MARK)
    end = end - marked
    alone = (end == begin) | (codes[end - 1] < 0x80)
    tail = np.where(cut | marked, np.where(alone, CUT_ALONE, CUT_TAIL), 0)
    kana = sums((codes >= _KANA[0]) & (codes <= _KANA[1]), begin, end) > 0
    hangul = sums((codes >= _HANGUL[0]) & (codes <= _HANGUL[1]), begin, end) > 0
    group = np.where(kana, 1, np.where(hangul, 2, 0))
    own = np.full(len(sources), none, np.int64)
    for number, languages in enumerate(_GROUPS):
        rows = group == number
        if rows.any():
            inside = np.repeat(rows, np.diff(edges))
            place = np.concatenate([[0], np.cumsum(inside)])
            some = codes[inside]
            spans = place[begin[rows]], place[end[rows]]
            each = [sums(stream_costs(some, name), *spans) for name in languages]
            own[rows] = np.min(each, axis=0)
    bad = sums(codes == _MARK, begin, end) * 8 > end - begin
    costs: Array = np.where(bad, none, own + tail + contest.WIDE_PRIOR)
    return costs


def _paired(codes: "Array", edges: "Array") -> tuple["Array", "Array"]:
    """Pairs of surrogates become one character beyond the BMP, lone ones marks."""
    import numpy as np

    high, low = codes >> 10 == 0x36, codes >> 10 == 0x37
    if not (high | low).any():
        return codes, edges
    codes = np.where(high | low, np.uint32(_MARK), codes)
    paired = np.flatnonzero(high[:-1] & low[1:])
    codes[paired] = ASTRAL
    kept = np.ones(len(codes), bool)
    kept[paired + 1] = False
    place = np.concatenate([[0], np.cumsum(kept)])
    return codes[kept], place[edges]


def sums(values: "Array", begin: "Array", end: "Array") -> "Array":
    """Return the sum of `values` from each of `begin` to each of `end`.

    Not for floats.

    >>> import numpy as np
    >>> sums(np.arange(4), np.array([0, 2]), np.array([2, 4])).tolist()
    [1, 5]
    """
    import numpy as np

    total = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=total[1:])
    found: Array = total[end] - total[begin]
    return found
