"""What one page makes more or less probable: its script, what it glosses, what it speaks of."""

from __future__ import annotations

import math
from collections.abc import Collection
from functools import cached_property, lru_cache, partial
from typing import Final

from textfix.chars import counted, is_han
from textfix.insertion.brackets import ALONE, CLOSED, PAIRS, WANTED
from textfix.insertion.evidence import Page
from textfix.insertion.prices import CACHE, LEAST_UNGLOSSED, ODD_SYMBOL, WRONG_SCRIPT
from textfix.language import model as source_model
from textfix.language import scripts
from textfix.lattice import Bias

_USUAL: Final = frozenset("，。！？；：、（）《》“”‘’…—·【】〈〉「」『』％～￥")


def _is_odd(ch: str) -> bool:
    return ch > "\x7f" and not is_han(ch) and ch not in _USUAL


FORMS: Final = dict.fromkeys("“”", -1.0) | dict.fromkeys("「」", -2.8) | {
    **dict.fromkeys("『』", -3.5), **dict.fromkeys("〈〉", -4.0), **dict.fromkeys("【】", -2.7),
}  # fmt: skip
"""The share, as a log, that a sign has among those that are one to the source model: each quotation
mark by itself is not as frequent as all of them. Counted in the training texts."""

OPENERS: Final = {"”": "“", "」": "「", "』": "『", "》": "《", "）": "（(", "〉": "〈", "】": "【"}
_HALVES: Final = PAIRS.keys() | CLOSED.keys()
UNOPENED: Final = -2.5
"""Nats of a sign that closes what nothing on the page opens: both halves are seldom torn."""

VARIANT: Final = -2.5
"""Nats of a traditional form that is not the usual one of its character (錶 of 表, 閤 of 合) where
the page does not write it: tables that convert one to one do not, and the model takes them for one.
"""

_NEW: Final = math.log(1 - CACHE)
"""Nats of a character that the page does not have."""


@lru_cache(maxsize=1 << 16)
def _anywhere(ch: str, traditional: bool) -> tuple[float, float]:
    """Return a character's nats on any page of a script; of Han, its share of all text, else 0."""
    wrong = scripts.is_simplified_only if traditional else scripts.is_traditional_only
    value = WRONG_SCRIPT if wrong(ch) else ODD_SYMBOL if _is_odd(ch) else 0.0
    if traditional and scripts.is_variant(ch):
        value += VARIANT
    return value, math.exp(unigram(ch)) if is_han(ch) else 0.0


@lru_cache(maxsize=1 << 16)
def _absent(ch: str, traditional: bool) -> float:
    """Return the nats of a character that the page does not have: of most that are asked about."""
    value, expected = _anywhere(ch, traditional)
    value += FORMS.get(ch, 0.0) + UNOPENED * (ch in OPENERS)
    return value + _NEW if expected else value


_ABSENT: Final = {
    True: partial(_absent, traditional=True),
    False: partial(_absent, traditional=False),
}


@lru_cache(maxsize=4)
def _counted(text: str) -> dict[str, int]:
    """Count the characters of a page once for all its searches; never to be changed."""
    return counted(text)


class PageBias(Bias):
    """Nats for each character on this page, worked out when first met."""

    def __init__(self, text: str, page: Page, wanted: Collection[str] | None = None) -> None:
        """Take the page; nothing is counted before it is asked for: most texts never ask.

        `wanted` are the halves of pairs that a line wants where this is used.
        """
        super().__init__()
        self._text = text
        self._length = len(text)
        self._page = page
        self._wanted = wanted
        self.usual = _ABSENT[page.traditional]

    @cached_property
    def _counts(self) -> dict[str, int]:
        return _counted(self._text)

    @cached_property
    def own(self) -> Collection[str]:
        """The characters of the page, those that it glosses, and what closes a sign of it."""
        return self._counts.keys() | self._page.readings.keys() | _HALVES

    @cached_property
    def unglossed(self) -> float:
        """Nats of a character that the page glosses elsewhere, standing without its gloss."""
        return _unglossed(self._counts, self._page)

    def __missing__(self, ch: str) -> float:
        """Work out and keep a character's nats."""
        value = self[ch] = self._here(ch) if ch in self.own else self.usual(ch)
        return value

    def _here(self, ch: str) -> float:
        value, expected = _anywhere(ch, self._page.traditional)
        count = self._counts.get(ch)
        if ch in self._page.readings:
            value += self.unglossed
        if ch in FORMS:
            value += FORMS["“"] if count else FORMS[ch]
        if ch in OPENERS and not any(map(self._counts.get, OPENERS[ch])):
            value += UNOPENED
        if self._wanted is not None and ch in _HALVES:
            value += WANTED if ch in self._wanted else ALONE
        if not expected:
            return value
        if not count:
            return value + _NEW
        if self._page.traditional and scripts.is_variant(ch):
            value -= VARIANT
        return value + math.log(1 - CACHE + CACHE * count / self._length / expected)


def _unglossed(counts: dict[str, int], page: Page) -> float:
    """Return the nats of a glossed character without its gloss: how often this page has that.

    Programs replace all there are; where something else pushed them in, half may stand alone.
    """
    there = sum(counts.get(ch, 0) for ch in page.readings)
    glossed = sum(g.fits and not g.torn for g in page.glosses)
    return max(LEAST_UNGLOSSED, math.log((max(0, there - glossed) + 1) / (there + 2)))


def unigram(ch: str) -> float:
    """Return the log probability of a character by itself."""
    model = source_model.load()
    return model.unigram(model.id(ch))
