"""Runs a plan pass by pass and composes what the passes did into replacements.

This is the truth that the converted text follows from; `vector` is the same, only faster.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from textfix.conversion.scalar import Match, scan_free, scan_longest_first
from textfix.conversion.tables import Plan, Step
from textfix.conversion.units import Span, merge, sequences

Edit = tuple[int, int, str]
"""Start, end, and the text that takes the place of text[start:end]."""

Find = Callable[[Step, str, Sequence[Span]], list[Match]]


class Pass(NamedTuple):
    """One pass: the text it read, the edits it made besides single characters, its result."""

    before: str
    edits: tuple[Edit, ...]
    after: str


def rewrite(text: str, edits: Sequence[Edit], chars: dict[int, int]) -> str:
    """Put edits (sorted, disjoint) into a text and the rest through a character map."""
    out, past = [], 0
    for start, end, new in edits:
        # Even an empty map costs 50 ns for every character.
        out.append(text[past:start].translate(chars) if chars else text[past:start])
        out.append(new)
        past = end
    out.append(text[past:].translate(chars) if chars else text[past:])
    return "".join(out)


def shift(edits: Sequence[Edit], spans: Sequence[Span]) -> list[Span]:
    """Move spans (sorted, clear of the edits) to where they are after the edits."""
    moved, delta, at = [], 0, 0
    for start, end in spans:
        while at < len(edits) and edits[at][0] < start:
            delta += len(edits[at][2]) - (edits[at][1] - edits[at][0])
            at += 1
        moved.append((start + delta, end + delta))
    return moved


def _values(segment: Step, text: str, held: Sequence[Match]) -> list[Edit]:
    """Return what the held spans become; no pass has touched them, so the whole map is due."""
    values, chars = segment.values, segment.chars
    return [
        (s, s + n, values[m - 1] if m > 1 else text[s : s + n].translate(chars)) for s, n, m in held
    ]


def run(plan: Plan, text: str, blocked: Sequence[Span], find: Find | None = None) -> list[Pass]:
    """Run the passes of a plan over a text; blocked spans stay as they are."""
    find = find or (scan_longest_first if plan.longest_first else scan_free)
    kept = merge([*sequences(text), *blocked]) if plan.ids else merge(blocked)
    held: list[Match] = find(plan.segment, text, kept) if plan.segment else []
    passes: list[Pass] = []
    for number, step in enumerate(plan.steps, 1):
        closed = sorted([*kept, *((s, s + n) for s, n, _ in held)])
        found = find(step, text, closed)
        edits = [(a, b, text[a:b]) for a, b in kept]
        edits += [(s, s + n, step.values[m - 1]) for s, n, m in found if m > 1]
        if number == len(plan.steps) and plan.segment:
            edits += _values(plan.segment, text, held)
        else:
            edits += [(s, s + n, text[s : s + n]) for s, n, _ in held]
        edits.sort()
        after = rewrite(text, edits, step.chars)
        real = [e for e in edits if text[e[0] : e[1]] != e[2]]
        passes.append(Pass(text, tuple(real), after))
        kept = shift(real, kept)
        moved = shift(real, [(s, s + n) for s, n, _ in held])
        held = [(a, b - a, m) for (a, b), (_, _, m) in zip(moved, held, strict=True)]
        text = after
    return passes


def _joined(first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """Compose two passes' edits: spans of the first text, and `new` left for later."""
    ends, deltas, delta = [0], [0], 0
    images: list[tuple[int, int, int, int]] = []
    for start, end, new in first:
        images.append((start + delta, start + delta + len(new), start, end))
        delta += len(new) - (end - start)
        ends.append(images[-1][1])
        deltas.append(delta)
    starts = [image[0] for image in images]

    def back(at: int, *, right: bool) -> int:
        n = bisect_right(starts, at) - 1
        if n >= 0 and images[n][0] < at < images[n][1]:
            return images[n][3] if right else images[n][2]
        n = bisect_right(ends, at) - 1
        return at - deltas[n]

    spans = [(a, b) for a, b, _ in first]
    spans += [(back(a, right=False), back(b, right=True)) for a, b, _ in second]
    merged: list[Span] = []
    for a, b in sorted(spans):
        if merged and a < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        else:
            merged.append((a, b))
    return [(a, b, "") for a, b in merged]


def _forward(edits: Sequence[Edit], spans: Sequence[Span]) -> list[Span]:
    """Map spans, whose ends no edit straddles, through a pass."""
    moved, delta, at = [], 0, 0
    for start, end in spans:
        while at < len(edits) and edits[at][1] <= start:
            delta += len(edits[at][2]) - (edits[at][1] - edits[at][0])
            at += 1
        low = start + delta
        while at < len(edits) and edits[at][1] <= end:
            delta += len(edits[at][2]) - (edits[at][1] - edits[at][0])
            at += 1
        moved.append((low, end + delta))
    return moved


def compose(passes: Sequence[Pass]) -> list[Edit]:
    """Turn passes into edits of the first text, in order, disjoint, each a real change.

    Single characters are edits of their own; a phrase is one edit, without what stays the
    same at its ends.
    """
    source, result = passes[0].before, passes[-1].after
    spans = [(a, b) for a, b, _ in passes[-1].edits]
    for step in reversed(passes[:-1]):
        spans = [(a, b) for a, b, _ in _joined(step.edits, [(a, b, "") for a, b in spans])]
    images = spans
    for step in passes:
        images = _forward(step.edits, images)
    out: list[Edit] = []
    past, there = 0, 0
    for (start, end), (low, high) in zip(spans, images, strict=True):
        out += _characters(source, result, past, start, there)
        out += _trimmed(source, start, end, result[low:high])
        past, there = end, high
    out += _characters(source, result, past, len(source), there)
    return out


def _characters(source: str, result: str, start: int, end: int, there: int) -> list[Edit]:
    pairs = zip(source[start:end], result[there : there + end - start], strict=True)
    return [(n, n + 1, b) for n, (a, b) in enumerate(pairs, start) if a != b]


def _trimmed(source: str, start: int, end: int, new: str) -> list[Edit]:
    old = source[start:end]
    if old == new:
        return []
    if len(old) == len(new) > 2:
        last = len(old) - 1
        while old[last] == new[last]:
            last -= 1
        first = next(n for n, ch in enumerate(old) if ch != new[n])
        return [(start + first, start + last + 1, new[first : last + 1])]
    size = min(len(old), len(new))
    head = next((n for n in range(size) if old[n] != new[n]), size)
    room = size - head
    tail = next((n for n in range(room) if old[-1 - n] != new[-1 - n]), room)
    if head + tail == len(old):  # nothing but an insertion: keep a neighbor, for alignment
        head, tail = (head - 1, tail) if head else (head, tail - 1)
    return [(start + head, end - tail, new[head : len(new) - tail])]
