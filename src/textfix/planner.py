"""Findings to a plan: disjoint edits in order; what is refused is kept with its reason.

Law: the plan depends on the findings alone, not on the order in which they were found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from operator import itemgetter

from textfix.model import Finding, Plan, Refusal

_EXTENT = itemgetter(1, 2)  # start and end of a finding
_RANK = {"exact": 0, "likely": 1, "report": 2}


def plan(
    findings: Sequence[Finding], bars: float | Mapping[str, float], order: Sequence[str] = ()
) -> Plan:
    """Choose the findings to apply: the surer first, the earlier rule, the longer, the first.

    A finding is applied whole or not at all. Applied edits are disjoint; two insertions at one
    place count as an overlap. `bars` is the confidence that `likely` findings must have, or that
    of each rule by name.

    >>> from textfix.model import Edit
    >>> a = Finding("r", 0, 2, (Edit(0, 2, "x"),))
    >>> b = Finding("r", 1, 3, (Edit(1, 3, "y"),), "likely", 0.95)
    >>> plan([b, a], 0.9).edits
    (Edit(start=0, end=2, new='x'),)
    """
    reported, wanted, refused = [], [], []
    for f in findings:
        if not f.edits or f.safety == "report":
            reported.append(f)
        elif f.safety == "likely" and f.confidence < (bar := _bar(f, bars)):
            refused.append(Refusal(f, f"confidence {f.confidence:.3f} is below {bar}"))
        else:
            wanted.append(f)
    applied, lost = _disjoint(wanted, order)
    refused.extend(lost)
    # Sorted, all three: the plan must not tell in which order its findings came.
    reported.sort()
    refused.sort()
    edits = sorted([e for f in applied for e in f.edits])
    return Plan(tuple(edits), tuple(applied), tuple(reported), tuple(refused))


def _bar(f: Finding, bars: float | Mapping[str, float]) -> float:
    return bars[f.rule] if isinstance(bars, Mapping) else bars


def _disjoint(wanted: list[Finding], order: Sequence[str]) -> tuple[list[Finding], list[Refusal]]:
    """Accept findings greedily by rank, keeping apart the extents of the accepted, in order."""
    in_order = sorted(wanted, key=_EXTENT)
    if not any(a.end >= b.start and _touch(a, b) for a, b in pairwise(in_order)):
        return in_order, []
    place = {name: k for k, name in enumerate(order)}
    ranked = sorted(
        wanted,
        key=lambda f: (
            _RANK[f.safety], -f.confidence, place.get(f.rule, 0), -(f.end - f.start), f.start, f,
        ),
    )  # fmt: skip
    applied: list[Finding] = []
    refused: list[Refusal] = []
    taken = _Taken()
    for f in ranked:
        other = taken.claim(f)
        if other is None:
            applied.append(f)
        else:
            refused.append(Refusal(f, f"overlaps {other.rule} at {other.start}-{other.end}"))
    return sorted(applied, key=_EXTENT), refused


class _Taken:
    """The extents claimed so far, bucketed so that a claim costs its length, not the list's."""

    _WIDTH = 64

    def __init__(self) -> None:
        self._buckets: dict[int, list[Finding]] = {}

    def claim(self, f: Finding) -> Finding | None:
        """Claim a finding's extent; return the finding it runs into, if any."""
        keys = range(f.start // self._WIDTH, f.end // self._WIDTH + 1)
        for key in keys:
            for other in self._buckets.get(key, ()):
                if _touch(f, other):
                    return other
        for key in keys:
            self._buckets.setdefault(key, []).append(f)
        return None


def _touch(a: Finding, b: Finding) -> bool:
    if a.start == a.end or b.start == b.end:
        return a.start <= b.end and b.start <= a.end
    return a.start < b.end and b.start < a.end
