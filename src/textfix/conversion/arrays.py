"""NumPy forms of the tables, made once per step from the plain ones.

Code points go through tables of 65,536 entries (narrow texts) or `WIDE` entries (all others).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from textfix.conversion.tables import Step

Ints = NDArray[np.intp]
Codes = NDArray[Any]

NARROW = 0x10000
WIDE = 0x33480
"""Above every code point in the tables (extension H ends at U+323AF)."""

HOLE = 0xFFFF
"""In a narrow character map: the target is no BMP character, use the wide tables."""

DENSE = 2000
"""From so many first characters on, most Han characters begin a key: try every place."""


@dataclass(frozen=True, slots=True, eq=False)
class Width:
    """A step's tables over code points: class, base of the first character, map, start."""

    classes: NDArray[np.uint16]
    first: NDArray[np.int32]
    single: NDArray[np.uint16]
    starts: NDArray[np.bool_]
    chars: Codes
    holes: bool


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """A step's tables that do not depend on the width of the text.

    `marks` are by node of the double array; values are cut from `pool` by mark.
    """

    step: Step
    dense: bool
    single: bool
    longest: int
    base: NDArray[np.int32]
    check: NDArray[np.uint16]
    marks: NDArray[np.uint16]
    sizes: NDArray[np.int32]
    offsets: NDArray[np.int32]
    pool: NDArray[np.uint32]
    wide: NDArray[np.bool_]
    narrow_pool: NDArray[np.uint16]


def _scatter(table: dict[int, int], into: Codes, limit: int) -> Codes:
    keys = np.fromiter(table.keys(), np.int64, len(table))
    values = np.fromiter(table.values(), np.int64, len(table))
    fits = keys < limit
    into[keys[fits]] = values[fits]
    return into


def make_tables(step: Step) -> Tables:
    """Make the arrays of a step."""
    trie = step.trie
    terminal = np.frombuffer(trie.terminal, np.uint16)
    marks = np.array(step.marks, np.uint16)
    values = ["", "", *step.values[1:]]
    pool = np.frombuffer("".join(values).encode("utf-32-le"), np.uint32)
    sizes = np.array([len(value) for value in values], np.int32)
    wide = np.array([any(ch > "\uffff" for ch in value) for value in values], np.bool_)
    return Tables(
        step=step,
        dense=int((np.frombuffer(trie.first, np.uint32) > 0).sum()) > DENSE,
        single=trie.alone,
        longest=trie.longest,
        base=np.frombuffer(trie.base, np.uint32).astype(np.int32),
        check=np.frombuffer(trie.check, np.uint16),
        marks=marks.take(terminal),
        sizes=sizes,
        offsets=(np.cumsum(sizes) - sizes).astype(np.int32),
        pool=pool,
        wide=wide,
        narrow_pool=pool.astype(np.uint16),
    )


def make_width(step: Step, limit: int) -> Width:
    """Make a step's tables over code points below `limit`."""
    classes = _scatter(step.classes, np.zeros(limit, np.uint16), limit)
    by_class = np.frombuffer(step.trie.first, np.uint32).astype(np.int32)
    single = np.array(step.marks, np.uint16).take(np.frombuffer(step.trie.single, np.uint16))
    kind = np.uint16 if limit == NARROW else np.uint32
    narrow = {k: v if v < NARROW or limit != NARROW else HOLE for k, v in step.chars.items()}
    first, alone = by_class.take(classes), single.take(classes)
    return Width(
        classes=classes,
        first=first,
        single=alone,
        starts=first > 0,
        chars=_scatter(narrow, np.arange(limit, dtype=kind), limit),
        holes=any(k < NARROW and v == HOLE for k, v in narrow.items()),
    )


@cache
def tables(step: Step) -> Tables:
    """Return the arrays of a step (steps are made once, and compare by identity)."""
    return make_tables(step)


@cache
def width(step: Step, limit: int) -> Width:
    """Return a step's tables over code points below `limit`: `NARROW` or `WIDE`."""
    return make_width(step, limit)
