"""Emoji of which bytes were lost: selectors, joiners and keycaps come back, and only there."""

from __future__ import annotations

import pytest

from tests.mojibake.test_mojibake import clean
from textfix import channels
from textfix.mojibake.restoring import emoji, holes


def kept(text: str) -> str:
    return "".join(ch for ch in text if ch in "\ufe0f\u200d")


READERS = ("cp1252:fffd", "cp1252:drop", "cp1254:fffd")


@pytest.mark.parametrize(
    "text",
    ["晚上好 ☀️ 我们出发了。", "一家人👨‍👩‍👧出去玩", "步骤1️⃣：打开文件"],
)
@pytest.mark.parametrize("reader", READERS)
def test_what_makes_and_joins_emoji_comes_back(text: str, reader: str) -> None:
    shown = channels.get(f"mojibake:utf-8>{reader}").damage(text).text
    assert "\ufe0f" not in shown
    assert "\u200d" not in shown
    assert kept(clean(shown)) == kept(text)


@pytest.mark.parametrize("text", ["昨天收到你的礼物❤️，谢谢！", "彩虹🏳️‍🌈旗", "← 返回上一页 →"])
def test_symbols_that_people_type_are_likelier_than_others(text: str) -> None:
    shown = channels.get("mojibake:utf-8>cp1252:fffd").damage(text).text
    read = clean(shown)
    assert not set(read) - set(text) - set(shown)


def test_a_corner_of_a_table_is_no_emoji() -> None:
    """What may be open behind the last slot is no measure for what is whole."""
    text = "┌──────┬──────┐\n│ 姓名 │ 班级 │\n└──────┴──────┘\n今天的课程表已经发给大家了。"
    shown = channels.get("mojibake:utf-8>cp1252:drop").damage(text).text
    assert not set(clean(shown)) - set(text) - set(shown)


def test_which_letter_of_mathematics_it_was_is_not_known() -> None:
    shown = channels.get("mojibake:utf-8>cp1252:fffd").damage("设x∈ℝ，则等式成立。").text
    assert "℁" not in clean(shown)


@pytest.mark.parametrize(
    ("left", "ch", "right", "likely"),
    [
        ("☀", emoji.STYLE, " ", True),
        ("3", emoji.STYLE, emoji.CAP, True),
        ("3", emoji.STYLE, "4", False),
        ("好", emoji.STYLE, "，", False),
        ("", emoji.STYLE, "", False),
        ("👨", emoji.JOINER, "👩", True),
        (emoji.STYLE, emoji.JOINER, "🌈", True),
        ("👨", emoji.JOINER, "，", False),
        ("好", emoji.JOINER, "的", False),
        ("", emoji.JOINER, "", False),
        ("👍", "🏻", "", True),
    ],
)
def test_where_they_stand(left: str, ch: str, right: str, likely: bool) -> None:
    assert (emoji.nats(ch, left, right) > 0) == likely


def test_other_texts_are_not_asked() -> None:
    assert emoji.nats("好，", "☀", "👩") == 0.0
    assert holes.search(0)  # the bias takes both
    assert emoji.is_picture("❤")
    assert not emoji.is_picture("␤")
