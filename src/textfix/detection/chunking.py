"""Where a chunk of data may end: where no encoding with ASCII in it can have a character."""

import re
from collections.abc import Iterator

CHUNK = 131_072
# Without a sign that no character holds, a chunk grows to this and is cut between characters of
# UTF-8 and pairs of bytes alike, as far as its own beginning tells where they are.
_LONGEST = 8 * CHUNK
_SOFT = re.compile(rb"[\x00-\x2f]")
_NEWLINE = re.compile(rb"\n")
_CHARACTER = rb"[\x81-\xfe][0-9][\x81-\xfe][0-9]|[\x81-\xfe][\x40-\x7e\x80-\xfe]|[\x00-\xff]"
_MANY = re.compile(rb"(?:%s){1,4096}" % _CHARACTER)
_ONE = re.compile(_CHARACTER)
_NEAR = 512
"""Bytes before the end in which a place that suits both is looked for."""


def cut(data: bytes, start: int) -> int:
    """Return where the chunk from `start` ends, or 0 if more data is needed to tell.

    Not for the last chunk.

    >>> cut(b"a" * CHUNK + b"\\nb", 0) == CHUNK + 1
    True
    """
    soft = _NEWLINE.search(data, start + CHUNK, start + 2 * CHUNK)
    if soft is None and len(data) >= start + 2 * CHUNK:
        soft = _SOFT.search(data, start + CHUNK, start + _LONGEST)
    if soft is not None:
        return soft.end()
    end = start + _LONGEST
    return _between(data, start, end) if len(data) >= end + 4 else 0


def _between(data: bytes, start: int, end: int) -> int:
    """Return the last place up to `end` where no character is under way, in pairs or in UTF-8.

    Not for data with line ends: reading all of a chunk to find its characters takes 30 ms.

    >>> _between("汉字".encode("gb18030") * 9, 0, 17)
    14
    """
    places = list(_places(data, start, end))
    clear = (at for at in reversed(places) if not 0x80 <= data[at] < 0xC0)
    return next(clear, places[-1])


def _places(data: bytes, start: int, end: int) -> Iterator[int]:
    """Yield where characters end in the last bytes before `end`, read as pairs from `start`."""
    at = start
    while at < end - _NEAR and (many := _MANY.match(data, at, end - _NEAR)):
        at = many.end()
    while (one := _ONE.match(data, at)) and one.end() <= end:
        at = one.end()
        yield at
