"""Idempotence, undo and alignment: each rule, each pair of rules, all of them, any str."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.normalization.rule_laws import CORPUS, EVERYTHING, NAMES, PIECES, RULES, check
from textfix.profiles import Profile
from textfix.run import run

PAIRS = list(combinations(RULES, 2))
EXAMPLES = [example.before for rule in RULES for example in rule.examples]
mixed = st.lists(st.sampled_from((*PIECES, *EXAMPLES)), max_size=12).map("".join)
any_text = st.one_of(mixed, st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF)))


@settings(max_examples=150, deadline=None)
@given(any_text)
def test_each_rule_alone(text: str) -> None:
    for rule in RULES:
        check(text, (rule,), CORPUS)
        check(text, (rule,), EVERYTHING)


@settings(max_examples=25, deadline=None)
@given(mixed)
def test_no_pair_oscillates(text: str) -> None:
    for pair in PAIRS:
        check(text, pair, EVERYTHING)


def test_no_pair_oscillates_on_examples() -> None:
    for a, b in PAIRS:
        for one in (a, b):
            other = b if one is a else a
            check(one.examples[0].before + other.examples[0].before, (a, b), EVERYTHING)


@settings(max_examples=200, deadline=None)
@given(any_text)
def test_all_rules_together(text: str) -> None:
    check(text, RULES, CORPUS)
    check(text, RULES, EVERYTHING)


@settings(max_examples=100, deadline=None)
@given(mixed)
@pytest.mark.parametrize("level", ["normalize", "corpus"])
def test_the_real_loop_reaches_a_fixed_point(level: str, text: str) -> None:
    profile = Profile(level, ignore=("mojibake", "insertion"))
    (steps,) = run([text], profile)
    assert not steps or steps[-1].stage != "run"
    after = steps[-1].after if steps else text
    (again,) = run([after], profile)
    assert not any(step.plan.edits for step in again)


@settings(max_examples=60, deadline=None)
@given(st.lists(mixed, max_size=4))
def test_a_batch_is_its_texts(texts: list[str]) -> None:
    profile = Profile("corpus", ignore=("mojibake", "insertion"))
    assert run(texts, profile) == [run([text], profile)[0] for text in texts]


def test_order_names_each_rule_once() -> None:
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize(
    "piece", ["(", "中,", '"', "“", "&amp;", "e\u0301", "%E4", "=?", "中 ", "\u202e"]
)
def test_time_is_linear_in_one_line(piece: str) -> None:
    from time import process_time

    def once(text: str) -> float:
        begin = process_time()
        for rule in RULES:
            rule.find(text, EVERYTHING)
        return process_time() - begin

    def seconds(size: int) -> float:
        # The least of three: what takes longer is the machine, not the rules.
        return min(once((piece * size)[:size]) for _ in range(3))

    seconds(1000)  # tables are read once
    assert seconds(80_000) < 0.3 + 12 * seconds(20_000)
