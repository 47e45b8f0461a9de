"""How probable a text could be at best: the cheap question before the dear one of the judge.

Law: no language's likelihood exceeds it by much; every character is taken alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from textfix.mojibake.health import judge
from textfix.mojibake.shown import views

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLLOWING: Final = 4.5
"""Nats that a character gains at most, on average, by following well."""


def of(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return for each text what no language's likelihood will exceed by much; cheap.

    Not a likelihood: each character is taken alone. Shape (len(texts),), natural log.
    """
    import numpy as np

    codes = views.points("\n".join(texts))
    each = each_point()[codes]
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    starts = np.concatenate(([0], np.cumsum(lengths[:-1] + 1)))
    out: NDArray[Any] = np.add.reduceat(each, np.minimum(starts, len(codes) - 1), dtype=np.float64)
    return out


@cache
def alone() -> NDArray[np.float32]:
    """Return the log frequency in Chinese of each code point up to U+10000, or of its class."""
    import numpy as np

    from textfix.language import model

    source = model.load()
    ids = source.ids_array(np.arange(0x10001, dtype=np.uint32))
    out: NDArray[Any] = np.array([source.unigram(k) for k in range(len(source))], np.float32)[ids]
    return out


@cache
def each_point() -> NDArray[np.float32]:
    """Return the hope of each code point up to U+10000: its frequency, were it in good company."""
    import numpy as np

    out: NDArray[Any] = np.minimum(alone() + np.float32(FOLLOWING), np.float32(-1.5))
    out = np.maximum(out, judge.least())
    kind = judge.kinds()
    out[(kind & judge.ALPHABETS) != 0] = -3.0
    out[(kind & (judge.KANA | judge.HANGUL)) != 0] = -4.0
    out[10] = 0.0
    return out
