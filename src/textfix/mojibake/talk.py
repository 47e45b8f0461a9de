"""Texts that talk about mojibake: what they quote was damaged on purpose.

Law: a quotation is reported and left; a text that is mostly damaged is no quotation.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from textfix.model import Finding

REACH: Final = 3000
"""Characters around a word within which what looks damaged is taken for its example."""

MOSTLY: Final = 0.4
"""Share of damaged characters from which a text is no talk but damaged."""

_WORDS: Final = re.compile(
    r"mojibake|ftfy|garbled|mis-?decod|wrong(?:ly)? (?:en|de)cod|wrong charset|double.encod"
    r"|乱码|亂碼|文字化け|锟斤拷(?=[”」』\"'’、])|編碼錯|编码错|깨진 글자|кракозябр",
    re.IGNORECASE,
)

_STEMS: Final = (
    *("mojibake", "ftfy", "garbled", "decod", "encod", "wrong charset"),
    *("乱码", "亂碼", "文字化け", "锟斤拷", "編碼錯", "编码错", "깨진 글자", "кракозябр"),
)
"""What every such word holds, in small letters: plain search is many times faster."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Where a text talks about mojibake, and how long it is."""

    places: tuple[int, ...]
    size: int

    def guard(self, found: Iterable[Finding]) -> list[Finding]:
        """Turn findings near such talk into reports, unless most of the text is damaged."""
        findings = list(found)
        if not self.places or not findings:
            return findings
        damaged = sum(e.end - e.start for f in findings for e in f.edits)
        if damaged >= MOSTLY * self.size:
            return findings
        return [self._quoted(f) for f in findings]

    def _quoted(self, f: Finding) -> Finding:
        k = bisect_left(self.places, f.start - REACH)
        if k == len(self.places) or self.places[k] > f.end + REACH:
            return f
        return f._replace(
            safety="report", detail=f"quoted where mojibake is talked about: {f.detail}"
        )


def guard(text: str, found: Iterable[Finding]) -> list[Finding]:
    """Turn findings near talk of mojibake into reports; a text without findings is not read."""
    findings = list(found)
    return of(text).guard(findings) if findings else findings


def of(text: str) -> Talk:
    """Return where a text talks about mojibake.

    >>> of("what is mojibake?").places
    (8,)
    """
    low = text.lower()
    if not any(word in low for word in _STEMS):
        return Talk((), len(text))
    return Talk(tuple(m.start() for m in _WORDS.finditer(text)), len(text))
