"""Tokens of multi-byte codecs: their byte shapes, what a reader shows for each, quick searches."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from textfix.chars import points
from textfix.codecs.cells import cell
from textfix.codecs.reader import Habit

if TYPE_CHECKING:
    import numpy as np

# So few characters are found faster one after the other than by a table.
_SEARCHED = 24
# Blocks decoded at once: one bad byte sends only its block through the slow road.
_BLOCK = 32_768
_SYNC = re.compile(rb"[\x00-\x7f]\n")
# WHATWG: the only four-byte code whose meaning GB18030-2022 exchanged with a two-byte cell.
FOUR_WEB = {b"\x81\x35\xf4\x37": "\ue7c7"}


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
def tokens(shape: str, swallow: str) -> re.Pattern[bytes]:
    """Return the pattern that cuts any bytes into tokens: ASCII runs, sequences, single bytes.

    Not for UTF-8.

    >>> tokens("gbk", "none").findall(b"ab\\xb0\\xa1\\xff")
    [b'ab', b'\\xb0\\xa1', b'\\xff']
    """
    lead, trail, long = SHAPES[shape]
    second = {"none": rb"\x21-\xff", "trail": trail, "any": rb"\x00-\xff"}[swallow]
    long = long + b"|" if long else b""
    return re.compile(rb"[\x00-\x7f]+|%s[%s][%s]|[\x80-\xff]" % (long, lead, second))


# What is left of a longer sequence where data end inside it.
_CUT_LONG = {
    "euc-jp": rb"|\x8f[\xa1-\xfe]",
    "euc-tw": rb"|\x8e[\xa1-\xb0][\xa1-\xfe]?",
}


@cache
def _cut(shape: str) -> re.Pattern[bytes]:
    return re.compile(rb"[%s]%s" % (SHAPES[shape].lead, _CUT_LONG.get(shape, b"")))


def is_cut(data: bytes, shape: str) -> bool:
    """Tell whether `data` end inside a character: in a lead byte that nothing follows.

    Not for UTF-8. A wrong pair at the end is no cut one.

    >>> is_cut(b"\\xb0\\xa1\\xb0", "gbk"), is_cut(b"\\xb0\\xa1", "gbk")
    (True, False)
    """
    # No character holds a space or a newline.
    start = max(data.rfind(b" "), data.rfind(b"\n")) + 1
    last = b""
    for found in tokens(shape, "none").finditer(data, start):
        last = found[0]
    return _cut(shape).fullmatch(last) is not None


def has_any(text: str, wanted: frozenset[str]) -> bool:
    """Tell whether one of the characters `wanted` is in `text`: 1 ns a character where long.

    Not for strings of several characters.

    >>> has_any("a" * 9000 + "中", frozenset("中文"))
    True
    """
    if not wanted:
        return False
    if len(text) < 4096:
        return not wanted.isdisjoint(text)
    if len(wanted) <= _SEARCHED:
        return any(ch in text for ch in wanted)
    # All beyond the BMP counts as its last character: look again then.
    found = bool(_flags(wanted).take(points(text), mode="clip").any())
    return found and (max(wanted) < "\uffff" or any(ch in text for ch in wanted))


@cache
def _flags(wanted: frozenset[str]) -> "np.ndarray[Any, Any]":
    import numpy as np

    table = np.zeros(0x10000, bool)
    table[np.minimum(points("".join(wanted)), 0xFFFF)] = True
    return table


def four_bytes(token: bytes, table: str) -> str | None:
    """Return the text of a four-byte GB18030 sequence, or None.

    Not for shorter sequences: they are cells.

    >>> four_bytes(b"\\x94\\x39\\xfc\\x36", "gb18030")
    '😀'
    """
    if table == "gb18030-web" and token in FOUR_WEB:
        return FOUR_WEB[token]
    try:
        return token.decode("gb18030")
    except UnicodeDecodeError:
        return None


class _Shown(dict[bytes, str]):
    """Token -> what one reader shows for it, filled as tokens are met."""

    def __init__(self, table: str, shape: str, habit: Habit) -> None:
        super().__init__()
        self._table, self._habit = table, habit
        self._four = shape == "gb18030"

    def __missing__(self, token: bytes) -> str:
        if token[0] < 0x80:
            # ASCII runs are too many to keep.
            return token.decode("ascii")
        shown = cell(self._table, token)
        if shown is None and len(token) == 4 and self._four:
            shown = four_bytes(token, self._table)
        if shown is None:
            again = len(token) > 1 and token[-1] < 0x80 and self._habit.swallow == "none"
            shown = self._habit.mark + (chr(token[-1]) if again and len(token) < 4 else "")
        self[token] = shown
        return shown


@cache
def shown(table: str, shape: str, habit: Habit) -> dict[bytes, str]:
    """Return the dict token -> text of one reader; it fills itself.

    Not to be changed by callers.

    >>> shown("gbk", "gbk", Habit("?", "none"))[b"\\xb0\\xa1"]
    '啊'
    """
    return _Shown(table, shape, habit)


def blocks(data: bytes) -> Iterator[bytes]:
    """Cut behind newlines that no reader can have eaten.

    Not for streams.

    >>> list(blocks(b"abc"))
    [b'abc']
    """
    start = 0
    while len(data) - start > _BLOCK:
        found = _SYNC.search(data, start + _BLOCK)
        if found is None:
            break
        yield data[start : found.end()]
        start = found.end()
    yield data[start:] if start else data
