"""Where a text is odd in every language: windows of characters that none explains.

Law: linear; languages are asked in turn, and none any more once nothing is odd.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textfix.mojibake.health import judge
from textfix.mojibake.shown import views

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WINDOW: Final = 4
"""Characters beyond ASCII that are looked at together."""

ODD: Final = -4.6
ODD_HAN: Final = -8.5
"""Nats per character, in such a window, that no healthy language needs for long."""

EXCESS: Final = 9.0
EXCESS_LETTERS: Final = 5.0
"""Nats by which a window must miss that together: rare words and abbreviations in prose do not."""

STUCK: Final = -12.0
"""What a symbol costs behind a letter, where any one language would find it merely rare."""


def places(text: str) -> NDArray[np.intp]:
    """Return the places of characters that begin a window odd in every language."""
    import numpy as np

    codes = views.points(text)
    high = np.flatnonzero(codes >= 0x80)
    # Han characters cost more in health than letters do: measured from their own mark.
    han = (judge.kinds()[codes[high]] & (judge.HAN | judge.HANGUL)) != 0
    owed = np.where(han, ODD_HAN - EXCESS / WINDOW, ODD - EXCESS_LETTERS / WINDOW)
    best = np.full(len(high), -np.inf)
    limit = np.where(_stuck(codes)[high], STUCK, 0.0)
    found = high
    for scores in judge.in_place(text, codes):
        np.maximum(best, np.minimum(scores[high], limit), out=best)
        sums = np.zeros(len(high) + WINDOW)
        np.cumsum(best - owed, out=sums[1 : len(high) + 1])
        sums[len(high) + 1 :] = sums[len(high)]
        found = high[(sums[WINDOW:] - sums[:-WINDOW]) < 0]
        if not len(found):
            break
    return found


def _stuck(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Mark mathematical symbols and lines of boxes that stand directly behind a letter."""
    import numpy as np

    out = np.zeros(len(codes), np.bool_)
    letters = (judge.kinds()[codes[:-1]] & judge.ALPHABETS) != 0
    out[1:] = (codes[1:] >= 0x2200) & (codes[1:] <= 0x25FF) & letters
    return out
