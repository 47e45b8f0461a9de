"""normalization.repeats: repeated punctuation, capped.

What: more than three `！？` in a row are cut to three; doubled `，、；：。` -> one.
Why: length of shouting is noise to a corpus; a doubled comma is a slip or an inserted one.
When not: ellipses, dashes, kaomoji in other marks; `repeats` sets the cap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.normalization import typography
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_RUN: Final = re.compile(
    # Waves behind a word; alone they underline.
    "[！？]{2,}|(?<=[^\\s~～^=+*#|-])[~～]{2,}|，{2,}|、{2,}|；{2,}|：{2,}|。{2,}|[,，]{2,}"
)
_ANY: Final = re.compile("[！？~～，,、；：。][！？~～，,、；：。]+")
_HAN: Final = re.compile("[\u3400-\u9fff]")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find runs of punctuation longer than the cap."""
    most = int(profile.option("repeats"))
    found = []
    for marks in _ANY.finditer(text):
        for m in _RUN.finditer(text, *marks.span()):
            new = _capped(m[0], most, text[m.end() : m.end() + 1])
            if new != m[0]:
                found.append(
                    Finding(RULE.name, m.start(), m.end(), (Edit(m.start(), m.end(), new),))
                )
    return found


def _capped(run: str, most: int, after: str) -> str:
    """Return what stays of a run; three stops and more are an ellipsis."""
    if run[0] in "！？~～":
        return run[:most]
    if run[0] == "。":
        return run if len(run) > 2 else "。"
    if "," in run and not _HAN.match(after):
        return run
    return "，" if "，" in run or "," in run else run[0]


RULE = Rule(
    name="normalization.repeats",
    what="Cap repeated exclamation and question marks; make doubled commas and stops one.",
    why="the repetition says no more than the cap",
    when_not="Ellipses and dashes have rules of their own; `repeats` sets the cap.",
    safety="exact",
    profile="corpus",
    wakes=(typography.REPEATED,),
    find=find,
    examples=(
        Example("太好了！！！！！！真的吗？！？！？！", "太好了！！！真的吗？！？"),
        Example("活动，，二十多个。。", "活动，二十多个。"),
        Example("好~~~~~~", "好~~~"),
    ),
    keeps=("真的！！", "标题\n~~~~~~", "  ^~~~~~", "等等。。。", "破折——", "a,,b", "1；2；3"),
    sources=("house convention: three marks say it",),
)
