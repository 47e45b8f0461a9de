"""The loop's bound and the stages' order, with rules made for the test."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from textfix import Profile, chars
from textfix.clusters import CLOSE, Clusters
from textfix.model import Edit, Finding
from textfix.rule import Find, Rule, Wake
from textfix.run import MAX_PASSES, Program, _settle
from textfix.sieve import Sieve


def rule(name: str, wakes: str, find: Find) -> Rule:
    return Rule(
        name, "what", "why", "when not", "exact", "repair", (Wake(chars.of(wakes)),), find, (), ()
    )


def swap(old: str, new: str, name: str) -> Rule:
    def find(text: str, profile: Profile) -> Sequence[Finding]:
        return [
            Finding(name, k, k + 1, (Edit(k, k + 1, new),)) for k, c in enumerate(text) if c == old
        ]

    return rule(name, old, find)


def program(*rules: Rule) -> Program:
    return Program(Profile(), rules, Sieve(rules))


def test_a_text_that_does_not_settle_is_left_as_it_came_and_reported() -> None:
    work = program(swap("a", "b", "insertion.ab"), swap("b", "a", "insertion.ba"))
    (step,) = _settle("xa", work.sieve.look(["xa"])[0], work)
    assert (step.stage, step.before, step.after) == ("run", "xa", "xa")
    assert step.plan.reported[0].rule == "run.unsettled"
    assert str(MAX_PASSES) in step.plan.reported[0].detail


def test_what_a_stage_makes_wakes_the_rules_after_and_before_it() -> None:
    chain = (swap("c", "d", "insertion.cd"), swap("b", "c", "insertion.bc"))
    work = program(*chain, swap("a", "b", "conversion.ab"))
    steps = _settle("a", work.sieve.look(["a"])[0], work)
    assert steps[-1].after == "d"


def test_a_pair_wake_needs_its_two_characters_in_a_row() -> None:
    pair = Rule(
        "insertion.pair", "", "", "", "exact", "repair",
        (Wake(chars.of("?"), chars.of("!")),), lambda text, profile: (), (), (),
    )  # fmt: skip
    look = Sieve((pair,)).look
    assert look(["?!"]) == [1]
    assert look(["!?", "?x!", "?", "", "!"]) == [0, 0, 0, 0, 0]
    assert look(["?", "!"]) == [0, 0], "texts of a batch do not touch"
    assert look(["x" * 32767 + "?!" + "x" * 40000]) == [1], "the cut of a long text is seen"


def test_more_wakes_than_bits_only_wake_too_much() -> None:
    many = tuple(swap(chr(0x4E00 + k), "x", f"insertion.r{k}") for k in range(40))
    sieve = Sieve(many)
    for k, one in enumerate(many):
        assert one in sieve.woken(sieve.look([chr(0x4E00 + k)])[0])
    assert sieve.look(["plain"]) == [0]


def test_hits_of_a_cluster_are_kept_where_there_are_enough_close_by() -> None:
    clusters = Clusters({0: 5, 1: 2})
    places, bits = np.array([0, 3, 6, 90, 95]), np.array([1, 1, 1, 2, 2], np.uint16)
    assert clusters.together(places, bits).tolist() == [False, False, False, True, True]


def test_a_wake_for_short_texts_leaves_long_ones_asleep() -> None:
    short = Rule(
        "insertion.short", "", "", "", "exact", "repair",
        (Wake(chars.of("ab"), None, CLOSE + 1),), lambda text, profile: (), (), (),
    )  # fmt: skip
    sieve = Sieve((short,))
    assert sieve.look(["a", "xbx", "x"]) == [1, 1, 0]
    assert sieve.look(["ab" * 40]) == [0]
    assert sieve.look(["ab" * 40, "a"]) == [0, 1], "long and short in one batch"
    assert sieve.look(["ab" * 40, "ab" * 40]) == [0, 0]
    assert sieve.look(["ab" * 40_000]) == [0]


@pytest.mark.parametrize("seed", range(20))
def test_many_hits_are_counted_as_few_are(seed: int) -> None:
    chance = np.random.default_rng(seed)
    clusters = Clusters({0: 3, 1: 2, 2: 6, 3: CLOSE + 1})
    places = np.sort(chance.choice(4000, 300, replace=False))
    bits = chance.choice(np.array([1, 2, 4, 8, 5], np.uint16), 300, p=[0.2, 0.1, 0.3, 0.2, 0.2])
    few = clusters.close(*clusters.own(places, bits))
    assert clusters.close_of_many(places, bits) == few
