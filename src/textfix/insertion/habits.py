"""Kinds of texts with shares of something, and how well a text fits them: damage against lesson.

Pages of one kind differ more than the places of one page do, so each side is a mixture: what one
place shows, the next one of that page will show, too, and no number of places outweighs the share
of the kind on the other side that shows the same.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Habits = tuple[tuple[float, tuple[float, ...]], ...]
"""Of each kind, its share among texts, and for each trait the share of places that have it."""


def odds(yes: Sequence[int], no: Sequence[int], generators: Habits, lessons: Habits) -> float:
    """Return the log odds of damage, given how many places have each trait and how many lack it.

    >>> always, seldom = ((1.0, (0.9,)),), ((1.0, (0.3,)),)
    >>> round(odds([2], [0], always, seldom), 2)
    2.2
    """
    return fit(yes, no, generators) - fit(yes, no, lessons)


def fit(yes: Sequence[int], no: Sequence[int], kinds: Habits) -> float:
    """Return the log probability of what was counted under a mixture of kinds."""
    logs = [
        math.log(share)
        + sum(y * math.log(p) + n * math.log1p(-p) for y, n, p in zip(yes, no, ps, strict=True))
        for share, ps in kinds
    ]
    top = max(logs)
    return top + math.log(sum(math.exp(x - top) for x in logs))
