"""Laws of edits and positions: apply, invert, compose, and the maps of a Document."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

import textfix
from tests.strategies import edited, edits_over, profiles, texts
from textfix.alignment import Alignment, apply, compose, invert
from textfix.model import Edit


@given(edited())
def test_inverse_undoes(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    after = apply(text, edits)
    assert apply(after, invert(text, edits)) == text
    assert invert(after, invert(text, edits)) == tuple(edits)


@given(edited())
def test_positions_are_monotone_and_in_bounds(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    after = apply(text, edits)
    a = Alignment(tuple(edits))
    forward = [a.to_after(i) for i in range(len(text) + 1)]
    backward = [a.to_before(j) for j in range(len(after) + 1)]
    assert forward == sorted(forward)
    assert backward == sorted(backward)
    assert all(0 <= j <= len(after) for j in forward)
    assert all(0 <= i <= len(text) for i in backward)
    assert forward[-1] == len(after)


@given(edited())
def test_unchanged_characters_map_to_themselves(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    after = apply(text, edits)
    a = Alignment(tuple(edits))
    changed = {i for e in edits for i in range(e.start, e.end)}
    for i in set(range(len(text))) - changed:
        j = a.to_after(i)
        assert after[j] == text[i]
        assert a.to_before(j) == i


@given(edited(), st.data())
def test_composing_is_applying_one_after_the_other(
    case: tuple[str, list[Edit]], data: st.DataObject
) -> None:
    text, first = case
    middle = apply(text, first)
    second = data.draw(edits_over(len(middle)))
    both = compose(first, second)
    assert apply(text, both) == apply(middle, second)
    for a, b in pairwise(both):
        assert a.end < b.start


def test_an_insertion_and_the_deletion_of_it_compose_to_nothing_visible() -> None:
    both = compose([Edit(1, 1, "X")], [Edit(1, 2, "")])
    assert apply("ab", both) == "ab"


@given(text=texts(), profile=profiles())
def test_a_document_maps_positions_both_ways(text: str, profile: textfix.Profile) -> None:
    document = textfix.inspect(text, profile)
    clean = document.text
    assert apply(text, document.edits) == clean
    forward = [document.to_clean(i) for i in range(len(text) + 1)]
    backward = [document.to_source(j) for j in range(len(clean) + 1)]
    assert forward == sorted(forward)
    assert backward == sorted(backward)
    assert all(0 <= j <= len(clean) for j in forward)
    assert all(0 <= i <= len(text) for i in backward)
    changed = {i for e in document.edits for i in range(e.start, e.end)}
    for i in set(range(len(text))) - changed:
        assert clean[forward[i]] == text[i]
        assert backward[forward[i]] == i


@given(text=texts(), profile=profiles())
def test_edits_are_ordered_and_disjoint(text: str, profile: textfix.Profile) -> None:
    edits = textfix.inspect(text, profile).edits
    assert all(a.end <= b.start for a, b in pairwise(edits))
    assert all(0 <= e.start <= e.end <= len(text) for e in edits)
