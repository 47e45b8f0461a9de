"""Damage or lesson? What a whole page says about the readings in it.

A lesson glosses by teaching needs; a page generator glosses characters of a conversion table,
all of them wherever they occur. Each observation adds to the log odds of the generator.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from textfix.chars import is_han
from textfix.insertion import glosses
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
AGAIN: Final = 0.8
"""A glossed character that returns with its gloss."""
BARE: Final = -1.5
"""A glossed character that returns without: a lesson glosses once."""
EMBEDDED: Final = 0.4
"""Text goes on after the gloss, and stood before its character: lists and headwords do not."""
ISOLATED: Final = -2.0
FAMILIAR: Final = -9.0
"""Log probability of the two-thousandth character of running text."""
DOUBLED: Final = 4.0
"""One character glossed twice in a row: nobody writes that."""
TORN: Final = 3.0
"""A reading closed but never opened, behind a character torn in two."""
CHANGED_READING: Final = -1.5
"""A character read in two ways: a generator knows one."""
UNUSUAL: Final = -0.8
"""A reading that is not the usual one: what a note is for, and what a table rarely has."""
INTRODUCED: Final = -1.5
"""A reading behind what another one stands behind too: `姓趙(zhào)`, `姓錢(qián)`, `字行(xíng)`."""
FOREIGN: Final = -1.0
"""A Latin word in parentheses that is no syllable: `網(web)`. Who writes that writes more."""
CAP: Final = 6.0
"""No single kind of observation outweighs the others together."""
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
    whole = [g for g in found if g.fits and not g.torn]
    # A tear shows a character before it; `a?b(c)` is code.
    torn = sum(g.torn and g.mark != "" and g.owner > "\x7f" for g in found)
    if not whole and not torn:
        return Page(found, PRIOR, False, {}, True)
    owners = Counter(g.owner for g in whole)
    traditional = _is_traditional(owners)
    places = _of_places(text, whole)
    odds = PRIOR + min(TORN * torn, CAP) + _of_characters(owners, traditional)
    odds += _of_repeats(text, whole, owners) + places + _of_company(text, found, whole)
    # The sibling that glosses any character, here and there, gives itself away by repetition.
    if doubled := _doubled(whole):
        odds = max(odds, PRIOR + min(DOUBLED * doubled, 4 * CAP) + min(places, 0.0))
    said = {g.owner: g.reading for g in whole}
    damaged = odds > 0 and not _is_reader(text, len(whole))
    if damaged:
        found = glosses.with_bare(text, found)
    return Page(found, odds, damaged, said, traditional)


def _is_traditional(owners: Counter[str]) -> bool:
    old = sum(scripts.is_traditional_only(c) for c in owners)
    new = sum(scripts.is_simplified_only(c) for c in owners)
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
    return _capped(CONVERTED * yes + UNCONVERTED * (len(owners) - yes)) + _capped(
        COMMON * common + RARE * (len(owners) - common)
    )


def is_common(ch: str) -> bool:
    """Tell whether a character is one of the two thousand or so that readers of Chinese all know.

    >>> is_common("學"), is_common("贠")
    (True, False)
    """
    model = source_model.load()
    return model.unigram(model.id(ch)) > FAMILIAR


def _of_repeats(text: str, whole: Sequence[Gloss], owners: Counter[str]) -> float:
    """Weigh how consistently the glossed characters are glossed."""
    spelled: dict[str, set[str]] = defaultdict(set)
    for g in whole:
        spelled[g.owner].add(g.reading)
    again = sum(n - 1 for n in owners.values())
    bare = _bare(text, owners)
    changed = sum(len(s) - 1 for s in spelled.values())
    unusual = sum(not _usual(c, r) for c, names in spelled.items() for r in names)
    return _capped(AGAIN * again + BARE * bare + CHANGED_READING * changed) + max(
        UNUSUAL * unusual, -CAP
    )


def _usual(ch: str, reading: str) -> bool:
    return readings.strip_tone(readings.primary(ch)) == readings.strip_tone(reading)


def _doubled(whole: Sequence[Gloss]) -> int:
    """Count the glosses that follow another one of the same character."""
    return sum(b.start == a.end for a, b in pairwise(whole))


def _bare(text: str, owners: Counter[str]) -> int:
    """Count the places where a glossed character stands without a gloss."""
    counts = Counter(text) if len(text) > 2000 * len(owners) else None
    total = sum(counts[c] if counts else text.count(c) for c in owners)
    return max(0, total - sum(owners.values()))


def _of_places(text: str, whole: Sequence[Gloss]) -> float:
    """Weigh whether the glosses stand inside running text, beside characters without any.

    A name or a headword may be glossed from its first character to its last; what a generator
    leaves alone stands around what it glosses.
    """
    inside = 0
    for group in _groups(whole):
        before = text[group[0].start - 2 : group[0].start - 1]
        after = text[group[-1].end : group[-1].end + 1]
        runs_on = bool(after) and (is_han(after) or after in "(（?？")
        inside += len(group) * (runs_on or (bool(before) and is_han(before)))
    outside = len(whole) - inside
    return _capped(EMBEDDED * inside + ISOLATED * outside)


def _capped(odds: float) -> float:
    """Bound what one kind of observation says for damage, for and against taken together.

    Bounding only what speaks for it would let the few exceptions of a long page outweigh it.
    """
    return min(odds, CAP)


def _of_company(text: str, found: Sequence[Gloss], whole: Sequence[Gloss]) -> float:
    """Weigh what stands before the readings, and the words in parentheses that are none."""
    before = Counter({(text[g.start - 2 : g.start - 1], g.owner) for g in whole if g.start > 1})
    same = max(Counter(ch for ch, _ in before).values(), default=0)
    introduced = same if same > 2 and 2 * same > len(before) else 0
    foreign = sum(
        not g.torn and not g.fits and g.owner != "" and is_han(g.owner)
        and not readings.is_syllable(g.reading) for g in found
    )  # fmt: skip
    return max(INTRODUCED * introduced, -CAP) + max(FOREIGN * foreign, -CAP)


def _groups(whole: Sequence[Gloss]) -> list[list[Gloss]]:
    """Put glosses of neighboring characters together."""
    groups: list[list[Gloss]] = []
    for g in whole:
        if groups and g.start - groups[-1][-1].end <= 1:
            groups[-1].append(g)
        else:
            groups.append([g])
    return groups


def _is_reader(text: str, whole: int) -> bool:
    """Tell whether so many characters carry a reading that the text is meant to be read aloud."""
    if whole < 8:
        return False
    han = sum(map(is_han, text)) if len(text) < 20_000 else sum(map(is_han, text[:20_000]))
    share = whole if len(text) < 20_000 else whole * 20_000 / len(text)
    return share > MOST_GLOSSED * han
