"""Which characters are glossed, of those that could be: chosen by need or by a table.

A generator glosses characters that conversion changes, a good part of those that stand there, and
common ones no less than rare ones; a lesson picks few, or the hard ones, converted or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Final

from textfix.chars import counted, is_han
from textfix.insertion import habits, stretches
from textfix.insertion.glosses import Gloss
from textfix.insertion.habits import Habits
from textfix.language import model as source_model
from textfix.language import scripts

FAMILIAR: Final = -9.0
"""Log probability of the two-thousandth character of running text."""
KNOWN: Final = (-6.5, -8.1, FAMILIAR)
"""Log probabilities of the hundredth, the eight-hundredth and the two-thousandth character."""

SEEN: Final = frozenset("業發網產創經聯數現據應務會國學進動實習對個領計機關")
"""What the shorter lists of real pages are known to hold (576 pairs of page and character)."""

# Five shares of converted characters that are glossed: of the seen ones and of four ranks; then of
# the other characters by rank. Generators and lessons: clusters of 1,400 pages and 1,000 lessons
# made from training prose, rounded. How many of them are of which kind is a guess, and so are the
# rows at the end of both.
NEVER: Final = (0.0015,) * 4

TABLES: Final[Habits] = (
    (0.24, (0.55, 0.53, 0.54, 0.53, 0.48, *NEVER)),
    (0.14, (0.46, 0.42, 0.40, 0.30, 0.20, *NEVER)),
    (0.08, (0.31, 0.31, 0.31, 0.31, 0.31, *NEVER)),
    (0.10, (0.77, 0.73, 0.76, 0.76, 0.74, *NEVER)),
    (0.08, (0.16, 0.17, 0.13, 0.10, 0.10, *NEVER)),
    (0.08, (0.25, 0.22, 0.19, 0.10, 0.04, *NEVER)),
    (0.04, (0.98, 0.98, 0.98, 0.97, 0.95, *NEVER)),
    (0.10, (0.97, 0.40, 0.12, 0.03, 0.01, *NEVER)),
    (0.08, (0.97, 0.02, 0.01, 0.01, 0.005, *NEVER)),
    (0.06, (0.45, 0.02, 0.01, 0.01, 0.005, *NEVER)),
)
"""Pages with a list of converted characters: shares of all, the common ones, the seen ones."""

DRAWN: Final[Habits] = (
    (0.4, (0.12,) * 9),
    (0.4, (0.25,) * 9),
    (0.2, (0.38,) * 9),
)
"""Paragraphs of the sibling that draws any characters and writes no tones."""

TAUGHT: Final[Habits] = (
    (0.20, (0.03, 0.04, 0.05, 0.07, 0.07, 0.02, 0.03, 0.05, 0.07)),  # a few words
    (0.20, (0.05, 0.06, 0.16, 0.19, 0.20, 0.04, 0.16, 0.18, 0.14)),  # new words
    (0.11, (0.15, 0.19, 0.08, 0.03, 0.01, 0.16, 0.07, 0.04, 0.02)),  # what is read in two ways
    (0.12, (0.92, 0.92, 0.91, 0.91, 0.93, 0.90, 0.88, 0.87, 0.85)),  # readers
    (0.08, (0.06, 0.09, 0.29, 0.32, 0.39, 0.05, 0.25, 0.34, 0.24)),  # many words
    (0.08, (0.08, 0.04, 0.33, 0.82, 0.98, 0.02, 0.14, 0.81, 0.97)),  # hard characters
    (0.10, (0.01, 0.02, 0.03, 0.25, 0.72, 0.02, 0.02, 0.28, 0.84)),  # harder ones
)
"""Lessons, by the sentences of them that have a reading."""

CONVERTED: Final[Habits] = (
    (0.04, (0.03, 0.04, 0.08, 0.15, 0.30, 0.003, 0.003, 0.005, 0.005)),  # a few
    (0.03, (0.25, 0.28, 0.30, 0.30, 0.30, 0.003, 0.003, 0.003, 0.009)),  # more
    (0.02, (0.60, 0.60, 0.60, 0.60, 0.60, 0.003, 0.003, 0.003, 0.004)),  # most
    (0.005, (0.97, 0.97, 0.97, 0.97, 0.97, 0.003, 0.003, 0.003, 0.003)),  # all
)
"""Lessons in the traditional forms of characters; in simplified text nobody sees what those are."""

UNSEEN: Final = 0.1
"""So many times as rare are lessons on them there: they just happen to be."""

_LESSONS: Final[dict[bool, Habits]] = {
    True: TAUGHT + CONVERTED,
    False: TAUGHT + tuple((UNSEEN * share, ps) for share, ps in CONVERTED),
}

LEAST: Final = -9.0
"""The choice alone must not decide: lists are longer than those that were seen."""
TONELESS: Final = 0.9
"""Readings without tones that are drawn from all characters: seldom a lesson's."""


def odds(text: str, whole: Sequence[Gloss], traditional: bool, toned: bool) -> float:
    """Weigh which characters of the lines between the first gloss and the last are glossed.

    >>> from textfix.insertion import glosses
    >>> text = "開(kāi)門(mén)見山,說(shuō)話算話,會(huì)有人聽"
    >>> odds(text, list(glosses.find(text)), True, True) > 0
    True
    """
    lines = stretches.lines(text, whole)
    lessons = _LESSONS[traditional]
    found = max(habits.odds(*_tally([(lines, whole)], traditional), TABLES, lessons), LEAST)
    if toned:
        return found
    drawn = habits.odds(*_tally(stretches.paragraphs(text, whole), traditional), DRAWN, lessons)
    return max(found, drawn + TONELESS)


def _tally(
    parts: Iterable[tuple[str, Sequence[Gloss]]], traditional: bool
) -> tuple[list[int], list[int]]:
    """Count the characters of each rank that are glossed, and those that are not."""
    yes, no = [0] * 9, [0] * 9
    for part, inside in parts:
        owners = {g.owner for g in inside}
        for ch in counted(part):
            if is_han(ch):
                (yes if ch in owners else no)[_rank(ch, traditional)] += 1
    return yes, no


@lru_cache(maxsize=20_000)
def _rank(ch: str, traditional: bool) -> int:
    if ch in SEEN or ch in _seen_simplified():
        return 0
    model = source_model.load()
    known = model.unigram(model.id(ch))
    return 1 + sum(known <= least for least in KNOWN) + 4 * (not converted(ch, traditional))


@cache
def _seen_simplified() -> frozenset[str]:
    return frozenset(map(scripts.simplified_of, SEEN))


def is_common(ch: str) -> bool:
    """Tell whether a character is one of the two thousand or so that readers of Chinese all know.

    >>> is_common("學"), is_common("贠")
    (True, False)
    """
    model = source_model.load()
    return model.unigram(model.id(ch)) > FAMILIAR


def converted(ch: str, traditional: bool) -> bool:
    """Tell whether a conversion of scripts yields (or starts from) this character.

    >>> converted("經", True), converted("人", True)
    (True, False)
    """
    if traditional:
        return ch in scripts.converted_targets() or scripts.simplified_of(ch) != ch
    return scripts.traditional_of(ch) != (ch,)
