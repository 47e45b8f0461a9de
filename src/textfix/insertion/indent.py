"""insertion.indent: paragraph indents that became runs of question marks.

What: `????王俊嶺` at the start of every paragraph -> two ideographic spaces.
Why: the four spaces of the indent had no place in GBK; each became a question mark.
When not: question marks that somebody typed: they do not open every paragraph alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix import chars
from textfix.insertion import evidence
from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule, Wake

INDENT: Final = "\u3000\u3000"
_MARKS: Final = re.compile(r"\?(?<![^\n].)(?:\?{3}|\?)(?=[^\s?!？！.。,，])")
# A generator's page indents every line, also one that begins with a space or a bracket.
_FOUR: Final = re.compile(r"\?(?<![^\n].)\?{3}(?![?!？！\n]|\Z)")
_PARAGRAPH: Final = re.compile(r"^[^\n]{24,}", re.MULTILINE)

# Paragraphs that must begin alike before the marks count as an indent.
ALONE: Final = 3
ON_DAMAGED_PAGE: Final = 1
SHARE: Final = 0.6


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find question marks that open the paragraphs of a text alike."""
    marks = list(_MARKS.finditer(text))
    if not marks:
        return ()
    damaged = evidence.weigh(text).damaged
    if damaged and any(len(m[0]) == 4 for m in marks):
        marks = list(_FOUR.finditer(text))
    width = max({len(m[0]) for m in marks}, key=lambda w: sum(len(m[0]) == w for m in marks))
    marks = [m for m in marks if len(m[0]) == width]
    paragraphs = sum(1 for _ in _PARAGRAPH.finditer(text))
    needed = ON_DAMAGED_PAGE if damaged and width == 4 else ALONE
    if len(marks) < needed or len(marks) < SHARE * paragraphs:
        return ()
    confidence = 0.995 if damaged else 1 - 0.05 / len(marks)
    return [
        Finding(RULE.name, *m.span(), (Edit(*m.span(), INDENT),), "likely", confidence)
        for m in marks
    ]  # fmt: skip


RULE = Rule(
    name="insertion.indent",
    what="Put back paragraph indents that were written as question marks.",
    why="the paragraphs of this text begin alike with question marks, as lost indents do",
    when_not="Question marks that somebody typed, which do not open every paragraph alike.",
    safety="likely",
    profile="repair",
    # Shared with `mojibake.lost`, as each wake costs the sieve.
    wakes=(Wake(chars.FILLERS, chars.FILLED),),
    find=find,
    examples=(
        Example(
            "????第一段講的是春耕。\n????第二段講的是夏收。\n????第三段講的是秋播。",
            "　　第一段講的是春耕。\n　　第二段講的是夏收。\n　　第三段講的是秋播。",
        ),
    ),
    keeps=(
        "????你在吗",
        "什么情况????\n????谁知道\n没人回答我今天到底是怎么一回事啊你们都去哪里了",
        "??=0 是合并赋值\n??=1\n",
    ),
    sources=("damage.md §1.4",),
)
