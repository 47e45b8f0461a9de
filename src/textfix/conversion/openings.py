"""Makes the tables of `glance`: where phrases of a plan may begin, as seen from the source text.

A filter over pairs of characters (hashed, so it may say yes too often), and what passes it.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from textfix.conversion.arrays import HOLE, NARROW
from textfix.conversion.tables import Plan, Step

BITS = 17
"""The filter has two to the power of this many places: small enough for the cache (measured)."""

MIX = 46_337
"""Odd factor that spreads the first character of a pair over the filter."""

MASK = (1 << BITS) - 1


class _View(NamedTuple):
    """One pass's phrases as they look from the source text: labels by source character."""

    step: Step
    labels: dict[str, int]


class Glance(NamedTuple):
    """A plan's filter over pairs, and its whole character map.

    `two` are phrases of two characters, `three` the openings of longer ones.
    `letters` are the source characters that stand in any phrase: no phrase crosses others.
    """

    filter: NDArray[np.bool_]
    two: frozenset[str]
    three: frozenset[str]
    chars: NDArray[np.uint16]
    holes: bool
    letters: frozenset[str]


def _alive(step: Step) -> NDArray[np.intp]:
    """Return the nodes that have values to write at or below them."""
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
    active = marks > 1
    for _ in range(trie.longest):
        np.logical_or.at(active, above, active.take(below))
    alive: NDArray[np.intp] = active.nonzero()[0]
    return alive


def _openings(view: _View) -> tuple[set[str], set[str]]:
    """Return phrases of two source characters, and the first three characters of longer ones.

    Only phrases with a value to write count; what the filter lets through beside them is read.
    """
    trie, marks = view.step.trie, view.step.marks
    two, three = set[str](), set[str]()
    if not trie.alphabet:
        return two, three
    sources = defaultdict(list)
    for ch, label in view.labels.items():
        sources[label].append(ch)
    nodes = _alive(view.step)
    labels = np.frombuffer(trie.check, np.uint16).take(nodes)
    below = defaultdict(list)
    for base, label, node in zip((nodes - labels).tolist(), labels.tolist(), nodes, strict=True):
        below[base].append((label, node))
    for first, base in enumerate(trie.first.tolist()):
        for second, node in below.get(base, ()) if base else ():
            pairs = [a + b for a in sources[first] for b in sources[second]]
            if marks[trie.terminal[node]] > 1:
                two.update(pairs)
            for third, _ in below.get(trie.base[node], ()):
                three.update(pair + c for pair in pairs for c in sources[third])
    return two, three


def _views(plan: Plan) -> tuple[tuple[_View, ...], dict[int, int]]:
    """Return the passes as seen from the source, and the character map of all of them."""
    views, chars = [], dict[int, int]()
    for step in [*([plan.segment] if plan.segment else []), *plan.steps]:
        get = step.classes.get
        labels = dict(step.classes)
        if step is not plan.segment:
            labels |= {code: get(target, 0) for code, target in chars.items()}
            after = step.chars
            chars = {**after, **{a: after.get(b, b) for a, b in chars.items()}}
        views.append(_View(step, {chr(a): label for a, label in labels.items() if label}))
    return tuple(views), chars


@cache
def glance(plan: Plan) -> Glance:
    """Return the tables of a plan (not one of 1.1.6)."""
    views, chars = _views(plan)
    openings = [_openings(view) for view in views]
    two = frozenset().union(*(each[0] for each in openings))
    three = frozenset().union(*(each[1] for each in openings))
    table = np.zeros(MASK + 1, np.bool_)
    for key in (*two, *three):
        table[(ord(key[0]) * MIX + ord(key[1])) & MASK] = True
    whole = np.arange(NARROW, dtype=np.uint16)
    for source, target in chars.items():
        if source < NARROW:
            whole[source] = target if target < NARROW else HOLE
    for view in views:
        trie = view.step.trie
        for ch, label in view.labels.items():
            if ch <= "\uffff" and view.step.marks[trie.single[label]]:
                whole[ord(ch)] = HOLE  # a phrase of one character: not a case for this file
    letters = frozenset(ch for view in views for ch in view.labels)
    return Glance(table, two, three, whole, bool((whole[:-1] == HOLE).any()), letters)
