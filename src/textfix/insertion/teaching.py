"""What a text that teaches has around its readings: lists, quotation marks, words that explain."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

from textfix.chars import is_han
from textfix.insertion.glosses import Gloss
from textfix.language import readings, scripts

INTRODUCED: Final = -1.5
"""A reading behind what another one stands behind too: `姓趙(zhào)`, `姓錢(qián)`, `字行(xíng)`."""
FOREIGN: Final = -1.0
"""A Latin word in parentheses that is no syllable: `網(web)`. Who writes that writes more."""
WORD: Final = -3.0
"""One that spells the characters before it: `東西(dōngxi)`. Tables have single characters."""
WORDS: Final = range(2, 5)
"""Characters of a word."""
LISTED: Final = -8.0
"""Glossed characters one after the other with nothing but marks between them are a part of all
that are glossed: none of 4,162 pages of generators, most lessons that list new words."""
ROW: Final = 3
SHARE: Final = 0.25
"""Characters that make a list, and the share of the glossed ones that must be in lists."""
QUOTED: Final = -6.0
"""All readings are between quotation marks: 1 of 4,162 pages of generators."""
LONGEST: Final = 24
"""Characters of a quotation before or behind a reading in it; longer ones are speech."""
MISSED: Final = 5
"""Of so many readings in quotations, one may seem to stand outside."""
ABOUT: Final = -2.4
OFTEN: Final = 2
DENSE: Final = 12
"""Only one character is glossed, again and again, one in so many: the text is about it."""
LEAST: Final = -6.0

AROUND: Final = 40
"""Characters before and behind a quotation that may say why it is there."""

_SHOWN: Final = re.compile(
    "拼音|注音|读音|讀音|插入|括号|括號|乱码|亂碼|[伪偽]原[创創]|替[换換]|破[坏壞]|pinyin"
    "|[这這那][种種样樣些]的?[文写寫][字法]",
    re.IGNORECASE,
)
"""Words of a line that shows readings, or damage, on purpose."""

_OPEN_ANY: Final = re.compile(r"[“‘「『《\"'`][^“”‘’「」『』《》\"'`\n]*\Z")
_CLOSE_ANY: Final = re.compile(r"[^“”‘’「」『』《》\"'`\n]*[”’」』》\"'`]")
_OPENING: Final = re.compile(r"[“‘「『\"][^“”‘’「」『』\"\n]*\Z")
_CLOSING: Final = re.compile(r"[^“”‘’「」『』\"\n]*[”’」』\"]")


def odds(text: str, found: Sequence[Gloss], whole: Sequence[Gloss]) -> float:
    """Weigh what stands around the readings, and the words in parentheses that are none.

    >>> from textfix.insertion import glosses
    >>> found = list(glosses.find("生詞:開(kāi)、關(guān)、門(mén)"))
    >>> odds("生詞:開(kāi)、關(guān)、門(mén)", found, found)
    -8.0
    """
    before = {(text[g.start - 2 : g.start - 1], g.owner) for g in whole if g.start > 1}
    same = max(Counter(ch for ch, _ in before if is_han(ch)).values(), default=0)
    introduced = same if same > 2 and 2 * same > len({ch for _, ch in before}) else 0
    return (
        max(INTRODUCED * introduced, LEAST)
        + max(sum(_of_word(text, g) for g in found if not g.fits), LEAST)
        + LISTED * _is_listed(text, whole)
        + QUOTED * all_quoted(text, whole)
        + ABOUT * _is_about_one(text, whole)
    )


def _of_word(text: str, g: Gloss) -> float:
    """Weigh what is in parentheses behind a Han character and is none of its readings."""
    if g.torn or not g.owner or not is_han(g.owner) or readings.is_syllable(g.reading):
        return 0.0
    return WORD if any(_spells(text[g.start - n : g.start], g.reading) for n in WORDS) else FOREIGN


def _spells(word: str, reading: str) -> bool:
    """Tell whether a word is read so, tones left out (they change inside words).

    >>> _spells("東西", "dōngxi"), _spells("網頁", "web")
    (True, False)
    """
    marks = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    rests = {"".join(ch for ch in marks if not unicodedata.combining(ch))}
    for ch in word:
        rests = {r.removeprefix(k) for r in rests for k in readings.toneless(ch) if r.startswith(k)}
    return "" in rests


def _is_listed(text: str, whole: Sequence[Gloss]) -> bool:
    """Tell whether many of the glossed characters are in lists of such.

    Long explanations may stand between the entries: only a short stretch of Han ends a list.
    """
    listed: set[str] = set()
    row: set[str] = set()
    end = -1
    for g in whole:
        if not is_alone(text, g):
            row = set()
            continue
        mark = text[end : g.start - 1] if row and g.start - 1 - end < 3 else ""
        if any(map(is_han, mark)):
            row = set()
        row.add(g.owner)
        # A row may be as long as the text: its beginning is copied, the rest taken one by one.
        if len(row) == ROW:
            listed |= row
        elif len(row) > ROW:
            listed.add(g.owner)
        end = g.end
    return bool(listed) and len(listed) >= SHARE * len({g.owner for g in whole})


def _is_about_one(text: str, whole: Sequence[Gloss]) -> bool:
    """Tell whether one character, in whichever forms, is all that is glossed, and often."""
    if len(whole) < OFTEN or len(set(map(scripts.simplified_of, {g.owner for g in whole}))) > 1:
        return False
    between = text[whole[0].start - 1 : whole[-1].end]
    most = DENSE * len(whole)
    return len(between) < 10 * most and sum(map(is_han, between)) < most


_BRACKETS: Final = "()（）"


def is_alone(text: str, g: Gloss) -> bool:
    """Tell whether a gloss and its character stand between marks, spaces or line ends."""
    after = text[g.end : g.end + 1]
    if after.isalnum() or (after and after in _BRACKETS):
        return False
    before = text[max(0, g.start - 2) : g.start - 1]
    return not (before.isalnum() or (before and before in _BRACKETS))


def all_quoted(text: str, whole: Sequence[Gloss]) -> bool:
    """Tell whether every reading stands in a short quotation, and more than one does."""
    if len(whole) < 2:
        return False
    allowed = len(whole) // MISSED
    for g in whole:
        allowed -= not _is_quoted(text, g)
        if allowed < 0:
            return False
    return True


def _is_quoted(text: str, g: Gloss) -> bool:
    opening = _OPENING.search(text, max(0, g.start - LONGEST), g.start)
    return opening is not None and _CLOSING.match(text, g.end, g.end + LONGEST) is not None


def is_shown(text: str, start: int, end: int) -> bool:
    """Tell whether a place is quoted in a line that speaks of readings or of damage."""
    opening = _OPEN_ANY.search(text, max(0, start - LONGEST), start)
    closing = _CLOSE_ANY.match(text, end, end + LONGEST)
    if opening is None or closing is None:
        return False
    low = max(text.rfind("\n", 0, opening.start()) + 1, opening.start() - AROUND)
    behind = text[closing.end() : closing.end() + AROUND].partition("\n")[0]
    return any(map(_SHOWN.search, (text[low : opening.start()], behind)))
