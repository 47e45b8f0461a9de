"""Chooses the words of the lattice that `mode="best"` cuts simplified text with, and their costs.

Words and counts: jieba (MIT); forms and values: OpenCC's phrases (Apache-2.0).
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from importlib.metadata import files, version
from pathlib import Path

from textfix.conversion.overrule import SURNAMES
from textfix.tables.build.conversion_plan import Step, apply, flatten
from textfix.tables.build.conversion_sources import Release

SCALE = 12
"""Costs are natural logarithms in twelfths: 229 stands for a count of 0.3 in 60 million."""

COMMON = 150
"""A word without an ambiguous character competes from this count on."""

ALONE = 100
"""A character is a word by itself from this count on; below, it is an unknown."""

KNOWN = 20
"""A word with an ambiguous character is taken from this count on."""

UNSEEN = 0.3
"""The count of an OpenCC phrase that jieba lacks: it wins only where nothing else fits."""


DRIED = (
    *"杏桃梅柿笋菜肉果鱼虾",
    *("地瓜", "红薯", "番薯", "芒果", "香蕉", "苹果", "菠萝", "草莓", "豆腐", "萝卜", "无花果"),
)
"""Foods that come dried: X干 is X乾, which OpenCC knows for a few only."""


DRYING = ("头发", "衣服", "油漆", "眼泪", "墨水", "嘴唇", "被子", "毛巾", "地板", "泪水", "汗水")
"""What dries: 头发干了 is 乾了. 干净 and 干活 behind them are words that cost less."""


MODERN = {
    "按赞": "按讚",
    "点赞": "點讚",
    "客制": "客製",
    "客制化": "客製化",
    "产制": "產製",
    "整并": "整併",
    "脑力激荡": "腦力激盪",
    "一只只": "一隻隻",
    "签核": "簽核",
    "签准": "簽准",
    "准驳": "准駁",
    "报准": "報准",
    "防制": "防制",
    "反制": "反制",
    "制程": "製程",
    "天后宫": "天后宮",
    "个赞": "個讚",
    "面线": "麵線",
    "云吞面": "雲吞麵",
    "牛腩面": "牛腩麵",
    "冲厕": "沖廁",
    "情侣表": "情侶錶",
    "作伙": "作夥",
    "布署": "佈署",
    "回圈": "迴圈",
    "周间": "週間",
    "搜整": "蒐整",
    "制发": "製發",
    "制香": "製香",
    "制卡": "製卡",
    "并同": "併同",
    "并州": "并州",
    "同仁志": "同仁誌",
    "电线杆": "電線桿",
    "禁喂": "禁餵",
    "喂食": "餵食",
    "戏院": "戲院",
    "工作天": "工作天",
    "私铁": "私鐵",
    "范数": "範數",
    "失范": "失範",
    "余式": "餘式",
    "余子式": "餘子式",
    "带余": "帶餘",
    "取余": "取餘",
    "求余": "求餘",
    "同余": "同餘",
    "不同余": "不同餘",
    "余油": "餘油",
    "余烟": "餘煙",
    "余药": "餘藥",
    "余命": "餘命",
}
"""Words of our day that OpenCC's phrases lack, found among its errors in the training corpora."""

ALONE_AS = {"签": "簽", "赞": "讚", "杆": "桿"} | {ch: ch for ch in "郁岳岩余范"}
"""What native writers put where such a character is a word by itself, or part of a name.

Counted in the training corpora, outside of OpenCC's phrases: 簽 76 to 10, 讚 21 to 5, 桿 7 to 0,
郁 73 to 2, 岳 22 to 18, 岩 35 to 0, 余 36 to 7, 范 16 to 4 (two slips).
"""


SOUNDS = "里干布托松"
"""In foreign names these only sound: 克里夫兰 has no 裡, 库尔干 no 幹, 布雷斯特 no 佈."""


CUPS = (
    "国家", "欧国", "联邦", "联合会", "非洲", "洲际", "国王", "解放者", "优胜者", "大师", "斯坦利",
    "汤姆斯", "尤伯", "苏迪曼", "霍普曼", "足总", "协会", "国际足联", "世俱", "东亚", "海湾",
)  # fmt: skip
"""Competitions: X杯 is X盃, as OpenCC has it for 世界盃, 歐洲盃 and 戴維斯盃."""


def jieba_rows() -> tuple[list[list[str]], dict[str, str]]:
    """Read jieba's dictionary: word, count, tag."""
    (found,) = (f for f in files("jieba") or () if str(f) == "jieba/dict.txt")
    content = Path(str(found.locate())).read_bytes()
    rows = [line.split(" ") for line in content.decode("utf-8").splitlines()]
    source = {"name": "jieba", "version": version("jieba"), "license": "MIT"}
    return rows, {**source, "sha256": hashlib.sha256(content).hexdigest()}


def counts() -> tuple[dict[str, int], dict[str, str]]:
    """Return jieba's words and how often it saw them."""
    rows, source = jieba_rows()
    return {row[0]: int(row[1]) for row in rows}, source


def tagged(*tags: str) -> list[str]:
    """Return the words that jieba tags as names: nr, nrfg of people, nrt written by sound."""
    return [row[0] for row in jieba_rows()[0] if row[2] in tags]


def _cost(count: float, total: int) -> int:
    return min(255, max(1, round(-math.log(count / total) * SCALE)))


def _heard(word: str, value: str, names: set[str]) -> str:
    """Keep in a foreign name the characters that only sound."""
    if word not in names:
        return value
    return "".join(a if a in SOUNDS else b for a, b in zip(word, value, strict=True))


def _called(word: str, value: str, people: set[str]) -> str:
    """Keep the surname in the name of a person (jieba's nr)."""
    return word[0] + value[1:] if word in people else value


def lexicon(release: Release, seen: Mapping[str, int]) -> Step:
    """Make the lattice's words: traditional value and cost (kept as the step's order)."""
    rows = flatten(release, release.configs["s2t"].chain[0], by_prefix=True)
    longest = max(map(len, rows))
    open_to_doubt = {k for k, v in release.rows["STCharacters"].items() if len(v) > 1}
    total = sum(seen.values())
    cost: dict[str, int] = {}
    for word, count in seen.items():
        ambiguous = any(ch in open_to_doubt for ch in word)
        single = len(word) == 1
        wanted = ALONE if single else KNOWN if ambiguous else COMMON
        if len(word) <= 8 and count >= wanted:
            cost[word] = _cost(max(count, UNSEEN), total)
    for word, (value, _) in rows.items():
        plain = value == "".join(rows.get(ch, (ch, 0))[0] for ch in word)
        if 1 < len(word) < 6 and any(ch in open_to_doubt for ch in word) and not plain:
            cost.setdefault(word, _cost(max(seen.get(word, 0), UNSEEN), total))
    dry = {f"{what}干": apply(what, rows, longest) + "乾" for what in (*DRIED, *DRYING)}
    cups = {f"{what}杯": apply(what, rows, longest) + "盃" for what in CUPS}
    values = MODERN | ALONE_AS | dry | cups
    for word in values:
        cost.setdefault(word, _cost(KNOWN, total))
    for word in MODERN:
        cost[word] = min(cost[word], _cost(COMMON, total))  # jieba's counts are of older text
    names = {name for name in tagged("nrt") if any(ch in SOUNDS for ch in name)}
    for name in sorted(names):
        value = apply(name, rows, longest)
        if len(name) <= 8 and _heard(name, value, names) != value:
            cost.setdefault(name, _cost(max(seen.get(name, 0), UNSEEN), total))
    usual = {**rows, "岩": ("岩", 0)}
    people = {name for name in tagged("nr", "nrfg") if name[0] in SURNAMES and name not in rows}
    phrases = values | {
        word: _called(word, _heard(word, apply(word, usual, longest), names), people)
        for word in sorted(cost)
        if word not in values
    }
    return Step(phrases, (), ("STCharacters",), cost)
