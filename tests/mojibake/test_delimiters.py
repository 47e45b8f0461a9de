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
    ],
)
def test_which_marks_are_delimiters(line: str, low: int, high: int, marks: str) -> None:
    assert delimiters.stay(line, low, high) == marks


def test_a_flattened_quotation_mark_is_still_read() -> None:
    text = "我们在银行取了钱，然后去买了一张去海边的车票，钱包却忘在家里了。"
    shown = channels.get("mojibake:utf-8>cp1252-c1:quotes").damage(text).text
    assert "'" in shown
    assert clean(shown) == text
