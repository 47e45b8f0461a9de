"""Finds matches in texts of a few hundred characters: NumPy looks, plain Python walks.

For those who need to know the matches; `glance` is faster where the text is all.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from textfix.conversion import arrays
from textfix.conversion.arrays import NARROW, Codes
from textfix.conversion.scalar import Match, scan_free
from textfix.conversion.tables import Step
from textfix.conversion.units import Span


class _Lookup(NamedTuple):
    """Tables of one step for short texts."""

    classes: Codes
    first: Codes
    check: Codes
    labels: dict[str, int]


@cache
def _lookup(step: Step) -> _Lookup:
    width, tables = arrays.width(step, NARROW), arrays.tables(step)
    labels = {chr(code): label for code, label in step.classes.items()}
    return _Lookup(width.classes, width.first, tables.check, labels)


def _longest(step: Step, labels: dict[str, int], text: str, at: int, end: int) -> tuple[int, int]:
    """Return mark and length of the longest key at a place, 0 and 1 where there is none."""
    trie, get = step.trie, labels.get
    label = get(text[at], 0)
    mark, size = step.marks[trie.single[label]], 1
    base = trie.first[label]
    check, terminal, bases, marks = trie.check, trie.terminal, trie.base, step.marks
    ahead = at + 1
    while base and ahead < end:
        label = get(text[ahead], 0)
        node = base + label
        if check[node] != label:
            break
        ahead += 1
        here = marks[terminal[node]]
        if here:
            mark, size = here, ahead - at
        base = bases[node]
    return mark, size


def _places(found: _Lookup, points: Codes) -> list[int]:
    """List where the first two characters of a key stand."""
    second = found.classes.take(points)[1:]
    nodes = found.first.take(points[:-1]) + second
    places: list[int] = (found.check.take(nodes) == second).nonzero()[0].tolist()
    return places


def codes(text: str) -> Codes | None:
    """Return the code points of a narrow text without surrogates, else None."""
    try:
        points = np.frombuffer(text.encode("utf-16-le"), np.uint16).astype(np.intp)
    except UnicodeEncodeError:
        return None
    return points if len(points) == len(text) else None


def find(step: Step, text: str, blocked: Sequence[Span]) -> list[Match]:
    """Do what `scalar.scan_free` does: look with NumPy, walk with Python."""
    points = codes(text)
    if points is None or not text or not step.trie.alphabet or step.trie.alone:
        return scan_free(step, text, blocked)
    found = _lookup(step)
    edges = [*blocked, (len(text), len(text))]
    out: list[Match] = []
    past, edge = 0, 0
    for at in _places(found, points):
        while edges[edge][1] <= at and edge + 1 < len(edges):
            edge += 1
        if at < past or at >= edges[edge][0]:
            continue
        mark, size = _longest(step, found.labels, text, at, edges[edge][0])
        if mark:
            out.append((at, size, mark))
            past = at + size
    return out
