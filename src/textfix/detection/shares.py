"""From costs of readings to shares of belief, and the end of a contest."""

import math
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from textfix.detection.utf8 import Reading

# Costs overstate evidence, since characters depend on each other: measured on training text.
_TEMPERATURE = 1.6
# However clear the bytes are, some answers are wrong.
CEILING = 0.9995
ALTERNATIVES = 5
WEIGHED = ALTERNATIVES + 3
Shares = Sequence[tuple[str, float]]


class Ranking(NamedTuple):
    """The end of a contest: encodings with their share of belief, best first; the winner's cost."""

    order: list[tuple[str, float]]
    language: str
    cost: int


def weights(evidence: dict[str, int]) -> list[tuple[str, float]]:
    """Return (encoding, share of belief), best first, from costs in eighths of a nat.

    Not for costs of different bytes.

    >>> weights({"gb18030": 100, "big5": 400})[0][0]
    'gb18030'
    """
    if not evidence:
        return []
    best, table = min(evidence.values()), decay()
    last = len(table) - 1
    scaled = {n: table[min(c - best, last)] for n, c in evidence.items()}
    total = 0.0
    # Not `sum`, which newer Pythons compensate: a batch adds up the same way.
    for weight in scaled.values():
        total += weight
    order = sorted(scaled, key=lambda n: -scaled[n])
    return [(n, min(CEILING, scaled[n] / total)) for n in order]


@cache
def decay() -> tuple[float, ...]:
    """Return the weight of a reading by how much dearer than the best it is (eighths of a nat).

    Not for more than that: the last entry, next to nothing, stands for all beyond.

    >>> decay()[0]
    1.0
    """
    return tuple(math.exp(-cost / 8 / _TEMPERATURE) for cost in range(4096))


def ranked(found: list[Reading]) -> Ranking:
    """Return the ranking of readings that a contest gave.

    Not for an empty list.

    >>> ranked([Reading("big5", "zh-hant", 90)]).order[0][0]
    'big5'
    """
    order = weights({reading.encoding: reading.cost for reading in found})
    return Ranking(order[:WEIGHED], found[0].language, found[0].cost)
