"""Converts texts of a few hundred characters: NumPy looks, plain Python decides.

Few phrases say something else than the character map does. Only around those is it worth
knowing how the text falls into phrases.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from textfix.conversion import arrays
from textfix.conversion.arrays import NARROW, Codes
from textfix.conversion.scalar import Match, scan_free
from textfix.conversion.tables import Plan, Step
from textfix.conversion.units import Span


class _Lookup(NamedTuple):
    """Tables of one step for short texts.

    `active` is the double array's check, but only for nodes with a value to write below.
    `reach` is, by class of the first character, the length of the longest key.
    """

    classes: Codes
    first: Codes
    check: Codes
    active: Codes
    chars: Codes
    holes: bool
    labels: dict[str, int]
    reach: list[int]


def _depths(step: Step) -> tuple[Codes, list[int]]:
    """Return which nodes have active terminals at or below them, and reach by first class."""
    trie = step.trie
    base = np.frombuffer(trie.base, np.uint32).astype(np.int64)
    check = np.frombuffer(trie.check, np.uint16).astype(np.int64)
    marks = np.array(step.marks, np.uint16).take(np.frombuffer(trie.terminal, np.uint16))
    nodes = (check != 0xFFFF).nonzero()[0]
    first = np.frombuffer(trie.first, np.uint32).astype(np.int64)
    # A node's base names it: where its children stand is base + label.
    parent = np.full(len(base) + 1, -1, np.int64)
    inner = base.nonzero()[0]
    parent[base[inner]] = inner
    above = np.full(len(base), -1, np.int64)
    above[nodes] = parent.take(nodes - check.take(nodes))
    height = np.zeros(len(base), np.int64)
    active = marks > 1
    for _ in range(trie.longest):
        below = nodes[above.take(nodes) >= 0]
        np.maximum.at(height, above.take(below), height.take(below) + 1)
        np.logical_or.at(active, above.take(below), active.take(below))
    reach = np.zeros(len(first) + 1, np.int64)
    roots = first.nonzero()[0]
    owner = np.full(len(base) + 1, -1, np.int64)
    owner[first[roots]] = roots
    second = nodes[above.take(nodes) < 0]
    np.maximum.at(reach, owner.take(second - check.take(second)), height.take(second) + 2)
    return active, reach.tolist()


@cache
def _lookup(step: Step) -> _Lookup:
    width, tables = arrays.width(step, NARROW), arrays.tables(step)
    active, reach = _depths(step)
    return _Lookup(
        width.classes,
        width.first,
        tables.check,
        np.where(active, tables.check, np.uint16(0xFFFF)),
        width.chars,
        width.holes,
        {chr(code): label for code, label in step.classes.items()},
        reach,
    )


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


def _synchronized(step: Step, found: _Lookup, text: str, at: int, low: int) -> int:
    """Return a place from which reading on is as reading from the start: no key crosses it."""
    labels, reach = found.labels, found.reach
    q = at - 1
    while q >= low and at - q < step.trie.longest:
        if reach[labels.get(text[q], 0)] > at - q:
            mark, size = _longest(step, labels, text, q, len(text))
            if mark and q + size > at:
                at = q
        q -= 1
    return at


def _active(step: Step, found: _Lookup, text: str, places: list[int]) -> list[Match]:
    """Settle which of the keys at `places` a reader from the left would take."""
    out: list[Match] = []
    read, size = 0, len(text)
    for place in places:
        if place < read or _longest(step, found.labels, text, place, size)[0] < 2:
            continue
        at = _synchronized(step, found, text, place, read)
        while at <= place:
            mark, length = _longest(step, found.labels, text, at, size)
            if mark > 1:
                out.append((at, length, mark))
            at += length
        read = at
    return out


def _places(found: _Lookup, check: Codes, codes: Codes) -> list[int]:
    """List where the first two characters of a key stand; `check` says which keys count."""
    second = found.classes.take(codes)[1:]
    nodes = found.first.take(codes[:-1]) + second
    places: list[int] = (check.take(nodes) == second).nonzero()[0].tolist()
    return places


def _codes(text: str) -> Codes | None:
    """Return the code points of a narrow text without surrogates, else None."""
    try:
        codes = np.frombuffer(text.encode("utf-16-le"), np.uint16).astype(np.intp)
    except UnicodeEncodeError:
        return None
    return codes if len(codes) == len(text) else None


def _any(step: Step, text: str, codes: Codes) -> bool:
    """Tell whether any key of a step stands in the text."""
    found = _lookup(step)
    size = len(text)
    if any(step.trie.single):
        single = arrays.width(step, NARROW).single
        if single.take(codes).any():
            return True
    places = _places(found, found.check, codes)
    return any(_longest(step, found.labels, text, at, size)[0] for at in places)


def _mapped(step: Step, codes: Codes) -> str | None:
    """Send a text through a step's character map; None if the result is not narrow."""
    found = _lookup(step)
    out: str = found.chars.take(codes).tobytes().decode("utf-16-le")
    return None if found.holes and "\uffff" in out else out


def _written(step: Step, text: str, codes: Codes, out: str) -> str:
    """Write the values of a step's matches into the mapped text."""
    found = _lookup(step)
    places = _places(found, found.active, codes)
    if not places:
        return out
    past, pieces = 0, []
    for start, size, mark in _active(step, found, text, places):
        pieces += [out[past:start], step.values[mark - 1]]
        past = start + size
    return "".join([*pieces, out[past:]])


def convert(plan: Plan, text: str) -> str | None:
    """Convert a short text by a plan; None where its passes would have to look at each other.

    Not for the plans of 1.1.6, nor for texts with spans to keep.
    """
    codes = _codes(text)
    if codes is None or not text:
        return None
    steps = [*([plan.segment] if plan.segment else []), *plan.steps]
    for step in steps[:-1] if len(plan.steps) > 1 else steps[1:]:
        # These would take text away from another pass; they hardly ever find anything.
        if step.trie.alphabet and _any(step, text, codes):
            return None
    for step in plan.steps[:-1]:
        mapped = _mapped(step, codes)
        again = None if mapped is None else _codes(mapped)
        if mapped is None or again is None:
            return None
        text, codes = mapped, again
    out = _mapped(plan.steps[-1], codes)
    if out is None:
        return None
    writer = plan.segment if plan.segment and len(plan.steps) == 1 else plan.steps[-1]
    if any(writer.trie.single) or not writer.trie.alphabet:
        return out if not writer.trie.alphabet else None
    return _written(writer, text, codes, out)


def find(step: Step, text: str, blocked: Sequence[Span]) -> list[Match]:
    """Do what `scalar.scan_free` does: look with NumPy, walk with Python."""
    codes = _codes(text)
    if codes is None or not text or not step.trie.alphabet or any(step.trie.single):
        return scan_free(step, text, blocked)
    found = _lookup(step)
    edges = [*blocked, (len(text), len(text))]
    out: list[Match] = []
    past, edge = 0, 0
    for at in _places(found, found.check, codes):
        while edges[edge][1] <= at and edge + 1 < len(edges):
            edge += 1
        if at < past or at >= edges[edge][0]:
            continue
        mark, size = _longest(step, found.labels, text, at, edges[edge][0])
        if mark:
            out.append((at, size, mark))
            past = at + size
    return out
