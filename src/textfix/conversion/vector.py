"""Finds and writes matches for a whole text at once, level by level, with NumPy.

Every place walks the double array together; overlaps are settled on the few survivors.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from textfix.conversion.arrays import Codes, Ints, Tables, Width
from textfix.conversion.units import Span

ROUNDS = 24
"""Overlap chains longer than this are finished one by one: they come from odd texts only."""


FEW = 40
"""So few places are walked faster one by one than together (measured)."""


class Matches(NamedTuple):
    """Matches in order of their start, disjoint: starts, lengths, marks."""

    starts: Ints
    sizes: Ints
    marks: Ints


def room(places: Ints, zones: tuple[Ints, Ints]) -> Ints:
    """Return how far each place may reach before the next zone (starts, ends) begins."""
    starts, ends = zones
    nearest = np.append(starts, np.iinfo(np.intp).max)
    out: Ints = nearest.take(ends.searchsorted(places, "right")) - places
    return out


def candidates(
    tables: Tables, width: Width, codes: Ints, zones: tuple[Ints, Ints] | None
) -> Matches:
    """Find the longest match at every place of a text; they may overlap.

    `codes` are code points, one zero more than the text at its end.
    """
    if tables.dense:
        labels = width.classes.take(codes)
        nodes = width.first.take(codes)[:-1] + labels[1:]
        places = (tables.check.take(nodes) == labels[1:]).nonzero()[0]
        nodes = nodes.take(places)
    else:
        places = width.starts.take(codes).nonzero()[0]
        labels = width.classes.take(codes.take(places + 1))
        nodes = width.first.take(codes.take(places)) + labels
        hits = (tables.check.take(nodes) == labels).nonzero()[0]
        places, nodes = places.take(hits), nodes.take(hits)
    found = _deepen(tables, width, codes, (places, nodes), zones)
    return _with_single(width, codes, found, zones) if tables.single else found


def _with_single(
    width: Width, codes: Ints, longer: Matches, zones: tuple[Ints, Ints] | None
) -> Matches:
    """Add the keys of one character, where no longer match begins."""
    marks = width.single.take(codes)
    places = marks.nonzero()[0]
    if zones and places.size:
        places = places[room(places, zones) > 0]
    if places.size and longer.starts.size:
        nearest = longer.starts.searchsorted(places).clip(max=longer.starts.size - 1)
        places = places[longer.starts.take(nearest) != places]
    if not places.size:
        return longer
    starts = np.concatenate([longer.starts, places])
    sizes = np.concatenate([longer.sizes, np.ones(places.size, np.intp)])
    every = np.concatenate([longer.marks, marks.take(places).astype(np.intp)])
    order = starts.argsort(kind="stable")
    return Matches(starts.take(order), sizes.take(order), every.take(order))


def _deepen(
    tables: Tables,
    width: Width,
    codes: Ints,
    found: tuple[Ints, Ints],
    zones: tuple[Ints, Ints] | None,
) -> Matches:
    """Follow places that match two characters further down; keep the longest of each."""
    places, nodes = found
    limit = room(places, zones) if zones else None
    marks = tables.marks.take(nodes)
    if limit is not None:
        marks[limit < 2] = 0
    sizes = (marks > 0) * 2
    base = tables.base.take(nodes)
    alive = base.nonzero()[0]
    base, depth, last = base.take(alive), 2, len(codes) - 1
    while alive.size > FEW:
        labels = width.classes.take(codes.take(np.minimum(places.take(alive) + depth, last)))
        nodes = base + labels
        hits = (tables.check.take(nodes) == labels).nonzero()[0]
        alive, nodes, depth = alive.take(hits), nodes.take(hits), depth + 1
        here = tables.marks.take(nodes)
        if limit is not None:
            here[limit.take(alive) < depth] = 0
        ends = here.nonzero()[0]
        done = alive.take(ends)
        marks[done] = here.take(ends)
        sizes[done] = depth
        base = tables.base.take(nodes)
        down = base.nonzero()[0]
        alive, base = alive.take(down), base.take(down)
    if alive.size:
        reach = None if limit is None else limit.take(alive).tolist()
        walkers = zip(alive.tolist(), places.take(alive).tolist(), base.tolist(), strict=True)
        _finish(tables, width, codes, depth, list(walkers), reach, marks, sizes)
    kept = sizes.nonzero()[0]
    return Matches(places.take(kept), sizes.take(kept), marks.take(kept).astype(np.intp))


def _finish(
    tables: Tables,
    width: Width,
    codes: Ints,
    depth: int,
    walkers: list[tuple[int, int, int]],
    reach: list[int] | None,
    marks: Codes,
    sizes: Codes,
) -> None:
    """Walk the last few places one by one: (number, place, base) each, `depth` deep so far."""
    trie, by_terminal = tables.step.trie, tables.step.marks
    check, terminal, bases = trie.check, trie.terminal, trie.base
    for turn, (number, place, base) in enumerate(walkers):
        # No key is longer than this, so the end of the text (code 0) stops every walk.
        labels = width.classes.take(codes[place + depth : place + trie.longest]).tolist()
        room_left = tables.longest if reach is None else reach[turn]
        for deep, label in enumerate(labels, depth + 1):
            node = base + label
            if check[node] != label or deep > room_left:
                break
            mark = by_terminal[terminal[node]]
            if mark:
                marks[number], sizes[number] = mark, deep
            base = bases[node]
            if not base:
                break


def leftmost(found: Matches) -> Matches:
    """Settle overlaps from left to right, as a reader of the text would."""
    starts, sizes, _ = found
    if starts.size < 2:
        return found
    ends = starts + sizes
    free = np.empty(starts.size, np.bool_)
    free[0] = True
    np.greater_equal(starts[1:], np.maximum.accumulate(ends)[:-1], out=free[1:])
    clash = (~free).nonzero()[0]
    if not clash.size:
        return found
    # A match that clashes with none before it is in; each then rules its own cluster.
    heads = clash[free.take(clash - 1)] - 1
    limits = np.append(free.nonzero()[0], starts.size)
    bound = limits.take(limits.searchsorted(heads, "right"))
    for _ in range(ROUNDS):
        heads = starts.searchsorted(ends.take(heads))
        inside = (heads < bound).nonzero()[0]
        heads, bound = heads.take(inside), bound.take(inside)
        if not heads.size:
            break
        free[heads] = True
    else:
        _one_by_one(starts, ends, free, zip(heads.tolist(), bound.tolist(), strict=True))
    kept = free.nonzero()[0]
    return Matches(*(part.take(kept) for part in found))


def _one_by_one(starts: Ints, ends: Ints, free: Codes, chains: zip[tuple[int, int]]) -> None:
    for head, bound in chains:
        at, end = starts[head:bound].tolist(), ends[head:bound].tolist()
        past = end[0]
        for number, start in enumerate(at):
            if start >= past:
                free[head + number] = True
                past = end[number]


def write(tables: Tables, found: Matches, out: Codes, pool: Codes) -> tuple[Ints, Matches]:
    """Write the values that keep their length into `out`; return the others.

    Returns the active matches' numbers that change length (indices) and the active matches.
    """
    active = (found.marks > 1).nonzero()[0]
    starts, sizes, marks = (part.take(active) for part in found)
    lengths = tables.sizes.take(marks)
    offsets = tables.offsets.take(marks)
    changed = (lengths != sizes).nonzero()[0]
    remaining = np.where(lengths == sizes, sizes, 0) if changed.size else sizes
    at, off = starts, offsets
    for depth in range(tables.longest):
        left = (remaining > depth).nonzero()[0]
        if not left.size:
            break
        remaining, at, off = remaining.take(left), at.take(left), off.take(left)
        out[at + depth] = pool.take(off + depth)
    return changed, Matches(starts, sizes, marks)


def spans_of(found: Matches) -> list[Span]:
    """Turn matches into spans."""
    ends = (found.starts + found.sizes).tolist()
    return list(zip(found.starts.tolist(), ends, strict=True))


def zones_of(spans: Sequence[Span]) -> tuple[Ints, Ints] | None:
    """Turn spans (sorted, disjoint) into arrays of starts and ends; None for none."""
    if not spans:
        return None
    pairs = np.array(spans, np.intp)
    return pairs[:, 0], pairs[:, 1]
