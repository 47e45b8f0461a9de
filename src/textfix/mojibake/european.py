"""mojibake.european: accented Latin, Cyrillic and Greek read wrong, as ftfy repairs them.

What: `crÃ¨me` -> `crème`, `â€œquotesâ€\x9d`, `Ð¿Ñ€Ð¸Ð²ÐµÑ‚`: ftfy's encoding steps, no typography.
Why: ftfy knows these pairs; it runs where nothing CJK was found, for it would ruin that.
When not: lines with CJK damage, lines that stay odd, talk about mojibake.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from textfix import codecs
from textfix.model import Edit, Finding
from textfix.mojibake import gaps, judge, odd, ordered, sense, survey, talk, views, wakes
from textfix.profiles import Profile
from textfix.rule import Example, Rule

GAIN: Final = 4.0
"""Nats that a repair must gain: ftfy is careful, but short strings are short evidence."""

BETTER: Final = 4
"""How many times fewer places must be odd afterwards."""

GAIN_ODD: Final = 5.0
"""What must be gained where one odd place stays: a repaired letter may be rare (`Noël`). Where
more stay, ftfy has taken a reader for another (`brÝlÊe`)."""

SURE: Final = 0.97
LONGEST: Final = 4000
"""Characters handed to ftfy at once."""

_STRETCH: Final = re.compile(
    rf"[^\n\r\u2028\u2029\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]{{2,{LONGEST}}}"
)
"""What lies between line ends and CJK characters."""

_SIGNS: Final = "¤¦¨´¸¼½¾"
_FIFTEENTH: Final = str.maketrans("€ŠšŽžŒœŸ", _SIGNS)
"""What Latin-1 shows for the bytes of the letters that only ISO-8859-15 has."""

_CONTROL: Final = re.compile("[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")
"""Controls for which cp1252 has letters: it was not the reader."""

_BEYOND: Final = re.compile("[^\x00-\x7f]+")
_PHRASE: Final = re.compile("[a-zA-Z ]*")
"""What may stand between two damaged places that are told together: words of the same phrase."""


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find stretches without CJK damage that ftfy repairs and that read better afterwards."""
    import numpy as np

    codes, _, places = wakes.look(text)
    if not len(places):
        return ()
    found = survey.of(text, profile.expect)
    if found.stretches and not found.regions:
        return ()
    ends = np.flatnonzero(codes == 10)
    damaged = np.zeros(len(ends) + 1, np.bool_)
    for s in found.stretches:
        first = ends.searchsorted([p.start for p in s.pieces]).tolist()
        last = ends.searchsorted([p.end for p in s.pieces]).tolist()
        for low, high in zip(first, last, strict=True):
            damaged[low : high + 1] = True
    # All of Cyrillic prose may be bytes: only what is odd there is worth a look.
    unread = np.zeros(len(text), np.bool_)
    for start, end in found.regions:
        unread[start:end] = True
    wanted = unread[places] | (judge.kinds()[codes[places]] != judge.CYRILLIC_KIND)
    places = places[wanted & ~damaged[ends.searchsorted(places)]].tolist()
    return talk.guard(text, _found(text, places)) if places else ()


def _found(text: str, places: Sequence[int]) -> Iterator[Finding]:
    """Try each stretch that holds one of the places once."""
    k = 0
    for stretch in _STRETCH.finditer(text):
        k = bisect_left(places, stretch.start(), k)
        if k == len(places):
            return
        if places[k] >= stretch.end():
            continue
        start = stretch.start()
        line = text.rfind("\n", max(0, start - LONGEST), start) + 1
        before = text[max(line, start - LONGEST) : start]
        yield from _repaired(stretch[0], start, before)


def _read(old: str, before: str) -> str:
    """Return what a text reads like, also where ISO-8859-15 showed it.

    That is where controls stand for which cp1252 has letters, beside the few that Latin-1 lacks.
    """
    if _CONTROL.search(old) and codecs.get("iso8859-15").encode(old) is not None:
        latin = old.translate(_FIFTEENTH)
        new = gaps.read(latin, before) if latin != old else old
        if new != latin and all(new.count(ch) == old.count(ch) for ch in _SIGNS):
            return new
    return gaps.read(old, before)


def _repaired(old: str, start: int, before: str) -> Iterator[Finding]:
    new = _read(old, before)
    if new == old or gaps.read(new, before) != new or "\ufffd" in new or _thin(old, new):
        return
    if judge.has_cjk(new) or not sense.cased(new):
        return
    left = len(odd.places(new))
    # Control characters that become marks of cp1252, one for one, prove nothing.
    if (left > 1 or len(new) == len(old)) and left * BETTER > len(odd.places(old)):
        return
    standing, after = judge.likelihoods([old, new])
    if after - standing < (GAIN_ODD if left else GAIN):
        return
    phrase: list[Edit] = []
    listed = ordered.nats(views.points(old)) == ordered.NEXT
    for first, last, put in _changed(old, new):
        if listed[first + 1 : last].all() and last - first > ordered.STEPS:  # `Ö×Ø`
            continue
        if phrase and not _PHRASE.fullmatch(old, phrase[-1].end - start, first):
            yield _finding(phrase)
            phrase = []
        phrase.append(Edit(start + first, start + last, put))
    if phrase:
        yield _finding(phrase)


def _finding(edits: Sequence[Edit]) -> Finding:
    start, end = edits[0].start, edits[-1].end
    return Finding(RULE.name, start, end, tuple(edits), "likely", SURE, "ftfy's fix_encoding")


def _changed(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Yield what changed from one text to the other: run by run, as far as ASCII stands between."""
    runs = [m.span() for m in _BEYOND.finditer(old)]
    theirs = _BEYOND.findall(new)
    if _BEYOND.split(old) == _BEYOND.split(new):
        for (first, last), put in zip(runs, theirs, strict=True):
            if old[first:last] != put:
                yield first, last, put
        return
    head = next((k for k, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    yield head, len(old) - tail, new[head : len(new) - tail]


def _thin(old: str, new: str) -> bool:
    """Tell whether a repair rests on one letter of another script, or on controls and no letter.

    Or on what nobody writes: no character, or one letter with bytes left beside it (`Ѽπ`).
    """
    if any(unicodedata.category(ch) in "CnCo" and ch not in old for ch in new):
        return True
    letters = [ch for ch in new if ch.isalpha()]
    if not letters:
        return len(old) == len(new)
    put = [k for k, ch in enumerate(new) if ch > "\x7f" and ch not in old]
    if len(put) == 1 and new[put[0]].isalpha() and _high(new, put[0] - 1) + _high(new, put[0] + 1):
        return True
    kind = int(judge.kinds()[min(ord(letters[0]), 0x10000)])
    return len(letters) == 1 and letters[0] > "\x7f" and kind != judge.LATIN_KIND


def _high(text: str, place: int) -> bool:
    return 0 <= place < len(text) and text[place] > "\x7f"


RULE = Rule(
    name="mojibake.european",
    what="Repair accented Latin, Cyrillic and Greek letters that were read wrong, as ftfy does.",
    why="ftfy's encoding repair finds the way back, and the result is likelier in some language",
    when_not="Lines with CJK damage; what stays odd afterwards; quotations of mojibake on purpose.",
    safety="likely",
    profile="repair",
    wakes=wakes.woken()[:1],
    find=find,
    examples=(
        Example("Une crÃ¨me brÃ»lÃ©e, s'il vous plaÃ®t", "Une crème brûlée, s'il vous plaît"),
        Example("It â€™s done", "It ’s done", "quotes stay curly"),
        Example("NoÃ«l", "Noël"),
        Example("10 â‚¬", "10 €"),
    ),
    keeps=("Was für Bären größer sind", "Ça va ? À bientôt", "AÑO NUEVO", "©2024 Ünïcode®"),
    sources=("https://github.com/rspeer/python-ftfy (Apache-2.0)",),
)
