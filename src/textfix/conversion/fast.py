"""Converts long texts with NumPy, in stretches that fit the processor's cache.

Law: gives exactly what `passes.run` gives; it only does not say how.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from textfix.conversion import arrays
from textfix.conversion.arrays import HOLE, NARROW, WIDE, Codes, Ints
from textfix.conversion.tables import Plan, Step
from textfix.conversion.units import Span, merge, sequences
from textfix.conversion.vector import Matches, candidates, leftmost, write, zones_of

STRETCH = 65536
"""Characters converted together: measured; longer ones leave the cache.

A plan with very many phrases (s2t) gains from twice as many: each stretch has its fixed costs.
"""

PIECE = 8192
"""A stretch with a result beyond U+FFFF is converted in pieces of this length."""

BREAKS = ("\n", "\0", "。", "，")
"""Characters in no key: a text may be cut behind them."""

KEPT = 0xFFFE
"""Stands for a character that conversion must leave alone; a noncharacter, in no table."""

_Splice = tuple[int, int, Codes]


class _TooNarrow(Exception):  # noqa: N818  (never leaves this file)
    """A stretch needs characters beyond U+FFFF in its result."""


class _Operator(Exception):  # noqa: N818  (never leaves this file)
    """A text has an ideographic description operator: its sequences must be found first."""


def stretches(text: str, length: int = STRETCH) -> Iterator[Span]:
    """Cut a text behind breaks into stretches of about a length; no phrase crosses a cut."""
    start, size = 0, len(text)
    while size - start > length * 5 // 4:
        low, high = start + length // 2, start + length
        ends = (text.rfind(mark, low, high) for mark in BREAKS)
        end = next((at for at in ends if at >= 0), -1)
        if end < 0:
            later = [at for at in (text.find(mark, high) for mark in BREAKS) if at >= 0]
            end = min(later, default=size - 1)
        yield start, end + 1
        start = end + 1
    if start < size:
        yield start, size


@cache
def _astral(plan: Plan) -> frozenset[int]:
    """Return the characters beyond U+FFFF that a plan knows: few of those in running text."""
    steps = [*([plan.segment] if plan.segment else []), *plan.steps]
    return frozenset(a for s in steps for a in (*s.classes, *s.chars) if a >= NARROW)


def points_of(text: str, astral: frozenset[int] | None = None) -> tuple[Ints, bool]:
    """Return a text's code points with a zero behind them, and whether all are narrow.

    With `astral`, a text with none of these characters is narrow as UTF-16: no table holds a
    surrogate, so emoji pass as pairs.
    """
    try:
        raw = np.frombuffer(text.encode("utf-16-le"), np.uint16)
        narrow = raw.size == len(text) or (astral is not None and not _known(raw, astral))
    except UnicodeEncodeError:
        narrow = False
    if not narrow:
        raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = np.empty(raw.size + 1, np.intp)
    codes[-1] = 0
    codes[:-1] = raw
    return codes, narrow


def _known(units: Codes, astral: frozenset[int]) -> bool:
    """Tell whether a text in UTF-16 holds any of some characters beyond U+FFFF."""
    high = ((units & 0xFC00) == 0xD800).nonzero()[0]
    pairs = zip(units.take(high).tolist(), units.take(high + 1).tolist(), strict=True)
    return any(NARROW + ((a & 0x3FF) << 10) + (b & 0x3FF) in astral for a, b in pairs)


def _splices(step: Step, changed: Ints, found: Matches) -> list[_Splice]:
    starts, sizes, marks = (part.take(changed).tolist() for part in found)
    values = arrays.tables(step)
    out = []
    for start, size, mark in zip(starts, sizes, marks, strict=True):
        at = int(values.offsets[mark])
        out.append((start, size, values.pool[at : at + int(values.sizes[mark])]))
    return out


def _splice(out: Codes, splices: list[_Splice]) -> Codes:
    pieces, past = [], 0
    for start, size, value in sorted(splices, key=lambda splice: splice[0]):
        pieces += [out[past:start], value.astype(out.dtype)]
        past = start + size
    return np.concatenate([*pieces, out[past:]])


def _moved(held: Matches, splices: list[_Splice]) -> Matches:
    """Move matches behind splices that change the length of the text before them."""
    ordered = sorted((start, len(value) - size) for start, size, value in splices)
    places = np.array([start for start, _ in ordered], np.intp)
    deltas = np.concatenate([[0], np.cumsum([delta for _, delta in ordered])]).astype(np.intp)
    return held._replace(starts=held.starts + deltas.take(places.searchsorted(held.starts)))


def _put(step: Step, found: Matches, out: Codes, limit: int) -> list[_Splice]:
    """Write a step's matches; return those that change the length."""
    values = arrays.tables(step)
    changed, active = write(
        values, found, out, values.narrow_pool if limit == NARROW else values.pool
    )
    if limit == NARROW and values.wide.any() and values.wide.take(active.marks).any():
        raise _TooNarrow
    return _splices(step, changed, active) if changed.size else []


def _find(step: Step, codes: Ints, limit: int, held: Matches | None) -> Matches:
    zones = (
        (held.starts, held.starts + held.sizes) if held is not None and held.starts.size else None
    )
    found = candidates(arrays.tables(step), arrays.width(step, limit), codes, zones)
    return leftmost(found)


def _mapped(step: Step, codes: Ints, limit: int) -> Codes:
    """Send a text through a step's character map."""
    width = arrays.width(step, limit)
    if limit == NARROW:
        out: Codes = width.chars.take(codes[:-1])
        if width.holes and (out == HOLE).any():
            raise _TooNarrow
        return out
    out = width.chars.take(np.minimum(codes[:-1], WIDE - 1))
    beyond = codes[:-1] >= WIDE
    if beyond.any():
        out[beyond] = codes[:-1][beyond]
    return out


def _passes(plan: Plan, codes: Ints, limit: int) -> Codes:
    seen = codes if limit == NARROW else np.minimum(codes, WIDE - 1)
    held = _find(plan.segment, seen, limit, None) if plan.segment else None
    out: Codes = codes[:-1]
    for number, step in enumerate(plan.steps, 1):
        seen = codes if limit == NARROW else np.minimum(codes, WIDE - 1)
        out = _mapped(step, codes, limit)
        splices: list[_Splice] = []
        if step.trie.alphabet:
            splices = _put(step, _find(step, seen, limit, held), out, limit)
        last = number == len(plan.steps)
        if plan.segment and held is not None:
            if last:
                splices += _put(plan.segment, held, out, limit)
            elif splices:
                held = _moved(held, splices)
        out = _splice(out, splices) if splices else out
        if not last:
            codes = np.append(out, out.dtype.type(0)).astype(np.intp)
    return out


def _has_operator(codes: Ints) -> bool:
    # The cast to 16 bits lets astral characters through too: then the text is looked at again.
    return bool(((codes.astype(np.uint16) & 0xFFF0) == 0x2FF0).any())


def _stretch(plan: Plan, text: str, kept: Sequence[Span], held: str, *, looked: bool) -> str:
    codes, narrow = points_of(text, None if kept else _astral(plan))
    if plan.ids and not looked and _has_operator(codes):
        raise _Operator
    original = codes
    if kept:
        wanted, fits = points_of(held)
        original, narrow = wanted[:-1], narrow and fits
    for start, end in kept:
        codes[start:end] = KEPT
    try:
        out = _passes(plan, codes, NARROW if narrow else WIDE)
    except _TooNarrow:
        if not kept and len(text) > PIECE:
            # One rare character should not make all of the others wide.
            pieces = [text[a:b] for a, b in stretches(text, PIECE)]
            if len(pieces) > 1:
                return "".join(_stretch(plan, each, (), "", looked=looked) for each in pieces)
        codes, narrow = codes if kept else points_of(text)[0], False
        out = _passes(plan, codes, WIDE)
    if kept:
        out[out == KEPT] = original[codes[:-1] == KEPT]
    if narrow:
        return str(out.data, "utf-16-le")
    return out.tobytes().decode("utf-32-le", "surrogatepass")


def _inside(kept: Sequence[Span], start: int, end: int) -> list[Span]:
    return [(max(a, start) - start, min(b, end) - start) for a, b in kept if a < end and b > start]


def convert(plan: Plan, text: str, kept: Sequence[Span], held: str | None = None) -> str:
    """Convert a text by a plan (not one of 1.1.6); kept spans are sorted and disjoint.

    What stands in the kept spans comes from `held`, a text of the same length, if given.
    """
    try:
        return _converted(plan, text, kept, held or text, looked=False)
    except _Operator:
        # Rare: description sequences are found in the whole text, and kept as they are.
        units = merge([*sequences(text), *kept])
        return _converted(plan, text, units, held or text, looked=True)


def _converted(plan: Plan, text: str, kept: Sequence[Span], held: str, *, looked: bool) -> str:
    out = []
    dense = any(arrays.tables(step).dense for step in (plan.segment, *plan.steps) if step)
    for a, b in stretches(text, 2 * STRETCH if dense else STRETCH):
        inside = _inside(kept, a, b) if kept else ()
        shown = held[a:b] if inside else ""
        out.append(_stretch(plan, text[a:b], inside, shown, looked=looked))
    return "".join(out)


def find(step: Step, text: str, blocked: Sequence[Span]) -> list[tuple[int, int, int]]:
    """Do what `scalar.scan_free` does, for a long text."""
    if not step.trie.alphabet:
        return []
    codes, narrow = points_of(text)
    codes = codes if narrow else np.minimum(codes, WIDE - 1)
    limit = NARROW if narrow else WIDE
    values = arrays.tables(step)
    found = leftmost(candidates(values, arrays.width(step, limit), codes, zones_of(blocked)))
    return list(zip(*(part.tolist() for part in found), strict=True))
