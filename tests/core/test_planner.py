"""Laws of the planner: disjoint, the same for any order of findings, nothing forgotten."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from textfix.alignment import apply
from textfix.model import Edit, Finding, Safety
from textfix.planner import plan

LENGTH = 24
ORDER = ("a.one", "a.two", "b.one")
SAFETIES: tuple[Safety, ...] = ("exact", "likely", "report")


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    start = draw(st.integers(0, LENGTH))
    end = draw(st.integers(start, min(start + 6, LENGTH)))
    safety = draw(st.sampled_from(SAFETIES))
    confidence = 1.0 if safety == "exact" else draw(st.sampled_from((0.5, 0.89, 0.9, 0.99)))
    edits: tuple[Edit, ...] = ()
    if draw(st.booleans()):
        middle = draw(st.integers(start, end))
        new = draw(st.sampled_from(("", "X", "YZ")))
        edits = (Edit(start, middle, new),)
        if middle + 1 < end:
            edits = (*edits, Edit(middle + 1, end, ""))
    return Finding(draw(st.sampled_from(ORDER)), start, end, edits, safety, confidence)


@given(st.lists(findings(), max_size=14))
def test_applied_extents_are_disjoint(found: list[Finding]) -> None:
    made = plan(found, 0.9, ORDER)
    for a, b in pairwise(made.applied):
        assert a.end <= b.start
        assert a.end < b.start or (a.start < a.end and b.start < b.end)
    assert list(made.edits) == sorted(e for f in made.applied for e in f.edits)
    assert all(a.end <= b.start for a, b in pairwise(made.edits))
    apply("x" * LENGTH, made.edits)


@given(st.lists(findings(), max_size=14), st.randoms(use_true_random=False))
def test_the_order_of_findings_does_not_matter(found: list[Finding], rng: random.Random) -> None:
    shuffled = list(found)
    rng.shuffle(shuffled)
    assert plan(shuffled, 0.9, ORDER) == plan(found, 0.9, ORDER)


@given(st.lists(findings(), max_size=14))
def test_nothing_is_forgotten_and_refusals_have_reasons(found: list[Finding]) -> None:
    made = plan(found, 0.9, ORDER)
    told = [*made.applied, *made.reported, *(r.finding for r in made.refused)]
    assert sorted(told) == sorted(found)
    assert all(r.reason for r in made.refused)
    assert all(f.safety != "report" and f.edits for f in made.applied)
    assert all(f.safety == "exact" or f.confidence >= 0.9 for f in made.applied)


@given(st.lists(findings(), max_size=14))
def test_what_overlaps_nothing_surer_is_applied(found: list[Finding]) -> None:
    made = plan(found, 0.9, ORDER)
    for refused in made.refused:
        f = refused.finding
        if "overlaps" in refused.reason:
            assert any(f.start <= a.end and a.start <= f.end for a in made.applied)


def test_the_surer_wins_then_the_earlier_rule_then_the_longer() -> None:
    likely = Finding("a.one", 0, 4, (Edit(0, 4, "l"),), "likely", 0.99)
    exact = Finding("b.one", 2, 5, (Edit(2, 5, "e"),))
    assert plan([likely, exact], 0.9, ORDER).applied == (exact,)
    early = Finding("a.one", 2, 3, (Edit(2, 3, "a"),))
    assert plan([exact, early], 0.9, ORDER).applied == (early,)
    longer = Finding("b.one", 1, 5, (Edit(1, 5, "long"),))
    assert plan([exact, longer], 0.9, ORDER).applied == (longer,)


def test_two_insertions_at_one_place_exclude_each_other() -> None:
    one = Finding("a.one", 3, 3, (Edit(3, 3, "1"),))
    two = Finding("a.two", 3, 3, (Edit(3, 3, "2"),))
    made = plan([two, one], 0.9, ORDER)
    assert made.applied == (one,)
    assert made.refused[0].reason == "overlaps a.one at 3-3"
