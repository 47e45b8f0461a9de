"""Knows the names of people by what stands around them: 于先生, 叫于丹, 姓涂, 曾于珊：.

Their characters keep their form there, which as words they hardly ever do (於, 塗, 遊).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textfix.conversion.hanrun import han_run
from textfix.conversion.lattice import Word, words

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
    "姚沈钟姜崔谭陆范汪廖石金韦贾夏方邹熊白孟秦邱侯江尹薛段雷龙史陶黎贺顾毛郝龚邵万钱严洪赖施柯庄翁简詹颜游岳郁涂凌"
)
NAMELY = "于采里谷岳郁余范游涂"
"""In names of people these keep their form: 曾于珊, 鄭采芩; as words they often are 於, 採, 裡."""

_SPEAKER = re.compile(f"(?<![^\n\0])[#>*\\-. \\d]*([{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[：:])")

_TITLE = (
    "(?:先生|女士|小姐|太太|夫人|老师|教授|博士|医生|医师|律师|主任|经理|院长|校长|委员|立委|议员|师傅|同学"
    "|师兄|师姐|大哥|大姐|姑娘)(?!而言|来说)"
)
_TITLED = re.compile(_TITLE)
_AFTER = "(?:(?<![\u3400-\u9fff].)|(?<=[和与跟找请问叫像让、，].))"
"""A 于 before a title is a name only here: elsewhere it is 屬於老師 and the like."""

_ROLES = (
    "作家",
    "诗人",
    "导演",
    "演员",
    "歌手",
    "编剧",
    "画家",
    "作者",
    "学者",
    "选手",
    "球员",
    "主演",
)
_OFFICES = (
    "委员",
    "立委",
    "议员",
    "主任",
    "院长",
    "校长",
    "局长",
    "部长",
    "教授",
    "老师",
    "律师",
    "医师",
)
_CALLED = f"(?:(?<=叫.)|{'|'.join(f'(?<={role}.)' for role in _ROLES)}|(?<=主持人.))"
_STYLED = f"(?:{_CALLED}|{'|'.join(f'(?<={office}.)' for office in _OFFICES)})"

_CUED = (
    re.compile(f"[于党]{_AFTER}{_TITLE}"),
    re.compile(f"[涂游]{_TITLE}"),
    re.compile(f"于{_CALLED}(?=[\u3400-\u9fff])(?![此其今是之彼何心]|.[上中下内外里前后间时])"),
    re.compile(f"[涂游]{_STYLED}(?=[\u3400-\u9fff])(?![了着过到上下满好完口抹脂粉药油料防胶漆])"),
    re.compile("余(?<=[0-9０-９][年月日]余)(?=[\u3400-\u9fff])(?![款额粮热波下来间后里])"),
    re.compile("[余范于郁岳涂游种党](?<=姓.)(?<![百同各]姓.)(?=[的氏名人]|[^\u3400-\u9fff]|$)"),
    re.compile(
        "于(?<=老.)(?<![\u3400-\u9fff]老.)(?=[说讲问答笑道的在是也和跟]|[^\u3400-\u9fff]|$)"
    ),
)
_ANY = re.compile("[余范于郁岳涂游种党]")


def speakers(text: str) -> Iterator[str]:
    """Yield the names of those who speak in a text, where one of their characters needs care.

    >>> list(speakers("曾于珊：大家好"))
    ['曾于珊']
    """
    if "：" in text or ":" in text:
        for found in _SPEAKER.finditer(text):
            name = found.group(1)
            if any(ch in NAMELY for ch in name[len(name) == 2 :]) and _is_no_word(name):
                yield name


def _is_no_word(name: str) -> bool:
    """Tell whether a name holds no word: 范围 and 高于 are no people."""
    return len(words(name)) == len(name)


def spoken_of(text: str, people: tuple[str, ...]) -> Iterator[Word]:
    """Yield the characters that keep their form in given names."""
    for name in people:
        at = text.find(name)
        while at >= 0:
            for n, ch in enumerate(name, at):
                if ch in NAMELY:
                    yield Word(n, n + 1, ch)
            at = text.find(name, at + len(name))


def introduced(text: str) -> Iterator[Word]:
    """Yield the surnames that a title, an office or a word like 叫 shows to be such.

    >>> [word.start for word in introduced("于先生说演员于丹属于学者")]
    [0, 6]
    """
    if not _ANY.search(text):
        return
    # The last two look for 姓 and 老于.
    for pattern in _CUED[: None if "姓" in text or "老于" in text else -2]:
        for found in pattern.finditer(text):
            at = found.start()
            if _stands_alone(text, at):
                yield Word(at, at + 1, text[at])


def _stands_alone(text: str, at: int) -> bool:
    """Tell whether a character, and the next, are no parts of words: 导游小姐, 演员于北京."""
    start, end = han_run(text, at, 8, 24)
    cut = words(text[start : min(end, start + 24)], start)
    for n, word in enumerate(cut):
        if word.start == at:
            behind = cut[n + 1] if n + 1 < len(cut) else None
            named = behind is None or behind.end == behind.start + 1
            return word.end == at + 1 and (named or bool(_TITLED.match(text, at + 1)))
    return False
