"""Readers of double-byte and EUC codecs: a table of cells, a habit, and the inverse of both.

Valid text goes through Python's C decoder where that agrees with the table; the rest by tokens.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from textfix.codecs.cells import Cells, cells
from textfix.codecs.reader import Habit, Reader, Width

if TYPE_CHECKING:
    import numpy as np

# Blocks decoded at once: one bad byte sends only its block through the slow road.
_BLOCK = 32_768
_SYNC = re.compile(rb"[\x00-\x7f]\n")
# WHATWG: the only four-byte code whose meaning GB18030-2022 exchanged with a two-byte cell.
_FOUR_WEB = {b"\x81\x35\xf4\x37": "\ue7c7"}
# Where the first Python codec refuses, this one may do.
_SECOND = {"big5-web": ("big5hkscs",)}
# Where the text needs no more, a smaller codec is faster and shares all its cells.
_FIRST = {"gb18030-web": ("gbk",), "gb18030": ("gbk",)}
# A mark that no table holds tells whether anything was replaced.
_FLAG = Habit("\udfff", "none")


class Shape(NamedTuple):
    """Byte classes of a codec, as the inside of a regular expression's brackets."""

    lead: bytes
    trail: bytes
    long: bytes = b""


_FOUR_GB = rb"[\x81-\xfe][0-9][\x81-\xfe][0-9]"
_GB = Shape(rb"\x81-\xfe", rb"\x40-\x7e\x80-\xfe")
SHAPES: dict[str, Shape] = {
    "gb18030": Shape(_GB.lead, _GB.trail, _FOUR_GB),
    "gbk": _GB,
    "big5": Shape(rb"\x81-\xfe", rb"\x40-\x7e\xa1-\xfe"),
    "sjis": Shape(rb"\x81-\x9f\xe0-\xfc", rb"\x40-\x7e\x80-\xfc"),
    "euc-jp": Shape(rb"\x8e\x8f\xa1-\xfe", rb"\xa1-\xfe", rb"\x8f[\xa1-\xfe][\x80-\xff]?"),
    "euc-kr": Shape(rb"\x81-\xfe", rb"\x41-\x5a\x61-\x7a\x81-\xfe"),
    "johab": Shape(rb"\x84-\xd3\xd8-\xde\xe0-\xf9", rb"\x31-\x7e\x81-\xfe"),
    "euc-tw": Shape(
        rb"\x8e\xa1-\xfe", rb"\xa1-\xfe", rb"\x8e[\xa1-\xb0][\xa1-\xfe](?:[\xa1-\xfe])?"
    ),
}


@cache
def _tokens(shape: str, swallow: str) -> re.Pattern[bytes]:
    lead, trail, long = SHAPES[shape]
    second = {"none": rb"\x21-\xff", "trail": trail, "any": rb"\x00-\xff"}[swallow]
    long = long + b"|" if long else b""
    return re.compile(rb"[\x00-\x7f]+|%s[%s][%s]|[\x80-\xff]" % (long, lead, second))


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


def has_any(text: str, wanted: frozenset[str]) -> bool:
    """Tell whether one of the characters `wanted` is in `text`: 1 ns a character where long.

    Not for strings of several characters.

    >>> has_any("a" * 9000 + "中", frozenset("中文"))
    True
    """
    if not wanted:
        return False
    if len(text) < 4096:
        return any(ch in text for ch in wanted)
    import numpy as np

    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    # A surrogate unit in the table may be half of another character: look again then.
    found = bool(_flags(wanted)[units].any())
    return found and (max(wanted) <= "\uffff" or any(ch in text for ch in wanted))


@cache
def _flags(wanted: frozenset[str]) -> "np.ndarray[Any, Any]":
    import numpy as np

    table = np.zeros(0x10000, bool)
    units = np.frombuffer("".join(sorted(wanted)).encode("utf-16-le", "surrogatepass"), "<u2")
    table[units] = True
    return table


def _four(token: bytes, table: str) -> str | None:
    if table == "gb18030-web" and token in _FOUR_WEB:
        return _FOUR_WEB[token]
    try:
        return token.decode("gb18030")
    except UnicodeDecodeError:
        return None


class _Shown(dict[bytes, str]):
    """Token -> what one reader shows for it, filled as tokens are met."""

    def __init__(self, table: str, shape: str, habit: Habit) -> None:
        super().__init__()
        self._cells: Cells = cells(table)
        self._table, self._habit = table, habit
        self._four = shape == "gb18030"

    def __missing__(self, token: bytes) -> str:
        if token[0] < 0x80:
            return token.decode("ascii")
        shown = self._cells.get(token)
        if shown is None and len(token) == 4 and self._four:
            shown = _four(token, self._table)
        if shown is None:
            again = len(token) > 1 and token[-1] < 0x80 and self._habit.swallow == "none"
            shown = self._habit.mark + (chr(token[-1]) if again and len(token) < 4 else "")
        self[token] = shown
        return shown


@cache
def _shown(table: str, shape: str, habit: Habit) -> _Shown:
    return _Shown(table, shape, habit)


def _blocks(data: bytes) -> Iterator[bytes]:
    """Cut behind newlines that no reader can have eaten."""
    start = 0
    while len(data) - start > _BLOCK:
        found = _SYNC.search(data, start + _BLOCK)
        if found is None:
            break
        yield data[start : found.end()]
        start = found.end()
    yield data[start:] if start else data


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
        return "".join([self._block(block) for block in _blocks(data)])

    def _block(self, data: bytes) -> str:
        text = self.plain(data)
        if text is not None:
            return text
        shown = _shown(self.table, self.shape, self.habit)
        return "".join([shown[t] for t in _tokens(self.shape, self.habit.swallow).findall(data)])

    def plain(self, data: bytes) -> str | None:
        """Return the text if a Python codec reads `data` alike for sure, else None."""
        return self.plain_by(data)[0]

    def plain_by(self, data: bytes) -> tuple[str | None, str]:
        """Return the text and the Python codec that reads `data` alike for sure, or (None, "")."""
        if data.isascii():
            return data.decode("ascii"), "ascii"
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
        if base == "gb18030" and any(f in data for f in _FOUR_WEB):
            return None
        return None if has_any(text, _suspects(self.table, base)) else text

    def decode_strict(self, data: bytes) -> str | None:
        """Read `data`, or return None if any byte of it is no character."""
        text = self.plain(data)
        if text is not None:
            return text
        shown = _shown(self.table, self.shape, _FLAG)
        text = "".join([shown[t] for t in _tokens(self.shape, "none").findall(data)])
        return None if _FLAG.mark in text else text

    def places(self, data: bytes) -> Iterator[tuple[int, int, str | None]]:
        """Yield (start, end, text) of every token; None where no cell has it."""
        shown = _shown(self.table, self.shape, _FLAG)
        for found in _tokens(self.shape, "none").finditer(data):
            text = shown[found[0]]
            yield found.start(), found.end(), None if text[:1] == _FLAG.mark else text

    def encode(self, text: str) -> bytes | None:
        """Write `text` in the most usual sequences, or return None."""
        if text.isascii():
            return text.encode("ascii")
        out = []
        inverse = _inverse(self.table, self.base)
        for ch in text:
            found = inverse.get(ch) or self.bytes_of(ch)
            if not found:
                return None
            out.append(found[0])
        return b"".join(out)

    def bytes_of(self, ch: str) -> tuple[bytes, ...]:
        """List the byte sequences shown as `ch`, most usual first."""
        if "\0" <= ch <= "\x7f" and len(ch) == 1:
            return (ch.encode("ascii"),)
        found = _inverse(self.table, self.base).get(ch, ())
        if self.shape != "gb18030" or len(ch) != 1:
            return found
        four = next((f for f, text in _FOUR_WEB.items() if text == ch), _usual(ch, "gb18030"))
        shown = _four(four, self.table) if len(four) == 4 else None
        return (*found, four) if shown == ch else found

    def pairs(self) -> dict[int, str]:
        """Return `lead << 8 | trail` -> text for all two-byte sequences; do not change it."""
        return _pairs(self.table)
