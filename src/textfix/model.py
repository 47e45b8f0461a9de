"""The values everything else passes around: spans, edits, findings, plans, steps.

Law: all are immutable, and every position is a code point index, half open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Safety = Literal["exact", "likely", "report"]
"""How sure a repair is: proven, probable with a confidence, or only to be told."""


class Span(NamedTuple):
    """A stretch of a text, from `start` up to but not including `end`, in code points.

    >>> Span(2, 5).end - Span(2, 5).start
    3
    """

    start: int
    end: int


class Edit(NamedTuple):
    """Replace `text[start:end]` by `new`, in the coordinates of the text it was found in.

    >>> Edit(1, 3, "x")
    Edit(start=1, end=3, new='x')
    """

    start: int
    end: int
    new: str


class Finding(NamedTuple):
    """One thing a rule found: where, what it would do, how sure it is.

    A finding without edits is a report. Its edits stand or fall together.
    `confidence` is a probability; 1.0 for what replay or a standard proves.
    """

    rule: str
    start: int
    end: int
    edits: tuple[Edit, ...] = ()
    safety: Safety = "exact"
    confidence: float = 1.0
    detail: str = ""


class Refusal(NamedTuple):
    """A finding that the planner did not apply, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do with one text: disjoint `edits` in order, their findings, and the rest."""

    edits: tuple[Edit, ...] = ()
    applied: tuple[Finding, ...] = ()
    reported: tuple[Finding, ...] = ()
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One stage's work on one text: `before`, the `plan`, and `after`.

    All positions in the plan are positions in `before`.
    """

    stage: str
    before: str
    after: str
    plan: Plan
