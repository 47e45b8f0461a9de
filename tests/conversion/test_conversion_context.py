"""What stands around a character decides where no word does: names with 里, figures, Cantonese."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.conversion import context, convert, convert_many, engines, matches, tables
from textfix.conversion.convert import apply

NAMES = {
    "他在埃默里大学读书": "他在埃默里大學讀書",
    "蒙哥马里建立了军队": "蒙哥馬里建立了軍隊",
    "巴克特里亚王国": "巴克特里亞王國",
    "科热里·巴尼": "科熱里·巴尼",
    "塔什库尔干的头发干了": "塔什庫爾干的頭髮乾了",
    "布雷斯特公布了": "布雷斯特公布了",
    "哈里和里根在城里": "哈里和里根在城裡",
}
INSIDE = {
    "手机里克隆的号码": "手機裡克隆的號碼",
    "比赛里克服困难": "比賽裡克服困難",
    "城里斯巴达人": "城裡斯巴達人",
    "心里奥妙": "心裡奧妙",
    "放在卡里": "放在卡裡",
    "海里有鱼，走了30海里": "海裡有魚，走了30海里",
    "距10里左右，三千余里": "距10里左右，三千餘里",
    "10里面有三个": "10裡面有三個",
}
FIGURES = {
    "44天后直至去世": "44天後直至去世",
    "３天后": "３天後",
    "2天后宫": "2天后宮",
    "不准进来，也不准备卖": "不准進來，也不準備賣",
    "看不准时间，说得不准确": "看不準時間，說得不準確",
    "名称均系暂定，此地址系用于辨认": "名稱均係暫定，此地址係用於辨認",
    "研究系和讲究系统的人": "研究系和講究系統的人",
    "经济系因此停办，属于物理系": "經濟系因此停辦，屬於物理系",
    "拖动卷轴看下一页": "拖動捲軸看下一頁",
    "他打开卷轴读诗": "他打開卷軸讀詩",
    "欧国杯和联邦杯的奖杯，一杯茶": "歐國盃和聯邦盃的獎盃，一杯茶",
    "工作天后公开": "工作天後公開",
}
CANTONESE = {
    "我系香港人，你系唔系？": "我係香港人，你係唔係？",
    "佢真系好钟意呢个系统": "佢真係好鍾意呢個系統",
    "太阳系入面系咪冇人，唔该": "太陽系入面係咪冇人，唔該",
    "佢买咗只狗，得三个钟，唔只猫": "佢買咗隻狗，得三個鐘，唔只貓",
    "这个体系是他的专业系": "這個體系是他的專業系",
    "喇叭系列吓得一只": "喇叭系列嚇得一隻",
    "佢食晒啲嘢，唔好晒太阳": "佢食晒啲嘢，唔好曬太陽",
    "我哋行吓街啦，唔好吓亲人": "我哋行吓街啦，唔好嚇親人",
    "唔准笑，个磅唔准，": "唔准笑，個磅唔準，",
    "佢仆街嘅，个仆人嚟咗": "佢仆街嘅，個僕人嚟咗",
    "冲完凉先至嚟，佢冲出去": "沖完涼先至嚟，佢衝出去",
    "嗰间铺头唔贵": "嗰間舖頭唔貴",
    "佢挨咗好多夜": "佢捱咗好多夜",
    "喺安康里嘅屋里面": "喺安康里嘅屋裏面",
}


@pytest.mark.parametrize(("text", "expected"), [*NAMES.items(), *INSIDE.items(), *FIGURES.items()])
def test_neighbors_decide(text: str, expected: str) -> None:
    assert convert(text, "s2tw", mode="best") == expected


@pytest.mark.parametrize(("text", "expected"), CANTONESE.items())
@pytest.mark.parametrize("config", ["s2t", "s2hk"])
def test_cantonese_is_told_by_its_words(text: str, expected: str, config: str) -> None:
    assert convert(text, config, mode="best") == expected
    assert convert(text, config) != expected or "唔" not in text


def test_a_cantonese_text_is_so_throughout() -> None:
    text = "佢哋话冇问题，唔使惊。系啊。\n系咩？"
    assert convert(text, "s2hk", mode="best") == "佢哋話冇問題，唔使驚。係啊。\n係咩？"
    assert convert("系啊。", "s2hk", mode="best") == "系啊。"


def test_people_who_speak_keep_their_names() -> None:
    text = "## 曾于珊：\n关于开采，曾于珊在公园里说。\n郑采芩：好。属于曾于珊与采芩。"
    expected = "## 曾于珊：\n關於開採，曾于珊在公園裡說。\n鄭采芩：好。屬於曾于珊與採芩。"
    assert convert(text, "s2tw", mode="best") == expected
    assert convert("曾于2010年：建成", "s2tw", mode="best") == "曾於2010年：建成"
    assert convert("何于：", "s2tw", mode="best") == "何于："
    labels = "余额：5\n范围：大\n高于：3\n游戏：好\n万里路：远"
    table = "餘額：5\n範圍：大\n高於：3\n遊戲：好\n萬里路：遠"
    assert convert(labels, "s2tw", mode="best") == table
    long = text * 700
    assert convert(long, "s2tw", mode="best") == expected * 700


PIECES = [
    *("曾于珊：", "\n曾于珊：", "于珊", "曾于珊"),
    *(
        "里",
        "埃默里",
        "哈",
        "克",
        "斯",
        "3",
        "天后",
        "余",
        "系",
        "唔",
        "系统",
        "佢",
        "但系",
        "了如何",
    ),
    *("。", "\n", "，", "·", "发", "后", "a", "𠮷", "咖啡", "海里"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_matches_lead_to_what_convert_gives(text: str) -> None:
    found = matches(text, "s2hk", mode="best")
    edits = [(m.start, m.end, m.new) for m in found]
    assert apply(text, edits) == convert(text, "s2hk", mode="best")


@given(st.lists(TEXTS, max_size=4))
@settings(max_examples=100, deadline=None)
def test_a_batch_gives_what_each_gives(texts: list[str]) -> None:
    each = [convert(text, "s2t", mode="best") for text in texts]
    assert convert_many(texts, "s2t", mode="best") == each


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_claims_are_in_order_and_disjoint(text: str) -> None:
    there = engines.text(tables.plan("s2t"), text, ())
    found = context.claims(text, there)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(len(word.value) == word.end - word.start for word in found)
