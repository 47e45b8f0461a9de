"""Readers of double-byte and EUC codecs: a table of cells, a habit, and the inverse of both.

Valid text goes through Python's C decoder where that agrees with the table; the rest by tokens.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from textfix.codecs.cells import cells
from textfix.codecs.healthy import FLAG, GBK_FIRST, filled, gbk_first, through, unmarked
from textfix.codecs.reader import Habit, Reader, Width
from textfix.codecs.tokens import FOUR_WEB, blocks, four_bytes, shown, tokens

# Where the first Python codec refuses, this one may do.
_SECOND = {"big5-web": ("big5hkscs",)}
# A smaller codec that is faster (2.0 ms for 1 MB against 2.9) and shares all cells but a few.
_FIRST = {"big5-web": ("big5",)}
# The codec for bytes with mistakes, where it is not the base: the one with the fewest differences.
_NEAREST = {"gb18030-web": "gbk", "gb18030": "gbk", "big5-web": "big5hkscs"}


@cache
def _pairs(table: str) -> dict[int, str]:
    return {c[0] << 8 | c[1]: text for c, text in cells(table).items() if len(c) == 2}


@cache
def _inverse(table: str, base: str) -> dict[str, tuple[bytes, ...]]:
    """Text -> cells; first the one that Python's encoder writes, then the main rows."""
    many: dict[str, list[bytes]] = {}
    for cell, text in cells(table).items():
        many.setdefault(text, []).append(cell)
    out = {}
    for text, found in many.items():
        if len(found) > 1:
            usual = _usual(text, base)
            # Windows and the web never write the NEC copies of the IBM rows; Python does.
            copies = (0xED, 0xEE) if base == "cp932" else ()
            found.sort(key=lambda c: (c[0] in copies, c != usual, len(c), c[0] < 0xA1, c))
        out[text] = tuple(found)
    return out


def _usual(text: str, base: str) -> bytes:
    try:
        return text.encode(base) if base else b""
    except UnicodeEncodeError:
        return b""


@dataclass(frozen=True, slots=True)
class MultiReader(Reader):
    """A reader whose characters take one byte or several, after a table of cells.

    Not for UTF-8: see `textfix.codecs.utf8`.
    `base` names the Python codec that reads the same cells but for a few; "" if there is none.

    >>> from textfix.codecs import get
    >>> get("big5-web").decode(bytes.fromhex("c6a1")), get("cp936").pair(0xB0, 0xA1)
    ('①', '啊')
    """

    table: str
    shape: str
    base: str

    @property
    def width(self) -> Width:
        """ "double", or "multi" where EUC has sequences of three or four bytes."""
        return "multi" if self.shape in ("euc-jp", "euc-tw") else "double"

    def decode(self, data: bytes) -> str:
        """Read `data` with the habit of this reader: ~300 MB/s, less where mistakes are many."""
        whole = self._filled(data, self.habit)
        if whole is not None:
            return whole
        return "".join([self._block(block) for block in blocks(data)])

    def _block(self, data: bytes) -> str:
        text = self._filled(data, self.habit)
        return self._slowly(data, self.habit) if text is None else text

    def _filled(self, data: bytes, habit: Habit) -> str | None:
        """Through a Python codec, mistakes and gaps by the table; None if that is not certain."""
        base = nearest(self)
        return filled(data, self.table, self.shape, base, habit) if base else None

    def _slowly(self, data: bytes, habit: Habit) -> str:
        """Token by token."""
        texts = shown(self.table, self.shape, habit)
        return "".join([texts[t] for t in tokens(self.shape, habit.swallow).findall(data)])

    def plain_by(self, data: bytes, first: str = "") -> tuple[str | None, str]:
        """Return the text and the Python codec that reads `data` alike for sure, or (None, "").

        `first` is the codec to try before others.
        """
        if data.isascii():
            return data.decode("ascii"), "ascii"
        if self.table in GBK_FIRST:
            return (text, "gb18030") if (text := gbk_first(data, self.table)) else (None, "")
        bases = (*_FIRST.get(self.table, ()), self.base, *_SECOND.get(self.table, ()))
        for base in dict.fromkeys((first, *bases)) if first in bases else bases:
            text = through(data, self.table, base) if base else None
            if text is not None:
                return text, base
        return None, ""

    def decode_strict(self, data: bytes) -> str | None:
        """Read `data`, or return None if any byte of it is no character."""
        base = nearest(self)
        certain, text = unmarked(data, self.table, self.shape, base) if base else (False, None)
        if not certain:
            text = self._slowly(data, FLAG)
        return None if text is None or FLAG.mark in text else text

    def places(self, data: bytes) -> Iterator[tuple[int, int, str | None]]:
        """Yield (start, end, text) of every token; None where no cell has it."""
        texts = shown(self.table, self.shape, FLAG)
        for found in tokens(self.shape, "none").finditer(data):
            text = texts[found[0]]
            yield found.start(), found.end(), None if text[:1] == FLAG.mark else text

    def encode(self, text: str) -> bytes | None:
        """Write `text` in the most usual sequences, or return None."""
        if text.isascii():
            return text.encode("ascii")
        through = self._written(text)
        if through is not None:
            return through
        out = []
        inverse = _inverse(self.table, self.base)
        for ch in text:
            found = inverse.get(ch) or self.bytes_of(ch)
            if not found:
                return None
            out.append(found[0])
        return b"".join(out)

    def _written(self, text: str) -> bytes | None:
        """Through Python's encoder, if what it writes is read as `text` again."""
        if self.base not in ("gb18030", "cp950", "big5hkscs", "cp949"):
            return None
        try:
            data = text.encode(self.base)
        except UnicodeEncodeError:
            return None
        return data if self.plain_by(data)[0] == text else None

    def bytes_of(self, ch: str) -> tuple[bytes, ...]:
        """List the byte sequences shown as `ch`, most usual first."""
        if "\0" <= ch <= "\x7f" and len(ch) == 1:
            return (ch.encode("ascii"),)
        found = _inverse(self.table, self.base).get(ch, ())
        if self.shape != "gb18030" or len(ch) != 1:
            return found
        four = next((f for f, text in FOUR_WEB.items() if text == ch), _usual(ch, "gb18030"))
        again = four_bytes(four, self.table) if len(four) == 4 else None
        return (*found, four) if again == ch else found

    def pairs(self) -> dict[int, str]:
        """Return `lead << 8 | trail` -> text for all two-byte sequences; do not change it."""
        return _pairs(self.table)


def nearest(reader: MultiReader) -> str:
    """Return the Python codec with the fewest differences from a reader, or "".

    Not a promise: some characters differ (`healthy.suspects`).

    >>> from textfix.codecs import get
    >>> reader = get("big5-web")
    >>> isinstance(reader, MultiReader) and nearest(reader)
    'big5hkscs'
    """
    return _NEAREST.get(reader.table, reader.base)
