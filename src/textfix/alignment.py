"""Positions before and after edits: apply, invert, map and compose.

Law: everything follows from the ordered, disjoint edit list alone; nothing is found by diffing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from textfix.model import Edit


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Return `text` with the ordered, disjoint `edits` carried out.

    >>> apply("abcd", [Edit(1, 2, ""), Edit(3, 3, "X")])
    'acXd'
    """
    pieces: list[str] = []
    at = 0
    for start, end, new in edits:
        pieces.append(text[at:start])
        pieces.append(new)
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def invert(before: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits that lead from the edited text back to `before`.

    >>> invert("abcd", [Edit(1, 3, "")])
    (Edit(start=1, end=1, new='bc'),)
    """
    inverse: list[Edit] = []
    shift = 0
    for start, end, new in edits:
        at = start + shift
        inverse.append(Edit(at, at + len(new), before[start:end]))
        shift += len(new) - (end - start)
    return tuple(inverse)


@dataclass(frozen=True)
class Alignment:
    """The map between the positions before and after an ordered, disjoint edit list.

    Not for finding out what changed between two strings: it needs the edits.

    >>> a = Alignment((Edit(1, 3, "X"),))      # "abcd" -> "aXd"
    >>> a.to_after(3), a.to_before(2), a.to_after(2)
    (2, 3, 2)

    Positions are code point boundaries, 0 up to and including the length. A position inside
    a replaced stretch maps to the end of its replacement, so the map is monotone.
    """

    edits: tuple[Edit, ...]

    @cached_property
    def _starts(self) -> tuple[list[int], list[int], list[int]]:
        before, after, shifts = [], [], []
        shift = 0
        for start, end, new in self.edits:
            before.append(start)
            after.append(start + shift)
            shift += len(new) - (end - start)
            shifts.append(shift)
        return before, after, shifts

    def to_after(self, position: int) -> int:
        """Map a position before the edits to the one after them."""
        before, after, shifts = self._starts
        k = bisect_right(before, position) - 1
        if k < 0:
            return position
        start, end, new = self.edits[k]
        if position == start and start < end:
            return after[k]
        if position < end:
            return after[k] + len(new)
        return position + shifts[k]

    def to_before(self, position: int) -> int:
        """Map a position after the edits to the one before them."""
        _, after, shifts = self._starts
        k = bisect_right(after, position) - 1
        if k < 0:
            return position
        start, end, new = self.edits[k]
        if position == after[k] and new:
            return start
        if position < after[k] + len(new):
            return end
        return position - shifts[k]


def compose(first: Sequence[Edit], second: Sequence[Edit]) -> tuple[Edit, ...]:
    """Join two edit lists, the second over the first's result, into one over the first's text.

    Edits that touch or overlap melt into one; the result is ordered and disjoint.

    >>> compose([Edit(0, 1, "xy")], [Edit(1, 2, "")])      # "ab" -> "xyb" -> "xb"
    (Edit(start=0, end=1, new='x'),)
    """
    if not first:
        return tuple(second)
    if not second:
        return tuple(first)
    return tuple(_merge(first, second))


def _merge(first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """Walk both lists in middle coordinates, gathering clusters that touch."""
    out: list[Edit] = []
    i = j = 0
    shift_a = 0  # middle = before + shift_a, outside the edits of `first`
    while i < len(first) or j < len(second):
        a_start = first[i].start + shift_a if i < len(first) else None
        b_start = second[j].start if j < len(second) else None
        start = min(x for x in (a_start, b_start) if x is not None)
        end, cluster_a, cluster_b, shift = start, [], [], shift_a
        while True:
            if i < len(first) and first[i].start + shift <= end:
                s, e, new = first[i]
                cluster_a.append(Edit(s + shift, s + shift + len(new), new))
                end = max(end, s + shift + len(new))
                shift += len(new) - (e - s)
                i += 1
            elif j < len(second) and second[j].start <= end:
                cluster_b.append(second[j])
                end = max(end, second[j].end)
                j += 1
            else:
                break
        out.append(_melt(start, end, shift_a, shift, cluster_a, cluster_b))
        shift_a = shift
    return out


def _melt(
    start: int, end: int, shift_in: int, shift_out: int, a: list[Edit], b: list[Edit]
) -> Edit:
    """Make one edit out of a cluster that spans [start, end) in middle coordinates.

    Middle characters that neither list writes are unknown here, so a cluster is exact only if
    `a` covers what `b` leaves; the gaps cannot exist because clusters grow by touching.
    """
    middle: list[str | None] = [None] * (end - start)
    for s, e, new in a:
        middle[s - start : e - start] = list(new)
    pieces: list[str] = []
    at = start
    for s, e, new in b:
        pieces.extend(x for x in middle[at - start : s - start] if x is not None)
        pieces.append(new)
        at = e
    pieces.extend(x for x in middle[at - start : end - start] if x is not None)
    return Edit(start - shift_in, end - shift_out, "".join(pieces))
