"""The engines give the same: a glance at a short text, the passes, and NumPy over long ones."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.conversion import fast, glance, short
from textfix.conversion.passes import run
from textfix.conversion.scalar import scan_free
from textfix.conversion.tables import CONFIGS, Plan, character_map, plan

CHARACTERS = (
    "头发干后面里只制系统台湾软件内存网络鼠标了解皇太于余周复丑松髮發乾幹裏裡後准备计划发布"
    "展示如何一只被发明埠B超端口軟體滑鼠網路記憶體計程車程式資訊檔案著裊么為爲說着麵\uf900，。a\n"
)
TEXTS = st.text(st.sampled_from(CHARACTERS) | st.characters(max_codepoint=0xD7FF), max_size=60)


def keys(made: Plan, count: int) -> list[str]:
    """Draw phrases of a plan's passes, spelled in characters of the source."""
    draw = random.Random(7)
    out = []
    for step in [*([made.segment] if made.segment else []), *made.steps]:
        trie = step.trie
        letters = {label: chr(code) for code, label in step.classes.items()}
        for _ in range(count if trie.alphabet else 0):
            first = draw.choice([n for n, base in enumerate(trie.first.tolist()) if base])
            path, base = letters.get(first, ""), trie.first[first]
            while base:
                below = [n for n in range(1, len(trie.alphabet) + 1) if trie.check[base + n] == n]
                label = draw.choice(below)
                path, base = path + letters.get(label, ""), trie.base[base + label]
            out.append(path)
    return out


@given(text=TEXTS, config=st.sampled_from(CONFIGS))
@settings(max_examples=250, deadline=None)
def test_a_glance_gives_what_the_passes_give(text: str, config: str) -> None:
    made = plan(config)
    seen = glance.convert(made, text)
    assert seen is None or seen == run(made, text, ())[-1].after


@pytest.mark.parametrize("config", CONFIGS)
def test_phrases_side_by_side(config: str) -> None:
    made = plan(config)
    draw = random.Random(config)
    parts = [*keys(made, 40), *map(chr, draw.sample([*character_map("1.4.2", "STCharacters")], 60))]
    parts = [part for part in parts if max(part, default="") <= "\uffff"]
    dealt = 0
    for _ in range(150):
        text = "".join(draw.choices([*parts, "，"], k=draw.randint(1, 9)))
        wanted = run(made, text, ())[-1].after
        seen = glance.convert(made, text)
        dealt += seen is not None
        assert seen in (None, wanted), text
        assert fast.convert(made, text, ()) == wanted, text
        for step in made.steps:
            assert short.find(step, text, ()) == scan_free(step, text, ())
    assert dealt > 20


@pytest.mark.parametrize("text", ["", "发", "\ud800发", "𠮷头发", "\uffff头发", "\0"])
def test_odd_texts_pass_or_are_left_to_others(text: str) -> None:
    seen = glance.convert(plan("s2t"), text)
    assert seen in (None, run(plan("s2t"), text, ())[-1].after)


@pytest.mark.parametrize("config", ["s2t", "t2s", "tw2sp", "s2twp", "s2hk"])
@pytest.mark.parametrize("rare", ["", "😀", "𠀾", "㑮", "\ud800", "龓", "𫢒"])
def test_rare_characters_in_long_texts(config: str, rare: str) -> None:
    made = plan(config)
    line = "他后来理发时头发干了，这个軟體裡的記憶體不夠，滑鼠壞了。網路埠\n"
    text = (line * 40 + rare + line) * 12 + rare
    assert fast.convert(made, text, ()) == run(made, text, ())[-1].after
    kept = [(3, 9), (len(text) - 9, len(text) - 2)]
    assert fast.convert(made, text, kept) == run(made, text, kept)[-1].after


@given(text=st.text(st.sampled_from("头发软件鼠标滑鼠埠𠀾㑮😀𫢒，复\n"), min_size=1, max_size=12))
@settings(max_examples=40, deadline=None)
def test_rare_characters_between_others(text: str) -> None:
    made = plan("tw2sp")
    long = text * 1500
    assert fast.convert(made, long, ()) == run(made, long, ())[-1].after
