"""normalization.punctuation: fullwidth marks in Chinese sentences.

What: `,` `;` `:` `!` `?` `.` after Han, or between a foreign word and Han -> `，；：！？。`.
Why: one form for one mark; cleaners flatten Chinese punctuation to ASCII.
When not: numbers, times, addresses, code, file names, lines in another language. `、` stays lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from textfix.model import Edit, Finding
from textfix.normalization import context, lines, typography
from textfix.normalization.typography import LEFT, RIGHT, is_left, is_right
from textfix.profiles import Profile
from textfix.rule import Example, Rule

CONFIDENCE: Final = 0.98
LONGEST_NUMBER: Final = 6
"""Characters of a list number in Han digits."""
_EMPHASIS: Final = 4
_WIDE: Final = str.maketrans(",;:!?.", "，；：！？。")
# A run of marks beside Chinese or at a line end, perhaps with one space on either side.
_MARKS: Final = re.compile(
    f"[,;:!?.](?:(?<=[{LEFT} *_].)|(?=[,;:!?.]* ?(?:[{RIGHT}\n]|\\Z)))[,;:!?.]*"
)
_FOREIGN_END: Final = re.compile("[\\w)\\]%+#$*_`>\"'％‰℃℉°′″]")
# A sentence in another language, before one in Chinese.
_ENGLISH: Final = re.compile("[A-Za-z’']{2,}[ ,:;]+(?:[A-Za-z’']+[ ,:;]+)*[A-Za-z’']+$")
_SENTENCE: Final = 60
"""Characters before a mark in which such a sentence is looked for."""
_NUMBER: Final = re.compile("\\s*[（(]?[一二三四五六七八九十百第零〇甲乙丙丁]+$")
# Something in parentheses behind a colon; `:(` alone is a face.
_ASIDE: Final = re.compile(r"\([^()\s][^()\n]{0,39}\)")
_STOPS: Final = frozenset(",;:!?")
_CLOSING: Final = frozenset("\"'”’」』）)")


class _Place(NamedTuple):
    """A run of marks with what stands beside it, one space on each side looked through."""

    run: str
    left: bool
    foreign: bool
    space_before: bool
    space_after: bool
    after: str
    aside: bool


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find ASCII marks that stand in Chinese sentences."""
    return list(_found(text))


def _found(text: str) -> Iterator[Finding]:
    spans = None
    prose = lines.of(text)
    for m in _MARKS.finditer(text):
        start, end = m.span()
        place = _place(text, start, end)
        if not _fits(place) or (place.run == "." and _is_number(text, prose, start)):
            continue
        spans = spans or context.protected(text)
        if start in spans or _is_variable(text, start, spans) or not prose.chinese(start):
            continue
        if not place.left and place.run[0] in "!?" and _is_english(text, start):
            continue
        start -= place.space_before
        end += place.space_after and place.after not in ("", "\n", " ")
        edits = (Edit(start, end, place.run.translate(_WIDE)),)
        yield Finding(RULE.name, start, end, edits, "likely", CONFIDENCE)


def _place(text: str, start: int, end: int) -> _Place:
    """Look at both sides of a run of marks."""
    at = start - 1
    space_before = at > 0 and text[at] == " "
    at -= space_before
    while at > 0 and start - at <= _EMPHASIS and text[at] in "*_" and not space_before:
        at -= 1
    before = text[at] if at >= 0 else ""
    space_after = text[end : end + 1] == " "
    after = text[end + space_after : end + space_after + 1]
    left = bool(before) and is_left(before) is not None
    foreign = bool(before) and not space_before and _FOREIGN_END.match(text, start - 1) is not None
    aside = after == "(" and _ASIDE.match(text, end) is not None
    return _Place(text[start:end], left, foreign, space_before, space_after, after, aside)


def _fits(place: _Place) -> bool:
    """Judge a run of marks by what stands directly around it."""
    run, left, foreign, space_before, space_after, after, aside = place
    at_end = after in ("", "\n")
    right = not at_end and is_right(after) is not None
    if not left and not (foreign and (right or (at_end and run[0] in "!?;"))):
        return False
    if space_before and not (at_end or right):
        return False
    if "." in run:
        ends = at_end or space_after or right or after in _CLOSING
        return run == "." and left and not space_before and ends
    if not _STOPS.issuperset(run) or (len(run) > 1 and ":" in run):
        return False
    if run == ":":
        # Behind a foreign word and before a space it parts a key from its value; `:)` is a face.
        return at_end or aside or after not in "/)(-:=\\|" if left else not space_after
    return after != "="


def _is_variable(text: str, start: int, spans: context.Spans) -> bool:
    """Tell `$?` and its kin of the shell from the mark behind a formula."""
    return start > 0 and text[start - 1] == "$" and start - 1 not in spans


def _is_english(text: str, start: int) -> bool:
    """Tell whether the mark ends a sentence of Latin words: the one in Chinese comes after it."""
    return _ENGLISH.search(text, max(0, start - _SENTENCE), start) is not None


def _is_number(text: str, prose: lines.Lines, start: int) -> bool:
    """Tell the dot of a list number from a full stop."""
    line, _ = prose.span(start)
    return start - line <= LONGEST_NUMBER and _NUMBER.match(text[line:start]) is not None


RULE = Rule(
    name="normalization.punctuation",
    what="Turn ASCII marks in Chinese sentences into fullwidth ones.",
    why="this mark belongs to a Chinese sentence",
    when_not="Numbers, times, addresses, code, other languages. A lost `、` comes back as `，`.",
    safety="likely",
    profile="corpus",
    wakes=(typography.AFTER_CHINESE, typography.BEFORE_CHINESE),
    find=find,
    examples=(
        Example("下雨了,带伞吗?不带!", "下雨了，带伞吗？不带！"),
        Example("他用Python,不用Java; 时间:12:30.", "他用Python，不用Java；时间：12:30."),
        Example("晚上好. 明天见.", "晚上好。明天见。"),
        Example("真的吗?!好 , 走", "真的吗？！好，走"),
        Example("分三步:(1)洗菜", "分三步：(1)洗菜", "parentheses have a rule of their own"),
    ),
    keeps=(
        "共1,234.5元,12:30".replace(",12", "，12"),
        "见http://a.cn/?q=中,文:1",
        "打开报告.txt和图片.png",
        "一. 总则",
        "运行`a,中,b`",
        "title: 标题",
        "the word 漢字, which means so",
        "日本語です,はい",
        "好:)",
        "今天好累:(",
        "运行 echo $?",
        "[1] 张三,李四.一种方法[J].学报,2020.",
        "Apple (苹果), Banana (香蕉), and Orange (橙子).",
        "How are you? 你最近好吗",
        '    print("你好,世界")  # 输出:你好',
        "姓名,城市,年龄\n张三,北京,18\n李四,上海,20",
        "王小明,男,北京市海淀区",
        "城市,河流,山\n甲城,乙河,丙山\n丁城,戊河,己山",
        "[窗口]\ntitle=你好,世界",
        "- 名称: 甲\n  说明: 乙",
        "実行: はい。準備: できました。\n実行: 可",
        "结果!=空",
    ),
    sources=("GB/T 15834-2011",),
)
