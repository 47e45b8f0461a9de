"""What `matches` returns: replacements, each with a reason and an order of trust."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from textfix.conversion import tables
from textfix.conversion.passes import Edit
from textfix.conversion.tables import Plan


class Replacement(NamedTuple):
    """One change: text[start:end] becomes `new`; `why` names what decided, in English.

    `confidence` orders decisions by trust; it is not a calibrated probability.
    """

    start: int
    end: int
    new: str
    confidence: float
    why: str


def explain(plan: Plan, text: str, edit: Edit, offset: int = 0) -> Replacement:
    """Say why a plan made an edit, and how sure that is; `offset` is added to its places."""
    start, end, new = edit
    confidence, why = _reason(plan, text[start:end], new)
    return Replacement(start + offset, end + offset, new, confidence, why)


@lru_cache(1 << 14)
def _reason(plan: Plan, old: str, new: str) -> tuple[float, str]:
    from textfix.conversion.simplified import OPEN

    if len(old) == len(new) == 1:
        others = tables.candidates(tables.OFFICIAL, "STCharacters").get(old, ())
        if plan.name.startswith("s2") and len(others) > 1:
            return AMBIGUOUS, f"character, one of {' '.join(others)}"
        if old in OPEN and plan.steps[-1].chars.get(ord(old)) != ord(new):
            return LATTICE, "words in context"
        return SURE, "character"
    return PHRASE, f"phrase {old} → {new}"


SURE, PHRASE, AMBIGUOUS, LATTICE = 1.0, 0.99, 0.96, 0.9
"""An order of trust, set by judgment: nothing here has been calibrated (docs/conversion.md)."""
