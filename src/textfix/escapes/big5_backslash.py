"""escapes.big5_backslash: backslashes that once protected the second byte of a Big5 character.

What: `功\\能` -> `功能`, after the characters whose second byte in Big5 is 5C: 功 許 蓋 育 ...
Why: programs read that byte as a backslash, so authors wrote another; in UTF-8 it stays behind.
When not: paths, lists divided by backslashes, escapes of the program (`成功\\n`), talk of Big5.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from textfix import chars
from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule, Wake

CONFIDENCE: Final = 0.97
"""Set by judgment: in the clean corpora no backslash stands between two such characters."""
ATTRACTION: Final = 0.0
"""Nats by which the next character must be likelier behind this one than anywhere."""

_OTHER: Final = re.compile(r"[A-Za-z]:\\|\\\\")
_TALK: Final = re.compile(
    r"Big-?5|大五|許功蓋|许功盖|衝碼|冲码|反斜|編碼|编码|trail", re.IGNORECASE
)


def _with_5c() -> str:
    """Return the characters of Big5 whose second byte is a backslash."""
    pairs = (bytes((lead, 0x5C)).decode("cp950", "ignore") for lead in range(0xA4, 0xFA))
    return "".join(p for p in pairs if len(p) == 1 and chars.is_han(p))


CHARACTERS: Final = _with_5c()
_PLACE: Final = re.compile(f"(?<=[{CHARACTERS}])\\\\(?=[\u3400-\u9fff])")
_DIVIDED: Final = re.compile(f"[\u3400-\u9fff](?<![{CHARACTERS}])\\\\[\u3400-\u9fff]")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find backslashes between a character that Big5 ends with one and the next of its word."""
    places = [m.start() for m in _PLACE.finditer(text)]
    if not places or _DIVIDED.search(text) or _OTHER.search(text) or _TALK.search(text):
        return ()
    return [
        Finding(
            RULE.name, at, at + 1, (Edit(at, at + 1, ""),), safety="likely", confidence=CONFIDENCE,
            detail=f"the second byte of {text[at - 1]} in Big5 is a backslash",
        )
        for at in places
        if _attraction(text[at - 1], text[at + 1]) > ATTRACTION
    ]  # fmt: skip


@cache
def _attraction(first: str, second: str) -> float:
    from textfix.language import model
    from textfix.language.classes import BOUNDARY

    source = model.load()
    a, b = source.id(first), source.id(second)
    return source.step(BOUNDARY, a, b) - source.unigram(b)


RULE = Rule(
    name="escapes.big5_backslash",
    what="Remove the backslash that protected the second byte of a Big5 character.",
    why="the character ends with that byte in Big5, and the next one belongs to its word",
    when_not="Paths, lists divided by backslashes, `\\n` and its kin, talk of Big5.",
    safety="likely",
    profile="repair",
    wakes=(Wake(chars.of(CHARACTERS), chars.of("\\")),),
    find=find,
    examples=(
        Example('puts("這個功\\能還沒有做好");', 'puts("這個功能還沒有做好");'),
        Example("老師允許\\可學生早點回家", "老師允許可學生早點回家"),
    ),
    keeps=(
        "C:\\專案\\成功\\能源",
        "許\\王\\李",
        'puts("成功\\n");',
        "功\\能這樣的字在Big5裡會出錯",
    ),
    sources=("Big5: A4-F9 5C; damage.md §5",),
)
