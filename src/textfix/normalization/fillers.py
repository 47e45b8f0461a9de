"""normalization.fillers: long runs of what stands for lost characters.

What: `烫烫烫…`, `屯屯屯…`, `锟斤拷…` and runs of U+FFFD become one U+FFFD; their size is told.
Why: the text under them is lost; a thousand marks say no more than one and spoil every count.
When not: where people speak of them, in quotes, in code or in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.normalization import odd
from textfix.profiles import Profile
from textfix.rule import Example, Rule

MEMORY: Final = 8
"""Characters of 烫 or 屯 in a row: a debugger fills whole buffers, jokes take three to six."""
KUN: Final = 3
"""Repeats of 锟斤拷: the bytes of six replacement characters."""

_RUN: Final = re.compile(
    f"(?:烫{{{MEMORY},}}|屯{{{MEMORY},}}|(?:锟斤拷){{{KUN},}}锟?斤?)|\ufffd(?:[ \t]?\ufffd)*"
)
_QUOTED: Final = re.compile("[“”\"'‘’「」『』`（）()《》]")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find runs of fillers; single replacement characters are told and stay."""
    if "\ufffd" not in text and "烫烫" not in text and "屯屯" not in text and "锟斤拷" not in text:
        return ()
    return list(_found(text))


def _found(text: str) -> Iterator[Finding]:
    for m in _RUN.finditer(text):
        start, end = m.span()
        quoted = _QUOTED.match(text[max(0, start - 1) : start]) and _QUOTED.match(
            text[end : end + 1]
        )
        if quoted and m[0][0] != "\ufffd":
            continue
        lost = m[0].count("\ufffd") or end - start
        detail = f"lost text: {lost} characters stood for it"
        if m[0] == "\ufffd":
            yield Finding(RULE.name, start, end, (), "report", 1.0, "lost text: one U+FFFD")
        else:
            edits = (Edit(start, end, "\ufffd"),)
            yield Finding(RULE.name, start, end, edits, "exact", 1.0, detail)


RULE = Rule(
    name="normalization.fillers",
    what="Mark runs of fillers and replacement characters once, and count them.",
    why="the characters that stood here are lost",
    when_not="Quotations and talk of these runs stay.",
    safety="exact",
    profile="normalize",
    wakes=(*odd.WAKES, odd.FILLED),
    find=find,
    examples=(
        Example("姓名:烫烫烫烫烫烫烫烫烫烫", "姓名:\ufffd"),
        Example("标题锟斤拷锟斤拷锟斤拷锟斤拷结束", "标题\ufffd结束"),
        Example("读\ufffd\ufffd\ufffd写", "读\ufffd写"),
    ),
    keeps=("手持两把锟斤拷，口中疾呼烫烫烫", "会显示“烫烫烫烫烫烫烫烫”", "烫烫烫烫,好烫", "\ufffd"),
    sources=("damage.md §3: what cannot be undone is counted",),
)
