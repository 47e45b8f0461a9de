"""Finds the few runs of a long simplified text in which the word lattice could overrule OpenCC.

A run is read only where a word of the lattice has another character than OpenCC's result, or
reaches over the end of a phrase that made one. Law: reading the other runs changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from textfix.conversion import arrays, fast, lattice, tables
from textfix.conversion.arrays import NARROW, Codes, Ints, Tables
from textfix.conversion.lattice import Run
from textfix.conversion.tables import Step
from textfix.conversion.vector import Matches, candidates, leftmost

_BEYOND = re.compile("[\ud800-\udfff\U00010000-\U0010ffff]")

Mask = NDArray[np.bool_]

WORD = 8
"""No word of the lattice is longer."""


class _Odd(NamedTuple):
    """The words whose characters are not the usual ones, in the lexicon's own trie.

    `nested`, by mark: a shorter odd word begins such a word, so its places must be read.
    """

    step: Step
    nested: Mask


@cache
def _odd() -> _Odd:
    step, _ = lattice.lexicon()
    odd = replace(step, marks=[mark if mark > 1 else 0 for mark in step.marks])
    made = arrays.tables(odd)
    depth = (made.marks > 0).astype(np.int8)
    check, base = made.check.astype(np.int64), made.base
    nodes = (check != 0xFFFF).nonzero()[0]
    # A node's base names it; the first characters are no nodes, but may be odd themselves.
    parent = np.full(len(base) + 1, -1, np.int64)
    inner = base.nonzero()[0]
    parent[base[inner]] = inner
    first = np.frombuffer(step.trie.first, np.uint32)
    alone = np.array(odd.marks, np.uint16).take(np.frombuffer(step.trie.single, np.uint16)) > 0
    begun = np.zeros(len(base) + 1, np.int8)
    begun[first[alone & (first > 0)]] = 1
    bases = nodes - check.take(nodes)
    depth[nodes] += begun.take(bases)
    above = parent.take(bases)
    nodes, above = nodes[above >= 0], above[above >= 0]
    own = depth.copy()
    for _ in range(step.trie.longest):
        depth[nodes] = own.take(nodes) + depth.take(above)
    nested = np.zeros(int(max(odd.marks)) + 1, np.bool_)
    nested[made.marks[(depth > 1) & (made.marks > 0)]] = True
    return _Odd(odd, nested)


@cache
def _several() -> Mask:
    mask = np.zeros(NARROW, np.bool_)
    codes = [ord(ch) for ch in tables.candidates(tables.OFFICIAL, "STCharacters")]
    mask[[code for code in codes if code < NARROW]] = True
    return mask


@cache
def _known() -> frozenset[str]:
    """Return the characters beyond U+FFFF in OpenCC's phrases or the lattice's words."""
    steps = (tables.plan("s2t").steps[0], lattice.lexicon()[0])
    return frozenset(chr(code) for step in steps for code in step.classes if code >= NARROW)


@cache
def _names(letters: str) -> Mask:
    mask = np.zeros(NARROW, np.bool_)
    mask[[ord(ch) for ch in letters]] = True
    return mask


def _differing(tables_: Tables, found: Matches, there: Codes, doubt: Mask, nested: Mask) -> Ints:
    """Return the starts of odd words that OpenCC's result writes in another way."""
    starts, sizes, marks = found
    offsets = tables_.offsets.take(marks)
    wrong = nested.take(marks)
    for depth in range(WORD):
        left = (sizes > depth).nonzero()[0]
        if not left.size:
            break
        at = starts.take(left) + depth
        other = tables_.pool.take(offsets.take(left) + depth) != there.take(at)
        wrong[left] |= other & doubt.take(at)
    out: Ints = starts[wrong]
    return out


def _near_crossed(phrases: Matches, words: Matches, size: int) -> Mask:
    """Mark the places near a phrase over one of whose ends a word reaches."""
    reach = np.arange(size + 1)
    reach[words.starts] = words.starts + words.sizes
    reach = np.maximum.accumulate(reach)
    low, high = phrases.starts, phrases.starts + phrases.sizes
    crossed = (reach.take(high - 1) > high) | ((low > 0) & (reach.take(low - 1) > low))
    change = np.zeros(size + 2, np.int32)
    np.add.at(change, (low[crossed] - WORD).clip(0), 1)
    np.add.at(change, (high[crossed] + WORD).clip(max=size), -1)
    near: Mask = change.cumsum()[:size] > 0
    return near


def runs(text: str, there: str, surnames: str, name: int) -> Iterator[Run] | None:
    """Find the runs of a text to be read; `there` is OpenCC's result, of the same length.

    `surnames` make a run of up to `name` characters a name. None for a text with characters
    beyond U+FFFF that the tables know: these are not dealt with here.
    """
    usual = tables.plan("s2t").steps[0]
    if _known() & set(_BEYOND.findall(text)):
        return None
    codes, after = (fast.points_of(_BEYOND.sub("\uffff", each))[0] for each in (text, there))
    step, _ = lattice.lexicon()
    width, odd = arrays.width(step, NARROW), _odd()
    phrases = leftmost(candidates(arrays.tables(usual), arrays.width(usual, NARROW), codes, None))
    words = candidates(arrays.tables(step), width, codes, None)
    unusual = arrays.tables(odd.step)
    strange = candidates(unusual, arrays.width(odd.step, NARROW), codes, None)
    seen = codes[:-1]
    doubt = _several().take(seen)
    moved = doubt & (width.chars.take(seen) != after[:-1])
    moved &= _near_crossed(phrases, words, len(text))
    han = (seen >= 0x3400) & (seen <= 0x9FFF)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], han, [False]]).view(np.int8)))
    starts, ends = edges[::2], edges[1::2]
    wrong = _differing(unusual, strange, after, doubt, odd.nested)
    named = _names(surnames).take(seen.take(starts)) & (ends - starts <= name)
    places = np.concatenate([wrong, moved.nonzero()[0]])
    wanted = starts.searchsorted(places, "right") - 1
    chosen = np.unique(np.concatenate([wanted, named.nonzero()[0]]))
    return _cut(starts.take(chosen), ends.take(chosen), phrases, doubt)


def _cut(starts: Ints, ends: Ints, phrases: Matches, doubt: Mask) -> Iterator[Run]:
    first = (phrases.starts + phrases.sizes).searchsorted(starts, "right").tolist()
    last = phrases.starts.searchsorted(ends).tolist()
    for start, end, low, high in zip(starts.tolist(), ends.tolist(), first, last, strict=True):
        if doubt[start:end].any():
            inside = [part[low:high].tolist() for part in phrases]
            yield Run(start, end, list(zip(*inside, strict=True)))
