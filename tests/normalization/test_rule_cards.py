"""What files of rules say of themselves, and the sieve's promise about sleeping rules."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import textfix.escapes
import textfix.normalization
from tests.normalization.rule_laws import PIECES, RULES, check
from textfix.profiles import Profile
from textfix.rule import Rule
from textfix.run import program
from textfix.sieve import Sieve

MODULES = [
    f"{package.__name__}.{module.name}"
    for package in (textfix.normalization, textfix.escapes)
    for module in pkgutil.iter_modules(package.__path__)
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_file_opens_with_what_why_and_when_not(rule: Rule) -> None:
    module: Any = importlib.import_module(f"textfix.{rule.name}")
    assert module.RULE is rule
    assert rule.sources
    head = (module.__doc__ or "").splitlines()
    assert head[0].startswith(rule.name + ": ")
    assert [line.partition(":")[0] for line in head[2:5]] == ["What", "Why", "When not"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_keeps_stay_with_everything_switched_on_that_repair_has(rule: Rule) -> None:
    """Examples and keeps under the corpus profile are proven for all rules in tests/rules."""
    if rule.profile == "repair":
        for text in rule.keeps:
            assert check(text, (rule,), Profile()) == text


@pytest.mark.parametrize("rule", [r for r in RULES if r.off], ids=lambda rule: rule.name)
def test_a_rule_that_a_setting_switches_off_finds_nothing_and_does_not_run(rule: Rule) -> None:
    assert rule.off is not None
    setting, value = rule.off
    profile = Profile("corpus", select=(rule.name,), options={setting: value})
    assert rule not in program(profile).rules
    for example in rule.examples:
        assert not rule.find(example.before, profile)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_a_rule_left_asleep_would_have_found_nothing(text: str) -> None:
    for rule in RULES:
        if Sieve((rule,)).look([text]) == [0]:
            assert not rule.find(text, Profile("corpus", select=("escapes",)))


@pytest.mark.parametrize("name", MODULES)
def test_docstrings_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
