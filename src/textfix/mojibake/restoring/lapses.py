"""What a single-byte reader loses of an encoding's pairs: bytes for which it has no character.

Law: a reader of the wild may show those as controls; only one that shows none of them loses any.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from textfix import codecs
from textfix.chars import is_private
from textfix.mojibake.health import hopes, judge
from textfix.mojibake.shown import shapes, views
from textfix.mojibake.shown.strict import Way

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLLOWING: Final = 1.0
"""Nats that a character gains at least by what is before it."""

ROWS: Final = ("gb18030", "cp949")
"""Encodings whose rows below A1 hold what is rare."""

TABLES: Final = {"big5": "cp950"}
"""The reader whose pairs stand for an encoding, where it is not the one of the same name."""


class Lapses:
    """The pairs of an encoding, and what of them a reader loses."""

    def __init__(
        self,
        pairs: Mapping[int, str],
        holes: frozenset[int],
        shown: frozenset[str],
        encoding: str,
        share: float,
    ) -> None:
        """Take a table of pairs, the bytes a reader does not know, and what others show for them.

        `share` tells how many of the characters of a usual text have bytes that it does not know.
        """
        self.share, self.encoding = share, encoding
        self.pairs = {c: t for c, t in pairs.items() if len(t) == 1 and not is_private(t)}
        self._shown, self._kana = shown, encoding == "cp932"
        self.halves = self._halves(holes)

    def _halves(self, holes: frozenset[int]) -> dict[int, float]:
        """Return the log of how often each byte is what remains of a character."""
        left: dict[int, list[str]] = {}
        for code, ch in self.pairs.items():
            lead, trail = code >> 8, code & 0xFF
            if (lead in holes) != (trail in holes):
                left.setdefault(trail if lead in holes else lead, []).append(ch)
        return {
            b: math.log(_frequency(every, self.encoding)) + FOLLOWING for b, every in left.items()
        }

    def may_be(self, text: str) -> bool:
        """Tell whether a reader that loses bytes may have shown a text: it shows none of them."""
        return self._shown.isdisjoint(text)

    def character(self, data: bytes, at: int) -> tuple[int, str] | None:
        """Return where the character at a place ends, and what it is, if it is one."""
        byte = data[at]
        if byte < 0x80:
            return at + 1, chr(byte)
        if self._kana and 0xA1 <= byte <= 0xDF:
            return at + 1, chr(0xFF61 + byte - 0xA1)
        if at + 1 < len(data) and (ch := self.pairs.get(byte << 8 | data[at + 1])):
            return at + 2, ch
        if self.encoding == "gb18030" and at + 3 < len(data) and 0x30 <= data[at + 1] <= 0x39:
            return _of_four(data[at : at + 4], at)
        return None


def _of_four(data: bytes, at: int) -> tuple[int, str] | None:
    try:
        ch = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return (at + 4, ch) if len(ch) == 1 else None


@cache
def of(way: Way) -> Lapses | None:
    """Return what is lost of an encoding's pairs by a reader, None where it loses none of them."""
    if way.encoding == shapes.UTF8 or way.reader not in views.SINGLE:
        return None
    strictly = codecs.get(way.reader.removesuffix("-web"))
    holes = frozenset(b for b in range(0x80, 0x100) if strictly.decode_strict(bytes((b,))) is None)
    pairs = codecs.get(TABLES.get(way.encoding, way.encoding)).pairs()
    lost = {c: t for c, t in pairs.items() if c >> 8 in holes or c & 0xFF in holes}
    if not lost:
        return None
    shown = codecs.get(way.reader).decode(bytes(sorted(holes)))
    usual = pairs
    if way.encoding in ROWS:
        usual = {c: t for c, t in pairs.items() if c >= 0xA1A1 and c & 0xFF >= 0xA1}
    share = _frequency([t for c, t in usual.items() if c in lost], way.encoding) / _frequency(
        usual.values(), way.encoding
    )
    return Lapses(pairs, holes, frozenset(shown), way.encoding, share)


def _frequency(characters: Iterable[str], encoding: str) -> float:
    """Return how frequent characters are together in the language of an encoding."""
    import numpy as np

    # Each at the beginning of a line: nothing tells what is before it.
    text = "\n".join(characters)
    codes = views.points(text)
    each = nats(text, encoding)
    if encoding != "cp949":
        each = np.where(judge.kinds()[codes] & judge.KANA, each, hopes.alone()[codes])
    return float(np.exp(each[::2].astype(np.float64)).sum())


def nats(text: str, encoding: str) -> NDArray[np.float32]:
    """Return what characters cost in the language that is written in an encoding.

    The model of Japanese knows kana; of Han it knows that they come.
    """
    import numpy as np

    codes = views.points(text)
    if encoding == "cp949":
        return judge.scores("ko", text, codes)
    chinese = judge.scores("zh", text, codes)
    if encoding not in shapes.JAPANESE:
        return chinese
    kana = (judge.kinds()[codes] & judge.KANA) != 0
    return np.where(kana, judge.scores("ja", text, codes), chinese)
