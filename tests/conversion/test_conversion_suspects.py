"""The law of `suspects`: the lattice overrules OpenCC nowhere but in the runs found suspect."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.conversion import census, context, engines, overrule, suspects, tables
from textfix.conversion.lattice import Word

identify_module: Any = importlib.import_module("textfix.conversion.identify")

WORDS = [
    *("被", "发明", "发", "了", "如何", "了解", "展示", "一只只", "只是", "余华", "余", "范", "郁"),
    *("控球后卫", "天后宫", "后", "近年", "历史", "里", "面", "系统", "复杂", "更", "地瓜干", "干"),
    *("制造", "参与", "刚一出", "戏院", "一出戏", "表", "台", "于", "皇后", "头发", "中", "国"),
    *("𠮷", "😀", "，", "。", "\n", "a"),
]


def every_word(text: str) -> list[Word]:
    there = engines.text(tables.plan("s2t"), text, ())
    if len(there) != len(text):
        return []
    return [w for run in overrule._every_run(text) for w in overrule._overruling(text, there, run)]


def suspected(text: str) -> list[Word]:
    there = engines.text(tables.plan("s2t"), text, ())
    if len(there) != len(text):
        return []
    runs = suspects.runs(text, there, overrule.SURNAMES, overrule.NAME)
    if runs is None:
        return every_word(text)
    return [word for run in runs for word in overrule._overruling(text, there, run)]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_other_runs_need_no_reading(text: str) -> None:
    assert suspected(text) == every_word(text)


@pytest.mark.parametrize("name", ["zh-hans-wiki", "zh-hans-poems", "tricky-mixed-script", "ja"])
def test_in_running_text(corpus: Callable[[str], str], name: str) -> None:
    text = corpus(name)[20_000:60_000]
    assert suspected(text) == every_word(text)
    there = engines.text(tables.plan("s2t"), text, ())
    own = {w for w in context.claims(text, there) if there[w.start : w.end] != w.value}
    taken = {place for w in context.claims(text, there) for place in range(w.start, w.end)}
    clear = {w for w in every_word(text) if taken.isdisjoint(range(w.start, w.end))}
    assert set(overrule.decisions(text)) == own | clear


def test_few_runs_are_read(corpus: Callable[[str], str]) -> None:
    text = corpus("zh-hans-wiki")[:40_000]
    there = engines.text(tables.plan("s2t"), text, ())
    found = suspects.runs(text, there, overrule.SURNAMES, overrule.NAME)
    assert found is not None
    assert 10 * sum(1 for _ in found) < sum(1 for _ in overrule._every_run(text))


@given(st.text(st.sampled_from("国國学學发發きカー a1，。𠀀😀\ud800𫝈後后"), max_size=60))
def test_census_counts_as_patterns_do(text: str) -> None:
    counted = census.census(text, identify_module._exclusive())
    assert counted == identify_module._census(text)


def test_long_texts_are_identified_as_short_ones(corpus: Callable[[str], str]) -> None:
    for name in ("zh-hans-wiki", "zh-hant-tw-docs", "tricky-mixed-script", "ja"):
        text = corpus(name)[:9000]
        long = identify_module._census(text)
        parts = [identify_module._census(text[n : n + 3000]) for n in (0, 3000, 6000)]
        assert long[2] == sum((part[2] for part in parts), start=type(long[2])())
        assert long[:2] == tuple(sum(part[n] for part in parts) for n in (0, 1))
