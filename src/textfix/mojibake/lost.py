"""mojibake.lost: damage that cannot be undone, told and left.

What: U+FFFD for bytes that were no character, `锟斤拷`, memory fill `烫烫烫`, question marks.
Why: the bytes are gone; whoever has the file should read it again with the right encoding.
When not: never applied: nothing is invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from textfix import chars
from textfix.model import Finding
from textfix.mojibake.health import wakes
from textfix.profiles import Profile
from textfix.rule import Example, Rule, Wake

_KINDS: Final = (
    ("bytes that were no character became U+FFFD", "\ufffd", re.compile("\ufffd+")),
    (
        "U+FFFD saved as UTF-8 and read as GBK", "锟",
        re.compile("(?:锟斤拷|锟斤|锟(?=.{0,2}[斤拷]))+[斤拷]?"),
    ),
    ("memory fill of a debugger read as GBK", "烫烫烫", re.compile("烫{3,}")),
    ("memory fill of a debugger read as GBK", "屯屯屯", re.compile("屯{3,}")),
)  # fmt: skip
"""Kinds of loss, what each holds (plain search is fast), and what it looks like."""

_QUESTIONS: Final = re.compile(r"^[^\n]*\?\?[^\n]*$", re.MULTILINE)
LEAST_QUESTIONS: Final = 4
SHARE: Final = 0.5
"""A line counts as question marks from this number and this share of what is not white space."""


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Report what was lost: where, of what kind, and how much of its line survives."""
    return [
        *(f for kind, part, pattern in _KINDS if part in text for f in _gone(text, kind, pattern)),
        *(_questions(text) if "??" in text else ()),
    ]


def _gone(text: str, kind: str, pattern: re.Pattern[str]) -> Iterator[Finding]:
    for m in pattern.finditer(text):
        detail = f"{kind}; {_left(text, m, pattern)}"
        yield Finding(RULE.name, m.start(), m.end(), (), "report", 1.0, detail)


def _left(text: str, found: re.Match[str], pattern: re.Pattern[str]) -> str:
    """Say how much of a line, or of the near part of a long one, is left."""
    low = max(text.rfind("\n", 0, found.start()) + 1, found.start() - 200)
    high = text.find("\n", found.end(), found.end() + 200)
    line = text[low : high if high >= 0 else found.end() + 200]
    gone = sum(len(m[0]) for m in pattern.finditer(line))
    return f"{100 * (len(line) - gone) // max(1, len(line))} % of the characters around it survive"


def _questions(text: str) -> Iterator[Finding]:
    for line in _QUESTIONS.finditer(text):
        marks = line[0].count("?")
        solid = len("".join(line[0].split()))
        if marks >= LEAST_QUESTIONS and marks >= SHARE * solid:
            yield Finding(
                RULE.name, line.start(), line.end(), (), "report", 0.9,
                f"characters became question marks; {100 * (solid - marks) // solid} % are none",
            )  # fmt: skip


RULE = Rule(
    name="mojibake.lost",
    what="Report damage that cannot be undone: its kind, its extent, and how much survives.",
    why="the bytes are gone, and what stands there says so",
    when_not="It never changes anything.",
    safety="report",
    profile="repair",
    wakes=(
        wakes.BROKEN,
        # One for both, and for `insertion.indent`: each wake costs the sieve.
        Wake(chars.FILLERS, chars.FILLED),
    ),
    find=find,
    examples=(
        Example("锟斤拷" * 5, "锟斤拷" * 5, "reported, not changed"),
        Example("数据" + "烫" * 10, "数据" + "烫" * 10, "reported, not changed"),
        Example("?" * 20, "?" * 20, "reported, not changed"),
    ),
    keeps=(
        "测试锟斤拷锟斤拷",
        "手持两把锟斤拷,口中疾呼烫烫烫",
        "a\ufffdb",
        "????? ???",
        "真的吗??",
    ),
    sources=("damage.md §3",),
)
