"""Damage or lesson: look-alikes of our own that must stay, and pages that must be seen."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.insertion import second_generator
from tests.insertion.judge import insertion_only
from textfix import channels, clean
from textfix.insertion import choice, evidence
from textfix.language import readings

CORPUS: Final = Path(__file__).parents[2] / "corpus"


def readings_without_tones(text: str) -> str:
    return re.sub(r"(?<=\()\w+", lambda m: readings.strip_tone(m[0]), text)


HEALTHY = {
    "two readings": (
        "银行(háng)的行(háng)长每天步行(xíng)上班。\n他长(zhǎng)大了，头发很长(cháng)。"
    ),
    "two readings, traditional": (
        "銀行(háng)的行(háng)長步行(xíng)上班，頭髮留得很長(cháng)。\n我們還(hái)要還(huán)書。"
    ),
    "first occurrences": (
        "春天到了，農(nóng)夫們下田插秧。農夫的孩子在田邊玩，看見青蛙跳進水塘。\n"
        "水塘旁有一棵老榕(róng)樹，樹下的老人說今年會(huì)豐收，會有許多米。"
    ),
    "surnames": (
        "常见的姓：赵(zhào)、钱(qián)、孙(sūn)、李(lǐ)、周(zhōu)、吴(wú)、郑(zhèng)、冯(féng)。"
    ),
    "surnames in a row": (
        "趙(zhào)錢(qián)孫(sūn)李(lǐ)周(zhōu)吳(wú)鄭(zhèng)王(wáng)馮(féng)陳(chén)褚(chǔ)衛(wèi)"
    ),
    "rare characters": "贠(yùn)先生和逄(páng)女士去亓(qí)家吃饭，聊起镕(róng)字怎么写。",
    "rare traditional characters": (
        "龔(gōng)先生和龐(páng)女士住在酈(lì)縣，鄰居姓鄺(kuàng)，門口掛著燈籠。"
    ),
    "names": "我叫陳鑾(luán)，哥哥叫陳鏗(kēng)，妹妹叫陳嬋(chán)，住在濰(wéi)坊。",
    "a name in the news": "新任縣長龔(gōng)建國昨天到任。龔建國說，會把當地的事辦好。",
    "place names": "六(lù)安、蚌(bèng)埠、單(shàn)縣、樂(lào)亭、會(kuài)稽、鉛(yán)山、贊(zàn)皇",
    "metals": "釷(tǔ)、鈾(yóu)、鈈(bù)、鑭(lán)都是金屬，銣(rú)和銫(sè)很活潑。",
    "read aloud": (
        "夜(yè)裡(lǐ)下(xià)雨(yǔ)，門(mén)前(qián)的(de)溪(xī)水(shuǐ)響(xiǎng)了(le)。"
    ),
    "dictionary": (
        "機(jī)：機器、機會。\n會(huì)：會議。\n會(kuài)：會計。\n"
        "長(zhǎng)：校長。\n長(cháng)：長短。"
    ),
    "whole words": "今天学习(xuéxí)新词：图书馆(túshūguǎn)在哪里？老师(lǎoshī)说在右边(yòubian)。",
    "one note": "他把「發(fā)」讀成了「髮(fà)」，大家都笑了。",
    "notes in a lesson": (
        "老師說：「『還』要讀還(huán)，不是還(hái)。」\n睡覺的覺(jiào)，感覺的覺(jué)。"
    ),
    "English": "長度(bit)和耗時(ms)寫在表裡，電(e)路的開(on)關(off)也是。",
    "code": "if (a): b(a)?c(a):d(e)\nprint(a)(b)\nre.compile(r'(a)?b)+(?:c)?d)')",
    "Japanese": (
        "業(yè)という字は中国語で業(yè)と読む。発音(fāyīn)の練習。\n私(わたし)の学(がく)生(せい)。"
    ),
    "Korean": "중국어로 學(xué)은 배우다, 習(xí)은 익히다는 뜻이다.",
    "bopomofo": "學(ㄒㄩㄝˊ)習(ㄒㄧˊ)很有趣",
    "word list, a line each": ("生詞\n緊(jǐn)\n張(zhāng)\n練(liàn)\n習(xí)\n準(zhǔn)\n備(bèi)\n"),
    "word list in one line": (
        "本課生詞:緊(jǐn)、張(zhāng)、練(liàn)、習(xí)、準(zhǔn)、備(bèi)。請每個寫三遍。"
    ),
    "words, every syllable": "請讀:飛(fēi)機(jī)、電(diàn)視(shì)、電(diàn)腦(nǎo)。",
    "surnames in a sentence": (
        "姓趙(zhào)的人多，姓錢(qián)的人也不少，姓孫(sūn)的我認識三個，姓鄭(zhèng)的老師教數學。"
    ),
    "shell words after Han": (
        "机(ji)器、网(web)络、数(shu)值、体(ti)系、开(on)关(off)、运行(run)时、耗时(ms)"
    ),
    "one character in two ways, drilled": (
        "為 wéi/wèi：認為(wéi)、行為(wéi)、為(wèi)你、為(wèi)誰、作為(wéi)、為(wèi)國爭光"
    ),
    "two forms of one character": (
        "發 fā/fà：發(fā)芽、短髮(fà)、發(fā)光、假髮(fà)、開發(fā)、金髮(fà)"
    ),
    "one character in two ways": "長(cháng)江真長(cháng)，小樹長(zhǎng)了，家長(zhǎng)很高興。",
    "one character in two ways, words": "傳(chuán)球、傳(zhuàn)略、傳(chuán)話、小傳(zhuàn)",
    "one character in two ways, simplified": "长(cháng)江 长(zhǎng)大 队长(zhǎng) 长(cháng)度",
    "a list, then a text": (
        "生字表：飛(fēi)、鳥(niǎo)、樹(shù)、葉(yè)、風(fēng)。\n"
        "風(fēng)一吹，樹(shù)上的葉(yè)子都落了，鳥(niǎo)也飛(fēi)走了。"
    ),
    "about one character": (
        "小明問：“樹(shù)字有幾筆?”哥哥說：“樹(shù)，木字旁。樹(shù)林的樹(shù)，松樹(shù)的樹(shù)。”"
    ),
    "quoted damage": (
        "我在幾個網站上見到「農(nóng)業(yè)」、「機(jī)會(huì)」這樣的寫法，會是誰做的？"
    ),
    "quoted tear": "有的程序会把“表扬”替换成“表?yè)P(yáng)”，所以读者看不懂。",
    "first occurrences, traditional characters": (
        "今天學(xué)校開(kāi)運動會，許(xǔ)多家長(zhǎng)都來(lái)了。開始以前，校長說(shuō)了幾句話(huà)。\n"
        "比賽(sài)的時(shí)候，家長們在場邊喊，同學也來加油，話都說不出來了。"
    ),
    "question marks": "你問這個(gè)?她說不知道?真的嗎?我也不懂.",
    "chosen words, all places": (
        "入秋以后，院子里的柿(shì)子红了。外婆搬来梯(tī)子，把熟透的柿(shì)子一个个摘(zhāi)下来。\n"
        "她说梯(tī)子要放稳，摘(zhāi)的时候手要轻，不然柿(shì)子就会裂(liè)开，裂(liè)了就不好卖了。"
    ),
    "chosen words, all places, traditional": (
        "外婆家門前有一條小溪(xī)，夏天孩子們都到溪(xī)邊捉蝦(xiā)。水很清，看得見石頭縫(fèng)裡的蝦(xiā)。\n"
        "表哥最會捉，他把手伸進石縫(fèng)，一會兒就捉到十幾隻，裝(zhuāng)滿了一個玻璃瓶。"
    ),
    "words beside characters": (
        "第五課：她想買(mǎi)一雙鞋子(xiézi)，可是錢(qián)不夠。媽媽說(shuō)：“這雙太貴(guì)了，"
        "我們去別的商店(shāngdiàn)買(mǎi)。”他們(men)又走了半個鐘(zhōng)頭。"
    ),
    "drilled behind one word": (
        "学(xué)外语没有捷径：要听(tīng)、也要说(shuō)。大家要多听(tīng)，多说(shuō)，"
        "多读(dú)，多写(xiě)。"
    ),
    "a poem": "蟬(chán)鳴\n晚風吹老樹，蟬(chán)聲滿舊廬(lú)。\n獨坐看流螢(yíng)，燈前讀古書。",
    "readings of classics": (
        "子曰：“温故而知新，可以为(wéi)师矣。”不亦说(yuè)乎？三省(xǐng)吾身，为(wèi)人谋也。"
    ),
    "two characters in a cell": "冬夜聽(tīng)雨打葉(yè)聲",
    "two characters in a cell, simplified": "为(wèi)你写一首诗，传(chuán)给你",
    "who came": (
        "到會的有：楊(yang)樹林、趙(zhao)小梅、馬(ma)國強、陳(chen)東、馮(feng)志遠。"
        "楊(yang)樹林先講了去年的帳目，趙(zhao)小梅補充了兩點，馮(feng)志遠請假。"
    ),
    "how a character is written": (
        "「姐姐，『龜(guī)』字有幾筆？」姐姐在紙上寫了一個大大的「龜(guī)」。「那『鹽(yán)』呢？」"
        "「鹽(yán)也不少。」弟弟把龜(guī)和鹽(yán)都抄了五遍。"
    ),
    "talk about a tear": "“表?yè)P(yáng)”這種文字是從哪裡來的？我的網頁都這樣。",
}
UNDECIDED = {
    "traditional forms, all places": (
        "小貓看見魚(yú)缸裡的魚(yú)，就把爪子伸進水裡。媽媽說(shuō)：“別嚇(xià)牠！”小貓聽(tīng)了，"
        "只好趴在窗邊看鳥(niǎo)。鳥(niǎo)兒一叫，牠又忘了魚(yú)。"
    ),
}


@pytest.mark.parametrize("text", HEALTHY.values(), ids=HEALTHY)
def test_look_alikes_stay(text: str) -> None:
    assert clean(text, insertion_only(0.5)) == text


@pytest.mark.parametrize("text", HEALTHY.values(), ids=HEALTHY)
def test_look_alikes_are_no_damaged_pages(text: str) -> None:
    assert not evidence.weigh(text).damaged


@pytest.mark.xfail(reason="notes on converted characters alone look like a short list of them")
@pytest.mark.parametrize("text", UNDECIDED.values(), ids=UNDECIDED)
def test_lessons_that_gloss_as_generators_do_stay(text: str) -> None:
    assert not evidence.weigh(text).damaged


@pytest.mark.parametrize("text", HEALTHY.values(), ids=HEALTHY)
def test_copies_are_no_further_evidence(text: str) -> None:
    assert not evidence.weigh("\n\n".join([text] * 3)).damaged


LABELED: Final = (
    "昨天我們(men)去看了新開(kāi)的飯(fàn)館。",
    "聽(tīng)說(shuō)那里的魚(yú)很新鮮(xiān)，我也想去。",
    "開(kāi)門(mén)時(shí)間是早上九點(diǎn)。",
    "謝謝樓上，我們(men)周末去看看。",
    "停車(chē)位不太夠，最好坐地鐵(tiě)。",
    "說(shuō)得對(duì)，我上次開(kāi)車(chē)就沒(méi)找到位子。",
)


@pytest.mark.parametrize(
    "label",
    [
        "{0}樓(lóu) user{0} 2012-03-0{0}\n",
        "第{0}題(tí)：",
        "電(diàn)話(huà)：8{0}61234 ",
        "【經(jīng)驗(yàn){0}】",
        "編(biān)號(hào){0}\t",
        '<a href="/{0}">閱(yuè)讀(dú)</a> ',
    ],
)
def test_a_glossed_label_on_every_line_hides_no_page(label: str) -> None:
    page = "\n".join(label.format(k) + line for k, line in enumerate(LABELED, 1))
    assert evidence.weigh(page).damaged


def test_readings_that_are_all_doubled_are_no_text_for_reading_aloud() -> None:
    page = (
        "昨天縣(xiàn)里開(kāi)會(huì)，鄉(xiāng)里的人談(tán)了村口的路燈和水井問(wèn)題(tí)，"
        "會(huì)后又去看了。"
    )
    doubled = re.sub(r"(\(\w+\))", r"\1\1", page)
    assert "開(kāi)(kāi)" in doubled
    assert (
        clean(doubled, insertion_only(0.5))
        == "昨天縣里開會，鄉里的人談了村口的路燈和水井問題，會后又去看了。"
    )


@pytest.mark.parametrize(
    "spell",
    [
        lambda t: unicodedata.normalize("NFD", t),
        lambda t: t.replace("g)", "ɡ)").replace("a", "ɑ"),
        lambda t: readings_without_tones(t).replace("v", "u"),
        lambda t: readings_without_tones(t).replace("v", "ü"),
        readings_without_tones,
    ],
    ids=["decomposed", "textbook letters", "u", "ü", "v"],
)
def test_a_page_is_seen_however_it_spells(spell: Callable[[str], str]) -> None:
    page = "他的綠(lǜ)車(chē)開(kāi)進場(chǎng)子，旅客們(men)說(shuō)車(chē)廂很干淨(jìng)。"
    assert evidence.weigh(spell(page)).odds > evidence.weigh(page).odds - 1


def test_a_letter_that_ends_a_character_is_a_tear() -> None:
    # 預 is EE41: behind 款 (BFEE) it takes the A of App.
    assert evidence.weigh("這一款A(yù)pp，我們(men)說(shuō)好用").odds > 3
    assert not evidence.weigh("這一課A(yī)好").damaged


@pytest.mark.parametrize(
    "text",
    [
        "村裡的農(nóng)會(huì)開(kāi)會(huì)討論買機(jī)器",
        "工人們(men)把機(jī )器搬進了廠(chǎng )房，又把門(mén )鎖好。",
        "天(tian)氣(qi)(qi)(qi)很好，大家(jia)(jia)都出去散步",
        "刺激當?shù)亟?jīng)濟(jì)增長",
        "农(nóng)民们(men)把机(jī)器搬进了厂(chǎng)房，又把门(mén)锁好。",
    ],
)
def test_small_damaged_texts_are_seen(text: str) -> None:
    assert evidence.weigh(text).damaged


SOURCE = (
    "镇里新开了一家书店，老板是从外地回来的年轻人。",
    "他说小时候家里没有钱买书，现在想让孩子们都能读到好书。",
    "书店不大，却总是坐满了人，连对面饭馆的师傅也常来。",
    "到了周末，这里还会举办读书会，大家轮流讲自己喜欢的故事。",
)


LESSON: Final = (
    "鎮上新開了一家書店，老闆是從外地回來的年輕人。",
    "他說小時候家裡沒錢買書，現在想讓孩子們都能讀到好書。",
    "書店不大，卻總是坐滿了人，連對面飯館的師傅也常來。",
    "到了週末，書店還會舉辦讀書會，大家輪流講自己喜歡的書。",
)


@pytest.mark.parametrize("share", [0.4, 0.7, 1.0])
@pytest.mark.parametrize("seed", range(6))
def test_first_occurrences_alone_are_a_lesson(share: float, seed: int) -> None:
    """All places or none: a character that returns bare was glossed by hand."""
    draw = random.Random(seed)
    text = "\n".join(LESSON)
    noted = {c for c in sorted(set(text)) if choice.converted(c, True) and draw.random() < share}
    noted |= {"書", "開"}
    for ch in sorted(noted):
        text = text.replace(ch, f"{ch}({readings.primary(ch)})", 1)
    assert not evidence.weigh(text).damaged


@pytest.mark.parametrize("part", [slice(0, 4), slice(4, 8)], ids=["head", "tail"])
@pytest.mark.parametrize("seed", range(4))
def test_a_page_is_seen_though_a_part_of_it_is_healthy(part: slice, seed: int) -> None:
    pytest.importorskip("pypinyin", reason="dependency group `tables` is not installed")
    rng = random.Random(seed)
    page = second_generator.make(SOURCE * 2, second_generator.Habits(0.6), rng)
    page.seen[part] = page.meant[part]
    assert evidence.weigh("\n".join(page.seen)).damaged


@pytest.mark.parametrize("repeats", [1, 4, 30])
@pytest.mark.parametrize("seed", range(4))
def test_damaged_pages_are_seen_at_every_size(repeats: int, seed: int) -> None:
    pytest.importorskip("pypinyin", reason="dependency group `tables` is not installed")
    rng = random.Random(seed)
    page = second_generator.make(SOURCE * repeats, second_generator.Habits(0.6), rng)
    weighed = evidence.weigh("\n".join(page.seen))
    assert weighed.damaged
    assert weighed.traditional


@pytest.mark.parametrize("name", HEALTHY)
def test_a_look_alike_as_long_as_a_page_stays(name: str) -> None:
    # The same lesson again is no evidence of a machine as long as it is not in every place.
    text = "\n".join([*SOURCE, HEALTHY[name], *SOURCE])
    assert clean(text, insertion_only(0.5)) == text


@pytest.mark.parametrize("channel", ["gloss-page-cuts", "gloss-unicode", "gloss-nested"])
@pytest.mark.parametrize("times", [1, 20])
def test_a_long_page_is_recognized_as_a_short_one_is(channel: str, times: int) -> None:
    sources = sorted(CORPUS.glob("*/repaired.txt"))
    page = "\n".join(path.read_text("utf-8") for path in sources) * times
    assert evidence.weigh(channels.get(channel).damage(page, 7).text).damaged


def test_a_long_lesson_stays_one() -> None:
    page = "".join(path.read_text("utf-8") for path in sorted(CORPUS.glob("*/repaired.txt"))) * 20
    draw = random.Random(3)
    lesson = "".join(
        f"{c}({readings.primary(c)})" if draw.random() < 0.05 and readings.primary(c) else c
        for c in page
    )
    assert not evidence.weigh(lesson).damaged
