"""Writes Taiwan's spelling where it differs from OpenCC's: 計畫, 公布, on wish also 占.

These are words that both standards know; only the preferred character is another.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache

from textfix.conversion.passes import Edit, Pass, rewrite, shift
from textfix.conversion.units import Span
from textfix.errors import InputError

TAIWAN = ("s2tw", "s2twp")
"""The configurations that a spelling can be asked for."""

COMMON = {
    **dict.fromkeys(("迴歸分析", "迴歸模型", "迴歸係數", "迴歸方程", "線性迴歸", "邏輯迴歸")),
    "迴歸": "回歸",
    "頭髮卡": None,
    "髮卡": "發卡",
    "巖": "岩",
    "傢俱": "家具",
    "衚衕": "胡同",
    "彙報": "匯報",
    "覆校": "復校",
    "幷州": "并州",
}
"""What OpenCC takes for another word or writes as hardly anyone does; None: stays as it is.

In the training corpora 回歸 stands 42 times to 迴歸 once, 岩 39 times to 巖 4, 家具 5 to 傢俱 0,
匯報 8 to 彙報 0. A school opens again (復校 5 times); proofs are read again (覆校) hardly ever.
"""

PLAIN = {
    **dict.fromkeys(("臺灣", "臺幣")),
    "臺": "台",
    "喫": "吃",
    "纔": "才",
    **COMMON,
}
"""For s2t: 台 1,980 to 290 but for 臺灣 in the training corpora, 吃 173 to 12, 才 1,590 to 2."""

GENERAL = {
    **PLAIN,
    **dict(zip("爲衆羣覈祕峯啓牀僞溼裏麪", "為眾群核秘峰啟床偽濕裡麵", strict=True)),
    **dict(zip("脣譁鉢樑豔絃歎", "唇嘩缽梁艷弦嘆", strict=True)),
    "發佈": "發布",
    "宣佈": "宣布",
    "頒佈": "頒布",
    "僱主": "雇主",
    "燬": "毀",
    "遺蹟": "遺跡",
    "合作伙伴": "合作夥伴",
}
"""For script="hant", which is no region's: the forms that most writers have.

Each is what two or all three of these have in most places: the training corpora of Taiwan
(爲 2 times in 7,559), that of Hong Kong (裏 156 times in 168, but 羣 16 in 43), and the
headwords of CC-CEDICT (2 in 302). 公佈, 分佈 and 計劃 are what two of them have, so they stay;
and 着, though two write 著: it tells more.
"""

NATIVE = {
    **dict.fromkeys(("臺灣", "臺幣", "釣魚臺")),
    "臺": "台",
    "計劃": "計畫",
    "公佈": "公布",
    "發佈": "發布",
    "頒佈": "頒布",
    "宣佈": "宣布",
    "僱主": "雇主",
    "儘可能": "盡可能",
    "儘早": "盡早",
    "彙集": "匯集",
    "櫃檯": "櫃台",
    "一目瞭然": "一目了然",
    "歎": "嘆",
    "合作伙伴": "合作夥伴",
    "汙": "污",
    "溼": "濕",
    "燬": "毀",
    "遺蹟": "遺跡",
    "佈局": "布局",
    **COMMON,
}
"""Where native writers (training corpora) prefer the second form, three times in four or more.

Counted in the transcripts and articles of Taiwan: 臺灣 1,630 to 251, but 台 for 臺 1,880 to 190
anywhere else (釣魚臺, the official name, 67 to 1, all in one article); 夥伴 264 to 0, 污 76 to 8,
濕 23 to 0, 毀 11 to 2, 遺跡 14 to 4, 布局 9 to 0. 佔 and 占 stand 77 to 52 there, so OpenCC's form
stays, as it does for 分佈 and 瞭解, which writers spell by house style.
"""

HONG_KONG = {
    **COMMON,
    "釐清": None,
    "釐定": None,
    "毫釐": None,
    "釐": "厘",
    "譁": "嘩",
    "啓": "啟",
    "夥記": "伙記",
    "入夥": "入伙",
    "拆夥": "拆伙",
}
"""As `NATIVE`, for Hong Kong: 嘩 66 to 譁 1, 啟 31 to 啓 8, 厘 10 to 3 in the training corpus."""

STATUTE = {
    "計劃": "計畫",
    "公佈": "公布",
    "發佈": "發布",
    "頒佈": "頒布",
    "宣佈": "宣布",
    "分佈": "分布",
    "散佈": "散布",
    "僱主": "雇主",
    "僱員": "雇員",
    "身份": "身分",
    "佔": "占",
}
"""The spelling of Taiwan's statutes (the Legislative Yuan's unified characters of 1973)."""

SAMPLE = 2000
"""So many characters at the start tell whether a text is old."""

OLD_ENOUGH = 50
"""From so many characters on, a text without modern words is taken for an old one."""

Spelling = Mapping[str, str | None]
SPELLINGS: Mapping[str, Spelling] = {"opencc": {}, "native": NATIVE, "statute": STATUTE}


OLD: Spelling = dict[str, str | None]()
"""For old texts: nothing is spelled in another way, and no modern habit decides (see `best`)."""


def rows(spelling: str | None, config: str, mode: str, text: str) -> Spelling:
    """Return the words that a call must spell in another way: {OpenCC's form: the wanted one}.

    Without a wish, mode "best" spells as native writers do, unless the text is old; mode
    "opencc" spells as OpenCC does.

    >>> rows("statute", "s2tw", "opencc", "")["佔"]
    '占'

    Errors: `InputError` for an unknown spelling, or one for a configuration without Taiwan.
    """
    if spelling is None:
        if mode != "best" or not config.startswith("s2"):
            return {}
        from textfix.conversion.machine import is_old

        if len(text) >= OLD_ENOUGH and is_old(text[:SAMPLE]):
            return OLD
        if config in TAIWAN:
            return NATIVE
        return PLAIN if config == "s2t" else HONG_KONG
    if spelling not in SPELLINGS:
        raise InputError(f"spelling must be one of {', '.join(SPELLINGS)}, not {spelling!r}")
    if spelling != "opencc" and config not in TAIWAN:
        raise InputError(f"spelling {spelling!r} is for {' and '.join(TAIWAN)}, not {config!r}")
    return SPELLINGS[spelling]


def general(text: str) -> Spelling:
    """Return the words that script="hant" spells in another way than OpenCC; none in old texts.

    >>> general("这是我的书里")["裏"]
    '裡'
    """
    table = rows(None, "s2t", "best", text)
    return table if table is OLD else GENERAL


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


def spelled(done: Sequence[Pass], table: Spelling, kept: Sequence[Span]) -> list[Pass]:
    """Make the pass that writes the wanted spelling, if any; `kept` are spans of the source."""
    text = done[-1].after
    if not needed(text, table):
        return []
    stay = shift([edit for step in done for edit in step.edits], kept)
    edits = respellings(text, table, stay)
    return [Pass(text, tuple(edits), rewrite(text, edits, {}))]


def respellings(text: str, table: Spelling, kept: Sequence[Span]) -> list[Edit]:
    """List the words of a text to spell in another way, outside of spans (sorted, disjoint).

    >>> respellings("公佈計劃", NATIVE, [(0, 2)])
    [(2, 4, '計畫')]
    """
    edits: list[Edit] = []
    starts = [start for start, _ in kept]
    for found in _pattern(tuple(table)).finditer(text):
        start, end = found.span()
        at = bisect_left(starts, end)
        new = table[found.group()]
        if new is not None and (not at or kept[at - 1][1] <= start):
            edits.append((start, end, new))
    return edits


def respelled(text: str, table: Spelling) -> str:
    """Write the wanted spelling in a whole text.

    >>> respelled("公佈計劃", NATIVE)
    '公布計畫'
    """
    if not needed(text, table):
        return text
    return _pattern(tuple(table)).sub(lambda found: table[found.group()] or found.group(), text)


def needed(text: str, table: Spelling) -> bool:
    """Tell whether a converted text has any word to spell in another way.

    >>> needed("這個計劃", {"計劃": "計畫"})
    True
    """
    return any(old in text for old, new in table.items() if new is not None)
