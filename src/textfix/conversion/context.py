"""Decides single characters by what stands around them, where no word of the tables does.

里 in foreign names, and behind a figure; 天后 behind a figure; 系 in Cantonese, where it is 係.
Counts of neighbors in general were tried and carry from no genre to another (docs/conversion.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from textfix.conversion import engines, tables
from textfix.conversion.identify import han_count
from textfix.conversion.lattice import Word, words

NAME = 3.0
"""From this log-likelihood ratio on, 里 is part of a name.

Set with one file of Taiwan's transcripts held out: none of its 裡 came to 2.
"""

NEVER = -8.0
"""The weight of a neighbor that is no letter of foreign names."""

DOTS = frozenset("·・‧")
"""Between the parts of a foreign name; nobody writes 裡 there."""

CANTONESE = 0.03
"""Share of the words of Cantonese among a sentence's Han characters that makes it Cantonese.

Of 4,770 lines with 系 in the Cantonese training corpus 86 % have as many. In Taiwan's
transcripts and articles and in the simplified corpora no document has, but one that quotes it.
"""

_FIGURE = re.compile(
    # What is looked for comes first: so the search is five times faster.
    "天后(?!宫)(?<=[0-9０-９]..)"
    "|里(?![面边头外])(?:(?<=[0-9０-９].)|(?<=[0-9０-９十百千万][余多].))"
)
_INSIDE = re.compile(
    "(?:(?<=[卡州路格角])|(?<=海)(?<![0-9０-９一二三四五六七八九十百千万亿几数每两半个余多 ]海))里"
)
_HAN = re.compile("[\u3400-\u9fff]")
_RUN = re.compile("[\u3400-\u9fff]+")
_ENDS = ("\n", "\0", "。", "！", "？")
_SPOKEN = re.compile(
    "[嘅咗喺唔冇佢哋啲嚟噉咁嗰嘢乜攞畀咩㗎喇吖嘞俾揾谂啱嘥]|[但即真净梗]系(?![统列])"
)
_COPULA = re.compile("系(?![统列数谱])(?<![体派星根谱嫡直旁母父语世山财物理科学院阳维联关干文]系)")

_MEASURE = re.compile(
    "(?<![唔净单])只(?:(?<=[一二两三四五六七八九十百几半成每呢嗰边咗有俾畀大多亲似到].)"
    "(?![系要有会能不是可需得])|(?=[手脚狗鸡眼猫马碟雀猪牌船牛字鞋耳鱼虫羊兔鸭鹅鸟蚊龟虾蟹熊药表杯碗镬牙]))"
)
_HOUR = re.compile("(?<=[个零])钟(?![意情])")
_OPEN = re.compile("[系只钟]")
_SAID = ((_COPULA, "係"), (_MEASURE, "隻"), (_HOUR, "鐘"))
"""In Cantonese: 系 but in nouns; 只 where it counts (right in 355 of 357 places of the corpora)."""


SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
    "姚沈钟姜崔谭陆范汪廖石金韦贾夏方邹熊白孟秦邱侯江尹薛段雷龙史陶黎贺顾毛郝龚邵万钱严洪赖施柯庄翁简詹颜游岳郁涂凌"
)
NAMELY = "于采里谷岳郁余范游"
"""In names of people these keep their form: 曾于珊, 鄭采芩; as words they often are 於, 採, 裡."""

_SPEAKER = re.compile(f"(?<![^\n\0])[#>*\\-. \\d]*([{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[：:])")


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
    people = tuple(dict.fromkeys(_people(text)))
    spoken = is_cantonese(text)
    return About(spoken, people) if spoken or people else NOTHING


def _people(text: str) -> Iterator[str]:
    if "：" in text or ":" in text:
        for found in _SPEAKER.finditer(text):
            name = found.group(1)
            if any(ch in NAMELY for ch in name[len(name) == 2 :]) and _is_no_word(name):
                yield name


def _is_no_word(name: str) -> bool:
    """Tell whether a name holds no word: 范围 and 高于 are no people."""
    return len(words(name)) == len(name)


def _of_people(text: str, people: tuple[str, ...]) -> Iterator[Word]:
    for name in people:
        at = text.find(name)
        while at >= 0:
            for n, ch in enumerate(name, at):
                if ch in NAMELY:
                    yield Word(n, n + 1, ch)
            at = text.find(name, at + len(name))


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


def _run(text: str, at: int) -> tuple[int, int]:
    """Return the ends of the run of Han characters around a place."""
    start = at
    while start and _HAN.match(text, start - 1):
        start -= 1
    found = _RUN.match(text, at)
    return start, found.end() if found else at + 1


def _in_phrase(text: str, at: int) -> bool:
    """Tell whether a phrase of OpenCC holds a character."""
    start, end = _run(text, at)
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


def _figures(text: str) -> Iterator[Word]:
    for found in _FIGURE.finditer(text):
        yield Word(*found.span(), found.group().replace("后", "後"))


def is_cantonese(text: str) -> bool:
    """Tell whether a text that holds 系, 只 or 钟 is Cantonese, by the words that only it has.

    >>> is_cantonese("我系香港人，你系唔系呀"), is_cantonese("这个系统只是这样")
    (True, False)
    """
    if not _OPEN.search(text):
        return False
    spoken = len(_SPOKEN.findall(text))
    return spoken > 0 and spoken >= CANTONESE * han_count(text)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ends of the sentences of Cantonese in a text."""
    past = 0
    for found in _SPOKEN.finditer(text):
        at = found.start()
        if at >= past:
            start = max(text.rfind(end, past, at) for end in _ENDS) + 1 or past
            ends = (text.find(end, at) for end in _ENDS)
            past = min((end for end in ends if end >= 0), default=len(text))
            if is_cantonese(text[start:past]):
                yield start, past


def _cantonese(text: str, spoken: bool) -> Iterator[Word]:
    if not _OPEN.search(text):
        return
    for start, end in [(0, len(text))] if spoken else _sentences(text):
        for pattern, value in _SAID:
            for found in pattern.finditer(text, start, end):
                yield Word(*found.span(), value)


def claims(text: str, there: str, whole: About = NOTHING) -> list[Word]:
    """List what the neighbors of simplified characters say, in order; also where OpenCC agrees.

    `there` is OpenCC's result (s2t), of the same length. `whole`: what is known of the text that
    this is part of; if that is not Cantonese, the sentences are judged one by one.

    >>> claims("住了3天后去埃默里", "住了3天后去埃默裏")
    [Word(start=3, end=5, value='天後'), Word(start=8, end=9, value='里')]
    """
    found = [*_names(text, there), *_figures(text), *_cantonese(text, whole.spoken)]
    found += _of_people(text, whole.people)
    return sorted({word.start: word for word in found}.values())
