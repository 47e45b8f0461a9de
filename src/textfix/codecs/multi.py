"""Readers of double-byte and EUC codecs: a table of cells, a habit, and the inverse of both.

Valid text goes through Python's C decoder where that agrees with the table; the rest by tokens.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from textfix.codecs.cells import cells
from textfix.codecs.reader import Habit, Reader, Width
from textfix.codecs.tokens import FOUR_WEB, blocks, four_bytes, has_any, shown, tokens

# Where the first Python codec refuses, this one may do.
_SECOND = {"big5-web": ("big5hkscs",)}
# A smaller codec that is faster and shares all cells, or all but a few that rarely occur.
_FIRST = {"big5-web": ("big5",)}
# Python's gbk reads faster than its gb18030 and shares all cells; what it lacks is then read again.
_GBK_FIRST = frozenset(("gb18030-web", "gb18030"))
# A mark that no table holds tells whether anything was replaced.
# Bytes that are no part of any sequence.
_SOFT = re.compile(rb"[\x00-\x2f]")
_FLAG = Habit("\udfff", "none")


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


@cache
def _suspects(table: str, base: str) -> frozenset[str]:
    """Characters that the Python codec shows in cells where the table has something else."""
    found = cells(base) if base not in ("", table) else {}
    own = cells(table)
    return frozenset(text for cell, text in found.items() if own.get(cell) != text)


@cache
def _stretcher(table: str) -> str:
    """Register the error handler that reads on in gb18030 to where no character can be cut."""
    suspects = _suspects(table, "gb18030")

    def stretch(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        found = _SOFT.search(error.object, error.start)
        end = found.start() if found else len(error.object)
        piece = error.object[error.start : end]
        # What gb18030 refuses too is raised from here: then these bytes are not plain.
        text = piece.decode("gb18030")
        if has_any(text, suspects) or any(four in piece for four in FOUR_WEB):
            raise error
        return text, end

    name = f"textfix.stretch.{table}"
    codecs.register_error(name, stretch)
    return name


def gbk_first(data: bytes, table: str) -> str | None:
    """Return the text if Python's gb18030 reads `data` as `table` does, else None.

    Not for other codecs. Every byte is read once by gbk, or once by gb18030.

    >>> gbk_first("中文😀 中".encode("gb18030"), "gb18030-web")
    '中文😀 中'
    """
    try:
        return data.decode("gbk", _stretcher(table))
    except UnicodeDecodeError:
        return None


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
        """Read `data` with the habit of this reader: ~300 MB/s where valid, ~25 where not."""
        whole = self.plain(data)
        if whole is not None:
            return whole
        return "".join([self._block(block) for block in blocks(data)])

    def _block(self, data: bytes) -> str:
        text = self.plain(data)
        if text is not None:
            return text
        texts = shown(self.table, self.shape, self.habit)
        return "".join([texts[t] for t in tokens(self.shape, self.habit.swallow).findall(data)])

    def plain(self, data: bytes) -> str | None:
        """Return the text if a Python codec reads `data` alike for sure, else None."""
        return self.plain_by(data)[0]

    def plain_by(self, data: bytes) -> tuple[str | None, str]:
        """Return the text and the Python codec that reads `data` alike for sure, or (None, "")."""
        if data.isascii():
            return data.decode("ascii"), "ascii"
        if self.table in _GBK_FIRST:
            return (text, "gb18030") if (text := gbk_first(data, self.table)) else (None, "")
        for base in (*_FIRST.get(self.table, ()), self.base, *_SECOND.get(self.table, ())):
            text = self._through(data, base) if base else None
            if text is not None:
                return text, base
        return None, ""

    def _through(self, data: bytes, base: str) -> str | None:
        """The reading of a Python codec, unless it might differ from the table's."""
        try:
            text = data.decode(base)
        except UnicodeDecodeError:
            return None
        return None if has_any(text, _suspects(self.table, base)) else text

    def decode_strict(self, data: bytes) -> str | None:
        """Read `data`, or return None if any byte of it is no character."""
        text = self.plain(data)
        if text is not None:
            return text
        texts = shown(self.table, self.shape, _FLAG)
        text = "".join([texts[t] for t in tokens(self.shape, "none").findall(data)])
        return None if _FLAG.mark in text else text

    def places(self, data: bytes) -> Iterator[tuple[int, int, str | None]]:
        """Yield (start, end, text) of every token; None where no cell has it."""
        texts = shown(self.table, self.shape, _FLAG)
        for found in tokens(self.shape, "none").finditer(data):
            text = texts[found[0]]
            yield found.start(), found.end(), None if text[:1] == _FLAG.mark else text

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
        return data if self.plain(data) == text else None

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
