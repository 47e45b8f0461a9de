"""Lines of double-byte text that another double-byte reader showed, some bytes lost: read whole.

Law: a line goes byte for byte through the true codec; where bytes were lost, or may be two
things, the source model chooses, and what is chosen shows what stands there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Final, NamedTuple

from textfix.lattice.paths import traced
from textfix.mojibake.restoring import holes, losses
from textfix.mojibake.restoring.byteways import WHOLE, Path, Step
from textfix.mojibake.shown.strict import Way

TRUST: Final = 0.9
"""How far the model's nats are believed."""

LEFT: Final = -20.0
"""Nats that a line loses by each place that the codec does not explain."""


class Part(NamedTuple):
    """A stretch of a text, what it is read as, and how probable that is.

    `marked`: bytes were lost in it; `plain`: nothing was, and nothing could be read otherwise.
    `gone` is how many places it has where bytes were lost without a mark.
    """

    start: int
    end: int
    new: str
    sure: float
    marked: bool
    plain: bool
    gone: int = 0


def joined(
    text: str, parts: Iterable[Part], join: Callable[[Part, Part], Part | None]
) -> Iterator[Part]:
    """Yield parts that are not what stands there anyway, neighbors as one where they `join`."""
    last: Part | None = None
    for p in parts:
        one = join(last, p) if last and last.end == p.start else None
        if one is None and last and last.new != text[last.start : last.end]:
            yield last
        last = one or p
    if last and last.new != text[last.start : last.end]:
        yield last


def together(a: Part, b: Part, sure: float, plain: bool) -> Part:
    """Return two neighbors as one part."""
    new, marked = a.new + b.new, a.marked or b.marked
    return Part(a.start, b.end, new, sure, marked, plain, a.gone + b.gone)


class Line(NamedTuple):
    """The parts of a line, in order, and the nats of all of it."""

    parts: list[Part]
    score: float


def read(text: str, start: int, end: int, way: Way, habit: str, script: int) -> Line:
    """Read a stretch of a line; what no codec explains is left out."""
    lost = losses.of(way.reader, habit)
    search = holes.search(script, way.encoding)
    slots = [lost.slot(text[k], text[k + 1 : k + 2]) for k in range(start, end)]
    out: list[Part] = []
    total = 0.0
    states = [search.begin(text[max(0, start - 2) : start])]
    first, worst = start, 0.0
    for k, slot in enumerate(slots, start):
        top = states[0][0]
        states = search.advance(states, slot)
        if len(states) == 1:
            score, mass, pending, p2, p1, _, _, path = states[0]
            total, worst = total + score, min(worst, score - mass)
            if pending is WHOLE:
                ours = slots[first - start : k + 1 - start]
                out += _parts(text, first, path, worst, ours, way, habit)
                path, first, worst = None, k + 1, 0.0
            states = [(0.0, 0.0, pending, p2, p1, "", (), path)]
        elif not states:
            total += top + LEFT
            states, first, worst = [search.begin(text[max(0, k - 1) : k + 1])], k + 1, 0.0
    ends = [search.close(s, text[end : end + 2] or "\n") for s in states if s[2] is WHOLE]
    if ends and first < end:
        best = max(ends, key=itemgetter(0))
        top = max(s[1] for s in ends)
        mass = top + math.log(sum(math.exp(s[1] - top) for s in ends))
        total, worst = total + best[0], min(worst, best[0] - mass)
        out += _parts(text, first, best[-1], worst, slots[first - start :], way, habit)
    return Line(out, total if ends else total + LEFT)


def _parts(
    text: str,
    first: int,
    path: Path | None,
    worst: float,
    slots: Sequence[Sequence[Step]],
    way: Way,
    habit: str,
) -> Iterator[Part]:
    """Yield what a path reads: what was certain at its ends apart from the rest."""
    steps = traced(path)
    certain = [len(s) == 1 and not s[0].lost for s in slots[: len(steps)]]
    low, high = _certain(steps, certain)
    if low == len(steps):
        yield _part(text, first, 0, low, steps, 1.0, plain=True)
        return
    sure = math.exp(TRUST * min(0.0, worst))
    # A digit that was eaten is one of ten.
    eaten = (s[2][-1:] for s, ch in zip(steps, text[first:], strict=False) if ch == "?")
    sure *= 0.1 ** sum(e == (0x30,) for e in eaten)
    if low:
        yield _part(text, first, 0, low, steps, 1.0, plain=True)
    middle = _part(text, first, low, high, steps, sure, plain=False)
    if _shows(middle, steps[low:high], text, way, habit):
        yield middle
    if high < len(steps):
        yield _part(text, first, high, len(steps), steps, 1.0, plain=True)


def _certain(steps: Sequence[Path], certain: Sequence[bool]) -> tuple[int, int]:
    """Return where what is not certain begins and ends, between whole characters."""
    low = k = 0
    while k < len(steps) and certain[k]:
        k += 1
        if steps[k - 1][3]:
            low = k
    high = k = len(steps)
    while k > low and certain[k - 1]:
        k -= 1
        if not k or steps[k - 1][3]:
            high = k
    return low, max(low, high)


def _part(
    text: str, first: int, low: int, high: int, steps: Sequence[Path], sure: float, plain: bool
) -> Part:
    new = "".join([s[1] for s in steps[low:high]])
    start, end = first + low, first + high
    marked = any(ch in losses.MARKS for ch in text[start:end])
    return Part(start, end, new, sure, marked, plain)


def _shows(part: Part, steps: Sequence[Path], text: str, way: Way, habit: str) -> bool:
    """Tell whether a reader with a habit shows the bytes of a part as what stands there."""
    data = b"".join([bytes(s[2]) for s in steps])
    seen, after = text[part.start : part.end], text[part.end : part.end + 1]
    return losses.of(way.reader, habit).shows(data, seen, after)
