"""mode="best" towards simplified: 著 or 着, 瞭 or 了, 藉 or 借, by the words around."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import textfix
from textfix.conversion import convert, matches
from textfix.conversion.convert import apply
from textfix.conversion.simplified import TO_SIMPLIFIED, finished

WORDS = {
    "他看著窗外": "他看着窗外",
    "沿著河走著": "沿着河走着",
    "著名的專著": "著名的专著",
    "這本名著成效顯著": "这本名著成效显著",
    "島上的土著": "岛上的土著",
    "衝著名氣來的": "冲着名气来的",
    "起著作用": "起着作用",
    "他議論著今年": "他议论着今年",
    "湊合著用": "凑合着用",
    "兩人合著的書": "两人合著的书",
    "見微知著": "见微知著",
    "著急著出門": "着急着出门",
    "著有《山中集》": "著有《山中集》",
    "看瞭一遍": "看了一遍",
    "明瞭內情": "明了内情",
    "在塔上瞭望": "在塔上瞭望",
    "屬於單點": "属于单点",
    "於菟": "於菟",
    "藉這個機會": "借这个机会",
    "杯盤狼藉，聊以慰藉": "杯盘狼藉，聊以慰藉",
    "祇有他祇是笑": "只有他只是笑",
    "神祇": "神祇",
    "乾隆年間曬乾": "乾隆年间晒干",
}


@pytest.mark.parametrize(("text", "expected"), WORDS.items())
@pytest.mark.parametrize("config", ["t2s", "tw2s"])
def test_words_decide(text: str, expected: str, config: str) -> None:
    assert convert(text, config, mode="best") == expected
    assert textfix.clean(text, script="hans") == expected


@pytest.mark.parametrize("config", ["t2s", "tw2s", "hk2s"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("林木著《山中集》", "林木著《山中集》"),
        ("魯迅著《吶喊》與巴金著《家》", "鲁迅著《呐喊》与巴金著《家》"),
        ("他看著《家》，拿著《山中集》", "他看着《家》，拿着《山中集》"),
        ("封面印著《家》，臺上正演奏著《春》", "封面印着《家》，台上正演奏着《春》"),
        ("伴隨著《春》的歌聲", "伴随着《春》的歌声"),
    ],
)
def test_author_before_the_title(text: str, expected: str, config: str) -> None:
    assert convert(text, config, mode="best") == expected


def test_a_writer_who_has_both_is_believed() -> None:
    text = "他拿着書，那本書是王先生所編的，林先生譯著"
    assert convert(text, "hk2s", mode="best").count("著") == 1


def test_parity_stays() -> None:
    assert convert("看著專著", "t2s") == "看著专著"
    assert convert("看著專著", "tw2s") == "看着专着"


def test_old_text_keeps_its_form() -> None:
    old = "春水方生而山花著雨，老僧無事，童子著衣而坐，" * 3
    assert convert(old, "t2s", mode="best").count("著") == 6


TEXTS = st.text(
    st.sampled_from("著着看專顯名作瞭望解於單菟藉口由此祇有神衹頭裡軟體計程車，a《》\n"),
    max_size=30,
)


@given(TEXTS, st.sampled_from(sorted(TO_SIMPLIFIED)))
def test_text_and_matches_agree(text: str, config: str) -> None:
    found = matches(text, config, mode="best")
    done = convert(text, config, mode="best")
    assert apply(text, [(r.start, r.end, r.new) for r in found]) == done


def test_three_passes_compose() -> None:
    text = "資訊" * 3 + "軟體專著的計程車，看著數位" * 3
    found = matches(text, "tw2sp", mode="best")
    done = apply(text, [(r.start, r.end, r.new) for r in found])
    assert done == convert(text, "tw2sp", mode="best")
    assert done.count("软件专著的出租车，看着") == 3


@given(TEXTS)
def test_protected_spans_stay(text: str) -> None:
    kept = convert(text, "tw2s", mode="best", protect=["看著", "於單", "顯著"])
    for word in ("看著", "於單", "顯著"):
        assert kept.count(word) >= text.count(word)


def test_native_simplified_comes_back(corpus: Callable[[str], str]) -> None:
    """What native writers write as 着 and 著 is told apart once both have become 著."""
    seen: Counter[tuple[str, str]] = Counter()
    for name in ("zh-hans-reviews", "zh-hans-novel", "zh-hans-forum", "zh-hans-docs"):
        for text in corpus(name).split("\n␞\n"):
            merged = text.replace("着", "著")
            done = apply(merged, finished(merged, merged, "t2s"))
            seen.update((text[m.start()], done[m.start()]) for m in re.finditer("著", merged))
    assert seen["着", "着"] >= 0.99 * (seen["着", "着"] + seen["着", "著"])
    assert seen["著", "著"] >= 0.8 * (seen["著", "著"] + seen["著", "着"])
