"""Finishes mode="best" towards simplified: 著 or 着, 瞭 or 了, 藉 or 借, by the words around.

OpenCC keeps 看著 (t2s), or makes 专着 of 專著 (tw2s). Works on OpenCC's result.
"""

from __future__ import annotations

import re

from textfix.chars import is_han
from textfix.conversion.passes import Edit
from textfix.conversion.spelling import OLD_ENOUGH, SAMPLE

TO_SIMPLIFIED = frozenset({"t2s", "tw2s", "tw2sp", "hk2s", "hk2sp"})

_DONE = (
    "随看味有带接跟拿对活来用沿写抱穿冒望想挂开冲临放笑动坐怀藏背说试拉靠听留记围站指顶向载溢含照本负持捧连朝忙起贴受"
    "打盼应执立附学过凭读盯表拖挥握待提摆陪住得透响做印夹走按摸衣挨绕顺领急守盖示裹历拎当点制嚷捏引征借喝躺踏装戴撑讲下"
    "视长遇觉叫忍吃为跳推担将伴漫耐亮注存爱循备哭候行竖合划举护刻翻争刺生抬铺扎罩养斥谈牵摇画插闹粘瞪排拍托蹲吵逼抢沉"
    "现变缠压挤列露骑拥扶包伸找停赶嚼探染递迎扔聚跃击系嵌奏阅诵念唱哼题刊登播映演练译抄弹吹敲编塞揣堆叠绣镌数查教问答"
    "改订校补销售卖买送寄传传递收集订展陈置搁躺倚仿摹临摘引评论述议思惦回味享品等"
)
"""What is done goes on: 看着《…》. What stands before 着 in the corpora five times or more, but for
what is no verb; other verbs of books by hand."""

_BOOK = re.compile(
    # What was written, or known: 显著, 名著; 著名, 著作. Behind a verb it may be the particle:
    # 冲着名气, 起着作用, 议论着. (The character comes first: so the search is ten times faster.)
    "[著着](?:(?<=[显專专卓巨原译譯遗拙昭撰名土较所].)|(?<=论.)(?<![议谈讨争辩评]论.)"
    "|(?<=[见知]微.)|(?<=微[知而].)|(?<=微而知.)"
    "|(?=名(?![气牌义声目额])|作(?![为用业答训战案揖者家]|出(?!版))|作权)"
    "|(?=[称述录译](?![为道])|书立|者)"
    "|(?<=[编新].)(?![唱辫故谎花衣])"
    "|(?<=合.)(?<![凑融混迎配结缝聚组联闭磨撮]合.)(?![眼双手嘴口拍唱])"
    "|(?<![\u4e00-\u9fff”」’].)(?=有|《)"
    f"|(?<=[\u4e00-\u9fff].)(?<![{_DONE}].)(?=《)"  # an author: 鲁迅著《…》
    "|(?:(?<=》[\u4e00-\u9fff]{2}.)|(?<=》[\u4e00-\u9fff]{3}.))(?![\u4e00-\u9fff]))"
)
_RUN_START = "急手重迷火凉眼陆落装实色力意魔慌床衣笔数法调忙劲想"
"""What may follow 着 where no word stands before it; else a book is meant: 著有, 著《…》."""

_BORROW = re.compile("藉(?:(?<=[凭假]藉)|(?<![慰狼枕蕴酝]藉)(?=[著着由此以助这那用机口故词端]))")
_ONLY = re.compile("祇(?<![神地僧灵]祇)(?=[是有能要会好可怕不应得为在因管需想知见剩限此系])")
_AT = re.compile("於(?<!樊於)(?![菟戏戲期潜梨])")
_SEE = re.compile("瞭(?![望哨见])")
_OTHERS = (
    *(("瞭", _SEE, "了"), ("藉", _BORROW, "借"), ("祇", _ONLY, "只"), ("於", _AT, "于")),
    ("衹", re.compile("衹"), "只"),
    ("𠮶", re.compile("𠮶"), "嗰"),  # Cantonese; few fonts have the other, and few writers use it
)
OPEN = "著着瞭藉祇衹於𠮶"
"""The characters that this file decides."""


def finished(text: str, source: str, config: str) -> list[Edit]:
    """List the edits of single characters that a simplified text still needs.

    `text` is OpenCC's result, `source` what it was made of.

    >>> finished("看著显著的效果", "看著顯著的效果", "t2s")
    [(1, 2, '着')]

    Source: the words with 著 in jieba's dictionary (MIT); the rest by hand.
    """
    if config not in TO_SIMPLIFIED or not any(ch in text for ch in OPEN):
        return []
    if _old(text):
        return []
    edits = [
        (*found.span(), new)
        for old, pattern, new in _OTHERS
        if old in text
        for found in pattern.finditer(text)
    ]
    if "著" in text or (config.startswith("tw") and "着" in text):
        edits += _books(text, "着" in source and not config.startswith("tw"))
    return sorted(edits)


def _books(text: str, told: bool) -> list[Edit]:
    """Tell 著 from 着; a writer who has both (`told`) has said which is which."""
    books = {found.start() for found in _BOOK.finditer(text)}
    edits = [(at, at + 1, "著") for at in sorted(books) if text[at] == "着" and not told]
    at = -1 if told else text.find("著")
    while at >= 0:
        if at not in books and not _begins(text, at):
            edits.append((at, at + 1, "着"))
        at = text.find("著", at + 1)
    return edits


def _begins(text: str, at: int) -> bool:
    """Tell whether a 著 stands at the start of a run without being part of a word there."""
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    return not (before and (is_han(before) or before in "”」’")) and behind not in _RUN_START


def _old(text: str) -> bool:
    """Tell whether a text is old Chinese, whose 著 is not for us to judge."""
    from textfix.conversion.machine import is_old

    return len(text) >= OLD_ENOUGH and is_old(text[:SAMPLE])
