"""Decides characters by what they are in Cantonese: 我系 is 我係, 食晒 keeps 晒, 唔准 keeps 准.

Only where a sentence or a text has so many of its words that it is Cantonese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textfix.conversion.identify import han_count
from textfix.conversion.lattice import Word

CANTONESE = 0.03
"""Share of the words of Cantonese among a sentence's Han characters that makes it Cantonese.

Of 4,770 lines with 系 in the Cantonese training corpus 86 % have as many. In Taiwan's
transcripts and articles and in the simplified corpora no document has, but one that quotes it.
"""

_ENDS = ("\n", "\0", "。", "！", "？")
_SPOKEN = re.compile("[嘅咗喺唔冇佢哋啲嚟噉咁嗰𠮶嘢乜攞畀咩㗎喇吖嘞俾揾谂啱嘥]")
_CORE = re.compile("[嘅咗喺唔冇佢哋啲嚟噉嗰𠮶嘢]")
"""Nobody but Cantonese writes these; 喇 and 畀 stand in other texts too."""

_TRULY = re.compile("系(?<=[但即真净梗]系)(?![统列])")
"""Apart: the two in one pattern take four times as long."""

_COPULA = re.compile("系(?![统列数谱])(?<![体派星根谱嫡直旁母父语世山财物理科学院阳维联关干文]系)")
_MEASURE = re.compile(
    "(?<![唔净单])只(?:(?<=[一二两三四五六七八九十百几半成每呢哩嗰𠮶边咗有俾畀大细多亲似到].)"
    "(?![系要有会能不是可需得])|(?=[手脚狗鸡眼猫马碟雀猪牌船牛字鞋耳鱼虫羊兔鸭鹅鸟蚊龟虾蟹熊药表杯碗镬牙]))"
)
_SUN = "晒(?![太日阳]|[衫被衣相干黑]|棚)(?<![冲暴日晾印]晒)"
_FRIGHT = "吓(?![亲死窒坏怕走鬼唔咗]|人|一跳|到)(?<![惊恐好会味靠]吓)(?<![畀俾][你佢我]吓)"
_SHOP = "铺(?=[头租]|位)|铺(?<=[间商旺街]铺)(?![满排张])"
_SUFFER = "挨(?![身势下近住边个埋晚]|挨|[^\u3400-\u9fff])(?<!身挨)"
_LOOSE = "松(?=[啲化泡婄])(?<!阿松)"
_RINSE = "冲(?=[凉完返滚热茶奶咖水厕洗淡]|[个紧咗吓]凉|晒[^上落入])"
_DRY = "干(?=唔干|净|[晒爽])|干(?<=唔干)(?=[净爽])"
_TABLE = "台(?<=[张餐饭书茶]台)(?<!秘书台)(?![湾北])|台(?=[凳脚布]|波)"
_FALL = "仆(?![人役从射])(?<![公世奴家]仆)"
_BEARD = "须(?=刨)|须(?<=[蚊吹留电甩剃]须)"
_SAID = (
    (_COPULA, "係"),
    (_MEASURE, "隻"),
    (re.compile("(?<=[个零粒落够])钟(?![意情])"), "鐘"),
    (re.compile(_SUN), "晒"),
    (re.compile(_FRIGHT), "吓"),
    (re.compile(_SHOP), "舖"),
    (re.compile(_SUFFER), "捱"),
    (re.compile("喂(?<![\u3400-\u9fff]喂)(?![猪狗猫鸡鸭牛马鱼奶食饱])"), "喂"),
    (re.compile("准(?<=唔准)(?=[\u3400-\u9fff])(?!学)(?<![磅睇讲估度计音]唔准)"), "准"),
    (re.compile(_LOOSE), "鬆"),
    (re.compile(_RINSE), "沖"),
    (re.compile(_DRY), "乾"),
    (re.compile(_TABLE), "檯"),
    (re.compile(_FALL), "仆"),
    (re.compile(_BEARD), "鬚"),
)
"""In Cantonese: 系 but in nouns, 只 where it counts, 晒 and 吓 but for the sun and a fright, ..."""

_LANE = re.compile("里(?![面边头便外底])(?<![这那哪家心夜房城屋手眼忙暗内底骨字笼蛋柜]里)")
_OPEN = re.compile("[系只钟晒吓铺挨喂准松冲干台仆须里]")


def is_cantonese(text: str) -> bool:
    """Tell whether a text with a character to decide is Cantonese, by the words only it has.

    >>> is_cantonese("我系香港人，你系唔系呀"), is_cantonese("这个系统只是这样")
    (True, False)
    """
    if not _OPEN.search(text):
        return False
    spoken = len(_SPOKEN.findall(text)) + len(_TRULY.findall(text))
    spoken -= text.count("喇叭") + text.count("喇嘛")
    return spoken > 0 and spoken >= CANTONESE * han_count(text)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ends of the sentences of Cantonese in a text."""
    past = 0
    places = [found.start() for each in (_SPOKEN, _TRULY) for found in each.finditer(text)]
    for at in sorted(places):
        if at >= past:
            start = max(text.rfind(end, past, at) for end in _ENDS) + 1 or past
            ends = (text.find(end, at) for end in _ENDS)
            past = min((end for end in ends if end >= 0), default=len(text))
            if is_cantonese(text[start:past]):
                yield start, past


def cantonese(text: str, spoken: bool) -> Iterator[Word]:
    """Yield what characters become in Cantonese; `spoken`: the whole text is known to be such.

    >>> [word.value for word in cantonese("食晒啲嘢喇", spoken=False)]
    ['晒']
    """
    if not _OPEN.search(text):
        return
    sentences = list(_sentences(text))
    for start, end in [(0, len(text))] if spoken else sentences:
        clear = spoken or _CORE.search(text, start, end)
        for pattern, value in _SAID if clear else _SAID[:3]:
            for found in pattern.finditer(text, start, end):
                yield Word(*found.span(), value)
    for start, end in sentences:  # a lane: 喺安里; what is inside is 入面 or 里面
        for found in _LANE.finditer(text, start, end) if _CORE.search(text, start, end) else ():
            yield Word(*found.span(), "里")
