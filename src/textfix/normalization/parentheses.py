"""normalization.parentheses: fullwidth parentheses in Chinese sentences.

What: `(` and `)` -> `（` and `）`, pair by pair, after Han or around Chinese.
Why: one form for one mark; cleaners flatten Chinese punctuation to ASCII.
When not: calls, formulas, list numbers, foreign asides set off by a space.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.normalization import context, lines, typography
from textfix.normalization.context import HAN
from textfix.normalization.typography import LEFT, RIGHT, has_han, is_left, is_right
from textfix.profiles import Profile
from textfix.rule import Example, Rule

CONFIDENCE: Final = 0.98
_WIDE: Final = {"(": "（", ")": "）"}
_ASCII: Final = re.compile("[()]")
_PAREN: Final = re.compile("[()（）]")
_MARKS: Final = "，。、；：！？"
_SIDE: Final = f"[{LEFT}{RIGHT}{_MARKS}]"
# Looked for by the parenthesis: around it stands Chinese, or an end of the line.
_BESIDE: Final = re.compile(
    f"[()](?:(?<={_SIDE}.)|(?<={_SIDE} .)|(?= ?{_SIDE})|(?<=[*_].)|(?<=[*_] .)|(?<=^.)|$)"
)
_CHINESE: Final = re.compile(f"[{HAN}{_MARKS}…]")
_EMPHASIS: Final = re.compile("[*_]{1,3}$")
_ATOM: Final = "(?:[A-Za-z]|[a-z]{2})"
# Arguments and formulas: single letters and what operators join, code.
_FORMULA: Final = re.compile(
    f"{_ATOM}?(?: ?[-+*/^,=<>|.] ?(?:{_ATOM}|[0-9]{{1,4}}))*$|.*[{{}};=<>\\\\]", re.ASCII
)
_BEGINS: Final = re.compile(f"[{RIGHT}0-9]")
_NAME: Final = re.compile("[A-Za-z0-9_]")
_CODE: Final = re.compile(r"[;{}=<>\\_\"]|\(\)")
_NUMBER: Final = "\\([0-9０-９]{1,3}\\)"
_ITEM: Final = re.compile(f"{_NUMBER}(?=[{RIGHT}])|(?<=[{_MARKS}]){_NUMBER}(?=\\w)")
# An empty pair in a sentence: what it held was lost, or is to be filled in. A call has none.
_EMPTY: Final = re.compile(
    f"\\([ ;,；，]*\\)(?=[{RIGHT}{_MARKS},;.])|\\([ \u3000]+\\)(?=[ \t]*(?:\n|$))"
)
_CALLED: Final = re.compile(f"(?:函[数數]|方法|[A-Za-z0-9_.(=][{HAN}]+)$")
FARTHEST: Final = 4
"""Lines with parentheses between the halves of a note that goes over lines."""
LONGEST: Final = 400
"""Characters between the parentheses of one pair; a place farther is another pair's."""


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find pairs of ASCII parentheses in Chinese sentences."""
    if "(" not in text and ")" not in text:
        return ()
    spans = None
    places: list[int] = []
    half: tuple[int, int] | None = None
    for number, (start, end) in enumerate(context.lines_with(text, _ASCII)):
        line = text[start:end]
        if not _BESIDE.search(line) or not (half or lines.of(text).chinese(start)):
            continue
        spans = spans or context.protected(text)
        pairs, opened, closed = _pairs(text, start, end, spans)
        places += (k for pair in pairs if _is_chinese(text, *pair, start, spans) for k in pair)
        if half and closed >= 0:
            places += (half[0], closed) if _closes(text, half, closed, start, number) else ()
            half = None
        if opened >= 0 and _BEGINS.match(text, opened + 1):
            half = opened, number
    return [_finding(text, k) for k in places if text[k] in _WIDE]


def _pairs(
    text: str, start: int, end: int, spans: context.Spans
) -> tuple[list[tuple[int, int]], int, int]:
    """Pair the parentheses of a line; return also the last left open, the first left closed."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    closed: list[int] = []
    for m in _PAREN.finditer(text, start, end):
        at = m.start()
        if at in spans:
            continue
        if m[0] in "(（":
            opened.append(at)
        elif opened:
            pairs.append((opened.pop(), at))
        else:
            closed.append(at)
    return pairs, opened[-1] if opened else -1, closed[0] if closed else -1


def _closes(text: str, half: tuple[int, int], closed: int, start: int, number: int) -> bool:
    """Tell whether a parenthesis closes a note that an earlier line opened."""
    if number - half[1] > FARTHEST or closed - half[0] > LONGEST:
        return False
    return closed == start or is_left(text[closed - 1]) is not None


def _finding(text: str, at: int) -> Finding:
    """Make one parenthesis wide; a single space between it and Chinese goes with it."""
    start, end = at, at + 1
    if text[at] == "(":
        start -= at > 1 and text[at - 1] == " " and is_left(text[at - 2]) is not None
    elif text[end : end + 1] == " " and is_right(text[end + 1 : end + 2]):
        end += 1
    edits = (Edit(start, end, _WIDE[text[at]]),)
    return Finding(RULE.name, start, end, edits, "likely", CONFIDENCE)


def _is_chinese(text: str, first: int, last: int, start: int, spans: context.Spans) -> bool:
    """Judge a pair by what it holds and what it follows."""
    if text[first] == "（" or text[last] == "）":
        return True
    if last - first > LONGEST:
        return False
    inner = text[first + 1 : last]
    end = text.find("\n", last)
    end = len(text) if end < 0 else end
    called = first > start and _NAME.match(text, first - 1) is not None
    if _CHINESE.search(inner) and not (called and not has_han(inner)):
        return not (called and _CODE.search(text, max(start, first - 80), min(end, last + 80)))
    if _ITEM.match(text, first) and (first == start or text[first - 1] in _MARKS):
        return True
    emphasis = _EMPHASIS.search(text, max(start, first - 3), first)
    at = emphasis.start() if emphasis else first
    if at == start or not is_left(text[at - 1]):
        return False
    if not inner.strip(" \u3000;,"):
        code = _CALLED.search(text, max(start, first - 12), first)
        return not code and _EMPTY.match(text, first) is not None
    return not _FORMULA.match(spans.outside(text, first + 1, last).strip() or "…")


RULE = Rule(
    name="normalization.parentheses",
    what="Turn pairs of ASCII parentheses in Chinese sentences into fullwidth ones.",
    why="the pair follows Chinese or holds Chinese",
    when_not="Calls, formulas, list numbers, and foreign words set off by a space.",
    safety="likely",
    profile="corpus",
    wakes=(typography.PARENTHESES,),
    find=find,
    examples=(
        Example("北京(首都)很大", "北京（首都）很大"),
        Example("万维网(World Wide Web)出现了", "万维网（World Wide Web）出现了"),
        Example("(一)总则(试行(修订))", "（一）总则（试行（修订））", "nested"),
        Example("系统 (单独存在) 可用", "系统（单独存在）可用", "its spaces go with it"),
        Example("(2)第二项", "（2）第二项"),
        Example("缺一半（试试)", "缺一半（试试）"),
        Example("李晨()，演员。其一，(2)唱歌", "李晨（），演员。其一，（2）唱歌", "a lost name"),
        Example("下列正确的是( )\n", "下列正确的是（ ）\n", "to be filled in"),
        Example("一句[(见附录)](https://a.cn/b)", "一句[（见附录）](https://a.cn/b)", "a link"),
        Example("国内生产总值(GDP)和**熵**(entropy)", "国内生产总值（GDP）和**熵**（entropy）"),
        Example("(此篇见于残卷，\n)无题", "（此篇见于残卷，\n）无题", "a note that fills a line"),
    ),
    keeps=(
        "函数f(x)和g(x)",
        "万维网 (World Wide Web) 出现了",
        "1)第一条",
        "复杂度是O(n)的",
        "见[主页](https://a.cn/中)",
        "call(参数) is code in an English line",
        "print(问候(), 姓名)",
        "构造函数()与对象.打印()，都要写",
    ),
    sources=("GB/T 15834-2011",),
)
