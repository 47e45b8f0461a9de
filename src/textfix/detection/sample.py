"""Thins megabytes out to the bytes that tell encodings apart: those from 0x80 and their edges."""

import re

# What a contest needs: beyond this, more bytes change no answer.
WANTED = 800
_PIECES = 4
_ASCII_RUN = re.compile(rb"(?<=[\x00-\x7f]{3})[\x00-\x7f]{3,}(?=[\x00-\x7f]{2})")
_HIGH = re.compile(rb"[\x80-\xff]")
# A place where every encoding here begins a new character: behind two ASCII bytes.
_EDGE = re.compile(rb"[\x00-\x7f]{2}")


def thin(data: bytes) -> bytes:
    """Cut long ASCII runs down to their edges, which keep trail bytes and word ends.

    Not for UTF-16 or escape encodings.

    >>> thin(b"int main(void) { /* \\xd6\\xd0 */ return 0; }")
    b'int\\n* \\xd6\\xd0 */\\n }'
    """
    return _ASCII_RUN.sub(b"\n", data)


def sample(data: bytes) -> bytes:
    """Return at most about `WANTED` telling bytes, from several places of `data`.

    Not for short data: it is returned thinned but whole.

    >>> len(sample("中文".encode("gbk") * 100000)) < 4 * WANTED
    True
    """
    if len(data) <= WANTED:
        return thin(data)
    first = _HIGH.search(data)
    if first is None:
        return b""
    start = max(0, first.start() - 4)
    step = (len(data) - start) // _PIECES
    pieces = [_piece(data, start + k * step, k > 0) for k in range(_PIECES)]
    return b"\n\n".join(p for p in pieces if p)


def _piece(data: bytes, start: int, search: bool) -> bytes:
    """About a fourth of what is wanted from `start`, beginning between two characters."""
    size = WANTED // _PIECES
    if search:
        high = _HIGH.search(data, start)
        if high is None:
            return b""
        edge = _EDGE.search(data, max(start, high.start() - 8), high.start() + 4 * size)
        start = edge.start() if edge else high.start()
    # ASCII runs count for nothing, so look at more bytes where they are many.
    for wide in (size, 2 * size, 8 * size):
        piece = thin(data[start : start + wide])
        if len(piece) >= size:
            break
    return piece[:size]
