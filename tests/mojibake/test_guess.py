"""Double-byte text read wrong with U+FFFD, where what is left in step proves no way."""

from __future__ import annotations

import pytest

from tests.mojibake.test_mojibake import clean
from textfix.mojibake.restoring import guess
from textfix.mojibake.shown.strict import Way


def damaged(text: str, encoding: str, reader: str) -> str:
    """Return what Python shows for the bytes."""
    return text.encode(encoding).decode(reader, "replace")


@pytest.mark.parametrize(
    ("text", "encoding", "reader"),
    [
        ("请各位同学在周五之前把作业交到老师办公室，逾期不再接收。", "gb18030", "euc-jp"),
        ("公司计划在明年春天推出新款手机，价格比现在的型号略低一些。", "gb18030", "euc-jp"),
        ("這家餐廳的服務人員態度親切，選擇的菜色也很豐富，價格還算合理。", "big5", "cp949"),
    ],
)
def test_the_way_is_known_by_what_the_line_becomes(text: str, encoding: str, reader: str) -> None:
    shown = damaged(text, encoding, reader)
    found = guess.of(shown)
    assert found is not None
    assert found.path == (Way(encoding, reader),)
    after = clean(shown)
    assert set(after) <= set(text) | set(shown)
    assert sum(ch in text for ch in after) > len(text) / 2


@pytest.mark.parametrize(
    "text",
    [
        "昨日は友達と\ufffd画を見に行きました。とても面白かったです。",
        "어제 친구와 함께 영\ufffd를 보러 갔습니다. 아주 재미있었어요.",
        "昨天下午我們去\ufffd院看了一場電影，回家時已經很晚了。",
        "昨天下午我们去\ufffd院看了一场电\ufffd，回家时已经很晚了。",
        "ｷﾉｳ ﾊ ﾄﾓﾀﾞﾁ ﾄ \ufffdｲｶﾞ ｦ ﾐﾆ ｲｷﾏｼﾀ",
        "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd",
    ],
)
def test_healthy_text_with_a_mark_has_no_way(text: str) -> None:
    assert guess.of(text) is None
    assert clean(text) == text


def test_a_long_line_is_looked_at_near_its_mark() -> None:
    shown = damaged("请各位同学在周五之前把作业交到老师办公室，逾期不再接收。", "gb18030", "euc-jp")
    assert guess.of("word " * 100 + shown) is not None
