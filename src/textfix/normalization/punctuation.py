"""normalization.punctuation: fullwidth marks in Chinese sentences.

What: `,` `;` `:` `!` `?` `.` after Han, or between a foreign word and Han -> `，；：！？。`.
Why: one form for one mark; cleaners flatten Chinese punctuation to ASCII.
When not: numbers, times, addresses, code, file names, lines in another language. `、` stays lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.normalization import context, typography
from textfix.normalization.typography import LEFT, RIGHT, is_left, is_right
from textfix.profiles import Profile
from textfix.rule import Example, Rule

CONFIDENCE: Final = 0.98
_WIDE: Final = str.maketrans(",;:!?.", "，；：！？。")
# A run of marks beside Chinese, with one space on either side.
_MARKS: Final = re.compile(
    f"(?<=[{LEFT}]) ?[,;:!?.]+ ?(?! )"
    f"|(?<=[\\w)\\]%+#$*_`>\"'％‰℃])[,;:!?]+ ?(?=[{RIGHT}])"
    "|(?<=[\\w)％])[!?;]+(?=\n|$|[”’」』])"
    f"|(?<=[{LEFT}]\\*\\*)[,;:!?]"
)
_NUMBER: Final = re.compile("\\s*[（(]?[一二三四五六七八九十百第零〇甲乙丙丁]+$")
_STOPS: Final = frozenset(",;:!?")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find ASCII marks that stand in Chinese sentences."""
    return list(_found(text))


def _found(text: str) -> Iterator[Finding]:
    spans = None
    for m in _MARKS.finditer(text):
        start, end = m.span()
        run = m[0].strip()
        if not _fits(text, start, end, m[0], run):
            continue
        spans = spans or context.protected(text)
        if start in spans or not context.is_chinese(text[slice(*context.line_at(text, start))]):
            continue
        at = start + (m[0][0] == " ")
        # A space at the end of a line belongs to another rule.
        stop = end if m[0][-1] != " " or text[end : end + 1] not in ("", "\n") else end - 1
        new = run.translate(_WIDE)
        start = start if at + len(run) == end or is_right(text[end : end + 1]) else at
        yield Finding(RULE.name, start, stop, (Edit(start, stop, new),), "likely", CONFIDENCE)


def _fits(text: str, start: int, end: int, whole: str, run: str) -> bool:
    """Judge a run of marks by what stands directly around it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    left = bool(is_left(before))
    if whole[0] == " " and not (left and (not after or after == "\n" or is_right(after))):
        return False
    if "." in run:
        return run == "." and left and _ends_sentence(text, start, end, whole, after)
    if not _STOPS.issuperset(run) or (len(run) > 1 and ":" in run):
        return False
    if run == ":":
        return _is_colon(whole, left, after)
    if after == "=" or (after and after in "-/)" and not left):
        return False
    return left or not after or not after.isascii() or after in "\n"


def _is_colon(whole: str, left: bool, after: str) -> bool:
    """A colon with a space behind a foreign word is a key and its value; `:)` is a face."""
    if left:
        return not after or after not in "/)(-:=\\|"
    return whole == ":"


def _ends_sentence(text: str, start: int, end: int, whole: str, after: str) -> bool:
    """Tell a full stop from the dot of a list number or a file name."""
    if after and whole[-1] != " " and not (after in "\n\"'”’」』）)" or is_right(after)):
        return False
    line = text.rfind("\n", 0, start) + 1
    return not (start - line <= 6 and _NUMBER.match(text[line:start]))


RULE = Rule(
    name="normalization.punctuation",
    what="Turn ASCII marks in Chinese sentences into fullwidth ones.",
    why="this mark belongs to a Chinese sentence",
    when_not="Numbers, times, addresses, code, other languages. A lost `、` comes back as `，`.",
    safety="likely",
    profile="corpus",
    wakes=(typography.AFTER_HAN, typography.BEFORE_HAN),
    find=find,
    examples=(
        Example("下雨了,带伞吗?不带!", "下雨了，带伞吗？不带！"),
        Example("他用Python,不用Java; 时间:12:30.", "他用Python，不用Java；时间：12:30."),
        Example("晚上好. 明天见.", "晚上好。明天见。"),
        Example("真的吗?!好 , 走", "真的吗？！好，走"),
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
        "结果!=空",
    ),
    sources=("GB/T 15834-2011",),
)
