"""Lines of double-byte text that another double-byte reader showed, bytes dropped without a mark.

Law: before any character a byte may be gone, at no price, as the text alone says where a reader
drops one; what is told shows what stands there, and is as probable as all that say the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import Final, TypeAlias

from textfix import codecs
from textfix.lattice.paths import traced
from textfix.mojibake.restoring import bytecodes, holes, losses
from textfix.mojibake.restoring.bytecodes import Bytes
from textfix.mojibake.restoring.byteways import WHOLE, Path, State, Step
from textfix.mojibake.restoring.rankings import TRACELESS
from textfix.mojibake.restoring.reread import LEFT, TRUST, Line, Part
from textfix.mojibake.shown import shapes
from textfix.mojibake.shown.strict import Way

HABIT: Final = "drop"

FEW: Final = 4
"""Bytes that a single-byte reader does not know, up to which two in a row are asked for."""


def read(text: str, start: int, end: int, way: Way, script: int, habit: str = HABIT) -> Line:
    """Read a stretch of a line, a part for each character; what no codec explains is left out."""
    lost = losses.of(way.reader, habit)
    search = holes.search(script, way.encoding)
    slots = [_slot(lost, text[k], text[k + 1 : k + 2], way.encoding) for k in range(start, end)]
    if habit == HABIT:
        slots.append(_last(lost, text[end : end + 1], way.encoding))
    out: list[Part] = []
    total, first = 0.0, start
    states = [search.begin(text[max(0, start - 2) : start])]
    for k, slot in enumerate(slots, start):
        before = states
        states = search.advance(states, slot, TRACELESS)
        if not states:
            total += before[0][0] + LEFT
            out += _parts(text, first, [s for s in before if s[2] is WHOLE], way, habit)
            states, first = [search.begin(text[max(0, k - 1) : k + 1])], k + 1
    ends = [search.close(s, "\n") for s in states if s[2] is WHOLE]
    total += max((s[0] for s in ends), default=LEFT)
    return Line([*out, *_parts(text, first, ends, way, habit)], total)


def _slot(lost: losses.Losses, ch: str, after: str, encoding: str) -> tuple[Step, ...]:
    """Return what a character may stand for, and the same with a byte gone before it."""
    steps = lost.slot(ch, after)
    if lost.habit != HABIT:
        return steps
    return steps + tuple(
        s._replace(data=(*gone, *s.data))
        for s in steps
        if s.data and isinstance(s.data[0], int)
        for gone in _gone(lost, s.data[0], encoding)
    )


def _last(lost: losses.Losses, after: str, encoding: str) -> tuple[Step, ...]:
    """Return what may be gone at the end of a stretch."""
    return Step(), *(Step(0.0, gone) for gone in _gone(lost, lost.first(after), encoding))


def _gone(lost: losses.Losses, following: int, encoding: str) -> Iterator[Bytes]:
    """Yield what may be gone before a byte; two where that is not too much to ask."""
    one = lost.lone(following)
    yield (one,)
    if encoding == shapes.UTF8:
        # Of three bytes that make a character more often two are gone than of two.
        yield lost.lone(None), one
    if lost.single:
        used = tuple(b for b in one.bytes if b in _used(encoding))
        if len(used) <= FEW:
            yield bytecodes.lost(used), bytecodes.lost(used)


@cache
def _used(encoding: str) -> frozenset[int]:
    """Return the bytes of an encoding's pairs."""
    return frozenset(b for code in codecs.get(encoding).pairs() for b in divmod(code, 256))


def _parts(text: str, first: int, ends: Sequence[State], way: Way, habit: str) -> Iterator[Part]:
    """Yield each character of the best of several paths."""
    if not ends:
        return
    steps = traced(max(ends, key=itemgetter(0))[-1])
    sure, low = 1.0, 0
    for high, (step, agreed) in enumerate(zip(steps, _agreed(ends, steps), strict=True), 1):
        sure = min(sure, agreed)
        start, end = first + low, min(first + high, len(text))
        if step[3] and start < end:
            each = steps[low:high]
            data = b"".join([bytes(s[2]) for s in each])
            shown = text[start:end]
            gone = habit == HABIT and not _is(shown, data, way.reader)
            if losses.of(way.reader, habit).shows(data, shown, text[end : end + 1]):
                new = "".join([s[1] for s in each])
                marked = habit == HABIT or losses.MARK in shown
                yield Part(start, end, new, sure, marked, plain=False, gone=gone)
            sure, low = 1.0, high


def _is(shown: str, data: bytes, reader: str) -> bool:
    """Tell whether nothing is gone of bytes that a reader shows so."""
    return codecs.get(reader).decode(data) == shown


Flow: TypeAlias = "dict[int, tuple[Path, float]]"


def _agreed(ends: Sequence[State], steps: Sequence[Path]) -> list[float]:
    """Return for each slot how probable it is that it completes what the best path has there."""
    top = max(s[0] for s in ends)
    flow: Flow = {}
    for s in ends:
        _add(flow, s[-1], math.exp(TRUST * (s[0] - top)))
    whole = sum(w for _, w in flow.values())
    out: list[float] = []
    for wanted in reversed(steps):
        before: Flow = {}
        same = 0.0
        for path, weight in flow.values():
            ways = [(1.0, path[0], path[1])]
            ways += [(math.exp(-TRUST * r[0]), r[1], r[2]) for r in path[4]]
            share = weight / sum(w for w, *_ in ways)
            for w, came, said in ways:
                _add(before, came, share * w)
                if said == wanted[1] and path[3] == wanted[3]:
                    same += share * w
        out.append(min(1.0, same / whole))
        flow = before
    return out[::-1]


def _add(flow: Flow, path: Path | None, weight: float) -> None:
    if path is not None:
        known = flow.get(id(path))
        flow[id(path)] = path, weight + (known[1] if known else 0.0)
