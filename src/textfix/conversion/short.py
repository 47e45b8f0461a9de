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
    """

    classes: Codes
    first: Codes
    check: Codes
    active: Codes
    chars: Codes
    holes: bool
    labels: dict[str, int]


def _alive(step: Step) -> Codes:
    """Return which nodes have values to write at or below them."""
    trie = step.trie
    base = np.frombuffer(trie.base, np.uint32).astype(np.int64)
    check = np.frombuffer(trie.check, np.uint16).astype(np.int64)
    marks = np.array(step.marks, np.uint16).take(np.frombuffer(trie.terminal, np.uint16))
    nodes = (check != 0xFFFF).nonzero()[0]
    # A node's base names it: where its children stand is base + label.
    parent = np.full(len(base) + 1, -1, np.int64)
    inner = base.nonzero()[0]
    parent[base[inner]] = inner
    above = parent.take(nodes - check.take(nodes))
    below, above = nodes[above >= 0], above[above >= 0]
    active: Codes = marks > 1
    for _ in range(trie.longest):
        np.logical_or.at(active, above, active.take(below))
    return active


@cache
def _lookup(step: Step) -> _Lookup:
    width, tables = arrays.width(step, NARROW), arrays.tables(step)
    active = _alive(step)
    return _Lookup(
        width.classes,
        width.first,
        tables.check,
        np.where(active, tables.check, np.uint16(0xFFFF)),
        width.chars,
        width.holes,
        {chr(code): label for code, label in step.classes.items()},
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


def _synchronized(step: Step, found: _Lookup, text: str, hits: bytes, at: int, low: int) -> int:
    """Return a place from which reading on is as reading from the start: no key crosses it.

    `hits` has a 1 where two characters begin a key; only there can one start.
    """
    size, longest = len(text), step.trie.longest
    q = hits.rfind(1, max(low, at - longest + 1), at)
    while q >= 0:
        mark, length = _longest(step, found.labels, text, q, size)
        if mark and q + length > at:
            at = q
        q = hits.rfind(1, max(low, at - longest + 1), q)
    return at


def _active(step: Step, found: _Lookup, text: str, places: list[int], hits: bytes) -> list[Match]:
    """Settle which of the keys at `places` a reader from the left would take."""
    out: list[Match] = []
    read, size = 0, len(text)
    for place in places:
        if place < read or _longest(step, found.labels, text, place, size)[0] < 2:
            continue
        at = _synchronized(step, found, text, hits, place, read)
        while 0 <= at <= place:
            mark, length = _longest(step, found.labels, text, at, size)
            if mark > 1:
                out.append((at, length, mark))
            read = at + length
            at = hits.find(1, read)
    return out


def _places(found: _Lookup, check: Codes, codes: Codes) -> list[int]:
    """List where the first two characters of a key stand; `check` says which keys count."""
    second = found.classes.take(codes)[1:]
    nodes = found.first.take(codes[:-1]) + second
    places: list[int] = (check.take(nodes) == second).nonzero()[0].tolist()
    return places


def _actives(found: _Lookup, codes: Codes) -> tuple[list[int], bytes]:
    """List where keys with something to write may begin; mark where any key may."""
    second = found.classes.take(codes)[1:]
    nodes = found.first.take(codes[:-1]) + second
    places: list[int] = (found.active.take(nodes) == second).nonzero()[0].tolist()
    return places, (found.check.take(nodes) == second).tobytes() if places else b""


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
    if step.trie.alone:
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
    places, hits = _actives(found, codes)
    if not places:
        return out
    past, pieces = 0, []
    for start, size, mark in _active(step, found, text, places, hits):
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
    if writer.trie.alone or not writer.trie.alphabet:
        return out if not writer.trie.alphabet else None
    return _written(writer, text, codes, out)


def find(step: Step, text: str, blocked: Sequence[Span]) -> list[Match]:
    """Do what `scalar.scan_free` does: look with NumPy, walk with Python."""
    codes = _codes(text)
    if codes is None or not text or not step.trie.alphabet or step.trie.alone:
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
