"""Numbers in messages, with the word they count."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number and its noun; `many` is the plural, else `one` with an s.

    Not for other languages.

    >>> counted(1, "file"), counted(1200, "file"), counted(2, "is", "are")
    ('1 file', '1,200 files', '2 are')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
