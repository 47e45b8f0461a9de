"""Which reading a gloss gives: a table has the usual one, a lesson the one that is right there."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from textfix.insertion import habits
from textfix.insertion.glosses import Gloss
from textfix.insertion.habits import Habits
from textfix.language import readings, scripts

# Shares of glossed characters with the usual reading, the usual one but for its tone, another one.
TABLES: Final[Habits] = (
    (0.93, (0.996, 0.002, 0.002)),
    (0.07, (0.87, 0.06, 0.07)),  # tables with the second reading of some characters
)
TAUGHT: Final[Habits] = (
    (0.75, (0.988, 0.006, 0.006)),
    (0.25, (0.72, 0.14, 0.14)),  # notes on what is read in two ways
)
_NONE: Final = (0, 0, 0)
_LETTERS: Final = {0x251: "a", 0x261: "g"}
"""What textbooks print for a and g."""
_TONES: Final = frozenset("\u0300\u0301\u0304\u030c")


def odds(whole: Sequence[Gloss]) -> float:
    """Weigh whether the readings are those of a table.

    >>> from textfix.insertion import glosses
    >>> odds(list(glosses.find("樂(yuè)器和省(xǐng)悟"))) < 0
    True
    """
    found = [0, 0, 0]
    for ch, reading in {(g.owner, g.reading) for g in whole}:
        found[_rarity(ch, reading)] += 1
    return habits.odds(found, _NONE, TABLES, TAUGHT)


@lru_cache(maxsize=20_000)
def _rarity(ch: str, reading: str) -> int:
    """Return 0 for the usual reading of a character, in whichever form, 1 for another tone, or 2.

    >>> _rarity("著", "zhù"), _rarity("着", "zhù"), _rarity("好", "hào"), _rarity("樂", "yuè")
    (0, 0, 1, 2)
    """
    usual = {readings.primary(c) for c in (ch, *scripts.traditional_of(ch))}
    written = unicodedata.normalize("NFC", reading.translate(_LETTERS))
    if written in usual:
        return 0
    plain = readings.strip_tone(written)
    if plain not in {k for name in usual for k in _keys(readings.strip_tone(name))}:
        return 2
    return int(not _TONES.isdisjoint(unicodedata.normalize("NFD", written)))


def _keys(key: str) -> tuple[str, ...]:
    """Return a toneless reading with all spellings of its ü; only n and l need one."""
    return (key, key.replace("v", "u")) if key in ("nv", "lv") else (key,)
