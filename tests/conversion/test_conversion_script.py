"""script=: what is traditional, old, cited or foreign stays; what is simplified is converted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import textfix
from textfix.conversion import convert, identify, machine_made, script_text
from textfix.conversion.machine import is_old
from textfix.conversion.tables import compose

HANT = ("hant", "hant-tw", "hant-hk")
SEPARATOR = "\n␞\n"

# Entries in the manner of an old dictionary: its forms are older than the distinction.
ENTRIES = (
    "䗃，飛蟲也，从虫每聲。䗄，小虫也，从虫几聲，讀若斗。雩，雨也，从云余聲。"
    "斝，量也，从斗干聲，丑于切。厈，从厂干聲，余亮切。豊，器也，於里切。"
)

NATIVE = (
    "這場比賽是當時國內規模最大的運動會，許多選手從遠處趕來參加開幕儀式。",
    "觀眾擠滿了體育館，連樓梯間與過道都站著興奮的學生，記者難以進場採訪。",
    "籌辦單位後來發現預備的飲水遠遠不夠，臨時請鄰近的餐廳協助運送。",
    "頒獎結束時已經是黃昏，廣場上燈飾齊亮，樂隊奏起傳統歌謠，氣氛熱鬧非凡。",
    "歷屆紀錄顯示，東部縣市的隊員在長跑項目經常獲勝，這與當地環境關係密切。",
)


@pytest.mark.parametrize("script", HANT)
@pytest.mark.parametrize(
    "text",
    [
        ENTRIES * 12 + "礼，古文禮。",
        "余嘗登高山，觀白云出於几席之間，歸而記之。里人問焉，余曰：樂斯樂矣。" * 8,
        "這個計劃的標注方式分布很廣，注意標注的為數不多，佈置也為此調整，占了兩個位置。" * 6,
        "簡體字的「国」寫成「國」，「汉」寫成「漢」，這是書裡說明過的對照。",
        "Tên chữ Hán là 陈 (giản thể), người ở huyện này thường đọc là Trần, 国 đọc là quốc.",
        "그 이름은 한자로 国이라고 쓰며 다른 글자로는 쓰지 않는다. 发과 东도 그렇다.",
        "国际体育大会\n" + "\n".join(NATIVE),
    ],
)
def test_what_is_meant_stays(text: str, script: str) -> None:
    assert script_text(text, script) == text


@pytest.mark.parametrize("pair", ["緩 缓", "國\t国", "详 = 詳"])
def test_a_pair_of_forms_in_a_mixed_text_stays(pair: str) -> None:
    text = f"这个词典说明两边写法。\n這個詞典說明兩邊寫法。\n{pair}\n"
    assert script_text(text, "hant").splitlines()[2] == pair


def test_a_simplified_passage_in_a_traditional_text_is_converted() -> None:
    native = "\n".join(NATIVE * 30) + "\n"
    passage = "这个软件说明写得很详细，许多读者从头学习编辑图画。\n"
    assert str(identify(native + passage)).startswith("hant")
    assert script_text(native + passage, "hant") == native + convert(passage, "s2t", mode="best")


def test_an_old_text_is_known_by_its_words() -> None:
    assert is_old(ENTRIES)
    assert not is_old("這本書的作者說他們從來沒有見過這麼大的蟲")
    assert not machine_made(ENTRIES * 12)


def test_machine_made_text_keeps_the_forms_that_it_has_two_of() -> None:
    author = (
        "关于皇后的头发和面条，干部发挥余热，文件已复制，系好安全带，准备好了。"
        "他干脆制造了一只表，松了一口气，后面的历史复杂得很，里面的发型师注意到了冲突。"
    )
    text = author.translate(compose("1.4.2", ("STCharacters",))) + "她一笑，一小撮鬍鬚和胡須"
    assert machine_made(text)
    done = script_text(text, "hant")
    assert "皇后" in done
    assert "頭髮" in done
    # 為 is how Taiwan writes 爲: under "hant" it may stay.
    assert "為" in script_text(text + "，為此", "hant")


@pytest.mark.parametrize(
    "name",
    [
        *("zh-hant-classical", "zh-hant-poems", "zh-hant-tw-wiki", "zh-hant-hk-written"),
        *("zh-hant-hk-cantonese", "zh-hant-tw-transcripts", "tricky-vi-nom", "ja", "ko", "vi"),
    ],
)
def test_native_text_stays(corpus: Callable[[str], str], name: str) -> None:
    for document in corpus(name)[:150_000].split(SEPARATOR):
        assert script_text(document, "hant-tw") == document


SHORT = {
    "关系": "關係",
    "后来": "後來",
    "饼干": "餅乾",
    "面条": "麵條",
    "干净的钟表": "乾淨的鐘錶",
    "皇后后来采访了干部": "皇后後來採訪了幹部",
}


@pytest.mark.parametrize(("text", "expected"), SHORT.items())
def test_short_simplified_strings_become_words_not_halves(text: str, expected: str) -> None:
    assert textfix.clean(text, script="hant-tw") == expected


@pytest.mark.parametrize(
    "text",
    ["后", "干", "皇后", "系統", "東京", "着", "選 选 U+9009", "ひらがな", "佢哋喺度"],
)
def test_short_strings_that_do_not_tell_stay(text: str) -> None:
    assert textfix.clean(text, script="hant-tw") == text


def test_words_in_mixed_lines_are_converted_whole() -> None:
    text = "这是系統的系統说明，只是后来如此，皇后来过"
    assert script_text(text, "hant") == "這是系統的系統說明，只是後來如此，皇后來過"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("畢昇", "毕昇"),
        ("毕昇", "毕昇"),
        ("錢鍾書", "钱锺书"),
        ("钱锺书", "钱锺书"),
        ("看著", "看着"),
    ],
)
def test_short_strings_settle_in_simplified(text: str, expected: str) -> None:
    assert textfix.clean(text, script="hans") == expected
    assert script_text(expected, "hans") == expected


def test_a_simplified_sentence_in_a_traditional_text_is_converted() -> None:
    native = "這個系統的設計說明寫得很清楚，後面還有許多問題與討論。\n" * 100
    sentence = "这个软件还没有说清楚设计问题，请参阅后续资料。\n"
    title = "中国农业银行\n"
    done = script_text(native + sentence + title + native, "hant-tw")
    assert done == native + "這個軟件還沒有說清楚設計問題，請參閱後續資料。\n" + title + native


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("几乎", "幾乎"),
        ("干部", "幹部"),
        ("其余的人", "其餘的人"),
        ("什么", "什麼"),
        ("三百余人", "三百餘人"),
        ("公布", "公布"),
        ("了解", "了解"),
        ("茶几", "茶几"),
        ("皇后", "皇后"),
        ("只是", "只是"),
        ("老范", "老范"),
        ("里面", "裡面"),
        ("干涉", "干涉"),
    ],
)
def test_a_word_that_no_traditional_text_has_makes_a_short_text_simplified(
    text: str, expected: str
) -> None:
    assert script_text(text, "hant") == expected


@pytest.mark.parametrize("text", ["几乎 幾乎", "政党を選ぶ", "几乎 không được"])
def test_a_short_text_with_another_script_in_it_stays(text: str) -> None:
    assert script_text(text, "hant") == text


LONG = "我们认为这个说法对学习历史没有帮助，应该说清楚问题从哪里来，谁写的，为什么" * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们發现了问题，请換一个", "我们发现了问题，请换一个"),
        ("这是关於经济的问题", "这是关于经济的问题"),
        (LONG + "，书名「發現」", LONG + "，书名「發現」"),
        ("黄霑和于小梅说这个问题", "黄霑和于小梅说这个问题"),
        ("於梨华写过这个问题", "於梨华写过这个问题"),
    ],
)
def test_traditional_among_simplified_is_simplified_where_both_stand_in_a_run(
    text: str, expected: str
) -> None:
    assert script_text(text, "hans") == expected


def test_old_simplified_texts_keep_their_own_forms() -> None:
    old = (
        "前胜後负，不可谓强。将军以为军无粮，且闻敌至，遂引还国。诸侯闻之，皆贺其归，曰为国者当如是。"
        * 2
    )
    assert script_text(old, "hans") == old


def test_what_hong_kong_says_is_written_as_it_is() -> None:
    assert script_text("嗰個人係邊個，佢喺邊度", "hans") == "嗰个人系边个，佢喺边度"
