"""Which short texts are words as they stand: those need no search, or more evidence.

Law: what a text is not says nothing of what its bytes spell.
"""

from __future__ import annotations

import re
from typing import Final

from textfix.chars import is_han
from textfix.mojibake.health import judge
from textfix.mojibake.shown import views

KNOWN: Final = -6.0
"""Log probability from which one Han is met behind another: words are likelier than this."""

LIKELY: Final = -3.5
"""Nats per letter: of words in Russian, Greek, Hebrew and Arabic 90 of 100 have it, of short texts
shown in letters one (measured on word lists and on the phrases of the tests)."""

HOPE: Final = 3.5
"""Nats for a reading in the language that the caller expects, of a text that looks like no word."""

WORD: Final = r"[^\W\d_]+"
"""A word in any script."""

_MARKS: Final = re.compile("[«»“”„‘’—–…]")
"""What may stand around words."""


def likely(text: str) -> bool:
    """Tell whether a text is in an alphabet, and likely in one of its languages.

    >>> likely("школа"), likely("шКОла")
    (True, False)
    """
    if not _letters(text):
        return False
    codes = views.points(text)
    high = codes > 0x7F
    return any(float(s[high].mean()) >= LIKELY for s in judge.in_place(text, codes))


def _letters(text: str) -> bool:
    """Tell whether what is not ASCII in a text is letters, with capitals where words have them."""
    high = [ch for ch in text if ch > "\x7f"]
    if not high or not all(map(str.isalpha, high)) or judge.has_cjk(text):
        return False
    return cased(text, WORD)


def cased(text: str, word: str = "[\u0370-\u052f]+") -> bool:
    """Tell whether no word in Cyrillic or Greek has capitals inside: a reader mistaken for another.

    `word` is the pattern of the words that are looked at.

    >>> cased("привет McDonald"), cased("ΌΛομα")
    (True, False)
    """
    words = re.findall(word, text)
    return all(w in (w.lower(), w.upper(), w.capitalize()) for w in words)


def shaped(text: str) -> bool:
    """Tell whether a text may be words of an alphabet, if of a language that no model knows.

    >>> shaped("«ËNDËRR»"), shaped("ÇÔÔô")
    (True, False)
    """
    return _letters(_MARKS.sub("", text))


def hope(text: str) -> float:
    """Return what is hoped for, of a text whose language the caller has named.

    Nothing of letters that may be a word, nor of Han alone: rare words are Chinese, too.

    >>> hope("«ËNDËRR»"), hope("ÇÔÔô")
    (0.0, 3.5)
    """
    if all(ch < "\x80" or is_han(ch) for ch in _MARKS.sub("", text)):
        return 0.0
    return 0.0 if shaped(text) else HOPE


def known(pair: str) -> bool:
    """Tell whether two characters are Han that the source model knows beside one another."""
    from textfix.language import model

    if len(pair) < 2 or not all(map(is_han, pair)):
        return False
    source = model.load()
    first, second = source.ids(pair)
    return source.step(0, first, second) > KNOWN


def chinese(text: str) -> bool:
    """Tell whether most neighbors in a short text are Han that are met beside one another.

    >>> chinese("囚徒"), chinese("悝賜")
    (True, False)
    """
    pairs = sum(known(text[k : k + 2]) for k in range(len(text) - 1))
    return pairs > 0 and pairs * 2 >= views.beyond(text) - 1
