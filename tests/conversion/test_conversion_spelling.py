"""spelling=: Taiwan's ways to write a word, switched on by the caller."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import textfix
from textfix.conversion import convert, convert_many, matches
from textfix.errors import InputError

TEXT = "他们公布计划，占领平台，身份不明，尽可能颁布"


@pytest.mark.parametrize(
    ("mode", "spelling", "expected"),
    [
        ("opencc", None, "他們公佈計劃，佔領平臺，身份不明，儘可能頒佈"),
        ("opencc", "opencc", "他們公佈計劃，佔領平臺，身份不明，儘可能頒佈"),
        ("opencc", "native", "他們公布計畫，佔領平台，身份不明，盡可能頒布"),
        ("opencc", "statute", "他們公布計畫，占領平臺，身分不明，儘可能頒布"),
        ("best", None, "他們公布計畫，佔領平台，身份不明，盡可能頒布"),
        ("best", "opencc", "他們公佈計劃，佔領平臺，身份不明，儘可能頒佈"),
        ("best", "statute", "他們公布計畫，占領平臺，身分不明，儘可能頒布"),
    ],
)
@pytest.mark.parametrize("config", ["s2tw", "s2twp"])
def test_spelling_is_the_callers(
    config: str, mode: str, spelling: str | None, expected: str
) -> None:
    assert convert(TEXT, config, mode=mode, spelling=spelling) == expected
    assert convert_many([TEXT, ""], config, mode=mode, spelling=spelling) == [expected, ""]
    out, past = [], 0
    for found in matches(TEXT, config, mode=mode, spelling=spelling):
        out += [TEXT[past : found.start], found.new]
        past = found.end
    assert "".join([*out, TEXT[past:]]) == expected


def test_what_is_protected_keeps_its_spelling() -> None:
    text = "公佈计划，「计划」"
    done = convert(text, "s2tw", spelling="statute", protect=["公佈", "「计划」"])
    assert done == "公佈計畫，「计划」"


def test_words_in_context_are_spelled_too() -> None:
    assert convert("粉丝发布", "s2tw", mode="best") == "粉絲發布"
    assert convert("粉丝发布", "s2tw", mode="best", spelling="opencc") == "粉絲發佈"
    assert convert("占卜", "s2tw", spelling="statute") == "占卜"


@pytest.mark.parametrize(
    ("config", "spelling", "message"),
    [("s2tw", "moe", "must be one of"), ("s2hk", "native", "is for s2tw and s2twp")],
)
def test_wrong_spellings(config: str, spelling: str, message: str) -> None:
    for mode in ("opencc", "best"):
        with pytest.raises(InputError, match=message):
            convert("头发", config, mode=mode, spelling=spelling)
        with pytest.raises(InputError, match=message):
            matches("头发", config, mode=mode, spelling=spelling)


@given(
    text=st.text(st.sampled_from("公布计划发佈占领身份平台粉丝如何了尽可能的，a"), max_size=24),
    mode=st.sampled_from(["opencc", "best"]),
    spelling=st.sampled_from(["native", "statute", "opencc", None]),
)
@settings(max_examples=150, deadline=None)
def test_text_follows_from_matches(text: str, mode: str, spelling: str | None) -> None:
    out, past = [], 0
    for found in matches(text, "s2tw", mode=mode, spelling=spelling):
        out += [text[past : found.start], found.new]
        past = found.end
    whole = "".join([*out, text[past:]])
    assert whole == convert(text, "s2tw", mode=mode, spelling=spelling)


@pytest.mark.parametrize(
    ("config", "text", "expected"),
    [
        ("s2tw", "台湾的舞台，台北的月台，新台币", "臺灣的舞台，台北的月台，新臺幣"),
        ("s2t", "吃了才去台北，台湾的岩洞", "吃了才去台北，臺灣的岩洞"),
        ("s2tw", "回归家庭；回归分析", "回歸家庭；迴歸分析"),
        ("s2hk", "回归家庭；头发卡住了，换发卡片", "回歸家庭；頭髮卡住了，換發卡片"),
        ("s2tw", "汇集意见，尽早完成", "匯集意見，盡早完成"),
        ("s2tw", "他签这份公文，按赞", "他簽這份公文，按讚"),
        ("s2tw", "抽签用的竹签和书签", "抽籤用的竹籤和書籤"),
        ("s2t", "刚一出戏院", "剛一出戲院"),
    ],
)
def test_best_writes_what_natives_write(config: str, text: str, expected: str) -> None:
    assert convert(text, config, mode="best") == expected


def test_the_public_call_passes_it_on() -> None:
    assert textfix.convert("公布计划", "s2tw", spelling="statute") == "公布計畫"
    with pytest.raises(InputError, match="must be one of"):
        textfix.convert("公布计划", "s2tw", spelling="moe")


def test_old_text_is_not_spelled_as_modern_text_is() -> None:
    old = "赞曰：登台望远，其郁郁乎。山岩之下，吃茶而归，" * 4
    done = convert(old, "s2tw", mode="best")
    assert (done.count("贊"), done.count("臺")) == (4, 4)
    assert convert("他赞不绝口地登上舞台", "s2tw", mode="best") == "他讚不絕口地登上舞台"


@pytest.mark.parametrize(
    ("text", "config", "expected"),
    [
        ("合作伙伴污染了湿地的遗迹", "s2tw", "合作夥伴污染了濕地的遺跡"),
        ("钓鱼台附近的电视台", "s2tw", "釣魚臺附近的電視台"),
        ("学校复校，并州的布局烧毁了", "s2tw", "學校復校，并州的布局燒毀了"),
        ("哗！启德的伙记入伙，两厘米，失之毫厘", "s2hk", "嘩！啟德的伙記入伙，兩厘米，失之毫釐"),
    ],
)
def test_native_spelling_of_the_regions(text: str, config: str, expected: str) -> None:
    assert convert(text, config, mode="best") == expected
    assert convert(text, config, mode="best", spelling="opencc") != expected
