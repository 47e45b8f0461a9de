"""Where the glosses of a page stand: inside running text, or behind names, in lists and labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textfix.chars import is_han
from textfix.insertion import habits
from textfix.insertion.glosses import Gloss
from textfix.insertion.habits import Habits

# Glossed neighbors count as one place; shares of places between two characters, behind one only,
# before one only, between none. Counted on the pages and lessons of `choice`; shares of the lessons
# are a guess.
RUNNING: Final[Habits] = (
    (0.9, (0.68, 0.165, 0.135, 0.02)),
    (0.1, (0.45, 0.20, 0.25, 0.10)),
)
TAUGHT: Final[Habits] = (
    (0.50, (0.60, 0.20, 0.19, 0.01)),  # prose with notes
    (0.15, (0.05, 0.01, 0.93, 0.01)),  # surnames
    (0.15, (0.10, 0.03, 0.07, 0.80)),  # lists
    (0.10, (0.02, 0.48, 0.48, 0.02)),  # words of two characters
    (0.10, (0.30, 0.15, 0.25, 0.30)),  # talk about characters
)
_NONE: Final = (0, 0, 0, 0)


def odds(text: str, whole: Sequence[Gloss]) -> float:
    """Weigh what stands beside the glosses; what stands before each line counts once.

    >>> from textfix.insertion import glosses
    >>> odds("單(shàn)、解(xiè)、仇(qiú)", list(glosses.find("單(shàn)、解(xiè)、仇(qiú)"))) < 0
    True
    """
    found = [0, 0, 0, 0]
    for behind, before, _ in _kinds(text, whole):
        found[2 * (not behind) + (not before)] += 1
    return habits.odds(found, _NONE, RUNNING, TAUGHT)


def _kinds(text: str, whole: Sequence[Gloss]) -> set[tuple[bool, bool, str]]:
    """Return the places that differ: behind a character, before one, glossed characters."""
    kinds: set[tuple[str, str, str]] = set()
    owners: list[str] = []  # of a chain, which may be as long as the text
    first = 0  # where the first of neighboring glossed characters stands
    for (start, end, owner, *_), following in zip(whole, (*whole[1:], None), strict=True):
        first = first if owners else start - 1
        owners.append(owner)
        if following is None or following.start - end > 1:
            kinds.add((text[first - 1] if first else "", text[end : end + 1], "".join(owners)))
            owners = []
    return {(*_sides(before, after), owners) for before, after, owners in kinds}


def _sides(before: str, after: str) -> tuple[bool, bool]:
    """Tell whether text goes on before a place, and behind it.

    Where the text begins or ends, nothing tells whether it was cut off there.
    """
    behind = before != "" and is_han(before)
    goes_on = after != "" and (is_han(after) or after in "(（?？")
    return behind or (not before and goes_on), goes_on or (not after and behind)
