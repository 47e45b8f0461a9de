"""One contest over many short strings: the readings of `contest.readings`, as columns of costs.

Every number equals that of the single contest; what is unusual in a string is left to it.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

from textfix.detection import contest, letters
from textfix.detection.contest import COLUMNS
from textfix.detection.doubles import (
    BEGUN,
    CLEAR,
    DOUBLES,
    ENOUGH,
    FIRST,
    RARE_PAIR,
    Double,
    clear_as,
    double_reading,
    is_utf8,
)
from textfix.detection.front import maybe_utf8
from textfix.detection.pairs import stream_costs
from textfix.detection.parse import MARK, Stream, byte_table, stream
from textfix.detection.shares import CEILING, WEIGHED, Ranking, decay
from textfix.detection.sums import single_costs
from textfix.detection.tables import ASCII, BAD
from textfix.detection.utf8 import CUT_ALONE, CUT_HEAD, CUT_TAIL, utf8
from textfix.detection.wides import sums, wide_costs

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

# Dearer than any reading: no reading at all.
NONE = 1 << 30
_UTF8 = COLUMNS.index("utf-8")
_DOUBLE = _UTF8 + 1
_WIDE = _DOUBLE + len(DOUBLES)


class _Read(NamedTuple):
    """One double-byte reading of each string: its cost or `NONE`, the number of its language.

    `clear` tells which are text beyond doubt.
    """

    cost: "Array"
    language: "Array"
    clear: "Array"


def rankings(sources: list[bytes]) -> list[Ranking | None]:
    """Return the end of the contest over each of many short strings; None where it is unusual.

    Not for strings that are not `quick.plain`, nor for pure ASCII.

    >>> [r.order[0][0] for r in rankings(["编码检测".encode("gbk"), "編碼".encode("big5")])]
    ['gb18030', 'big5']
    """
    out = _clear(sources)
    left = [row for row, ranking in enumerate(out) if ranking is None]
    if left:
        for row, ranking in zip(left, _contest([sources[row] for row in left]), strict=True):
            out[row] = ranking
    return out


def _clear(sources: list[bytes]) -> list[Ranking | None]:
    """Those that need no contest, as `doubles.clear` tells."""
    import numpy as np

    out: list[Ranking | None] = [None] * len(sources)
    rows = [
        row
        for row, (data, maybe) in enumerate(zip(sources, maybe_utf8(sources), strict=True))
        if len(data) >= 2 * ENOUGH and not (maybe and is_utf8(data))
    ]
    for double in DOUBLES:
        if not rows:
            break
        read = _read([sources[row] for row in rows], double, 0, np.full(len(rows), NONE))
        numbers, costs, sure = read.language.tolist(), read.cost.tolist(), read.clear.tolist()
        for place, row in enumerate(rows):
            if sure[place]:
                order = [(double.encoding, CEILING)]
                out[row] = Ranking(order, double.languages[numbers[place]], costs[place])
        rows = [row for row in rows if out[row] is None]
    return out


def _contest(sources: list[bytes]) -> list[Ranking | None]:
    """The whole contest over strings that are not clear."""
    import numpy as np

    costs = np.full((len(sources), len(COLUMNS)), NONE, np.int64)
    places = single_costs(sources, costs[:, :_UTF8])
    languages: list[str] = [""] * len(sources)
    odd = np.zeros(len(sources), bool)
    for row, data in enumerate(sources):
        # Where no whole character is UTF-8 there is no such reading.
        for reading in () if data.decode("utf-8", "ignore").isascii() else utf8(data):
            costs[row, _UTF8], languages[row] = reading.cost, reading.language
    spoken, skipped = _doubles(sources, costs)
    wide_costs(sources, costs[:, _WIDE:])
    order = np.argsort(costs, axis=1, kind="stable")
    first = order[:, 0]
    rows = np.arange(len(sources))
    kinds = letters.kinds()
    for row in np.flatnonzero(first < _UTF8).tolist():
        languages[row] = kinds[places[row, first[row]]].language
    for row in np.flatnonzero((first >= _DOUBLE) & (first < _WIDE)).tolist():
        column = int(first[row]) - _DOUBLE
        languages[row] = DOUBLES[column].languages[spoken[row, column]]
        # A reading that begins inside a character leaves bad bytes to be located.
        odd[row] = skipped[row, column]
    return _ranked(order, _shares(costs, order), costs[rows, first], languages, odd)


def _shares(costs: "Array", order: "Array") -> "Array":
    """Shares of belief in that order, added up in it as `shares.weights` does."""
    import numpy as np

    table = np.array(decay())
    sorted_ = np.take_along_axis(costs, order, 1)
    scaled = table[np.minimum(sorted_ - sorted_[:, :1], len(table) - 1)]
    scaled[sorted_ >= NONE] = 0.0
    total = np.zeros(len(costs))
    for column in scaled.T:
        total += column
    shares: Array = np.minimum(CEILING, scaled[:, :WEIGHED] / total[:, None])
    return shares


def _ranked(
    order: "Array", shares: "Array", best: "Array", languages: list[str], odd: "Array"
) -> list[Ranking | None]:
    out: list[Ranking | None] = []
    name = COLUMNS.__getitem__
    top = order[:, :WEIGHED].tolist()
    rows = zip(top, shares.tolist(), best.tolist(), languages, odd.tolist(), strict=True)
    for columns, believed, cost, language, unusual in rows:
        named = list(zip(map(name, columns), believed, strict=True))
        out.append(None if unusual else Ranking(named, language, cost))
    return out


def _doubles(sources: list[bytes], costs: "Array") -> tuple["Array", "Array"]:
    """Fill in the double-byte readings; return their languages and which of them are shifted."""
    import numpy as np

    count = len(sources)
    best = costs.min(1)
    spoken = np.zeros((count, len(DOUBLES)), np.int64)
    skipped = np.zeros((count, len(DOUBLES)), bool)
    own = costs[:, _DOUBLE:_WIDE]
    for column, double in enumerate(DOUBLES):
        read = _read(sources, double, 0, best)
        own[:, column] = read.cost
        spoken[:, column] = read.language
        best = np.minimum(best, own[:, column])
    high = np.array([data[0] >= 0x80 for data in sources])
    half = np.array([max(1, len(data) // 2) for data in sources])
    usual, some = own.argmin(1), own.min(1) < NONE
    poor = best > contest.POOR * half
    for column, double in enumerate(DOUBLES):
        rows = np.flatnonzero(high & (poor | (some & (usual == column))))
        if not len(rows):
            continue
        read = _read([sources[row][1:] for row in rows.tolist()], double, 1, best[rows])
        fit = read.cost < own[rows, column]
        rows = rows[fit]
        own[rows, column], spoken[rows, column] = read.cost[fit], read.language[fit]
        skipped[rows, column] = True
    return spoken, skipped


def double_costs(sources: list[bytes], double: Double, few: int) -> list[int]:
    """Return the cost of each string under one double-byte encoding, -1 where it is none.

    Not for strings that begin inside a character. Up to `few` wrong sequences refuse none.

    >>> double_costs(["编码".encode("gbk"), b"\\xff" * 9], DOUBLES[0], 2)[1]
    -1
    """
    import numpy as np

    cost = _read(sources, double, 0, np.full(len(sources), NONE), few).cost
    costs: list[int] = np.where(cost < NONE, cost, -1).tolist()
    return costs


def _read(sources: list[bytes], double: Double, skip: int, best: "Array", few: int = 0) -> _Read:
    """Read all strings through one table, as `doubles.double_reading` does."""
    import numpy as np

    joined = b"\n".join([*sources, b""])
    lengths = np.array([len(data) + 1 for data in sources])
    starts = np.concatenate([[0], np.cumsum(lengths)])
    last = np.frombuffer(joined, np.uint8)[starts[1:] - 2]
    read = stream(joined, double.reader)
    begin, end, tail = _ends(read, starts, byte_table(double.reader).lead[last])
    costs = [stream_costs(read.codes, name) for name in double.languages]
    own, language = sums(costs[0], begin, end), np.zeros(len(sources), np.int64)
    first = sums(costs[0], begin, np.minimum(begin + FIRST, end))
    for number, cost in enumerate(costs[1:], 1):
        other = sums(cost, begin, end)
        rows = other < own
        language[rows], own[rows] = number, other[rows]
        first[rows] = sums(cost, begin[rows], np.minimum(begin + FIRST, end)[rows])
    rare = [RARE_PAIR.get((double.encoding, name), 0) for name in double.languages]
    own = own + double.prior + tail + np.array(rare)[language] + (CUT_HEAD if skip else 0)
    wrong = sums(read.codes == MARK, begin, end)
    none = ((wrong > few) & (wrong * 4 > end - begin)) | (wrong * BAD > best + contest.HOPELESS)
    if skip:
        none |= sums(read.codes >= 0x80, begin, end) == 0
    own[none] = NONE
    wide = sums(read.codes >= 0x80, begin, end)
    sure = (wide >= ENOUGH) & (wrong == 0) & (first <= BEGUN)
    sure &= own - ASCII * (end - begin - wide) <= CLEAR * wide
    for row in set((np.searchsorted(starts, read.odd, "right") - 1).tolist()):
        limit = int(best[row]) + contest.HOPELESS
        one = double_reading(sources[row], double, skip, limit, few)
        own[row] = one.cost if one else NONE
        language[row] = double.languages.index(one.language) if one else 0
        found = clear_as(sources[row], double) if not skip else None
        sure[row] = found is not None
    return _Read(own, language, sure)


def _ends(read: Stream, starts: "Array", lead: "Array") -> tuple["Array", "Array", "Array"]:
    """Where each string begins and ends, a cut last character taken off, and what that costs."""
    import numpy as np

    edges = np.searchsorted(read.places, starts)
    begin, end = edges[:-1], edges[1:] - 1
    # A lead byte that nothing follows: a wrong pair is no cut one.
    alone = read.places[end - 1] == starts[1:] - 2
    cut = (end > begin) & (read.codes[end - 1] == MARK) & alone & lead
    end = end - cut
    alone = (end == begin) | (read.codes[end - 1] < 0x80)
    return begin, end, np.where(cut, np.where(alone, CUT_ALONE, CUT_TAIL), 0)
