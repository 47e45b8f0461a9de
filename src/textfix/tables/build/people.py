"""Generates tables/language/people.z: how usual a surname is, and a character in a given name.

Counted over the words that jieba (MIT) tags as names of people. Format: "#people 1"; lines "s"
(surnames) or "g" (in given names), a cost in steps of `people.STEP`, a space, the characters that
have it, simplified; in GB18030, as the tables of languages together must fit into the wheel.
"""

import math
from collections import Counter
from typing import Final

from textfix.language.people import STEP
from textfix.tables.build.conversion_lexicon import jieba_rows
from textfix.tables.build.ngrams_common import Source, main

SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿卜詹关苗"
    "凌费纪靳盛童欧甄项游阳裴席卫查屈鲍覃霍翁甘景单包柏宁柯阮桂闵解柴华车冉房边吉饶瞿丘古池滕晋苑邬臧畅宫"
    "褚廉简娄符奚穆党燕郎冀谈姬屠连晏栾郁商蒙喻窦迟敖卓艾蓝都巩练仲虞卞封竺楚佟匡宗巫"
)
"""Surnames that 99 of 100 Chinese have, and some more, the usual ones first."""

CLEAR: Final = 40
"""Those with which words that are no names hardly begin, nor names written by sound: the first so
many without these."""

AS_WELL: Final = frozenset("高马罗宋于林程")
RECENT: Final = (
    "梓涵轩浩宇怡欣诺妍彤萱琪睿泽晨曦宸沐苒铭语嘉奕昊雨桐佳洋琳瑞俊雯婷娜娟婧莹倩磊鑫凯鹏超涛"
)
"""What the given names of the living have and jieba's, of books and old newspapers, have not."""

SHARE: Final = 0.005
"""How many characters of given names each of those is."""

TAGS: Final = ("nr", "nrfg")
LEAST: Final = 8
"""Words in which a character must be met to count."""


def _lines(kind: str, counts: Counter[str]) -> list[str]:
    """Return a line for each cost, of the characters that have it, in order."""
    total = sum(counts.values())
    groups: dict[int, str] = {}
    for ch, count in sorted(counts.items()):
        if count >= LEAST:
            cost = round(-math.log(count / total) / STEP)
            groups[cost] = groups.get(cost, "") + ch
    return [f"{kind}{cost} {groups[cost]}\n" for cost in sorted(groups)]


def build() -> tuple[bytes, list[Source]]:
    """Make the table and describe its source."""
    rows, source = jieba_rows()
    known = set(SURNAMES)
    names = [r[0] for r in rows if r[2] in TAGS and len(r[0]) == 3 and r[0][0] in known]
    clear = set(SURNAMES[:CLEAR]) - AS_WELL
    first = Counter(name[0] for name in names)
    given = Counter(ch for name in names if name[0] in clear for ch in name[1:])
    least = round(SHARE * sum(given.values()))
    given.update({ch: max(0, least - given[ch]) for ch in RECENT})
    text = "".join(["#people 1\n", *_lines("s", first), *_lines("g", given)])
    described = Source(source["name"], source["version"], source["license"], source["sha256"])
    return text.encode("gb18030"), [described]


if __name__ == "__main__":
    main("people", {"people.z": build})
