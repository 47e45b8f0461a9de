"""Surnames that are words elsewhere (余 于 范 涂 游 党) keep their form where they are names."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.conversion import convert, matches, script_text
from textfix.conversion.convert import apply
from textfix.conversion.people import introduced, speakers

NAMES = {
    "他叫余华，是作家": "他叫余華，是作家",
    "余先生说余老师病了": "余先生說余老師病了",
    "我姐姐余晓梅和范先生": "我姐姐余曉梅和范先生",
    "范艾伦带在地球外面": "范艾倫帶在地球外面",
    "1995年余华发表了小说": "1995年余華發表了小說",
    "演员于丹和作家于坚": "演員于丹和作家于堅",
    "我请于老师来": "我請于老師來",
    "他姓于，我姓涂": "他姓于，我姓涂",
    "立委游锡鸣表示": "立委游錫鳴表示",
    "涂委员和党先生": "涂委員和党先生",
    "党先生来了": "党先生來了",
    "老于说他不来": "老于說他不來",
    "涂肯良：大家好": "涂肯良：大家好",
    "读余秋雨的书": "讀余秋雨的書",
}
WORDS = {
    "三百余人，600余种，十年余": "三百餘人，600餘種，十年餘",
    "其余的剩余，业余爱好，余额": "其餘的剩餘，業餘愛好，餘額",
    "带余除法，同余，范数，行为失范": "帶餘除法，同餘，範數，行爲失範",
    "还余3块，尚余三天": "還餘3塊，尚餘三天",
    "老百姓余下的粮食": "老百姓餘下的糧食",
    "规范老师，范围，模范": "規範老師，範圍，模範",
    "由于老师的帮助，属于教授": "由於老師的幫助，屬於教授",
    "演员于北京去世": "演員於北京去世",
    "作家于晚年写成": "作家於晚年寫成",
    "对于先生而言": "對於先生而言",
    "导游小姐带旅游团": "導遊小姐帶旅遊團",
    "演员涂口红，墙上涂油漆": "演員塗口紅，牆上塗油漆",
    "共产党委员会，同党先生": "共產黨委員會，同黨先生",
    "老于世故": "老於世故",
}


@pytest.mark.parametrize(("text", "expected"), [*NAMES.items(), *WORDS.items()])
def test_names_keep_their_form_and_words_do_not(text: str, expected: str) -> None:
    assert convert(text, "s2t", mode="best") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("他叫余华", "他叫余華"), ("我们请余先生说话", "我們請余先生說話")],
)
def test_a_script_asked_for_does_the_same(text: str, expected: str) -> None:
    assert script_text(text, "hant") == expected


def test_who_speaks_is_known_by_name_only_where_no_word_is_meant() -> None:
    assert list(speakers("范围：全国\n高于：三\n曾于珊：好")) == ["曾于珊"]


@given(st.text(st.sampled_from("余范于郁岳涂游党姓叫老先生师作家演员是说，。年十3"), max_size=24))
def test_a_name_is_one_character_and_matches_agree(text: str) -> None:
    assert all(len(word.value) == word.end - word.start == 1 for word in introduced(text))
    found = matches(text, "s2t", mode="best")
    done = apply(text, [(r.start, r.end, r.new) for r in found])
    assert done == convert(text, "s2t", mode="best")


@pytest.mark.parametrize("unit", ["余于涂游姓叫演员", "里", "后天皇后来了"])
def test_one_long_run_takes_time_in_proportion(unit: str) -> None:
    def spent(size: int) -> float:
        text = (unit * size)[:size]
        start = process_time()
        convert(text, "s2t", mode="best")
        return process_time() - start

    spent(100)
    assert spent(16_000) < 10 * spent(4_000) + 0.5
