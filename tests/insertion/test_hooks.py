"""Characters torn by hooks before punctuation bytes: restored where the text tells, else left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.insertion import prose
from tests.insertion.judge import Score, insertion_only, judge
from textfix import channels, clean
from textfix.insertion import hook_runs

ONLY = insertion_only()
BOLD = insertion_only(0.5)
DOCUMENTS = 300
MARKS = "，。？；：！"


def hooked(text: str, control: bytes = b"\x06") -> str:
    """Push a control before the bytes of each mark, as a list of replacements does, and decode."""
    data = text.encode("gbk")
    for mark in MARKS:
        data = data.replace(mark.encode("gbk"), control + mark.encode("gbk"))
    return data.decode("gbk", "replace").replace("\ufffd", "?")


def stripped(text: str) -> str:
    return hooked(text).replace("\x06", "")


@pytest.mark.parametrize("text", [
    "出门在外一定要保护好自己，大家都这么说。",
    "这里的风景非常好，下次再来。",
    "今天的会议很成功：大家都发言了，气氛非常好，明天继续。",
])  # fmt: skip
def test_a_torn_sentence_comes_back(text: str) -> None:
    assert stripped(text) != text
    assert clean(stripped(text), ONLY) == text


def test_of_a_page_with_its_controls_the_rest_goes_too() -> None:
    text = "出门在外一定要保护好自己，大家都这么说。"
    assert clean(hooked(text), ONLY) == text


def test_a_mark_of_another_reader() -> None:
    text = "这里的风景非常好，下次再来。"
    assert clean(stripped(text).replace("?", "\ufffd"), ONLY) == text


def test_two_marks_are_the_halves_of_a_character_before_a_mark() -> None:
    # 啊？ is B0 A1 A3 BF: A1A3 was hooked first, then A3BF.
    assert stripped("好啊？") == "好??？"
    (run,) = hook_runs.find(stripped("他怎么还没来啊？我等了很久。"))
    assert run.reading.text.startswith("啊？")


def test_a_run_that_was_found_is_proven() -> None:
    text = stripped("出门在外一定要保护好自己，大家都这么说。")
    (run,) = hook_runs.find(text)
    assert hook_runs.proves(text, run)
    assert not hook_runs.proves(text.replace("约", "躍"), run)
    assert not hook_runs.proves(text.replace("；", "、"), run)


@pytest.mark.parametrize("text", [
    "真的吗?！我不信。", "你去不去?，他问。", "好??！再来。",
    "那里有什么?？谁知道。", "a?，b?；c?：d",
    "谁说的?；我没说。" * 20,
])  # fmt: skip
def test_question_marks_that_are_meant_stay(text: str) -> None:
    assert clean(text, ONLY) == text


@pytest.mark.xfail(reason="folded marks: `?!` and `?,` are too common to be looked at")
def test_marks_that_were_folded() -> None:
    text = stripped("这里的风景非常好，下次再来。").translate(str.maketrans("：，", ":,"))
    assert clean(text, BOLD) == "这里的风景非常好，下次再来。"


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("name", ["control-hooks", "control-hooks-stripped"])
def test_pages_of_the_channels_are_repaired_rightly(name: str) -> None:
    score = Score()
    for k, sentences in enumerate(prose.documents(DOCUMENTS, 13)):
        page = channels.get(name).damage("\n".join(sentences), k)
        judge(page.text, page.expected, ONLY, score)
    found = [v for v in score.verdicts if v.finding.rule == "insertion.hooks"]
    assert sum(v.right for v in found) >= 8
    assert sum(v.wrong for v in found) <= 0.02 * sum(v.right for v in found)


HAN = st.text(
    st.sampled_from("保护自己模块可是非常好的一定要很多人科学家福利海边，。？；：！"), max_size=40
)


@given(text=HAN)
def test_what_is_found_is_proven_and_rest_is_reached(text: str) -> None:
    damaged = stripped(text)
    assert all(hook_runs.proves(damaged, run) for run in hook_runs.find(damaged))
    once = clean(damaged, BOLD)
    assert clean(once, BOLD) == once


PIECES = [*"?\ufffd\x05\x08，。？；：！\n aず米榛约好", "??", "?；"]


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_text_settles(pieces: list[str]) -> None:
    once = clean("".join(pieces), BOLD)
    assert clean(once, BOLD) == once
