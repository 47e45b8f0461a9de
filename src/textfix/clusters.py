"""Wakes that need several hits close together: which hits of a look count.

Law: `together` keeps every hit that `close` could count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CLOSE: Final = 24
"""Characters within which the hits of a cluster must begin."""

SHORT: Final = 40
"""Characters up to which a text is too short for clusters: one hit wakes."""

FEW: Final = 64
"""Hits up to which picking out those of clusters costs more than looking at all."""


MANY: Final = 500
"""Hits from which counting them in NumPy costs less than in Python."""


class Clusters:
    """The cluster wakes of a sieve: how many hits each needs.

    Not for short texts: there, one hit wakes.

    >>> Clusters({0: 2}).close([3, 9, 80], [1, 1, 1])
    1
    """

    def __init__(self, least: dict[int, int]) -> None:
        """Take the bit of each cluster wake and the number of hits that it needs.

        More than can be close means: in a short text only. Those bits are `short`.
        """
        self.short = sum(1 << k for k, count in least.items() if count > CLOSE)
        self.least = least = {k: count for k, count in least.items() if count <= CLOSE}
        self.bits = sum(1 << k for k in least)
        self._fewest = min(least.values(), default=1)

    def close(self, places: list[int], bits: list[int]) -> int:
        """Return the cluster wakes with enough of the hits at `places` close together.

        In plain Python: most texts have a handful of hits, fewer than a call of NumPy is worth.
        """
        mask = 0
        if len(places) < self._fewest:
            return mask
        for k, least in self.least.items():
            own = [p for p, b in zip(places, bits, strict=True) if b >> k & 1]
            if len(own) >= least and any(
                b - a < CLOSE for a, b in zip(own, own[least - 1 :], strict=False)
            ):
                mask |= 1 << k
        return mask

    def of(self, places: NDArray[Any], bits: NDArray[Any]) -> int:
        """Return the cluster wakes with enough hits close together."""
        if len(places) > MANY:
            return self.close_of_many(places, bits)
        return self.close(*self.own(places, bits))

    def close_of_many(self, places: NDArray[Any], bits: NDArray[Any]) -> int:
        """Return what `close` returns, of hits enough to be worth NumPy."""
        mask = 0
        for k, least in self.least.items():
            own = places[(bits >> k & 1) != 0]
            if (own[least - 1 :] - own[: max(0, len(own) - least + 1)] < CLOSE).any():
                mask |= 1 << k
        return mask

    def own(self, places: NDArray[Any], bits: NDArray[Any]) -> tuple[list[int], list[int]]:
        """Return the hits that belong to cluster wakes, as lists; of few hits, all of them.

        Not for counting: see `close`, which takes them.
        """
        if len(places) > FEW:
            mine = (bits & bits.dtype.type(self.bits)) != 0
            places, bits = places[mine], bits[mine]
        return places.tolist(), bits.tolist()

    def together(self, places: NDArray[Any], bits: NDArray[Any]) -> NDArray[np.bool_]:
        """Mark the hits that may wake: those of cluster wakes only where others are close by.

        Not where a text is short: there, one wakes. Most hits of healthy prose stand alone: one
        look at all of them costs less than finding whose they are.
        """
        kept: NDArray[Any] = (bits & ~bits.dtype.type(self.bits | self.short)) != 0
        if not (places[1:] - places[:-1] < CLOSE).any():
            return kept
        for k, least in self.least.items():
            own = (bits >> k & 1).nonzero()[0]
            where = places[own]
            near = (where[least - 1 :] - where[: max(0, len(own) - least + 1)] < CLOSE).nonzero()[0]
            for j in range(least if near.size else 0):
                kept[own[near + j]] = True
        return kept
