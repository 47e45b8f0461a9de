"""Which lines of a chunk an encoding reads so well that no other needs to be asked.

All lines at once; a line with a few wrong bytes in good text is still the encoding's own.
"""

from typing import TYPE_CHECKING, Any

from textfix.detection.doubles import BY_NAME, Double
from textfix.detection.pairs import stream_costs
from textfix.detection.parse import Stream, stream
from textfix.detection.utf8 import without_surrogates
from textfix.detection.wides import sums

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

# Mean cost of the characters of a line that is well read, ASCII apart.
_FINE = 60
# So many characters in a row at this mean cost are no chance, whatever stands around them; they
# have to be this share of the line.
_WINDOW, _GOOD, _SHARE = 8, 54, 3
# Whole UTF-8 sequences for each wrong one: GBK read so has one for three.
_WHOLE = 1
# Price of a byte of a good UTF-8 line: about what Chinese costs.
_BYTE = 15
# Characters by which the language is told.
_TOLD = 4096


def own_lines(data: bytes, lines: list[tuple[int, int]], encoding: str) -> list[int | None]:
    """Return the cost of each line that the encoding reads well, None for other lines.

    Not for single-byte encodings, which read everything: there all but ASCII is None.
    ASCII lines cost 0.

    >>> data = "这是中文\\nabc\\n".encode("gbk") + b"\\xff\\xfe"
    >>> own_lines(data, [(0, 9), (9, 13), (13, 15)], "gb18030")
    [161, 0, None]
    """
    double = BY_NAME.get(encoding)
    if double is not None:
        return _double(data, lines, double)
    pieces = [data[start:end] for start, end in lines]
    if encoding == "utf-8":
        return [0 if piece.isascii() else _utf8(piece) for piece in pieces]
    return [0 if piece.isascii() else None for piece in pieces]


def _utf8(line: bytes) -> int | None:
    text = without_surrogates(line).decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    if wrong:
        whole = len(text.encode("ascii", "ignore"))
        if len(text) - whole - wrong < _WHOLE * wrong:
            return None
    return _BYTE * len(line)


def _double(data: bytes, lines: list[tuple[int, int]], double: Double) -> list[int | None]:
    import numpy as np

    read = stream(data, double.reader)
    bounds = np.array([start for start, _ in lines] + [len(data)])
    edges = np.searchsorted(read.places, bounds)
    begin, end = edges[:-1], edges[1:]
    costs = stream_costs(read.codes, _language(read, double))
    wide = read.codes >= 0x80
    number, whole = sums(wide, begin, end), sums(costs, begin, end)
    own = np.where(wide, costs, 0)
    fine = sums(own, begin, end) <= _FINE * number
    good = sums(_telling(own, wide), begin, end) * _SHARE >= number
    fine |= good & (number >= _WINDOW)
    # Sequences that the stream does not read: looked at one by one.
    fine[np.searchsorted(bounds, read.odd, "right") - 1] = False
    prices = np.where(number > 0, whole, 0).tolist()
    judged = (fine | (number == 0)).tolist()
    return [price if right else None for price, right in zip(prices, judged, strict=True)]


def _telling(own: "Array", wide: "Array") -> "Array":
    """Characters that are part of a window of good ones."""
    import numpy as np

    total, count = np.zeros(len(own) + 1, np.int64), np.zeros(len(own) + 1, np.int64)
    np.cumsum(own, out=total[1:])
    np.cumsum(wide, out=count[1:])
    if len(own) < _WINDOW:
        return np.zeros(len(own), bool)
    some = count[_WINDOW:] - count[:-_WINDOW] == _WINDOW
    some &= total[_WINDOW:] - total[:-_WINDOW] <= _GOOD * _WINDOW
    part = np.zeros(len(own) + 1, np.int64)
    part[: len(some)] += some
    part[_WINDOW:] -= some
    inside: Array = np.cumsum(part[:-1]) > 0
    return inside


def _language(read: Stream, double: Double) -> str:
    if len(double.languages) == 1:
        return double.languages[0]
    some = read.codes[read.codes >= 0x80][:_TOLD]
    return min(double.languages, key=lambda name: int(stream_costs(some, name).sum()))
