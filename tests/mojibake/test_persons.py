"""Names that stand alone are filled as names are, not as prose goes on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mojibake.test_mojibake import clean
from textfix import channels
from textfix.language import people
from textfix.mojibake.restoring import persons


def test_given_names_are_likelier_at_the_end_of_a_cell() -> None:
    gains = persons.nats(["梅", "梦", "的"], "3,赵晓", ",会计")
    assert gains[0] > max(gains[1:])
    assert min(gains) >= 0.0


@pytest.mark.parametrize(
    ("texts", "left", "right"),
    [
        (["梅", "梦"], "昨天我和赵晓", "一起去"),
        (["，", "。"], "赵晓", ""),
        (["梅"], "", ""),
        ([], "赵晓", ""),
    ],
)
def test_nothing_else_is_asked(texts: list[str], left: str, right: str) -> None:
    assert persons.nats(texts, left, right) == [0.0] * len(texts)


def test_what_follows_a_mark_in_a_filling_is_another_run() -> None:
    joined, _, apart = persons.nats(["晓", "晓'", "，"], "赵", "梅")
    assert joined > apart == 0.0
    alone = persons.nats(["晓", "晓"], "赵", "'梅")
    assert persons.nats(["晓'"], "赵", "梅")[0] == pytest.approx(alone[0])


@given(st.lists(st.text("梅梦，'的赵 ", max_size=3), max_size=4), st.text("赵晓,", max_size=3))
def test_gains_are_never_losses(texts: list[str], left: str) -> None:
    gains = persons.nats(texts, left, ",")
    assert len(gains) == len(texts)
    assert all(0.0 <= g < 99.0 for g in gains)


def test_only_two_or_three_han_are_a_name() -> None:
    assert people.nats("赵晓梅") > people.nats("赵晓的")
    assert people.nats("赵") == people.nats("赵晓梅子") == people.nats("a1") == -float("inf")


def test_a_name_that_may_be_several_is_not_made_up() -> None:
    text = "序号,姓名,部门\n1,赵晓梅,会计部\n2,钱国强,人事部\n3,孙明,后勤部\n"
    shown = channels.get("mojibake:utf-8>gbk:fffd").damage(text).text
    read = clean(shown)
    assert "部门" in read
    assert not set(read) - set(text) - set(shown)
