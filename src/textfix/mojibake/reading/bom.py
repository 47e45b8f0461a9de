"""Byte order marks of UTF-8 files read wrong where all else is ASCII: `锘縰sing`, `ï»¿using`.

Law: only where a line begins, and where the reader shows a mark and what follows it exactly so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from textfix.mojibake.reading.choose import Stretch
from textfix.mojibake.reading.findings import replays
from textfix.mojibake.shown.signed import SIGN, following
from textfix.mojibake.shown.strict import Piece, Way

_LATIN: Final = Way("utf-8", "latin-1")
_GBK: Final = Way("utf-8", "gb18030")
_MARK: Final = re.compile(f"^(?:ï»¿|{SIGN}(?:\ufffd[\n -?]|[^\x00-\x7f\ufffd]))", re.MULTILINE)

WEIGHT: Final = 20.0
"""Nats: no text was met in which these characters stand at the beginning of a line."""


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
