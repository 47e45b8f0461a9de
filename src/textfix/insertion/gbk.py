"""GBK as the page generators use it: the pairs that show, those that vanish, and a state machine.

Law: only characters that a page can contain are readable; pairs in the user-defined area vanish.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

LEADS: Final = range(0x81, 0xFF)
VANISHED_LEAD: Final = -2
VANISHED_TRAIL: Final = -3
VANISHED_NEXT: Final = -4
"""Symbols for the two bytes of a user-defined pair that left no trace; the lead of a second one."""

TRAILS: Final = (*range(0x40, 0x7F), *range(0x80, 0xFF))


@dataclass(frozen=True, slots=True)
class Pairs:
    """Both directions of the code: `char[lead << 8 | trail]`, and `code[char]`.

    `vanish` holds the trail bytes that complete a user-defined pair, by lead byte.
    """

    char: dict[int, str]
    code: dict[str, int]
    vanish: dict[int, tuple[int, ...]]


@cache
def pairs() -> Pairs:
    """Return the pairs of GBK, built once from the gb18030 codec.

    >>> hex(pairs().code["揚"]), pairs().char[0xED93]
    ('0x9350', '頁')
    """
    char: dict[int, str] = {}
    vanish: dict[int, tuple[int, ...]] = {}
    for lead in LEADS:
        gone = []
        for trail in TRAILS:
            ch = bytes((lead, trail)).decode("gb18030")
            if "\ue000" <= ch <= "\uf8ff":
                gone.append(trail)
            else:
                char[lead << 8 | trail] = ch
        if gone:
            vanish[lead] = tuple(gone)
    return Pairs(char, {ch: code for code, ch in char.items()}, vanish)


EURO: Final = 0x80
"""A byte that is no lead: browsers and Windows show it alone, as the euro sign."""


def encode(ch: str) -> tuple[int, ...] | None:
    """Return the bytes of a character in GBK, or None if it has none.

    >>> encode("A"), encode("頁"), encode("\\U0001f600")
    ((65,), (237, 147), None)
    """
    if ch < "\x80":
        return (ord(ch),)
    code = pairs().code.get(ch)
    return None if code is None else (code >> 8, code & 0xFF)


COMMON: Final = 60
"""Characters tried for one trail byte behind a vanished pair, the most probable first: rarer ones
never won on held-out pages, and cost as much."""


class GbkMachine:
    """GBK for the lattice: state 0 is between characters, otherwise the state is the lead byte.

    `unigram` ranks characters by log probability.
    """

    def __init__(self, unigram: Callable[[str], float]) -> None:
        self._char = pairs().char
        self._vanish = pairs().vanish
        self._unigram = unigram
        self._behind: dict[int, frozenset[int]] = {}

    def push(self, state: int, byte: int) -> tuple[int, str] | None:
        """Read a byte: the new state and the character it completes."""
        if state:
            ch = self._char.get(state << 8 | byte)
            return None if ch is None else (0, ch)
        if byte < 0x80:
            return 0, chr(byte)
        return (byte, "") if 0x80 < byte < 0xFF else None

    def lost(self, symbol: int, state: int, last: int, following: int) -> Iterable[int]:
        """Return what a lost byte may have been: any legal one, or half of a pair that vanished.

        `following` is the byte or symbol behind it, 0 if unknown.
        """
        if symbol == VANISHED_LEAD:
            return self._vanish if state else ()
        if symbol == VANISHED_NEXT:
            return self._between.get(state, ())
        if symbol == VANISHED_TRAIL:
            trails = self._vanish.get(last, ())
            if following == VANISHED_NEXT:
                return [b for b in trails if b in self._between]
            return trails if following < 0 else [b for b in trails if b in self._leads(following)]
        return LEADS  # what stood alone, a lead byte to whoever showed it

    def _common(self, codes: Iterable[int]) -> list[int]:
        known = [c for c in codes if c in self._char]
        return sorted(known, key=lambda c: -self._unigram(self._char[c]))[:COMMON]

    def _leads(self, trail: int) -> frozenset[int]:
        """Return the lead bytes that make a common character with a trail byte."""
        found = self._behind.get(trail)
        if found is None:
            codes = self._common(lead << 8 | trail for lead in LEADS)
            found = self._behind[trail] = frozenset(c >> 8 for c in codes)
        return found

    @cached_property
    def _between(self) -> dict[int, tuple[int, ...]]:
        """The common characters that can stand between two vanished pairs: trails by lead."""
        found: dict[int, tuple[int, ...]] = {}
        for code in self._common(lead << 8 | t for lead in LEADS for t in self._vanish):
            found[code >> 8] = (*found.get(code >> 8, ()), code & 0xFF)
        return found


FULLWIDTH: Final = {chr(c): (0xA3, c + 0x80) for c in range(0x21, 0x7F)} | {" ": (0xA1, 0xA1)}
"""The bytes of the fullwidth twin that a later normalization may have folded to ASCII."""
FULLWIDTH["."] = (0xA1, 0xA3)  # the full stop of a sentence is 。, which such folding makes a dot
