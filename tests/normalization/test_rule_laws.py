"""Idempotence, undo and alignment: each rule, each pair of rules, all of them, any str."""

from __future__ import annotations

import sys
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.normalization.rule_laws import (
    CORPUS,
    EVERYTHING,
    NAMES,
    PIECES,
    RULES,
    SETTINGS,
    check,
    fired,
    mix,
)
from textfix.normalization import context, lines
from textfix.profiles import Profile
from textfix.rule import Rule
from textfix.run import run

# They read a text as a whole, so nothing stands beside what they read; references leaves the work
# to escapes.entities where that is selected.
WHOLE = {"escapes.quoted_printable", "escapes.utf7", "escapes.references"}
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


@settings(max_examples=12, deadline=None)
@given(st.integers(min_value=0, max_value=1 << 32))
def test_no_pair_oscillates(seed: int) -> None:
    """Every pair of rules, each on a text that mixes what wakes both, under changing settings."""
    for a, b in PAIRS:
        check(mix(a, b, seed), (a, b), SETTINGS[seed % len(SETTINGS)])


def test_the_texts_of_a_pair_wake_both() -> None:
    """What the test above is worth: nearly all pairs do act on one text."""
    together: Counter[str] = Counter()
    for a, b in PAIRS:
        if any(fired(mix(a, b, seed), (a, b), EVERYTHING) == {a, b} for seed in range(16)):
            together.update((a.name, b.name))
    assert set(NAMES) - WHOLE == {n for n in NAMES if together[n] >= 0.8 * (len(NAMES) - 1)} - WHOLE


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


HOSTILE = (
    *(
        "(",
        ")",
        "中,",
        "中 ",
        "a,",
        "1,",
        "１，",
        '"',
        "“",
        "「",
        "`",
        "$a",
        "://",
        "[](",
        "<a ",
        "<!--",
    ),
    *(
        "\\(",
        "\\begin{eq}",
        "```\n",
        "---\n",
        "if (",
        "print(",
        'x = "',
        "a;",
        "\n中1,2",
        "\n  中",
        "(中\n",
    ),
    *(
        "*",
        "_",
        "~",
        "-",
        "—",
        "…",
        "。",
        "！",
        "\u3000",
        "\n\n",
        "中文abc? ",
        "ａ",
        "ｶﾞ",
        "e\u0301",
    ),
    *(
        "&amp;",
        "&ntilde;",
        "%E4",
        "=E4",
        "=?",
        "=?u?Q?",
        "+Ti0-",
        "~{",
        "\\u4e2d",
        "u4e2d",
        "\\xe4",
    ),
    *(
        "\u202e",
        "\u200d",
        "\x1b[",
        "\x1b]",
        "a\x08",
        "\U000e0041",
        "\ud83d",
        "\ue000",
        "⼈",
        "烫",
        "锟斤拷",
    ),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_with_the_text(piece: str) -> None:
    """Four times the text, four times the calls; what is inside a call is in the benchmarks."""

    def calls(rule: Rule, size: int) -> int:
        text = ("中文" + piece * size)[:size]
        lines.of.cache_clear()
        context.protected.cache_clear()
        count = 0

        def one(frame: object, event: str, arg: object) -> None:
            nonlocal count
            count += 1

        before = sys.getprofile()
        sys.setprofile(one)
        try:
            rule.find(text, EVERYTHING)
        finally:
            sys.setprofile(before)
        return count

    for rule in RULES:
        rule.find(piece * 9, EVERYTHING)  # tables are read once
        assert calls(rule, 4000) <= 5 * calls(rule, 1000) + 200, rule.name
