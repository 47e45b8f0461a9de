"""Shows the bytes of a page as Python's own codecs do, each error mode.

Byte facts of CPython: a lead byte that fits nothing is one error of one byte, and the byte behind
it is read again; `gbk` has no user-defined area and no 0x80, `gb18030` has the area and reads a
byte before a digit as the first of four.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from textfix.channels.gbkbytes import LEAD, SINGLE, Page

MARKS: Final = {"replace": "\ufffd", "question": "?", "ignore": ""}
"""What each mode shows for an error; "question": U+FFFD that a later step made a question mark."""


def decode(page: Page, start: int, end: int, codec: str, mark: str) -> Iterator[tuple[str, bool]]:
    """Decode a piece with `gbk` or `gb18030` and yield (text, damaged) per character or error.

    Private characters of the user-defined area are dropped, as crawlers do (empty, damaged).
    """
    data, origin, kinds = page.data, page.origin, page.kinds
    at = start
    while at < end:
        source = origin[at]
        if data[at] < 0x80:
            yield chr(data[at]), source < 0 or kinds[source] != SINGLE
            at += 1
            continue
        ch, size = _read(data[at : min(end, at + 4)], codec)
        whole = size == 2 and source >= 0 and kinds[source] == LEAD and origin[at + 1] == source + 1
        if ch is None:
            yield mark, True
        else:
            yield "" if "\ue000" <= ch <= "\uf8ff" else ch, not whole
        at += size


def _read(data: bytes, codec: str) -> tuple[str | None, int]:
    """Return the character that starts here and its size, or None and the size of the error.

    >>> _read(b"\\x93(y", "gbk"), _read(b"\\xac\\xd6", "gbk"), _read(b"\\xb15\\xb1", "gb18030")
    ((None, 1), (None, 1), (None, 3))
    """
    four = codec == "gb18030" and data[1:2].isdigit()
    if four and len(data) < 4:
        return None, len(data)  # not enough bytes for four: all that is left is one error
    size = 4 if four else 2
    try:
        return data[:size].decode(codec), size
    except UnicodeDecodeError:
        return None, 1
