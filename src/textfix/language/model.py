"""The source model: how probable is this run of characters, in script-folded space.

A pruned, interpolated character trigram. Law: `score` gives for every character what `step` gives.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from textfix.language import packaged
from textfix.language.classes import BOUNDARY
from textfix.language.rows import Arrays, Rows

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from textfix.language.vectors import Vectors

BACKOFF_STEP = 0.04  # the same for back-off weights, counted down from BACKOFF_TOP
BACKOFF_TOP = 1.0
_MOST_ROWS = 1 << 17  # rows of unusual texts are forgotten all at once at this number

Row = tuple[dict[int, float], float, dict[int, float], float]


class SourceModel:
    """Natural-log probabilities of characters after their two predecessors.

    Not for telling languages apart (see `health`): it knows Chinese, and of other scripts only
    the class. Get it with `load()`; instances are immutable but for rows read on demand.

    >>> model = load()
    >>> a, b = model.ids("我們")
    >>> model.step(BOUNDARY, a, b) > model.step(BOUNDARY, b, a)
    True

    Units: natural log. Errors: `TableError` for a damaged table. Source: the MANIFEST.
    """

    def __init__(self, data: bytes) -> None:
        """Take the bytes of the packaged table; nothing is unpacked before it is used."""
        self._arrays = Arrays(data)
        view, floats = self._arrays.view, self._arrays.floats
        self._classes = view("classes")
        self._last = len(self._classes) - 1
        self._unigram = floats("unigram")
        self._size = floats("size")
        self._table = Rows(self._size)
        self._backoff_1 = floats("backoff_1")
        self._next_2, self._log_2 = view("next_2"), view("log_2")
        self._next_3, self._log_3 = view("next_3"), view("log_3")
        self._rows_2, self._rows_3 = view("rows_2"), view("rows_3")
        self._backoff_2 = view("backoff_2")
        self._children = view("children")
        self._rows: dict[int, Row] = {}
        self._plain: dict[int, Row] = {}
        self._offsets: dict[int, list[int]] = {}

    def __reduce__(self) -> tuple[object, tuple[()]]:
        """Pickle as the order to load the packaged table again."""
        return load, ()

    def __len__(self) -> int:
        """Return the number of class ids."""
        return len(self._unigram)

    def id(self, ch: str) -> int:
        """Return the class id of one character; the empty string is a boundary.

        >>> model = load()
        >>> model.id("後") == model.id("后"), model.id(",") == model.id("，"), model.id("\\n")
        (True, True, 0)

        Errors: `TypeError` for more than one character.
        """
        if not ch:
            return BOUNDARY
        number = ord(ch)
        return self._classes[number if number < self._last else self._last]

    def ids(self, text: str) -> list[int]:
        """Return the class ids of a text, one per code point; never fails.

        >>> load().ids("\\n") == [BOUNDARY], load().ids("")
        (True, [])
        """
        classes, last = self._classes, self._last
        return [classes[n if n < last else last] for n in map(ord, text)]

    def ids_array(self, code_points: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint16]:
        """Return the class ids of an array of code points (uint32), as uint16 of its shape.

        >>> import numpy as np
        >>> load().ids_array(np.array([10, 0x110000 - 1], np.uint32)).tolist()
        [0, 16]
        """
        import numpy as np

        kind, data = self._arrays.slice("classes")
        table = np.frombuffer(data, kind)
        found: npt.NDArray[np.uint16] = table[np.minimum(code_points, np.uint32(self._last))]
        return found

    def unigram(self, c: int) -> float:
        """Return the log probability of a class id without context (the lowest order)."""
        return self._unigram[c]

    def step(self, p2: int, p1: int, c: int) -> float:
        """Return log P(c | p2 p1) for class ids, p1 being the nearer predecessor.

        Not for long texts: see `score`. A beam that tries many `c` after one pair of
        predecessors takes `row(p2, p1)` once instead.

        >>> model = load()
        >>> model.step(BOUNDARY, BOUNDARY, model.id("的")) < 0.0
        True

        Units: natural log. Errors: `IndexError` for what is no class id.
        """
        row = self._rows.get(p2 << 16 | p1) or self.row(p2, p1)
        value = row[0].get(c)
        if value is not None:
            return value
        value = row[2].get(c)
        if value is not None:
            return row[1] + value
        return row[1] + row[3] + self._unigram[c]

    def steps(self, p2: int, p1: int, following: Sequence[int]) -> list[float]:
        """Return what `step` gives for each of several class ids.

        >>> model = load()
        >>> model.steps(0, 0, [5, 6]) == [model.step(0, 0, 5), model.step(0, 0, 6)]
        True
        """
        trigrams, weight, bigrams, weight_2 = self.row(p2, p1)
        if not trigrams:  # most pairs that a beam tries: no weight either
            return self.backed(p1, following)
        unigram, both = self._unigram, weight + weight_2
        return [
            trigrams[c] if c in trigrams else weight + bigrams[c] if c in bigrams
            else both + unigram[c] for c in following
        ]  # fmt: skip

    def backed(self, p1: int, following: Sequence[int]) -> list[float]:
        """Return the log probability of each of several class ids after one predecessor alone.

        >>> model = load()
        >>> _, _, bigrams, weight = model.row(5, 5)
        >>> model.backed(5, [7]) == [bigrams.get(7, weight + model.unigram(7))]
        True
        """
        _, _, bigrams, weight = self.plain_row(p1)
        unigram = self._unigram
        return [bigrams[c] if c in bigrams else weight + unigram[c] for c in following]

    def row(self, p2: int, p1: int) -> Row:
        """Return what follows two predecessors: (trigrams, backoff, bigrams, backoff).

        log P(c | p2 p1) is trigrams[c] where there; else the first backoff + bigrams[c] where
        there; else both backoffs + `unigram(c)`. The dicts are shared: never change them.

        >>> model = load()
        >>> trigrams, weight, bigrams, weight_2 = model.row(BOUNDARY, model.id("我"))
        >>> model.id("們") in bigrams
        True
        """
        key = p2 << 16 | p1
        row = self._rows.get(key)
        if row is None:
            row = self._read_row(p2, p1)
            if len(self._rows) >= _MOST_ROWS:
                self._rows.clear()
            self._rows[key] = row
        return row

    def plain_row(self, p1: int) -> Row:
        """Return the row of a pair without trigrams of its own; all such pairs share it."""
        found = self._plain.get(p1)
        if found is None:
            low, high = self._rows_2[p1], self._rows_2[p1 + 1]
            bigrams = self._table.unpack(self._next_2, self._log_2, low, high)
            found = {}, 0.0, bigrams, self._backoff_1[p1]
            self._plain[p1] = found
        return found

    def _read_row(self, p2: int, p1: int) -> Row:
        """Find the trigrams after two predecessors."""
        plain = self.plain_row(p1)
        low, high = self._rows_2[p2], self._rows_2[p2 + 1]
        place = bisect_left(self._next_2, p1, low, high)
        if place == high or self._next_2[place] != p1 or not self._children[place]:
            return plain
        offsets = self._offsets.get(p2)
        if offsets is None:
            children = self._children[low:high].tolist()
            offsets = list(accumulate(children, initial=self._rows_3[p2]))
            self._offsets[p2] = offsets
        start, stop = offsets[place - low], offsets[place - low + 1]
        trigrams = self._table.unpack(self._next_3, self._log_3, start, stop)
        weight = BACKOFF_TOP - BACKOFF_STEP * self._backoff_2[place]
        return trigrams, weight, plain[2], plain[3]

    @cached_property
    def vectors(self) -> Vectors:
        """The arrays for whole texts and many steps; NumPy is imported here and not before."""
        from textfix.language.vectors import Vectors

        return Vectors.of({name: self._arrays.slice(name) for name in self._arrays.places})

    def score(self, text: str) -> npt.NDArray[np.float32]:
        """Return the log probability of every character of a text, which follows a line end.

        Not for a handful of characters, where `step` is faster. Linear time; never fails.

        >>> load().score("學而時習之").shape
        (5,)

        Shape: (len(text),), float32, natural log.
        """
        return self.vectors.score(text)


@cache
def load() -> SourceModel:
    """Return the packaged source model, read once.

    >>> len(load()) > 8000
    True

    Errors: `TableError` where the table is missing or damaged.
    """
    return SourceModel(packaged.read("ngrams.bin"))
