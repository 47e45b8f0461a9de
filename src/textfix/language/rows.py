"""Rows of the source model's table: stored codes unpacked to log probabilities.

Law: long rows, which NumPy unpacks, get the very values that a loop gives.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

from textfix.errors import TableError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

LOG_STEP: Final = 0.06
"""Natural-log units per code of a stored probability."""

LONG: Final = 96
"""Entries from which NumPy unpacks a row faster than a loop (measured)."""

# Tables are little-endian; the machines that NumPy wheels exist for are too.
Integers: TypeAlias = "memoryview[int]"


class Arrays:
    """The arrays of a packed table: a line of JSON that tells where each stands, then they."""

    def __init__(self, data: bytes) -> None:
        """Read the line; raise `TableError` where there is none."""
        header, _, _ = data.partition(b"\n")
        try:
            self.places: dict[str, tuple[str, int, int]] = json.loads(header)["arrays"]
        except (ValueError, KeyError) as error:
            raise TableError(f"the source model has no readable header: {error}") from error
        self._body = memoryview(data)[len(header) + 1 :]

    def slice(self, name: str) -> tuple[str, memoryview]:
        """Return the kind and the bytes of one array."""
        kind, start, length = self.places[name]
        return kind, self._body[start : start + length * int(kind[-1])]

    def view(self, name: str) -> Integers:
        """Return one array of integers without copying it."""
        kind, data = self.slice(name)
        if kind == "|u1":
            return data
        return data.cast("H") if kind == "<u2" else data.cast("I")

    def floats(self, name: str) -> list[float]:
        """Return one small array of floats."""
        return list(self.slice(name)[1].cast("f"))


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
