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
from textfix.mojibake.health import coded, marks
from textfix.mojibake.shown.strict import read_in

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


BESIDE: Final = 400
"""Characters of a line on each side in which what is quoted may stand as it should be."""

NAMED: Final = 20
"""Characters before a quotation in which the wrong reader may be named."""

_HANDLED: Final = re.compile(
    r"""[^\n'"`]{0,80}['"`]\s*(?:\.\s*(?:encode|decode|getBytes)\s*\(|"""
    r""",\s*['"](?:latin|iso-?8859|binary|cp125|windows-125))""",
    re.IGNORECASE,
)
"""A literal of code whose bytes are read again: damaged on purpose."""

_READER: Final = re.compile(
    r"(?<![\w=:\"'-])(?:latin-?1|iso-?8859-\d+|cp125\d|windows-125\d)(?![\w\"'-])", re.IGNORECASE
)
"""The name of a reader that shows every byte, in a sentence; not as a setting."""


def quoted(text: str, f: Finding) -> bool:
    """Tell whether the line itself shows that something is quoted: code, a name, or the answer."""
    line = max(text.rfind("\n", 0, f.start) + 1, f.start - NAMED)
    if _HANDLED.match(text, f.end) or _READER.search(text, line, f.start):
        return True
    if not f.edits:
        return False
    if coded.shown(text, f):
        return True
    shown = marks.shows(text, f.start, f.end, read_in(text, f.start, f.end, f.edits))
    shown = shown or all(marks.shows(text, e.start, e.end, e.new) for e in f.edits)
    return shown or _answered(text, f)


def _answered(text: str, f: Finding) -> bool:
    """Tell whether all that would be put in stands in the same line already."""
    low = max(text.rfind("\n", 0, f.start) + 1, f.start - BESIDE)
    high = text.find("\n", f.end, f.end + BESIDE)
    high = f.end + BESIDE if high < 0 else high
    rest = text[low : f.start] + "\n" + text[f.end : high]
    words = [e.new for e in f.edits if not e.new.isascii()]
    return any(len(word) > 1 for word in words) and all(word in rest for word in words)


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
        return _report(f)


def guard(text: str, found: Iterable[Finding]) -> list[Finding]:
    """Turn findings near talk of mojibake into reports; a text without findings is not read."""
    findings = list(found)
    if not findings:
        return findings
    damaged = sum(e.end - e.start for f in findings for e in f.edits)
    if damaged < MOSTLY * len(text):
        findings = [_report(f) if quoted(text, f) else f for f in findings]
    return of(text).guard(findings)


def _report(f: Finding) -> Finding:
    return f._replace(safety="report", detail=f"quoted where mojibake is talked about: {f.detail}")


def of(text: str) -> Talk:
    """Return where a text talks about mojibake.

    >>> of("what is mojibake?").places
    (8,)
    """
    low = text.lower()
    if not any(word in low for word in _STEMS):
        return Talk((), len(text))
    return Talk(tuple(m.start() for m in _WORDS.finditer(text)), len(text))
