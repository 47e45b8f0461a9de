"""Whether traditional text was written, or made from simplified text character by character.

Generators leave what may be traditional as it is: 里面, 以后, 关于 became 里面, 以后, 關于.
"""

from __future__ import annotations

import re
from typing import Final

from textfix.insertion import habits
from textfix.insertion.habits import Habits

LEFT: Final = re.compile("于|(?<![皇太王母])后|(?<![一二三四五六七八九十百千萬幾數公英鄰鄉故])里")
"""Not 皇后 and 千里, which are written so."""
WRITTEN: Final = "於後裡裏"

# The share of the written forms among both. All 14 real pages that have any have none of these; few
# generators may convert them as well, some lessons are converted as badly (guesses).
MADE: Final[Habits] = ((0.9, (0.01,)), (0.1, (0.93,)))
TAUGHT: Final[Habits] = ((0.75, (0.93,)), (0.25, (0.02,)))


def odds(text: str) -> float:
    """Weigh how traditional text writes what simplified text has no forms of its own for.

    >>> odds("以后關于這里") > 0, odds("以後關於這裡") < 0, odds("千里") > 0
    (True, True, False)
    """
    written, left = sum(map(text.count, WRITTEN)), len(LEFT.findall(text))
    return habits.odds([written], [left], MADE, TAUGHT) if written or left else 0.0
