"""GBK as the page generators use it: the pairs that show, those that vanish, and a state machine.

Law: only characters that a page can contain are readable; pairs in the user-defined area vanish.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

LEADS: Final = range(0x81, 0xFF)
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


COMMON: Final = 400
"""Characters that may stand between two vanished pairs, or before a lost byte: the most probable
of 3,000 or more. With 36 of them 人民政府 came out as 人民政."""

NEAR: Final = 48
"""The same where the byte behind is known, which leaves 94 at most."""


class GbkMachine:
    """GBK for the lattice: state 0 is between characters, otherwise the state is the lead byte.

    `unigram` ranks characters by log probability.
    """

    def __init__(self, unigram: Callable[[str], float]) -> None:
        """Take the ranking; candidate lists are built as they are asked for."""
        self._char = pairs().char
        self._vanish = pairs().vanish
        by_trails = {trails: lead for lead, trails in reversed(self._vanish.items())}
        self._alike = {lead: by_trails[trails] for lead, trails in self._vanish.items()}
        self._unigram = unigram
        self._rank: dict[int, float] = {}
        self._into: dict[int, list[tuple[int, str]]] = {}
        self._across: dict[int, list[tuple[tuple[int, int], str]]] = {}
        self._out: dict[tuple[int, int], list[tuple[tuple[int, int], str]]] = {}

    def push(self, state: int, byte: int) -> tuple[int, str] | None:
        """Read a byte: the new state and the character it completes."""
        if state:
            ch = self._char.get(state << 8 | byte)
            return None if ch is None else (0, ch)
        if byte < 0x80:
            return 0, chr(byte)
        return (byte, "") if 0x80 < byte < 0xFF else None

    def lost(self, state: int) -> Iterable[int]:
        """Return what a lost byte may have been: it stood alone, so a lead byte to the reader."""
        return LEADS

    def into_gap(self, state: int) -> list[tuple[int, str]]:
        """Return the leads of vanished pairs that complete a character with the lead `state`."""
        found = self._into.get(state)
        if found is None:
            found = self._into[state] = [
                (x, ch) for x in self._vanish if (ch := self._char.get(state << 8 | x))
            ]
        return found

    def across_gap(self, first: int) -> list[tuple[tuple[int, int], str]]:
        """Return the common characters between two vanished pairs, the first led by `first`."""
        found = self._across.get(first)
        if found is None:
            trails = self._vanish.get(first, ())
            found = self._across[first] = [
                ((code >> 8, code & 0xFF), self._char[code])
                for code in self._best(COMMON, (y << 8 | x for y in trails for x in self._vanish))
            ]
        return found

    def out_of_gap(self, first: int, byte: int) -> list[tuple[tuple[int, int], str]]:
        """Return the common characters that a vanished pair led by `first` began before `byte`.

        A lost byte behind it, below 0, may be any that stands alone.
        """
        found = self._out.get((first, byte))
        if found is None:
            trails = (byte,) if byte >= 0 else LEADS
            pairs = (y << 8 | t for y in self._vanish.get(first, ()) for t in trails)
            codes = self._best(NEAR if byte >= 0 else COMMON, pairs)
            found = self._out[first, byte] = [((c >> 8, c & 0xFF), self._char[c]) for c in codes]
        return found

    def closes(self, first: int, second: int) -> bool:
        """Tell whether two bytes are a pair that vanishes."""
        return second in self._vanish.get(first, ())

    def alike(self, first: int) -> int:
        """Return the least first byte whose pairs vanish with the same second bytes."""
        return self._alike.get(first, first)

    def _best(self, count: int, codes: Iterable[int]) -> list[int]:
        if not self._rank:
            self._rank.update((c, self._unigram(ch)) for c, ch in self._char.items())
        rank = self._rank
        return heapq.nlargest(count, [c for c in codes if c in rank], key=rank.__getitem__)


FULLWIDTH: Final = {chr(c): (0xA3, c + 0x80) for c in range(0x21, 0x7F)} | {" ": (0xA1, 0xA1)}
"""The bytes of the fullwidth twin that a later normalization may have folded to ASCII."""
FULLWIDTH["."] = (0xA1, 0xA3)  # the full stop of a sentence is 。, which such folding makes a dot
