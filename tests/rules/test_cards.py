"""Every rule of the order table: its card is whole, its examples come out, its keeps stay."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

import textfix
from tests.strategies import texts
from textfix import Profile, alignment, order
from textfix.planner import plan
from textfix.profiles import LEVELS, SCRIPTS
from textfix.rule import Example, Rule

RULES = [order.load(name) for name in order.names()]
PASSES = 8


def _settings(note: str = "") -> Profile:
    """The profile an example runs under; its note may name a script or options."""
    words = dict(w.split("=", 1) for w in note.replace(",", " ").split() if "=" in w)
    script = words.get("script")
    options = {k: v for k, v in words.items() if k in textfix.profiles.OPTIONS}
    return Profile("corpus", script=script if script in SCRIPTS else None, options=options)


def _alone(rule: Rule, text: str, profile: Profile) -> str:
    """What a rule by itself makes of a text, run to a fixed point."""
    for _ in range(PASSES):
        made = plan(rule.find(text, profile), rule.level)
        if not made.edits:
            return text
        text = alignment.apply(text, made.edits)
    raise AssertionError(f"{rule.name} reaches no fixed point")


def _cases(kind: str) -> list[object]:
    return [
        pytest.param(rule, case, id=f"{rule.name}-{k}")
        for rule in RULES
        for k, case in enumerate(getattr(rule, kind))
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_the_card_is_whole(rule: Rule) -> None:
    assert rule.name in order.names()
    least = order.LEAST.get(rule.name.partition(".")[0], LEVELS[0])
    assert LEVELS.index(rule.profile) >= LEVELS.index(least), (
        "a profile that has it skips its stage"
    )
    for field in ("what", "why", "when_not"):
        assert getattr(rule, field).strip(), field
    assert rule.what.endswith(".")
    assert rule.safety in ("exact", "likely", "report")
    assert rule.profile in LEVELS
    assert rule.wakes
    assert rule.examples
    assert rule.keeps


@pytest.mark.parametrize(("rule", "example"), _cases("examples"))
def test_an_example_comes_out_by_the_rule_alone(rule: Rule, example: Example) -> None:
    profile = _settings(example.note)
    if rule.safety == "report":
        assert rule.find(example.before, profile)
        assert example.after == example.before
    assert _alone(rule, example.before, profile) == example.after
    assert _alone(rule, example.after, profile) == example.after


@pytest.mark.parametrize(("rule", "example"), _cases("examples"))
def test_an_example_wakes_its_rule(rule: Rule, example: Example) -> None:
    from textfix.sieve import Sieve

    sieve = Sieve((rule,))
    assert sieve.woken(sieve.look([example.before])[0]) == (rule,)


@pytest.mark.parametrize(("rule", "kept"), _cases("keeps"))
def test_what_a_rule_keeps_stays(rule: Rule, kept: str) -> None:
    for script in (None, "hans") if rule.name.startswith("conversion") else (None,):
        assert _alone(rule, kept, Profile(rule.profile, script=script)) == kept
    if rule.profile == "repair":
        assert textfix.clean(kept) == kept


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
@given(text=texts())
def test_findings_stay_in_bounds_and_come_to_rest(rule: Rule, text: str) -> None:
    profile = Profile("corpus", script="hans")
    found = rule.find(text, profile)
    for f in found:
        assert f.rule == rule.name
        assert 0 <= f.start <= f.end <= len(text)
        assert 0.0 <= f.confidence <= 1.0
        assert all(f.start <= e.start <= e.end <= f.end for e in f.edits)
        assert all(text[e.start : e.end] != e.new for e in f.edits), "an edit changes something"
        assert all(a.end <= b.start for a, b in pairwise(f.edits))
    _alone(rule, text, profile)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_a_rule_can_be_switched_off(rule: Rule) -> None:
    level = Profile("corpus", script="hans", ignore=(rule.name,))
    told = textfix.inspect(rule.examples[0].before, level).findings
    assert all(f.rule != rule.name for f in told)


def test_the_order_table_names_each_rule_once() -> None:
    names = order.names()
    assert len(set(names)) == len(names)
    assert [r.name for r in RULES] == list(names)
