"""mojibake.european: accented Latin, Cyrillic and Greek read wrong, as ftfy repairs them.

What: `crÃ¨me` -> `crème`, `â€œquotesâ€\x9d`, `Ð¿Ñ€Ð¸Ð²ÐµÑ‚`: ftfy's encoding steps, no typography.
Why: ftfy knows these pairs; it runs where nothing CJK was found, for it would ruin that.
When not: lines with CJK damage, lines that stay odd, talk about mojibake.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from textfix import codecs
from textfix.model import Edit, Finding
from textfix.mojibake import survey
from textfix.mojibake.health import judge, ordered, talk, wakes, words
from textfix.mojibake.letters import better, c1, gaps, lone, proof, scripts
from textfix.mojibake.shown import views
from textfix.profiles import Profile
from textfix.rule import Example, Rule

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

_PHRASE: Final = re.compile("[a-zA-Z ]*")
"""What may stand between two damaged places that are told together: words of the same phrase."""


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find stretches without CJK damage that ftfy repairs and that read better afterwards."""
    import numpy as np

    codes, woken, places = wakes.look(text)
    alone = lone.places(codes)
    if not len(places) and not len(alone):
        return ()
    found = survey.of(text, profile.expect) if len(woken) else survey.Survey(())
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
    places = np.union1d(places[wanted], alone)
    places = places[~damaged[ends.searchsorted(places)]].tolist()
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
    new = _sure(old, _read(old, before))
    good = [new] if _good(old, new, before) else []
    # Where several readers explain a line, ftfy takes the first.
    rivals = lone.readings(old) - {new} if good else {lone.read(old)}
    good += [r for r in rivals if _good(old, r, before)]
    if not good:
        return
    scores = judge.likelihoods(good).tolist()
    best = max(range(len(good)), key=scores.__getitem__)
    new = good[best] if scores[best] - scores[0] >= gaps.MARGIN else good[0]
    phrase: list[Edit] = []
    listed = ordered.nats(views.points(old)) == ordered.NEXT
    for first, last, put in better.changed(old, new):
        if listed[first + 1 : last].all() and last - first > ordered.STEPS:  # `Ö×Ø`
            continue
        if phrase and not _PHRASE.fullmatch(old, phrase[-1].end - start, first):
            yield _finding(phrase)
            phrase = []
        phrase.append(Edit(start + first, start + last, put))
    if phrase:
        yield _finding(phrase)


def _good(old: str, new: str, before: str) -> bool:
    """Tell whether a reading is another, needs no further one, and is better."""
    if new == old or _sure(new, gaps.read(new, before)) != new or not words.cased(new):
        return False
    if any(scripts.odd(new, a, b) for a, b, _ in better.changed(new, old)):
        return False
    return better.better(old, new)


def _sure(old: str, new: str) -> str:
    """Return a reading without the runs that lost bytes, or in which a control is for no mark.

    Those stand as they did: what is left of them tells.
    """
    if "\ufffd" not in new and not c1.CONTROL.search(old):
        return new
    parts = better.BEYOND.split(old)
    if parts != better.BEYOND.split(new):
        return old if "\ufffd" in new else new
    out = [parts[0]]
    found = zip(better.BEYOND.finditer(old), better.BEYOND.findall(new), parts[1:], strict=True)
    for m, put, rest in found:
        lost = "\ufffd" in put and not proof.spelled(m[0], put)
        control = c1.CONTROL.search(m[0]) and c1.mixed(old, *m.span()) != put
        out += (m[0] if lost or (control and not proof.spelled(m[0], put)) else put, rest)
    return "".join(out)


def _finding(edits: Sequence[Edit]) -> Finding:
    start, end = edits[0].start, edits[-1].end
    return Finding(RULE.name, start, end, tuple(edits), "likely", SURE, "ftfy's fix_encoding")


RULE = Rule(
    name="mojibake.european",
    what="Repair accented Latin, Cyrillic and Greek letters that were read wrong, as ftfy does.",
    why="ftfy's encoding repair finds the way back, and the result is likelier in some language",
    when_not="Lines with CJK damage; what stays odd afterwards; quotations of mojibake on purpose.",
    safety="likely",
    profile="repair",
    wakes=(*wakes.woken()[:1], lone.wake(), wakes.BROKEN),
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
