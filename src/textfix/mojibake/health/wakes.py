"""What must stand in a text for a wrong decoder to have been at work: two odd neighbors.

Law: classes are worked out from the readers and the source model, once, when rules are loaded.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from textfix import chars
from textfix.chars import Chars
from textfix.clusters import CLOSE, SHORT
from textfix.mojibake.shown import bytewise, signed, views
from textfix.rule import Wake

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RARE_FROM: Final = -10.5
"""Log probability below which a Han character counts as rare; two in a row are rarely met."""

CLUSTER: Final = 3
"""Such pairs close together: 30 places in a million characters of prose, and in 99 of 100 stretches
of 40 mistaken characters (measured on pages of `channels`)."""

PAIRS: Final = 2
"""Pairs of letters that single-byte readers show: a name in healthy Chinese may hold one."""

_BESIDE_HAN: Final[Chars] = (
    (0x0400, 0x045F), (0x3105, 0x312F), (0xFE30, 0xFE6F), (0xFF61, 0xFF9F),
)  # fmt: skip
"""Letters and forms that stand among Han characters only where pairs of bytes were mistaken."""

_TRAILS_ASCII: Final[Chars] = ((0x40, 0x7E),)
"""ASCII that is the second byte of a character in Big5 and GBK: `¤w¸g` for 已經."""

_LEADS: Final[Chars] = ((0x81, 0x84), (0x86, 0x9F))
_TRAILS: Final[Chars] = ((0x40, 0x7E), (0x80, 0x84), (0x86, 0xFC))
"""Pairs of Shift-JIS as Latin-1 shows them: katakana are a control and a letter each."""


@cache
def _classes() -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Return what single-byte readers show for lead and for high bytes, and what is rare."""
    import numpy as np

    from textfix.language import model

    lead: NDArray[Any] = np.zeros(0x10001, np.bool_)
    high = lead.copy()
    for reader in views.SINGLE:
        shown = views.table(reader)
        lead |= (shown >= 0xA1) & (shown < views.UNSEEN)
        high |= (shown >= 0x80) & (shown < views.UNSEEN)
    for ch in bytewise.TYPOGRAPHY:
        lead[ord(ch)] = False
    source = model.load()
    ids = source.ids_array(np.arange(0x10001, dtype=np.uint32))
    unigram = np.array([source.unigram(k) for k in range(len(source))])
    han = bytewise.marked(chars.HAN).copy()
    han[0xD800:0xE000] = False
    rare = han & (unigram[ids] < RARE_FROM)
    rare |= (
        bytewise.marked(_BESIDE_HAN) | bytewise.marked(chars.PRIVATE) | bytewise.marked(_twice())
    )
    return lead, high, rare


@cache
def _twice() -> Chars:
    """Return what GBK's reader shows for Latin-1 in UTF-8: the outer of two layers.

    >>> (ord("氓"), ord("氓")) in _twice()
    True
    """
    return chars.of(
        "".join(chr(k) for k in range(0x80, 0x100)).encode().decode("gb18030", "ignore")
    )


@cache
def _halves() -> tuple[Chars, Chars]:
    """Return what GBK's reader shows for the first and the second half of a Han in UTF-8.

    >>> (ord("浣"), ord("浣")) in _halves()[0], (ord("犲"), ord("犲")) in _halves()[1]
    (True, True)
    """
    leads, trails = range(0xE4, 0xEA), range(0x80, 0xC0)
    first = [bytes((a, b)) for a in leads for b in trails]
    second = [bytes((a, b)) for a in trails for b in leads]
    return tuple(chars.of(_shown(pairs)) for pairs in (first, second))  # type: ignore[return-value]


def _shown(pairs: Iterable[bytes]) -> str:
    return "".join(pair.decode("gb18030", "ignore") for pair in pairs)


@cache
def _signs() -> Chars:
    """Return what single-byte readers show for lead bytes and healthy text not before a letter."""
    from textfix.mojibake.health import judge

    lead = _classes()[0] & (judge.kinds() != judge.LATIN_KIND)
    for ch in bytewise.BEFORE_LETTERS:
        lead[ord(ch)] = False
    return bytewise.ranges(lead)


SHORT_ONLY: Final = Wake(((0x80, 0xFFFF),), None, CLOSE + 1)
"""Anything in a short text, where the caller has named its language: never so many are close."""

BROKEN: Final = Wake((*chars.REPLACEMENT, *_LEADS))
"""U+FFFD, and C1 controls, which Shift-JIS leaves as Latin-1; both are rare in healthy text."""


@cache
def woken() -> tuple[Wake, ...]:
    """Return the wakes of the lossless and lossy rules: few, since each costs the sieve.

    >>> len(woken())
    6
    """
    lead, high, rare = (bytewise.ranges(c) for c in _classes())
    hangul = (0xAC00, 0xD7A3)
    return (
        Wake(lead, high, PAIRS),
        Wake(rare, rare, CLUSTER),
        Wake((hangul, *chars.of(signed.SIGN)), (*chars.HAN, *signed.following())),
        BROKEN,
        Wake(*_halves(), CLUSTER),
        Wake(_signs(), _TRAILS_ASCII, PAIRS),
    )


class Look(NamedTuple):
    """A text's code points (`views.points`), and where in it pairs of `woken` begin.

    As for the sieve, a long text needs several of them close together. `single` are those that
    single-byte readers may have shown.
    """

    codes: NDArray[np.uint32]
    places: NDArray[np.intp]
    single: NDArray[np.intp]


@lru_cache(maxsize=2)
def look(text: str, expecting: bool = False) -> Look:
    """Return what the rules of this stage all ask of a text first.

    Where the caller is `expecting` a language, all of a short text is worth a search.

    >>> look("ÖÐÎÄ").places.tolist()
    [0, 1, 2]
    """
    import numpy as np

    codes = views.points(text)
    marked = np.zeros(len(codes), np.bool_)
    marked[single(codes)] = True
    marked[_gathered(bytewise.places(codes), PAIRS, codes)] = True
    found = np.flatnonzero(marked)
    rare = _classes()[2][codes]
    marked[_gathered(np.flatnonzero(rare[:-1] & rare[1:]), CLUSTER, codes)] = True
    first, second = _halves()
    pairs = bytewise.marked(first)[codes[:-1]] & bytewise.marked(second)[codes[1:]]
    marked[_gathered(np.flatnonzero(pairs), CLUSTER, codes)] = True
    lead = (codes >= _LEADS[0][0]) & (codes <= _LEADS[-1][1])
    if lead.any():
        pairs = bytewise.marked(_LEADS)[codes[:-1]] & bytewise.marked(_TRAILS)[codes[1:]]
        marked[_gathered(np.flatnonzero(pairs), CLUSTER, codes)] = True
    pairs = bytewise.marked(_signs())[codes[:-1]] & bytewise.marked(_TRAILS_ASCII)[codes[1:]]
    marked[_gathered(np.flatnonzero(pairs), PAIRS, codes)] = True
    if expecting and len(codes) <= SHORT:
        marked |= codes > 0x7F
    hangul = (codes[:-1] >= 0xAC00) & (codes[:-1] <= 0xD7A3)
    if hangul.any():
        marked[:-1] |= hangul & bytewise.marked(chars.HAN)[codes[1:]]
    return Look(codes, np.flatnonzero(marked), found)


def single(codes: NDArray[np.uint32]) -> NDArray[np.intp]:
    """Return where single-byte readers may have shown two bytes in a row, often enough."""
    import numpy as np

    lead, high, _ = _classes()
    return _gathered(np.flatnonzero(lead[codes[:-1]] & high[codes[1:]]), PAIRS, codes)


def _gathered(found: NDArray[np.intp], count: int, codes: NDArray[np.uint32]) -> NDArray[np.intp]:
    """Keep the places that have enough others close by; all of a short text."""
    import numpy as np

    if len(codes) <= SHORT:
        return found
    if len(found) < count:
        return found[:0]
    where = found
    if len(beyond := np.flatnonzero(codes == 0x10000)):
        # The sieve counts what is beyond the BMP twice.
        where = found + beyond.searchsorted(found)
    near = where[count - 1 :] - where[: len(found) - count + 1] < CLOSE
    kept = np.zeros(len(found), np.bool_)
    for k in range(count):
        kept[k : k + len(near)] |= near
    return found[kept]
