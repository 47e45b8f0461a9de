"""Halves of brackets and quotation marks: what a line wants, and what that changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from textfix.insertion import evidence
from textfix.insertion.brackets import CLOSED, PAIRS, wanted
from textfix.insertion.page_bias import PageBias

LINE = "他說“今天下雨，我們(men)不去學校(xiào)了"
PAGE = "經(jīng)濟(jì)發(fā)展很快,會(huì)議討論經(jīng)濟(jì)問題,大家都來開會(huì)。"


def test_what_is_open_is_wanted_closed() -> None:
    assert wanted(LINE, len(LINE), len(LINE)) == {"”"}
    assert wanted("學校里）的樹", 2, 2) == {"（"}


def test_readings_are_no_brackets() -> None:
    assert wanted("我們(men)去學?xiào)了", 8, 9) == frozenset()


def test_what_stands_inside_a_pair_wants_nothing() -> None:
    assert wanted("讀《詩經新注》這本書", 5, 5) == frozenset()


def test_another_line_is_no_matter() -> None:
    assert wanted("他說“今天\n下雨了，不去了", 8, 8) == frozenset()


def test_a_page_is_weighed_by_it() -> None:
    page = evidence.weigh(PAGE + "“好”")
    calm, open_ = (PageBias(PAGE + "“好”", page, w) for w in (frozenset(), frozenset("”")))
    assert open_["”"] > PageBias(PAGE + "“好”", page)["”"] > calm["”"]
    assert open_["“"] == calm["“"]
    assert open_["學"] == calm["學"]


@given(st.text("“”「」（）(好?\n", max_size=30), st.data())
def test_only_halves_are_wanted(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = wanted(text, start, end)
    assert found <= PAIRS.keys() | CLOSED.keys()
    assert not any(PAIRS.get(half) in found for half in found)
