"""normalization.dashes: the two-em dash in Chinese sentences.

What: `--`, `---`, `――`, `──`, `－－` between Chinese -> `——`.
Why: one form for one mark.
When not: options of commands, rules and boxes drawn with dashes; the single dash of a range.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.normalization import context, typography
from textfix.normalization.context import HAN, WIDE_MARKS
from textfix.profiles import Profile
from textfix.rule import Example, Rule

MARK: Final = "——"
_BESIDE: Final = re.compile(f"[{HAN}{WIDE_MARKS}“‘”’]")
_RUN: Final = re.compile("[-–—―─－][-–—―─－]+")
_OTHERS: Final = "-–―─－"
_MOST: Final = {"-": 3, "–": 3, "—": 3, "―": 4, "─": 4, "－": 4}
"""Strokes that still are one dash; longer runs are rules."""


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find runs of dashes between Chinese."""
    if "———" not in text and not any(dash in text and dash * 2 in text for dash in _OTHERS):
        return ()
    spans = None
    found = []
    for m in _RUN.finditer(text):
        start, end = m.span()
        if m[0] == MARK or end - start > _MOST[m[0][0]] or len(set(m[0])) > 1:
            continue
        if not (start and _BESIDE.match(text, start - 1)):
            continue
        if text[end : end + 1] not in ("", "\n") and not _BESIDE.match(text, end):
            continue
        spans = spans or context.protected(text)
        if start not in spans:
            found.append(Finding(RULE.name, start, end, (Edit(start, end, MARK),)))
    return found


RULE = Rule(
    name="normalization.dashes",
    what="Write the dash of Chinese sentences as two U+2014.",
    why="these strokes stand for a dash in a Chinese sentence",
    when_not="Options of commands, drawn rules and boxes; the single dash of a range.",
    safety="exact",
    profile="corpus",
    wakes=(typography.DASHES,),
    find=find,
    examples=(
        Example("他来了--终于来了", "他来了——终于来了"),
        Example("那個人──我的老師──走了", "那個人——我的老師——走了"),
        Example("题目―――副题", "题目——副题"),
    ),
    keeps=(
        "北京—上海",
        "加上参数--help",
        "├──目录",
        "标题\n------\n正文",
        "签名：————————",
        "他——走了",
        "- 项目\n-- 子项目",
    ),
    sources=("GB/T 15834-2011, 4.10",),
)
