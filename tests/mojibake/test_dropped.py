"""Chinese double-byte text that another double-byte reader showed, bytes dropped without a mark."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import textfix
from tests.mojibake.test_mojibake import clean
from textfix.mojibake import survey
from textfix.mojibake.restoring import losses, unmarked
from textfix.mojibake.shown.strict import Way

HANS = (
    "请各位同学在周五之前把作业交到老师办公室，逾期不再接收。",
    "昨晚的雨下得很大，早上出门时路边的积水还没有完全退去。",
    "公司计划在明年春天推出新款手机，价格比现在的型号略低一些。",
    "附近新开了一家书店，里面有很多关于历史和旅行的书。",
)
HANT = (
    "研討會下週三上午舉行，請大家準時參加並帶齊相關資料。",
    "這條步道全長約五公里，沿途可以看到瀑布和許多野生動物。",
    "如果您對帳單內容有任何疑問，歡迎隨時與客服人員聯絡。",
)
PAIRS = tuple(
    (text, encoding, reader)
    for encoding, texts, readers in (
        ("gb18030", HANS, ("big5", "cp932", "cp949", "euc-jp")),
        ("big5", HANT, ("cp932",)),
    )
    for text in texts
    for reader in readers
)


def dropped(text: str, encoding: str, reader: str) -> str:
    """Return what Python shows for the bytes, errors ignored."""
    return text.encode(encoding).decode(reader, "ignore")


@pytest.mark.parametrize(
    ("text", "encoding", "reader"),
    [(HANS[2], "gb18030", "cp932"), (HANT[1], "big5", "cp932"), (HANT[2], "big5", "cp932")],
)
def test_what_is_out_of_step_is_read_in_step(text: str, encoding: str, reader: str) -> None:
    shown = dropped(text, encoding, reader)
    assert shown.encode(reader).decode(encoding, "ignore") != text
    assert clean(shown) == text


@pytest.mark.parametrize(("text", "encoding", "reader"), PAIRS)
def test_nothing_out_of_step_is_told_as_certain(text: str, encoding: str, reader: str) -> None:
    shown = dropped(text, encoding, reader)
    after = clean(shown)
    assert set(after) <= set(text) | set(shown)
    for f in textfix.inspect(shown).findings:
        if f.safety == "exact":
            assert all(set(e.new) <= set(text) | set(shown) for e in f.edits)


@pytest.mark.parametrize(
    ("encoding", "reader", "texts"),
    [("gb18030", "cp932", (HANS[0], *HANS[2:])), ("big5", "cp932", HANT)],
)
def test_lines_of_a_text_prove_the_habit(
    encoding: str, reader: str, texts: tuple[str, ...]
) -> None:
    shown = "\n".join(dropped(text, encoding, reader) for text in texts)
    assert clean(shown) == "\n".join(texts)


@pytest.mark.xfail(strict=True, reason="two bytes gone side by side leave 夾, which reads as well")
def test_two_bytes_gone_make_another_character() -> None:
    text = "會議改到下週三上午舉行，請大家準時參加並帶齊相關資料。"
    assert "夾" not in clean(dropped(text, "big5", "cp932"))


def test_a_line_that_lost_nothing_stays_exact() -> None:
    text = "打开文件失败，请检查路径是否正确。"
    shown = text.encode("gb18030").decode("cp949")
    assert {f.safety for f in textfix.inspect(shown).findings} == {"exact"}
    assert clean(shown) == text


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(PAIRS), st.integers(0, 40), st.integers(0, 40))
def test_what_is_told_shows_what_stands_there(
    pair: tuple[str, str, str], start: int, size: int
) -> None:
    text, encoding, reader = pair
    shown = dropped(text, encoding, reader)[start : start + size]
    lost = losses.of(reader, unmarked.HABIT)
    for p in unmarked.read(shown, 0, len(shown), Way(encoding, reader), 0).parts:
        assert lost.shows(p.new.encode(encoding), shown[p.start : p.end], shown[p.end : p.end + 1])
        assert 0.0 <= p.sure <= 1.0
    for f in survey.of(shown, None).filled:
        assert (f.start, f.end) != (f.end, f.end)
