"""Byte order marks of UTF-8 files read wrong where all else is ASCII: `锘縰sing`, `ï»¿using`.

Law: only where a line begins, and where the reader shows a mark and what follows it exactly so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Final

from textfix.chars import Chars, of
from textfix.mojibake.reading.choose import Stretch
from textfix.mojibake.reading.findings import replays
from textfix.mojibake.shown.strict import Piece, Way

SIGN: Final = "锘"
"""What GBK's reader shows for EF BB; Chinese has it for an element that is hardly written of."""

_LATIN: Final = Way("utf-8", "latin-1")
_GBK: Final = Way("utf-8", "gb18030")
_MARK: Final = re.compile(f"^(?:ï»¿|{SIGN}(?:\ufffd[\n -?]|[^\x00-\x7f\ufffd]))", re.MULTILINE)

WEIGHT: Final = 20.0
"""Nats: no text was met in which these characters stand at the beginning of a line."""


@cache
def following() -> Chars:
    """Return what GBK's reader shows for BF and an ASCII letter after it, or for BF alone.

    >>> (ord("縰"), ord("縰")) in following()
    True
    """
    from textfix import codecs

    pairs = codecs.get("gb18030").pairs()
    return of("".join(pairs.get(0xBF00 | low, "") for low in range(0x40, 0x7F)) + "\ufffd")


def find(text: str, taken: Collection[int]) -> Iterator[Stretch]:
    """Yield each mark that does not stand in one of the places `taken`.

    >>> [s.pieces[0].new for s in find("锘縰sing System;", ())]
    ['\\ufeffu']
    """
    if SIGN not in text and "ï»¿" not in text:
        return
    for found in _MARK.finditer(text):
        seen, at = found[0], found.start()
        if seen == "ï»¿":
            way, new = _LATIN, "\ufeff"
        elif (ord(seen[1]),) * 2 in following():
            way = _GBK
            new = "\ufeff" + (seen[2:] or chr(seen[1].encode("gb18030")[1]))
        else:
            continue
        if at not in taken and replays(new, (way,), seen):
            yield Stretch((way,), (Piece(at, found.end(), new, way),), WEIGHT)
