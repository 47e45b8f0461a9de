"""Quotation marks of data and code beside a hole are not taken for lost bytes."""

from __future__ import annotations

import pytest

from tests.mojibake.test_mojibake import clean
from textfix import channels
from textfix.mojibake.restoring import delimiters

TEXTS = (
    "(7,'陈杰','苏州','已付款');",
    "INSERT INTO t VALUES (3, '李杰', '已退货，待处理');",
    '{"城市": "南京", "姓名": "陈杰", "备注": "下午再打电话"}',
    "<a href='x' title='站内代码'>首页</a>",
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("habit", ["fffd", "drop"])
def test_no_quotation_mark_is_eaten(text: str, habit: str) -> None:
    shown = channels.get(f"mojibake:utf-8>cp1252:{habit}").damage(text).text
    read = clean(shown)
    ascii_only = "".join(ch for ch in text if ch in "'\"(),;:{}<>=/")
    assert "".join(ch for ch in read if ch in "'\"(),;:{}<>=/") == ascii_only
    assert any("一" <= ch <= "鿿" for ch in read)


@pytest.mark.parametrize(
    ("line", "low", "high", "marks"),
    [
        ("('æ°','x')", 2, 5, "'"),
        ('"ç" ', 1, 3, '"'),
        ("x='ç'", 2, 5, "''"),
        ("é'±", 0, 3, ""),
        ("ä½'é'±', 好", 0, 6, ""),
        ("it's é'", 5, 7, ""),
        ("a = 'b\n'é'\n", 7, 10, "''"),
        ("a = 'b\né'\n", 7, 9, ""),
    ],
)
def test_which_marks_are_delimiters(line: str, low: int, high: int, marks: str) -> None:
    assert delimiters.stay(line, low, high) == marks


def test_what_stands_far_before_a_hole_is_not_read_again() -> None:
    row = "(7,'é','x'),"
    line = row * delimiters.REACH
    for far in range(len(line) - 2 * len(row), len(line) - len(row)):
        near = far % len(row) + 10 * len(row)
        assert delimiters.stay(line, far, far + 5) == delimiters.stay(
            line[: near + 9], near, near + 5
        )
    assert delimiters.stay("'" + "x" * delimiters.REACH + "é',", 0, delimiters.REACH + 3) == "''"


def test_a_flattened_quotation_mark_is_still_read() -> None:
    text = "我们在银行取了钱，然后去买了一张去海边的车票，钱包却忘在家里了。"
    shown = channels.get("mojibake:utf-8>cp1252-c1:quotes").damage(text).text
    assert "'" in shown
    assert clean(shown) == text
