"""Healthy stretches through Python's C decoders: error handlers read what these do not know.

Registered once for each table; the decoder reads on behind each place that a handler has read.
"""

import codecs
import re
from collections.abc import Callable
from functools import cache

from textfix.codecs.cells import cells, gap_of
from textfix.codecs.reader import Habit
from textfix.codecs.tokens import FOUR_WEB, has_any, shown, tokens

# A mark that no table holds tells whether anything was replaced.
FLAG = Habit("\udfff", "none")
# Python's gbk is faster than its gb18030 (2.4 ms against 3.1 for 1 MB) and shares all its cells;
# its gb2312 is faster still (1.6 to 1.9 ms) and shares them but for these two.
GBK_FIRST = frozenset(("gb18030-web", "gb18030"))
_GB2312_SHOWS = {"\u30fb": "·", "\u2015": "—"}
# Calls of the handler, two microseconds each: more than so many, and one for so many bytes, cost
# more than gb2312 spares.
_FREE_CALLS, _BYTES_A_CALL = 4, 8192
# Sequences whose text is remembered.
_MOST_KNOWN = 4096
_FOURS = re.compile(rb"(?:[\x81-\xfe][0-9][\x81-\xfe][0-9])+")

_Filler = Callable[[UnicodeError], tuple[str, int]]


@cache
def suspects(table: str, base: str) -> frozenset[str]:
    """Return the characters that a Python codec shows in cells where the table has another.

    Not for what the codec refuses.

    >>> sorted(suspects("big5-web", "big5hkscs"))[3]
    '•'
    """
    if base in ("", table) or (base == "gbk" and table in GBK_FIRST):
        return frozenset()
    gap = gap_of(table)
    if gap is not None and gap[0] == base:
        # Only these cells can differ; the whole tables take long to make.
        pieces = ((cell.decode(base, "ignore"), text) for cell, text in gap[1].items())
        # What is left of a cell that the codec refuses is its second byte, as ASCII.
        return frozenset(c for c, text in pieces if c and c != text and not c.isascii())
    found = cells(base)
    own = cells(table)
    return frozenset(text for cell, text in found.items() if own.get(cell) != text)


def _registered(name: str, fill: _Filler) -> str:
    codecs.register_error(name, fill)
    return name


@cache
def _filler(table: str, shape: str, habit: Habit) -> str:
    """The handler that shows what a reader shows; with the flag's habit it refuses bad bytes."""
    texts, pattern = shown(table, shape, habit), tokens(shape, habit.swallow)
    strict = habit == FLAG

    def fill(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        found = pattern.match(error.object, error.start)
        if found is None:
            raise error
        text = texts[found[0]]
        if strict and text[:1] == FLAG.mark:
            raise error
        return text, found.end()

    return _registered(f"textfix.{table}.{shape}.{habit.mark!r}.{habit.swallow}", fill)


class _Beyond:
    """The handler that reads with gb18030 what a smaller codec lacks, if the table agrees.

    gb2312 is given up where it lacks much, or where the text has what it shows in other cells.
    """

    def __init__(self, table: str, base: str) -> None:
        """Register the handler as `name`."""
        self._wrong = suspects(table, "gb18030")
        self._limited = base == "gb2312"
        if self._limited:
            self._wrong |= frozenset(_GB2312_SHOWS)
        self.calls = 0
        self._known: dict[bytes, str] = {}
        self.name = _registered(f"textfix.beyond-{base}.{table}", self.fill)

    def fill(self, error: UnicodeError) -> tuple[str, int]:
        """Read on behind the place that the codec refused."""
        if not isinstance(error, UnicodeDecodeError):
            raise error
        data, start = error.object, error.start
        self.calls += 1
        if self._limited and self.calls > _FREE_CALLS + start // _BYTES_A_CALL:
            raise error
        found = _FOURS.match(data, start)
        piece = found[0] if found else data[start : start + 2]
        text = self._known.get(piece) or self._read(piece, error)
        return text, start + len(piece)

    def _read(self, piece: bytes, error: UnicodeDecodeError) -> str:
        # What gb18030 refuses too is raised from here: then these bytes are not plain.
        text = piece.decode("gb18030")
        if not self._wrong.isdisjoint(text) or any(four in piece for four in FOUR_WEB):
            raise error
        if len(self._known) < _MOST_KNOWN:
            self._known[piece] = text
        return text


_beyond = cache(_Beyond)


def gbk_first(data: bytes, table: str) -> str | None:
    """Return the text if Python's gb18030 reads `data` as `table` does, else None.

    Not for other codecs.

    >>> gbk_first("中文·😀 中".encode("gb18030"), "gb18030-web")
    '中文·😀 中'
    """
    try:
        return _gb2312_first(data, table)
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gbk", _beyond(table, "gbk").name)
    except UnicodeDecodeError:
        return None


def _gb2312_first(data: bytes, table: str) -> str:
    beyond = _beyond(table, "gb2312")
    # Threads share the number: whoever comes late takes the other way to the same text.
    beyond.calls = 0
    text = data.decode("gb2312", beyond.name)
    for shown_, right in _GB2312_SHOWS.items():
        text = text.replace(shown_, right)
    return text


def through(data: bytes, table: str, base: str, errors: str = "strict") -> str | None:
    """Return the reading of a Python codec, or None where it may differ from the table's.

    Not for tables that no Python codec comes near.

    >>> through("中".encode("big5"), "big5-web", "big5hkscs")
    '中'
    """
    try:
        text = data.decode(base, errors)
    except UnicodeDecodeError:
        return None
    return None if has_any(text, suspects(table, base)) else text


def filled(data: bytes, table: str, shape: str, base: str, habit: Habit) -> str | None:
    """Return the reading with the marks of a habit, or None where the codec may differ.

    Not for tables that no Python codec comes near. With `FLAG` bad bytes give None as well.

    >>> filled(b"\\xd6\\xd0\\xff", "gb18030-web", "gb18030", "gbk", Habit("?", "none"))
    '中?'
    """
    return through(data, table, base, _filler(table, shape, habit))


def unmarked(data: bytes, table: str, shape: str, base: str) -> tuple[bool, str | None]:
    """Return (True, text), (True, None) at the first wrong byte, or (False, None) if not certain.

    Not for tables that no Python codec comes near.

    >>> unmarked(b"\\xd6\\xd0\\xff", "gb18030-web", "gb18030", "gbk")
    (True, None)
    """
    try:
        text = data.decode(base, _filler(table, shape, FLAG))
    except UnicodeDecodeError:
        # Only the handler raises: the table has nothing for these bytes either.
        return True, None
    return (False, None) if has_any(text, suspects(table, base)) else (True, text)
