"""C1 controls that stand for the marks of cp1252: `\\x93so\\x94` for `“so”`, as browsers read them.

Law: only marks, where marks stand, and not where another reader makes a likelier letter of them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from textfix import codecs
from textfix.mojibake.health import judge
from textfix.mojibake.shown import views

CONTROL: Final = re.compile("[\x80-\x9f]")
OTHERS: Final = ("mac_roman", "cp437", "cp850", "cp1250-web")
"""Readers whose letters stand where cp1252 has marks: `tur\x92stico` is MacRoman."""

MARGIN: Final = 2.0
"""Nats by which the mark must be likelier than their letters."""

AROUND: Final = 40
"""Characters on each side that tell."""

_OPEN: Final = r"(?<![^\s(\[{'\"/–—-])[\x82\x84\x8b\x91\x93](?=[^\W_]|['\"(¿¡.\x80-\x9f])"
_CLOSE: Final = (
    r"(?<=[^ \xa0\n\x80-\x84\x86-\x9f(\[{])[\x91-\x94\x9b](?=[\s.,;:!?)\]}'\"/\x80-\x9f–—-]|$)"
)
_PLACES: Final = re.compile(
    rf"{_OPEN}|{_CLOSE}|(?<=[^\W\d_])\x92(?=[^\W\d_])|(?<= )[\x96\x97](?= )"
    r"|(?<=\d)[\x96\x97](?=\d)|(?<=[^\W_])\x99(?!\w)|(?<=\d)\x80|(?<=\d )\x80(?!\w)|\x80(?= ?\d)"
    r"|(?:(?<=\s)|^)\x95(?=\s)|(?<=[^\W\d_])\x85(?= \S|[\x92\x94])"
)
"""Quotes at the edges of words, apostrophes within, dashes between, bullets, signs after words.

U+0085 is a line end of its own, but hardly between a word and a space.
"""

_UTF8: Final = re.compile(
    "[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_OPENED: Final = re.compile(_OPEN)
_CLOSED: Final = re.compile(_CLOSE)
_PLAIN: Final = str.maketrans("‘’“”„‚–—", "''\"\"\"'--")


def sure(text: str, place: int) -> bool:
    """Tell whether a control stands where a mark of cp1252 does, and for no letter.

    >>> sure("a \x93good\x94 one", 2), sure("tur\x92stico", 3), sure("don\x92t", 3)
    (True, False, True)
    """
    if not _PLACES.match(text, place):
        return False
    if _OPENED.match(text, place) and not _CLOSED.search(text, place):
        return False
    head, tail = text[max(0, place - AROUND) : place], text[place + 1 : place + 1 + AROUND]
    return _likeliest(head, text[place], tail)


@lru_cache(maxsize=1 << 10)
def _likeliest(head: str, control: str, tail: str) -> bool:
    """Tell whether a mark is likelier there than any letter; kept, as each place is asked twice."""
    byte = control.encode("latin-1")
    shown = dict.fromkeys(codecs.get(r).decode(byte) for r in ("cp1252-web", *OTHERS))
    mark, *letters = (ch for ch in shown)
    letters = [ch for ch in letters if ch.isalpha()]
    ours, *theirs = (_speaks(read(head) + ch + read(tail)) for ch in (mark, *letters))
    return all(ours - other >= MARGIN for other in theirs)


def _speaks(text: str) -> float:
    """Return how likely a text is in the Latin language that suits it best.

    Letters with accents and plain ones alike: `judge.likelihoods` asks no language of ASCII.
    """
    plain = text.translate(_PLAIN)
    codes = views.points(plain)
    return max(float(judge.scores(name, plain, codes).sum()) for name in judge.LATIN)


def mixed(text: str, start: int, end: int) -> str | None:
    """Return what a run says of UTF-8 as Latin-1 shows it, and of controls that are surely marks.

    None where a control is neither. What is no control and no UTF-8 stands for itself.

    >>> mixed("it\x92s, saysâ\x80\x99s", 2, 3)
    '’'
    """
    out: list[str | None] = []
    at = start
    for m in _UTF8.finditer(text, start, end):
        out += (_marks(text, at, m.start()), m[0].encode("latin-1").decode("utf-8", "replace"))
        at = m.end()
    out.append(_marks(text, at, end))
    return None if None in out else "".join(map(str, out))


def _marks(text: str, start: int, end: int) -> str | None:
    """Return the marks of a span; a control behind UTF-8 is a mark, U+0085 too."""
    places = (m.start() for m in CONTROL.finditer(text, start, end))
    sure_ = (sure(text, k) or (k == start and text[k] == "\x85") for k in places)
    return read(text[start:end]) if all(sure_) else None


def read(text: str) -> str:
    """Return a text whose controls are what cp1252 shows for their bytes."""
    return CONTROL.sub(lambda m: codecs.get("cp1252-web").decode(m[0].encode("latin-1")), text)
