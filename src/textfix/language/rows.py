"""Rows of the source model's table: stored codes unpacked to log probabilities.

Law: long rows, which NumPy unpacks, get the very values that a loop gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

LOG_STEP: Final = 0.06
"""Natural-log units per code of a stored probability."""

LONG: Final = 96
"""Entries from which NumPy unpacks a row faster than a loop (measured)."""

# Tables are little-endian; the machines that NumPy wheels exist for are too.
Integers: TypeAlias = "memoryview[int]"


class Rows:
    """Unpacks rows; `size` is what each class id takes off its log probability."""

    def __init__(self, size: Sequence[float]) -> None:
        """Take the sizes; NumPy is imported for the first long row and not before."""
        self._size = size

    @cached_property
    def _sizes(self) -> npt.NDArray[np.float64]:
        import numpy as np

        return np.array(self._size)

    def unpack(self, ids: Integers, logs: Integers, low: int, high: int) -> dict[int, float]:
        """Return the entries of one row: log probability by class id."""
        if high - low < LONG:
            size = self._size
            following = ids[low:high].tolist()
            return {
                c: code * -LOG_STEP - size[c]
                for c, code in zip(following, logs[low:high].tolist(), strict=True)
            }
        import numpy as np

        places = np.asarray(ids[low:high])
        found = np.asarray(logs[low:high]) * -LOG_STEP - self._sizes[places]
        return dict(zip(places.tolist(), found.tolist(), strict=True))
