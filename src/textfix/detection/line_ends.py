"""Counting line ends in pieces cut anywhere, of bytes or of text."""

from typing import AnyStr

# CRLF, LF and CR.
Marks = tuple[AnyStr, AnyStr, AnyStr]
BYTES: Marks[bytes] = (b"\r\n", b"\n", b"\r")
TEXT: Marks[str] = ("\r\n", "\n", "\r")


def count(ends: list[int], piece: AnyStr, marks: Marks[AnyStr], returned: bool) -> bool:
    """Add the CRLF, LF and CR of a piece to `ends`; tell whether a CR stands last.

    Not for UTF-16 or UTF-32 as bytes: decode them first. `returned` is what the piece before gave.

    >>> ends = [0, 0, 0]
    >>> count(ends, b"a\\n\\r", BYTES, False), ends
    (True, [0, 1, 1])
    >>> count(ends, b"\\nb", BYTES, True), ends
    (False, [1, 1, 0])
    """
    both, feed, back = marks
    if not piece:
        return returned
    pairs = piece.count(both) + (returned and piece.startswith(feed))
    ends[0] += pairs
    ends[1] += piece.count(feed) - pairs
    # The carriage return of a split pair was counted alone before.
    ends[2] += piece.count(back) - pairs
    return piece.endswith(back)
