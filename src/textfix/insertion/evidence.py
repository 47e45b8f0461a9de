"""Damage or lesson? What a whole page says about the readings in it.

A lesson glosses by teaching needs; a page generator glosses characters of a conversion table,
all of them wherever they occur. Each kind of observation adds to the log odds of the generator:
which characters are glossed (`choice`), where (`places`), with which reading (`usual`), whether
again (`returns`), in what sort of traditional text (`forms`), with what around (`teaching`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from textfix.chars import counted, is_han
from textfix.insertion import (
    choice,
    forms,
    gbk,
    glosses,
    places,
    returns,
    stretches,
    teaching,
    usual,
)
from textfix.insertion.glosses import Gloss
from textfix.language import scripts

PRIOR: Final[dict[bool, float]] = {True: -2.0, False: -2.9}
"""Log odds, generator against lesson, of traditional text with readings and of simplified: all real
pages that were found are traditional, and most lessons are simplified."""
ALONE: Final = -3.0
"""The same for a text without a whole reading: one tear is no page."""
FEW: Final[dict[int, float]] = {1: -2.4, 2: -1.5}
"""So many different characters that are glossed, and no tear: notes on one or two are more varied
than the kinds of lessons that are known here, and a wrong guess harms more than a missed one."""
TORN: Final = 3.0
"""A reading closed but never opened, behind a character torn in two."""
DOUBLED: Final = 4.0
"""One character glossed twice in a row: nobody writes that."""
MOST_TORN: Final = 6.0
MOST_DOUBLED: Final = 24.0
LOOKED_AT: Final = 10_000
"""Characters that tell the script of a page on which all readings are torn."""
MOST_GLOSSED: Final = 0.55
"""Share of the Han characters with a gloss, above which this is a text for reading aloud."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the readings of one text amount to.

    `damaged`: they were pushed in by a generator. `readings`: what each glossed character is
    glossed with; `traditional`: the base is traditional Chinese.
    """

    glosses: tuple[Gloss, ...]
    odds: float
    damaged: bool
    readings: dict[str, str]
    traditional: bool


@lru_cache(maxsize=4)
def weigh(text: str) -> Page:
    """Weigh the readings of a text.

    >>> weigh("經(jīng)濟(jì)發(fā)展,會(huì)議討論").damaged
    True
    >>> weigh("行(xíng)走和銀行(háng)").damaged
    False
    """
    found = tuple(glosses.find(text))
    shorter = stretches.once(text) if found else text
    odds, traditional = _odds(shorter, found if shorter == text else tuple(glosses.find(shorter)))
    said = {g.owner: g.reading for g in found if g.fits and g.mark in glosses.OPENED}
    damaged = odds > 0 and not _is_reader(text, found)
    if damaged:
        found = glosses.with_bare(text, found)
    return Page(found, odds, damaged, said, traditional)


def _odds(text: str, found: Sequence[Gloss]) -> tuple[float, bool]:
    """Return the log odds of damage, and whether the page is traditional."""
    whole = [g for g in found if g.fits and g.mark in glosses.OPENED]
    torn = sum(_is_torn(text, g) for g in found if not g.fits or g.torn)
    shown = min(TORN * torn, MOST_TORN)
    if not whole:
        return ALONE + shown, not torn or _is_traditional(text[:LOOKED_AT])
    owners = {g.owner for g in whole}
    traditional = _is_traditional(owners)
    odds = PRIOR[traditional] + (shown or FEW.get(len(owners), 0.0))
    odds += choice.odds(text, whole, traditional, stretches.is_toned(whole))
    odds += places.odds(text, whole) + usual.odds(whole)
    odds += returns.odds(text, whole) + teaching.odds(text, found, whole)
    if traditional:
        odds += forms.odds(stretches.lines(text, whole))
    # The sibling that glosses any character, here and there, gives itself away by repetition.
    odds += min(DOUBLED * _doubled(whole), MOST_DOUBLED)
    return odds, traditional


def _is_torn(text: str, g: Gloss) -> bool:
    """Tell whether a reading shows a tear before it: `表?yè)`, `款A(yù)`."""
    if g.torn:
        # A tear shows a character before it; `a?b(c)` is code.
        return g.mark != "" and g.owner > "\x7f"
    if g.owner == "\ufffd":
        return True
    if g.fits or g.owner > "\x7f" or g.start < 2 or not is_han(text[g.start - 2]):
        return False
    before = gbk.encode(text[g.start - 2])
    pair = before[-1] << 8 | ord(g.owner) if before and g.owner else 0
    return glosses.fit(gbk.pairs().char.get(pair, ""), g.reading)


def _is_traditional(owners: Iterable[str]) -> bool:
    """Tell the script of glossed characters, or of a text without any; readings of both pass."""
    some = list(owners)
    old = sum(map(scripts.is_traditional_only, some))
    new = sum(map(scripts.is_simplified_only, some))
    return old >= new


def _doubled(whole: Sequence[Gloss]) -> int:
    """Count the glosses that follow another one of the same character."""
    return sum(b.start == a.end for a, b in pairwise(whole))


def _is_reader(text: str, found: Sequence[Gloss]) -> bool:
    """Tell whether so many characters carry a reading that the text is meant to be read aloud."""
    whole = sum(g.fits and not g.torn and text[g.start - 1] == g.owner for g in found)
    if whole < 8:
        return False
    han = sum(count for ch, count in counted(text[:20_000]).items() if is_han(ch))
    share = whole if len(text) < 20_000 else whole * 20_000 / len(text)
    return share > MOST_GLOSSED * han
