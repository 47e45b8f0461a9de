"""Paths of a beam search as chains of tuples, each with the one before it first; sums of logs."""

from __future__ import annotations

import math
from typing import Any, TypeVar

Path = TypeVar("Path", bound=tuple[Any, ...])


def traced(path: Path | None) -> list[Path]:
    """Return the steps of a path, the first one first.

    >>> traced(((None, "a"), "b"))
    [(None, 'a'), ((None, 'a'), 'b')]
    """
    out: list[Path] = []
    while path is not None:
        out.append(path)
        path = path[0]
    out.reverse()
    return out


def log_sum(a: float, b: float) -> float:
    """Return the log of the sum of two probabilities given as logs.

    >>> round(log_sum(math.log(0.25), math.log(0.5)), 6) == round(math.log(0.75), 6)
    True
    """
    return a + math.log1p(math.exp(b - a)) if a >= b else b + math.log1p(math.exp(a - b))
