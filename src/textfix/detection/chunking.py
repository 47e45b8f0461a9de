"""Where a chunk of data may end: where no encoding with ASCII in it can have a character."""

import re

CHUNK = 131_072
# Without a sign that no character holds, a chunk grows to this and is cut anywhere.
_LONGEST = 8 * CHUNK
_SOFT = re.compile(rb"[\x00-\x2f]")
_NEWLINE = re.compile(rb"\n")


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
    if len(data) < end + 4:
        return 0
    while 0x80 <= data[end] < 0xC0 and end > start + _LONGEST - 3:
        # Not inside a character of UTF-8, at least.
        end -= 1
    return end
