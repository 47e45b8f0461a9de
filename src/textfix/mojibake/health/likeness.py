"""What a reading may cost that is text: prose, a list of names, UTF-8 of anything.

Law: the longer a reading, the nearer to what chance costs it may come, as its mean tells more.
"""

from __future__ import annotations

import math
from typing import Final

TEXT: Final = -7.5
"""What characters of a reading may cost on average; those of a short one more, see `FEW`."""

FEW: Final = 4
"""How many characters of a short reading may cost half as much again."""

NAMES: Final = -9.45
SPREAD: Final = 0.8
"""A list of Chinese names costs 8.9 nats a character, pairs of random bytes 10 to 11: among 300
lists of 10 and more of each, two of the names and none of the pairs are on the wrong side."""

ANYTHING: Final = -12.0
"""In UTF-8, which chance does not spell, lists of rare characters are text, too."""


def least(size: int, utf8: bool) -> float:
    """Return the least log likelihood of a reading of so many characters.

    >>> least(2, False), least(80, False) > -9.5 * 80
    (-30.0, True)
    """
    if utf8:
        return ANYTHING * size
    return min(TEXT * (size + FEW / 2), NAMES * size + SPREAD * math.sqrt(size))
