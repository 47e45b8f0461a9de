"""Decides single characters by what stands around them, where no word of the tables does.

里 in foreign names; 里, 天后 and 余 behind figures; 不准; the copula 系; 卷軸 to drag or to read.
Names of people and Cantonese have files of their own.
Counts of neighbors in general were tried and carry from no genre to another (docs/conversion.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from textfix.conversion import engines, tables
from textfix.conversion.cantonese import cantonese, is_cantonese
from textfix.conversion.hanrun import han_run
from textfix.conversion.lattice import Word
from textfix.conversion.people import introduced, speakers, spoken_of

NAME = 3.0
"""From this log-likelihood ratio on, 里 is part of a name.

Set with one file of Taiwan's transcripts held out: none of its 裡 came to 2.
"""

NEVER = -8.0
"""The weight of a neighbor that is no letter of foreign names."""

FAR = 200
"""So many characters to either side are looked at, at most: a text may be one line."""

DOTS = frozenset("·・‧")
"""Between the parts of a foreign name; nobody writes 裡 there."""

_NOUNS = (
    "体派星根谱嫡直旁母父语世山财物理科学院阳维联关干文法国史济机"
    "讯生律闻程乐术育治木筑械工医剧本该标考水河色粤门各外校班菜"
)
_NUMERALS = "一二三四五六七八九十百千万亿几数"
_FIGURE = re.compile(
    # What is looked for comes first: so the search is five times faster.
    "天后(?!宫)(?<=[0-9０-９]..)"
    f"|余(?:(?<=[还尚仅只剩].)|(?<=[0-9０-９{_NUMERALS}].)|(?<=[{_NUMERALS}][年月日天里米斤岁丈尺寸亩两].)(?=[来间后的]|[^㐀-鿿]|$))"
    "|里(?![面边头外])(?:(?<=[0-9０-９].)|(?<=[0-9０-９十百千万][余多].))"
)
_NEAR = re.compile(
    # Who may not: before a verb, and not after one that can miss (看不准). The copula of officials.
    "准(?<=不准)(?=[㐀-鿿])(?![确时备的性])(?<![看说瞄算猜测拿吃摸打对射投听估认把瞧料定得量站踩准]不准)"
    "|系(?<=[均皆乃究亦]系)(?<!研究系)(?<!讲究系)(?![统列数])"
    f"|系(?=属(?!于)|指|因|用[于来以])(?<![{_NOUNS}]系)"
)
_SCROLLED = re.compile(
    "滚动|卷动|鼠标|滑鼠|拖[动曳]|水平|垂直|横向|箭头|窗口|视窗|屏幕|萤幕|页面|点击|按一下"
)
_VALUES = str.maketrans("后余系", "後餘係")
_INSIDE = re.compile(
    "(?:(?<=[卡州路格角])|(?<=海)(?<![0-9０-９一二三四五六七八九十百千万亿几数每两半个余多 ]海))里"
)


class About(NamedTuple):
    """What one part of a text needs to know of the whole.

    `spoken`: it is Cantonese; `people`: names of those who speak in it, if they need care.
    """

    spoken: bool = False
    people: tuple[str, ...] = ()


NOTHING = About()


def about(text: str) -> About:
    """Look at a whole text for what decides in all of its parts.

    >>> about("曾于珊：大家好\\n于珊：好").people
    ('曾于珊',)
    """
    people = tuple(dict.fromkeys(speakers(text)))
    spoken = is_cantonese(text)
    return About(spoken, people) if spoken or people else NOTHING


@cache
def _weights() -> tuple[dict[str, dict[str, float]], frozenset[str]]:
    """Return the weights of neighbors of 里 by their distance from it, and nouns of their letters.

    Behind such a noun (咖啡) stands 裡.
    """
    header, blobs = tables.read("names.z")
    units = float(header["units"])
    rows = {}
    for place in ("-2", "-1", "1"):
        row = str(blobs[place], "utf-8")
        pairs = zip(row[::2], row[1::2], strict=True)
        rows[place] = {ch: (ord(code) - 0x100 - 50) / units for ch, code in pairs}
    return rows, frozenset(str(blobs["nouns"], "utf-8").split("\n"))


def _is_name(text: str, at: int) -> bool:
    """Tell whether the letters around a 里 look like a foreign name that it ends or goes on with.

    Names that begin with it are left to the words: behind 裡, too, a foreign name may begin.
    """
    before, behind = text[max(0, at - 2) : at], text[at + 1 : at + 2]
    if before[-1:] in DOTS or behind in DOTS:
        return bool(before and behind)
    rows, nouns = _weights()
    near = rows["-1"].get(before[-1:], NEVER)
    around = max(rows["-2"].get(before[:-1], NEVER), rows["1"].get(behind, NEVER))
    return near + around >= NAME and not any(text[at - n : at] in nouns for n in (2, 3))


def _in_phrase(text: str, at: int) -> bool:
    """Tell whether a phrase of OpenCC holds a character."""
    start, end = han_run(text, at, FAR, FAR)
    phrases = engines.found(tables.plan("s2t"), text[start:end])
    return any(low <= at - start < low + size for low, size, _ in phrases if size > 1)


def _names(text: str, there: str) -> Iterator[Word]:
    at = text.find("里")
    while at >= 0:
        if _is_name(text, at):
            if there[at] == "里" or not _in_phrase(text, at):
                yield Word(at, at + 1, "里")
        elif there[at] == "里" and _INSIDE.match(text, at):
            yield Word(at, at + 1, "裏")  # phrases of OpenCC's, as names (卡里) or miles (海里)
        at = text.find("里", at + 1)


def _patterns(text: str) -> Iterator[Word]:
    for pattern in (_FIGURE, _NEAR):
        for found in pattern.finditer(text):
            yield Word(*found.span(), found.group().translate(_VALUES))
    at = text.find("卷轴")
    while at >= 0:  # one to read is 卷, one to drag 捲
        before, behind = text[max(0, at - FAR) : at], text[at : at + FAR]
        if _SCROLLED.search(before[before.rfind("\n") + 1 :] + behind.partition("\n")[0]):
            yield Word(at, at + 1, "捲")
        at = text.find("卷轴", at + 2)


def claims(text: str, there: str, whole: About = NOTHING) -> list[Word]:
    """List what the neighbors of simplified characters say, in order; also where OpenCC agrees.

    `there` is OpenCC's result (s2t), of the same length. `whole`: what is known of the text that
    this is part of; if that is not Cantonese, the sentences are judged one by one.

    >>> claims("住了3天后去埃默里", "住了3天后去埃默裏")
    [Word(start=3, end=5, value='天後'), Word(start=8, end=9, value='里')]
    """
    found = [*_names(text, there), *_patterns(text), *cantonese(text, whole.spoken)]
    found += [*introduced(text), *spoken_of(text, whole.people)]
    return sorted({word.start: word for word in found}.values())
