"""What forms of characters say against a reading: scripts that nobody mixes, forms given up.

Law: only what is written otherwise today counts; characters that scripts share say nothing.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from textfix.mojibake.shown import shapes

_HAN: Final = range(0x3400, 0xA000)

MIXED: Final = 4.0
"""What it costs in nats that a reading has simplified and traditional characters (`刚稱`): of pairs
of Han in `train` 2 of 1,000 have both in traditional texts, 2 of 10,000 in simplified ones."""

TRADITIONAL: Final = 1.5
"""What it costs that a reading in GB18030 has traditional characters: whoever writes them, writes
them in Big5 mostly."""

OLD: Final = 3.0
"""What each character costs in a reading in Japanese that is written otherwise since 1946: of 7,977
kanji in `train` none is."""


@cache
def _traditional() -> frozenset[str]:
    from textfix.language import scripts

    return frozenset(filter(scripts.is_traditional_only, map(chr, _HAN)))


@cache
def _simplified() -> frozenset[str]:
    from textfix.language import scripts

    return frozenset(filter(scripts.is_simplified_only, map(chr, _HAN)))


@cache
def _old() -> frozenset[str]:
    """Return what is no longer written for the kanji of JIS X 0208."""
    from textfix.conversion import convert

    cells = bytes(b for row in range(0xB0, 0xF5) for cell in range(0xA1, 0xFF) for b in (row, cell))
    kanji = cells.decode("euc-jp", "ignore")
    # A NUL between them: no phrase is converted as one.
    given_up = convert("\0".join(kanji), "jp2t").split("\0")
    return frozenset(t for s, t in zip(kanji, given_up, strict=True) if s != t and len(t) == 1)


def price(new: str, encoding: str) -> float:
    """Return what lies against a reading in an encoding, 0 if nothing does.

    >>> price("刚稱", "gb18030"), price("剛稱", "big5"), price("起來", "euc-jp")
    (4.0, 0.0, 3.0)
    """
    if encoding in shapes.JAPANESE:
        return OLD * sum(map(_old().__contains__, new))
    if encoding != "gb18030" or _traditional().isdisjoint(new):
        return 0.0
    return TRADITIONAL if _simplified().isdisjoint(new) else MIXED
