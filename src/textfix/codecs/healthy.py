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
# Python's gbk is faster than its gb18030 (2.6 ms against 3.4 for 1 MB) and shares all its cells.
GBK_FIRST = frozenset(("gb18030-web", "gb18030"))
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


@cache
def _beyond_gbk(table: str) -> str:
    """The handler that reads with gb18030 what gbk lacks, if the table agrees."""
    wrong = suspects(table, "gb18030")

    def fill(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        found = _FOURS.match(error.object, error.start)
        piece = found[0] if found else error.object[error.start : error.start + 2]
        # What gb18030 refuses too is raised from here: then these bytes are not plain.
        text = piece.decode("gb18030")
        if not wrong.isdisjoint(text) or any(four in piece for four in FOUR_WEB):
            raise error
        return text, error.start + len(piece)

    return _registered(f"textfix.beyond-gbk.{table}", fill)


def gbk_first(data: bytes, table: str) -> str | None:
    """Return the text if Python's gb18030 reads `data` as `table` does, else None.

    Not for other codecs.

    >>> gbk_first("中文😀 中".encode("gb18030"), "gb18030-web")
    '中文😀 中'
    """
    try:
        return data.decode("gbk", _beyond_gbk(table))
    except UnicodeDecodeError:
        return None


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
