"""The run of Han characters around a place."""

from __future__ import annotations

import re

_HAN = re.compile("[\u3400-\u9fff]")
_RUN = re.compile("[\u3400-\u9fff]+")


def han_run(text: str, at: int, before: int, behind: int) -> tuple[int, int]:
    """Return the ends of the run around text[at], at most so far before it and behind it.

    Where no Han character stands at the place, the run ends there, and may be empty.

    >>> han_run("a一二三四b", 3, 9, 9), han_run("a一二三四b", 3, 1, 2), han_run("ab", 1, 9, 9)
    ((1, 5), (2, 5), (1, 1))
    """
    start, least = at, max(0, at - before)
    while start > least and _HAN.match(text, start - 1):
        start -= 1
    found = _RUN.match(text, start, at + behind)
    return start, found.end() if found else start
