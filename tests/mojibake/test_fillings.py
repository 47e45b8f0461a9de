"""What fills holes: the line and the other holes of a text are asked, what nothing tells stays."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mojibake.test_mojibake import clean
from textfix import channels
from textfix.mojibake import cues, fillings, lossy
from textfix.mojibake.fillings import Option, decide
from textfix.profiles import Profile

HABITS = ("fffd", "python", "eat", "mark", "drop")


def damaged(text: str, habit: str) -> str:
    return channels.get(f"mojibake:utf-8>gbk:{habit}").damage(text).text


@pytest.mark.parametrize(
    "text",
    [
        "请问你们什么时候开门，周末也能借书吗？",
        "他把那本旧相册（封面已经掉了）放回书架。",
    ],
)
def test_the_line_tells_what_was_lost(text: str) -> None:
    assert clean(damaged(text, "fffd")) == text


def test_the_item_of_a_list_makes_a_semicolon_likelier() -> None:
    """Still told and not filled: below the level of the rule."""
    text = "提交的材料不齐全，需要另行补充的；"
    plain, item = (
        {f.edits[0].new: f.confidence for f in lossy.find(damaged(start + text, "fffd"), Profile())}
        for start in ("", "（二）")
    )
    assert item["；"] > max(0.6, plain.get("；", 0.0))


@pytest.mark.parametrize("text", ["我们在2019年搬到这里，后来就没有再搬家。"])
def test_a_digit_that_was_eaten_is_not_made_up(text: str) -> None:
    shown = damaged(text, "eat")
    assert "2019" not in shown
    after = clean(shown)
    assert "搬到这里，后来就没有再搬家" in after
    assert not re.search("在[0-9]019", after)


@pytest.mark.parametrize(
    ("text", "reader", "habit"),
    [
        ("昨天的第三节课被老师取消了，我们去操场踢球。", "gb18030", "drop"),
        ("她把信读了两遍，才明白是什么意思。", "gbk-python", "drop"),
        ("这座桥的另一头就是新建的车站。", "gbk-python", "drop"),
        ("你昨天在图书馆里看的是哪本书?", "gbk-python", "mark"),
    ],
)
def test_two_bytes_lost_side_by_side(text: str, reader: str, habit: str) -> None:
    shown = channels.get(f"mojibake:utf-8>{reader}:{habit}").damage(text).text
    assert clean(shown) == text


def test_what_lost_bytes_unmarked_is_no_habit_that_marks() -> None:
    assert fillings.habits("鍚", "吗", "gb18030") == {"drop", "drop*"}
    assert {"fffd", "eat", "drop"} <= fillings.habits("涓€", "一", "gb18030")


def test_utf16_is_not_read_into_utf8() -> None:
    text = "首页 函数用来运行最高层级的入口点，参见上面的示例。"
    assert clean(damaged(text, "fffd")) == text


def around(left: str, right: str = "", known: str = "") -> cues.Around:
    return cues.Around(left, right, Counter(known), len(known))


@pytest.mark.parametrize(
    ("left", "right", "likelier", "than"),
    [
        ("你叫什么名字", "", "？", "；"),
        ("（一）没有登记的", "", "；", "，"),
        ("他说（昨天下雨", "，没有来。", "）", "："),
        ("昨天下雨", "", "。", "」"),
        ("昨天下雨", "", "。", "「"),
    ],
)
def test_cues(left: str, right: str, likelier: str, than: str) -> None:
    near = around(left, right)
    assert cues.weigh(likelier, near) > cues.weigh(than, near)


def test_what_stands_in_the_text_is_likelier() -> None:
    known = "白鹭落在白鹭洲，白鹭又飞走了"
    assert cues.weigh("鹭", around("一只白", known=known)) > cues.weigh("鹭", around("一只白"))


def test_one_hole_tells_the_habit_of_the_others() -> None:
    eat, mark = frozenset({"eat"}), frozenset({"mark"})
    open_ = [Option("，", -1.0, mark), Option("， ", -1.2, eat)]
    alone = decide([open_])[0]
    beside = decide([open_, [Option("。\n", -3.0, eat)]])[0]
    assert alone is not None
    assert beside is not None
    assert alone.text == "，"
    assert beside.text == "， "
    assert beside.probability > alone.probability


options = st.lists(
    st.builds(
        Option,
        st.text("一二，。0", min_size=1, max_size=2),
        st.floats(-20.0, 0.0),
        st.sets(st.sampled_from(HABITS), min_size=1).map(frozenset),
        st.floats(0.0, 2.0),
    ),
    max_size=6,
)


@given(st.lists(options, max_size=4))
def test_a_choice_is_one_of_the_options_and_a_probability(asked: list[list[Option]]) -> None:
    for found, filling in zip(asked, decide(asked), strict=True):
        assert (filling is None) == (not found)
        if filling is not None:
            assert filling.text in {o.text for o in found}
            assert 0.0 <= filling.probability <= 1.0 + 1e-9
