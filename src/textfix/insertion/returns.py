"""How a page treats a character that returns: a generator always in the same way.

It glosses each place it meets and knows one reading; a lesson notes what is new or can be misread.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from textfix import chars
from textfix.insertion import habits, stretches
from textfix.insertion.glosses import Gloss
from textfix.insertion.habits import Habits
from textfix.language import scripts

# Generators: shares counted on 4,389 pages of `channels` and two other generators, from training
# prose. Lessons: shares of characters counted on fourteen styles made from the same prose; how many
# lessons are of which style is a guess.
PIECED: Final = 0.005
"""Pages put together from pieces, of which some are healthy or by another generator; a guess."""

BARE: Final[tuple[Habits, Habits]] = (
    ((1 - PIECED, (0.0006,)), (PIECED, (0.1,))),
    ((0.5, (0.97,)), (0.25, (0.85,)), (0.25, (0.01,))),
)
"""Standing without a gloss somewhere between the first gloss and the last. Generators: what a tear
took for another character. Lessons: those that gloss first occurrences, some of them, and all."""

CHANGED: Final[tuple[Habits, Habits]] = (
    ((1 - PIECED, (0.0005,)), (PIECED, (0.05,))),
    ((0.4, (0.3,)), (0.3, (0.05,)), (0.3, (0.001,))),
)
"""Read in two ways. Lessons: those on characters that are, others, and those with a table."""

SOME: Final = 20
"""Of so many places of one character, one may be bare: it was torn there, not left out."""

OUTSIDE: Final = -0.7
PART: Final = -1.0
"""A glossed character that is bare before the first gloss or behind the last: notes may end early,
but part of a page may be healthy, too, and that explains all of them at once."""


def odds(text: str, whole: Sequence[Gloss]) -> float:
    """Weigh whether the glossed characters of a text return with their glosses.

    >>> from textfix.insertion import glosses
    >>> text = "開(kāi)門(mén)一看,門外有人"
    >>> odds(text, list(glosses.find(text))) < 0
    True
    """
    if not whole:
        return 0.0
    again, bare = _returning(text, whole)
    same, changed = _readings(whole)
    outside = _outside(text, whole)
    return (
        habits.odds([bare], [again], *BARE)
        + habits.odds([changed], [same], *CHANGED)
        + max(OUTSIDE * outside, PART)
    )


def _returning(text: str, whole: Sequence[Gloss]) -> tuple[int, int]:
    """Count the characters that return with their glosses, and those that also stand bare.

    Where readings have no tones, each paragraph has its own: the sibling that repeats them.
    """
    again = bare = 0
    for part, inside in _parts(text, whole):
        there = chars.counted(part)
        for ch, count in _owners(text, inside).items():
            left_out = SOME * (there[ch] - count) > there[ch]
            bare += left_out
            again += there[ch] > 1 and not left_out
    return again, bare


def _owners(text: str, whole: Sequence[Gloss]) -> Counter[str]:
    """Count glossed characters; one with several readings in a row is one."""
    return Counter(g.owner for g in whole if text[g.start - 1] == g.owner)


def _parts(text: str, whole: Sequence[Gloss]) -> Iterable[tuple[str, Sequence[Gloss]]]:
    """Return the parts in which a generator glosses the same characters, with their glosses."""
    if stretches.is_toned(whole):
        return [(text[whole[0].start - 1 : whole[-1].end], whole)]
    return stretches.paragraphs(text, whole)


def _outside(text: str, whole: Sequence[Gloss]) -> int:
    """Count the glossed characters that stand bare before the first gloss or behind the last."""
    around = {*text[: whole[0].start - 1], *text[whole[-1].end :]}
    return len(around & {g.owner for g in whole})


def _readings(whole: Sequence[Gloss]) -> tuple[int, int]:
    """Count the returning characters with one reading, and those with more.

    The forms of one simplified character are one here: conversion yields but one of them.
    """
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for (owner, reading), count in Counter((g.owner, g.reading) for g in whole).items():
        said[scripts.simplified_of(owner)][reading] += count
    returning = [names for names in said.values() if names.total() > 1]
    changed = sum(len(names) > 1 for names in returning)
    return len(returning) - changed, changed
