"""Spans that conversion leaves alone: ideographic description sequences, and protected text.

A complete description sequence (⿰ and its operands) is one unit, as OpenCC 1.4 has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

Span = tuple[int, int]

_OPERATORS = re.compile("[\u2ff0-\u2fff]")
_THREE = "\u2ff2\u2ff3"
_ONE = "\u2ffe\u2fff"
_DEPTH = 16
_LENGTH = 64


def _arity(ch: str) -> int:
    if ch in _THREE:
        return 3
    return 1 if ch in _ONE else 2


def _sequence_end(text: str, start: int, limit: int) -> int:
    """Return the end of the complete sequence at `start`, or `start` where there is none."""
    open_operands = [_arity(text[start])]
    at = start + 1
    while open_operands:
        if at >= limit or at - start >= _LENGTH or len(open_operands) >= _DEPTH:
            return start
        open_operands[-1] -= 1
        if "\u2ff0" <= text[at] <= "\u2fff":
            open_operands.append(_arity(text[at]))
        at += 1
        while open_operands and not open_operands[-1]:
            open_operands.pop()
    return at


def sequences(text: str, start: int = 0, limit: int | None = None) -> list[Span]:
    """List the complete ideographic description sequences of a text, in order.

    Not for checking that a sequence describes a character: any operands count, as in OpenCC.

    >>> sequences("⿰木木林⿱")
    [(0, 3)]

    Source: the behavior of OpenCC 1.4 (at most 16 levels and 64 code points).
    """
    end = len(text) if limit is None else limit
    found: list[Span] = []
    past = start
    for operator in _OPERATORS.finditer(text, start, end):
        if operator.start() >= past:
            past = _sequence_end(text, operator.start(), end)
            if past > operator.start():
                found.append((operator.start(), past))
    return found


def merge(spans: Iterable[Span]) -> list[Span]:
    """Sort spans and join those that touch or overlap; empty ones fall away.

    >>> merge([(4, 6), (0, 2), (1, 3), (5, 5)])
    [(0, 3), (4, 6)]
    """
    merged: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def between(spans: Sequence[Span], size: int) -> list[Span]:
    """List the stretches that spans (sorted, disjoint) leave free in a text of `size`.

    >>> between([(2, 3)], 5)
    [(0, 2), (3, 5)]
    """
    edges = [(0, 0), *spans, (size, size)]
    return [(a, b) for (_, a), (b, _) in pairwise(edges) if a < b]
