"""What a page makes more or less likely: how its lines end, which forms it writes and glosses."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from textfix import clean
from textfix.insertion import evidence, torn_runs
from textfix.insertion.context import after, before
from textfix.insertion.gbk import encode
from textfix.insertion.glosses import find
from textfix.insertion.line_ends import LineEnds, Marks, habits
from textfix.insertion.page_bias import PageBias
from textfix.insertion.questions import USUAL, asks, gains
from textfix.insertion.swallowed import behind_signs, swallowed
from textfix.language import model

PAGE = "經(jīng)濟(jì)發(fā)展很快,會(huì)議討論經(jīng)濟(jì)問題,大家都來開會(huì)。"


def bias(text: str) -> PageBias:
    return PageBias(text, evidence.weigh(text))


def behind(ch: str) -> tuple[int, int]:
    return model.load().id(ch), (encode(ch) or (0,))[-1]


def test_lines_end_as_others_do() -> None:
    signed = LineEnds("老師在教室裏等我們回來。\n" * 6)
    bare = LineEnds("老師在教室裏等我們回來\n" * 6)
    assert signed[behind("來")] < 0 < bare[behind("來")]
    assert bare[behind("。")] < signed[behind("。")]


def test_no_line_says_nothing() -> None:
    assert habits("短句") == (0, 0)
    assert abs(LineEnds("短句")[behind("來")]) < 1e-9


def test_what_a_line_of_a_torn_page_ends_with_is_not_counted() -> None:
    assert habits("老師在教室裏等我們回?\n老師在教室裏等我們回3") == (0, 0)


def test_opening_signs_end_no_line() -> None:
    ends = LineEnds("老師說：“我們回來了。”\n" * 3)
    assert ends[behind("“")] < -5 < 0 < ends[behind("”")]


def test_rarer_forms_need_to_be_on_the_page() -> None:
    assert bias(PAGE)["錶"] < bias(PAGE)["表"]
    assert bias(PAGE + "鐘錶")["錶"] > bias(PAGE)["錶"] + 2


def test_a_closing_sign_wants_its_opening_one() -> None:
    assert bias(PAGE)["》"] < bias(PAGE + "《詩經")["》"]
    assert bias(PAGE)["）"] > bias("經濟發展很快。")["）"]  # of a reading: both widths open it


def test_a_page_that_glosses_all_leaves_none_alone() -> None:
    always, half = bias(PAGE), bias(PAGE + "經濟會議發展" * 2)
    assert always.unglossed < half.unglossed < 0


def test_a_lone_byte_may_have_taken_a_digit_but_none_is_sure() -> None:
    prices = dict(swallowed("只有?4個", 3))
    assert prices["0"] == prices["1"]


def test_the_first_digit_of_a_year_is_known() -> None:
    def likeliest(text: str) -> str:
        return min(swallowed(text, 0), key=lambda s: s[1])[0]

    assert [likeliest(t) for t in ("987年", "006年", "011-05-01", "863年")] == ["1", "2", "2", "1"]
    assert dict(swallowed("006個", 0))["0"] == dict(swallowed("006個", 0))["1"]


def test_a_swallowed_digit_of_a_year_comes_back() -> None:
    page = PAGE + "\n這家書店創(chuàng)?càn)ㄓ?988年。"
    assert clean(page).endswith("\n這家書店創建于1988年。")


def test_a_line_that_asks_ends_with_a_question_mark() -> None:
    text = "今天的會議討論什麼問題"
    asked, told = LineEnds(text, asks(text, 5)), LineEnds(text, asking=False)
    assert asked[behind("？")] > told[behind("？")] + 1.5
    assert asked[behind("。")] < told[behind("。")]


def test_a_page_shows_how_its_questions_end() -> None:
    page = "他們今天為什麼不來開會？\n" * 3 + "今天的會議討論什麼問題？\n"
    assert LineEnds(page, asking=True)[behind("？")] > LineEnds("", asking=True)[behind("？")]
    assert LineEnds(page * 3, asking=True)[behind("：")] < LineEnds("")[behind("：")] - 1


@given(st.text("什麼嗎呢你來?。！？：\n(me)", max_size=60), st.booleans())
def test_shares_of_signs_sum_up(text: str, asking: bool) -> None:
    shares = [USUAL[k] * math.exp(nats) for k, nats in gains(text, asking).items()]
    assert abs(sum(shares) - 1) < 1e-9


def test_no_comma_stands_behind_an_opening_sign() -> None:
    assert Marks()[behind("「")] < -5 < 0 == Marks()[behind("」")]


def test_a_page_shows_what_stands_behind_its_sentences() -> None:
    lines, spaced = "老師在教室裏等。\n" * 5, "老師在教室裏等。 " * 5
    assert behind_signs(lines)[" "][behind("。")] < 0 < behind_signs(spaced)[" "][behind("。")]
    assert behind_signs(lines)["1"][behind("。")] < 0 == behind_signs(lines)["1"][behind("等")]


def test_what_stands_around_a_run_is_seen_without_readings() -> None:
    text = "他們學(xué)習(xí)經(jīng)濟(jì)"
    starting = {g.start: g for g in find(text)}
    ending = {g.end: g for g in starting.values()}
    assert before(text, text.index("經"), ending) == "學習"
    assert after(text, text.index("習"), starting) == "習經"
    assert (before(text, 1, ending), after(text, len(text), starting)) == ("他", "\n")


def test_a_sign_may_have_vanished_at_a_line_end() -> None:
    page = "會(huì)上的人都不說(shuō)話。\n他們(men)都買過這一本?wěi)\n大家來(lái)了。"
    (run,) = torn_runs.find(page)
    assert run.reading.text.startswith("本書。\n")
