"""Damage or lesson? What a whole page says about the readings in it.

A lesson glosses by teaching needs; a page generator glosses characters of a conversion table,
all of them wherever they occur. Each observation adds to the log odds of the generator.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from textfix.chars import counted, is_han
from textfix.insertion import glosses, returns, teaching
from textfix.insertion.glosses import Gloss
from textfix.language import model as source_model
from textfix.language import readings, scripts

# Log odds, generator against lesson. The shares behind them were counted on pages made by
# `channels` from training prose, and on lessons with random and first-occurrence readings.
PRIOR: Final = -3.0
CONVERTED: Final = 0.9
"""A glossed character that conversion changes: all of a generator's, 4 in 10 of a lesson's."""
UNCONVERTED: Final = -4.0
COMMON: Final = 0.6
RARE: Final = -1.0
"""A glossed character that every reader knows, or one that needs a note."""
EMBEDDED: Final = 0.4
"""Text goes on after the gloss, and stood before its character: lists and headwords do not."""
ISOLATED: Final = -2.0
FAMILIAR: Final = -9.0
"""Log probability of the two-thousandth character of running text."""
DOUBLED: Final = 4.0
"""One character glossed twice in a row: nobody writes that."""
TORN: Final = 3.0
"""A reading closed but never opened, behind a character torn in two."""
UNUSUAL: Final = -0.8
"""A reading that is not the usual one: what a note is for, and what a table rarely has."""
CAP: Final = 4.0
"""No single kind of observation outweighs the others together."""
ALIKE: Final = 5.0
"""Converted and known to all: most of what a lesson in traditional characters notes is both."""
LEAST: Final = -6.0
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
    whole = [g for g in found if g.fits and g.mark in glosses.OPENED]
    # A tear shows a character before it; `a?b(c)` is code.
    torn = sum(g.owner > "\x7f" if g.torn else g.owner == "\ufffd" for g in found if g.mark)
    if not whole and not torn:
        return Page(found, PRIOR, False, {}, True)
    owners = Counter(g.owner for g in whole)
    traditional = _is_traditional(owners or text[:LOOKED_AT])
    places = _of_places(text, whole)
    odds = PRIOR + min(TORN * torn, MOST_TORN) + _of_characters(owners, traditional)
    odds += places + _of_readings(whole)
    odds += _capped(returns.odds(text, whole)) + teaching.odds(text, found, whole)
    # The sibling that glosses any character, here and there, gives itself away by repetition.
    if doubled := _doubled(whole):
        odds = max(odds, PRIOR + min(DOUBLED * doubled, MOST_DOUBLED) + min(places, 0.0))
    said = {g.owner: g.reading for g in whole}
    damaged = odds > 0 and not _is_reader(text, len(whole))
    if damaged:
        found = glosses.with_bare(text, found)
    return Page(found, odds, damaged, said, traditional)


def _is_traditional(owners: Iterable[str]) -> bool:
    """Tell the script of glossed characters, or of a text without any; readings of both pass."""
    some = list(owners)
    old = sum(map(scripts.is_traditional_only, some))
    new = sum(map(scripts.is_simplified_only, some))
    return old >= new


def converted(ch: str, traditional: bool) -> bool:
    """Tell whether a conversion of scripts yields (or starts from) this character.

    >>> converted("經", True), converted("人", True)
    (True, False)
    """
    if traditional:
        return ch in scripts.converted_targets() or scripts.simplified_of(ch) != ch
    return scripts.traditional_of(ch) != (ch,)


def _of_characters(owners: Counter[str], traditional: bool) -> float:
    yes = sum(converted(c, traditional) for c in owners)
    common = sum(map(is_common, owners))
    known = COMMON * common + RARE * (len(owners) - common)
    changed = CONVERTED * yes + UNCONVERTED * (len(owners) - yes)
    return min(_capped(changed) + _capped(known), ALIKE)


def is_common(ch: str) -> bool:
    """Tell whether a character is one of the two thousand or so that readers of Chinese all know.

    >>> is_common("學"), is_common("贠")
    (True, False)
    """
    model = source_model.load()
    return model.unigram(model.id(ch)) > FAMILIAR


def _of_readings(whole: Sequence[Gloss]) -> float:
    """Weigh the readings that are not the usual ones."""
    unusual = sum(not _usual(c, r) for c, r in {(g.owner, g.reading) for g in whole})
    return max(UNUSUAL * unusual, LEAST)


def _usual(ch: str, reading: str) -> bool:
    return readings.strip_tone(readings.primary(ch)) == readings.strip_tone(reading)


def _doubled(whole: Sequence[Gloss]) -> int:
    """Count the glosses that follow another one of the same character."""
    return sum(b.start == a.end for a, b in pairwise(whole))


def _of_places(text: str, whole: Sequence[Gloss]) -> float:
    """Weigh whether the glosses stand inside running text, beside characters without any.

    A name or a headword may be glossed from its first character to its last; what a generator
    leaves alone stands around what it glosses.
    """
    inside = first = 0  # `first`: the first gloss of neighboring characters
    for k, g in enumerate(whole, 1):
        if k < len(whole) and whole[k].start - g.end <= 1:
            continue
        start, after = whole[first].start, text[g.end : g.end + 1]
        before = text[start - 2 : start - 1]
        runs_on = bool(after) and (is_han(after) or after in "(（?？")
        inside += (k - first) * (runs_on or (bool(before) and is_han(before)))
        first = k
    outside = len(whole) - inside
    # That one character is, again and again, says it of that character only.
    different = len({g.owner for g in whole}) / max(1, len(whole))
    return _capped((EMBEDDED * inside + ISOLATED * outside) * different)


def _capped(odds: float) -> float:
    """Bound what one kind of observation says for damage, for and against taken together.

    Bounding only what speaks for it would let the few exceptions of a long page outweigh it.
    """
    return min(odds, CAP)


def _is_reader(text: str, whole: int) -> bool:
    """Tell whether so many characters carry a reading that the text is meant to be read aloud."""
    if whole < 8:
        return False
    han = sum(count for ch, count in counted(text[:20_000]).items() if is_han(ch))
    share = whole if len(text) < 20_000 else whole * 20_000 / len(text)
    return share > MOST_GLOSSED * han
