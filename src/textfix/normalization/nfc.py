"""normalization.nfc: canonical composition, Han compatibility ideographs left alone.

What: a letter and its combining marks -> the composed letter; Å (Angstrom) -> Å.
Why: two spellings of one character are one word to readers and two to programs.
When not: file names on macOS; compatibility ideographs, unless a setting asks to unify them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from textfix.model import Edit, Finding
from textfix.normalization import forms, odd
from textfix.profiles import Profile
from textfix.rule import Example, Rule

LONGEST: Final = 64
"""Marks on one character; with more it is no writing, and composing takes quadratic time."""

_HAN_FORMS: Final = "\uf900-\ufaff\U0002f800-\U0002fa1f"


_COMPATIBILITY: Final = re.compile(f"[{_HAN_FORMS}]")


@cache
def _patterns(unify: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Match a mark or a character that composition replaces; and a run of marks."""
    marks, alone = forms.pattern("marks"), forms.pattern("alone")
    han = _HAN_FORMS if unify else ""
    return re.compile(f"[{marks}{alone}{han}]"), re.compile(f"[{marks}]*")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find the clusters of a text that are not in Normalization Form C."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return ()
    return list(_found(text, profile.option("compatibility-ideographs") == "unify"))


def _found(text: str, unify: bool) -> Iterator[Finding]:
    one, marks = _patterns(unify)
    end = 0
    for m in one.finditer(text):
        start = m.start()
        if start < end:
            continue
        run = marks.match(text, start + 1 if not marks.fullmatch(m[0]) else start)
        assert run is not None  # it matches the empty run
        end = max(run.end(), start + 1)
        # A cluster begins with the character before its marks, unless that must stay as it is.
        if run.start() == start > 0 and (unify or not _COMPATIBILITY.match(text, start - 1)):
            start -= 1
        if end - start > LONGEST:
            detail = f"{end - start} combining marks in a row are left as they are"
            yield Finding(RULE.name, start, end, (), "report", 1.0, detail)
        elif (new := unicodedata.normalize("NFC", text[start:end])) != text[start:end]:
            yield Finding(RULE.name, start, end, (Edit(start, end, new),))


RULE = Rule(
    name="normalization.nfc",
    what="Compose letters and their combining marks (Normalization Form C).",
    why="the two spellings are canonically equivalent",
    when_not="Where bytes count, as in file names. Compatibility ideographs stay by default.",
    safety="exact",
    profile="normalize",
    wakes=odd.WAKES,
    find=find,
    examples=(
        Example("u\u0308be\u0301", "übé"),
        Example("か\u3099", "が"),
        Example("10 \u212b", "10 Å"),
        Example("\u1112\u1161\u11ab", "한"),
    ),
    keeps=("\uf92c\u4f86 \U0002f81a", "葛\U000e0100城", "㊗️", "Việt Nam", "(ﾟДﾟ)"),
    sources=("UAX #15; Unicode Character Database 15.0",),
)
