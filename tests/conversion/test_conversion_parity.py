"""mode="opencc" against a slow reference, the official engine, and the named package (1.1.6)."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.conversion import convert, convert_many, fast, glance, passes, short, tables, units

CORPORA = [
    "zh-hans-wiki",
    "zh-hans-docs",
    "zh-hans-novel",
    "zh-hans-poems",
    "zh-hant-tw-wiki",
    "zh-hant-tw-docs",
    "zh-hant-hk-cantonese",
    "zh-hant-classical",
    "tricky-rare",
    "tricky-mixed-script",
    "tricky-dict",
    "tricky-symbols",
    "tricky-typography",
    "ja",
    "tricky-vi-nom",
]

# Characters that meet in keys, that are ambiguous, that are odd for the engine.
ALPHABET = (
    "头发干后面里只制系统台湾软件内存网络鼠标了解皇太于余周复丑松皂髮發乾幹裏裡後瞭準备表钟"
    "伙計劃端口埠B超U盘服务器程序员·-⿰⿱⿲⿾\ufe00豈\uf900\ufa0a𠀀𪚥\U0002f804為爲說着著麵麪"
    "a1 \n。，“”\0\ud800\udc00\uffff\ufffe\U00033480\U0010ffff国國学学壱"
)
TEXTS = st.text(st.sampled_from(ALPHABET), max_size=60)


def every_way(config: str, text: str) -> set[str]:
    """Convert by each engine."""
    plan = tables.plan(config)
    kept = units.sequences(text)
    ways = {
        passes.run(plan, text, ())[-1].after,
        passes.run(plan, text, (), fast.find)[-1].after,
        passes.run(plan, text, (), short.find)[-1].after,
        fast.convert(plan, text, kept),
        convert(text, config),
    }
    quick = None if kept else glance.convert(plan, text)
    return ways if quick is None else {*ways, quick}


@pytest.mark.parametrize("config", tables.CONFIGS)
@given(text=TEXTS)
@settings(max_examples=40, deadline=None)
def test_engines_agree_on_any_text(config: str, text: str) -> None:
    assert len(every_way(config, text)) == 1


@pytest.mark.parametrize("config", tables.CONFIGS)
@given(text=TEXTS)
@settings(max_examples=30, deadline=None)
def test_reference_agrees_on_any_text(release: Any, config: str, text: str) -> None:
    assert convert(text, config) == reference(release, config).official(text)


Reference: Any = importlib.import_module("conversion_reference").Reference
_REFERENCES: dict[tuple[str, str], Any] = {}


def reference(release: Any, config: str) -> Any:
    key = (release.version, config)
    if key not in _REFERENCES:
        _REFERENCES[key] = Reference(release, config)
    return _REFERENCES[key]


@pytest.mark.parametrize("config", tables.CONFIGS)
def test_reference_agrees_on_corpora(
    release: Any, corpus: Callable[[str], str], config: str
) -> None:
    for name in CORPORA:
        text = corpus(name)[3000:5000]
        assert convert(text, config) == reference(release, config).official(text), name


@pytest.mark.parametrize("config", tables.CONFIGS)
def test_official_engine_agrees_on_corpora(
    official: Callable[[str, list[str]], list[str]], corpus: Callable[[str], str], config: str
) -> None:
    texts = [corpus(name)[:30_000] for name in CORPORA]
    wanted = official(config, texts)
    assert convert_many(texts, config) == wanted
    assert [passes.run(tables.plan(config), t[:5000], ())[-1].after[:4000] for t in texts] == [
        w[:4000] for w in official(config, [t[:5000] for t in texts])
    ]


@pytest.mark.parametrize("config", sorted(tables.TOFU_CONFIGS))
def test_without_tofu(release: Any, corpus: Callable[[str], str], config: str) -> None:
    wanted = Reference(release, f"{config}-notofu")
    for text in (corpus("tricky-rare")[:6000], corpus("tricky-dict")[:6000], "鄟遱見"):
        assert convert(text, config, tofu=False) == wanted.official(text)


@pytest.mark.parametrize("config", tables.NAMED_CONFIGS)
@given(text=TEXTS)
@settings(max_examples=40, deadline=None)
def test_named_release_is_longest_first(named: Any, config: str, text: str) -> None:
    assert convert(text, config, dictionary="1.1.6") == reference(named, config).longest_first(text)


@pytest.mark.parametrize("config", ["s2t", "t2s", "s2tw", "tw2s", "s2twp", "tw2sp", "s2hk", "hk2s"])
def test_named_package_agrees(corpus: Callable[[str], str], config: str) -> None:
    package = importlib.import_module("opencc").OpenCC(config)
    for name in CORPORA[:8]:
        text = corpus(name)[5000:9000]
        assert convert(text, config, dictionary="1.1.6") == package.convert(text), name


@given(texts=st.lists(TEXTS, max_size=8), config=st.sampled_from(["s2t", "t2s", "s2twp", "tw2sp"]))
@settings(max_examples=40, deadline=None)
def test_batch_is_single(texts: list[str], config: str) -> None:
    assert convert_many(texts, config) == [convert(text, config) for text in texts]
