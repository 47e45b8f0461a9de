"""One vectorised look at a whole batch: which texts can need which rules.

Law: a rule that the sieve leaves asleep would have found nothing. The table is compiled from
what the rules declare: bit k of the low byte marks characters that may begin wake k, bit k of
the high byte those that may follow, so one AND of neighbors answers all wakes at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from textfix.chars import ANY, Chars
from textfix.clusters import CLOSE, SHORT, Clusters
from textfix.rule import Rule, Wake

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BLOCK = 1 << 15
"""Characters looked at together: the table's working set stays in the second-level cache."""

_BITS = 32
"""Wakes told apart; with more, the last bit serves the rest, which can only wake too much."""


class Sieve:
    """A compiled look: from texts to the sets of rules that have work in each.

    Not for finding places: a woken rule looks for itself.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Note the wakes of the rules; the table is made at the first look."""
        self.rules = tuple(rules)
        self._wakes: tuple[Wake, ...] = tuple(dict.fromkeys(w for r in rules for w in r.wakes))
        self._sleepers: dict[int, tuple[Rule, ...]] = {0: ()}
        self.clusters = Clusters(
            {min(k, _BITS - 1): w.cluster for k, w in enumerate(self._wakes) if w.cluster > 1}
        )

    def look(self, texts: Sequence[str]) -> list[int]:
        """Return for each text the bit set of wakes that occur in it; 0 leaves a text asleep.

        >>> Sieve(()).look(["any", "text"])
        [0, 0]
        """
        if len(texts) == 1 and len(texts[0]) <= _BLOCK:
            return [self.look_one(texts[0])]
        masks = [0] * len(texts)
        for first, last in self._blocks(texts):
            if last - first == 1:
                masks[first] = self.look_one(texts[first])
            else:
                self._look_block(texts[first:last], first, masks)
        return masks

    def look_one(self, text: str) -> int:
        """Return the bit set of wakes that occur in one text, as `look` does.

        >>> Sieve(()).look_one("any")
        0
        """
        if len(text) > _BLOCK:
            mask = self._look_long(text) & ~self.clusters.short
            if mask & self.clusters.bits:
                return mask & ~self.clusters.bits | self._gathered(text, mask & self.clusters.bits)
            return mask
        hits = self.hits(_units(text + "\n"))
        mask = int(self._any(hits))
        if len(text) <= SHORT:
            return mask
        mask &= ~self.clusters.short
        if mask & self.clusters.bits:
            return mask & ~self.clusters.bits | self._of_clusters(hits)
        return mask

    def _gathered(self, text: str, wanted: int) -> int:
        """Return which of the wanted cluster wakes a text has enough of, close together."""
        mask = 0
        padded = text + "\n"
        for at in range(0, len(text), _BLOCK - CLOSE):
            if mask == wanted:
                break
            mask |= self._of_clusters(self.hits(_units(padded[at : at + _BLOCK])))
        return mask

    def _of_clusters(self, hits: NDArray[Any]) -> int:
        """Return the cluster wakes with enough hits close together."""
        places = nonzero(hits)
        return self.clusters.of(places, hits[places])

    def by_owner(
        self,
        places: NDArray[Any],
        bits: NDArray[Any],
        owners: NDArray[Any],
        sizes: Sequence[int] | NDArray[Any],
    ) -> Iterator[tuple[int, int]]:
        """Yield (owner, mask) for the owners of hits: what `look` says of each text of a batch.

        Not for texts one by one. Hits come in order, those of an owner together; `sizes` has the
        characters of each owner. A mask may be 0: too few hits close together.
        """
        import numpy as np

        starts = np.diff(owners, prepend=-1).nonzero()[0]
        masks = np.bitwise_or.reduceat(bits, starts).tolist() if starts.size else []
        for mask, (low, high) in zip(masks, pairwise([*starts.tolist(), len(places)]), strict=True):
            owner = int(owners[low])
            if sizes[owner] > SHORT:
                mask &= ~self.clusters.short
            if mask & self.clusters.bits and sizes[owner] > SHORT:
                close = self.clusters.of(places[low:high], bits[low:high])
                mask = mask & ~self.clusters.bits | close
            yield owner, mask

    def woken(self, mask: int) -> tuple[Rule, ...]:
        """Return the rules that a mask of `look` wakes, in their order."""
        rules = self._sleepers.get(mask)
        if rules is None:
            on = {w for k, w in enumerate(self._wakes) if mask >> min(k, _BITS - 1) & 1}
            rules = tuple(r for r in self.rules if not on.isdisjoint(r.wakes))
            self._sleepers[mask] = rules
        return rules

    @cached_property
    def _table(self) -> NDArray[Any]:
        import numpy as np

        width, kind = self._width
        table: NDArray[Any] = np.zeros(0x10000, np.uint64)
        for k, wake in enumerate(self._wakes):
            bit = 1 << min(k, _BITS - 1)
            _mark(table, wake.first, bit)
            _mark(table, wake.then or ANY, bit << width)
        return table.astype(kind)

    def table(self) -> tuple[NDArray[Any], int]:
        """Return the class of each UTF-16 unit, and by how many bits its halves are apart.

        Not where `hits` does: for hosts that read a table in another way.
        """
        return self._table, self._width[0]

    @property
    def _width(self) -> tuple[int, str]:
        """Return the bits of half a table entry, and its type: the smaller, the faster."""
        half = next((n for n in (8, 16) if len(self._wakes) <= n), _BITS)
        return half, f"u{half // 4}"

    @cached_property
    def hits(self) -> Callable[[NDArray[np.uint16]], NDArray[Any]]:
        """The look itself: for each UTF-16 unit but the last, the wakes that begin there, as bits.

        A function, compiled once: its names are bound, as calls cost.
        """
        import numpy as np

        take, whole = self._table.take, np.intp
        shift = self._width[0]

        def hits(units: NDArray[np.uint16]) -> NDArray[Any]:
            # Indices that are already machine words, a mode that need not raise: half the time.
            classes = take(units.astype(whole), mode="clip")
            found: NDArray[Any] = classes[:-1] & (classes[1:] >> shift)
            return found

        return hits

    @cached_property
    def _any(self) -> Callable[[NDArray[Any]], Any]:
        import numpy as np

        return np.bitwise_or.reduce

    def _look_long(self, text: str) -> int:
        """Look at one text in overlapping slices, of code points: no surrogate pair is cut."""
        padded, mask = text + "\n", 0
        for at in range(0, max(len(text), 1), _BLOCK):
            mask |= int(self._any(self.hits(_units(padded[at : at + _BLOCK + 1]))))
        return mask

    def _look_block(self, texts: Sequence[str], first: int, masks: list[int]) -> None:
        import numpy as np

        joined = "\n".join(texts) + "\n"
        units = _units(joined)
        hits = self.hits(units)
        places = nonzero(hits)
        sizes = list(map(len, texts))
        if places.size and min(sizes) > SHORT:
            places = places[self.clusters.together(places, hits[places])]
        if not places.size:
            return
        plain = len(units) == len(joined)
        ends = np.cumsum(
            [n + 1 if plain else len(_units(t)) + 1 for n, t in zip(sizes, texts, strict=True)]
        )
        # What joins two texts is in neither, though line ends are among what wakes.
        hits[ends[:-1] - 1] = 0
        places = places[hits[places] != 0]
        owners = np.searchsorted(ends, places, side="right")
        for k, mask in self.by_owner(places, hits[places], owners, sizes):
            masks[first + k] = mask

    @staticmethod
    def _blocks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Cut a batch into runs of whole texts of about a block each; a long text stands alone."""
        first = size = 0
        for k, text in enumerate(texts):
            if size + len(text) > _BLOCK and k > first:
                yield first, k
                first, size = k, 0
            size += len(text) + 1
        if first < len(texts):
            yield first, len(texts)


def nonzero(hits: NDArray[Any]) -> NDArray[np.intp]:
    """Return where hits are, through a truth value: six times as fast as from integers.

    >>> import numpy as np
    >>> nonzero(np.array([0, 4, 0])).tolist()
    [1]
    """
    found: NDArray[np.intp] = (hits != 0).nonzero()[0]
    return found


def _units(text: str) -> NDArray[np.uint16]:
    """Return the UTF-16 code units of a text, lone surrogates as they are."""
    import numpy as np

    try:
        data = text.encode("utf-16-le")
    except UnicodeEncodeError:
        data = text.encode("utf-16-le", "surrogatepass")
    return np.frombuffer(data, np.uint16)


def _mark(table: NDArray[Any], chars: Chars, bit: int) -> None:
    for low, high in chars:
        table[low : high + 1] |= bit
