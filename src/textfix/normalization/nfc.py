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

from textfix.chars import Chars
from textfix.model import Edit, Finding
from textfix.normalization import forms
from textfix.profiles import Profile
from textfix.rule import Example, Rule, Wake

LONGEST: Final = 64
"""Marks on one character; with more it is no writing, and composing takes quadratic time."""

_HAN_FORMS: Final = "\uf900-\ufaff\U0002f800-\U0002fa1f"
WAKE: Final[Chars] = (
    (0x0300, 0x0374), (0x037E, 0x037E), (0x0387, 0x0387), (0x0483, 0x0487), (0x0591, 0x0963),
    (0x09BC, 0x1DFF), (0x1F71, 0x2001), (0x20D0, 0x2126), (0x212A, 0x212B), (0x2329, 0x232A),
    (0x2ADC, 0x2ADC), (0x2CEF, 0x2FDF), (0x302A, 0x302F), (0x3099, 0x309A), (0xA66F, 0xABFF),
    (0xD834, 0xD834), (0xD800, 0xD83A), (0xD87E, 0xD87E), (0xF900, 0xFAFF), (0xFB1D, 0xFB4E),
    (0xFE20, 0xFE2F),
)  # fmt: skip
"""All marks and singletons below U+10000, the planes' leads of the rest, and the radicals."""


@cache
def _clusters(unify: bool) -> re.Pattern[str]:
    """Match a character with its marks, or a character that composition replaces."""
    marks, alone = forms.pattern("marks"), forms.pattern("alone")
    han = _HAN_FORMS if unify else ""
    base = f"[^{marks}]" if unify else f"[^{marks}{_HAN_FORMS}]"
    return re.compile(f"{base}?[{marks}]+|[{alone}{han}]")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find the clusters of a text that are not in Normalization Form C."""
    if text.isascii():
        return ()
    return list(_found(text, profile.option("compatibility-ideographs") == "unify"))


def _found(text: str, unify: bool) -> Iterator[Finding]:
    for m in _clusters(unify).finditer(text):
        old = m[0]
        if len(old) > LONGEST:
            detail = f"{len(old)} combining marks in a row are left as they are"
            yield Finding(RULE.name, m.start(), m.end(), (), "report", 1.0, detail)
            continue
        new = unicodedata.normalize("NFC", old)
        if new != old:
            yield Finding(RULE.name, m.start(), m.end(), (Edit(m.start(), m.end(), new),))


RULE = Rule(
    name="normalization.nfc",
    what="Compose letters and their combining marks (Normalization Form C).",
    why="the two spellings are canonically equivalent",
    when_not="Where bytes count, as in file names. Compatibility ideographs stay by default.",
    safety="exact",
    profile="normalize",
    wakes=(Wake(WAKE),),
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
