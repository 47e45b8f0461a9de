"""The encodings whose bytes a wrong decoder may have shown, and what their sequences look like.

Law: a candidate is kept only if encoding it again gives exactly the bytes it was read from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

UTF8: Final = "utf-8"

ENCODINGS: Final = (UTF8, "gb18030", "big5", "cp932", "euc-jp", "cp949")
"""The commoner first: of equally good readings the earlier wins."""

CHINESE: Final = ("gb18030", "big5")
JAPANESE: Final = ("cp932", "euc-jp")
"""Encodings of two bytes a character, by the language that is written in them."""

_TAIL = rb"[\x80-\xbf]"
_UTF8 = (
    rb"[\xc2-\xdf]%(t)s|\xe0[\xa0-\xbf]%(t)s|[\xe1-\xec\xee\xef]%(t)s{2}|\xed[\x80-\x9f]%(t)s"
    rb"|\xf0[\x90-\xbf]%(t)s{2}|[\xf1-\xf3]%(t)s{3}|\xf4[\x80-\x8f]%(t)s{2}"
) % {b"t": _TAIL}
_SHAPES: Final = {
    UTF8: _UTF8,
    # A four-byte code begins like a pair that an ASCII digit cannot complete.
    "gb18030": rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]|[\x81-\xfe][0-9][\x81-\xfe][0-9]",
    "big5": rb"[\x81-\xfe][\x40-\x7e\xa1-\xfe]",
    "cp932": rb"[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]|[\xa1-\xdf]",
    "euc-jp": rb"\x8e[\xa1-\xdf]|[\xa1-\xfe][\xa1-\xfe]",
    "cp949": rb"[\x81-\xfe][\x41-\x5a\x61-\x7a\x81-\xfe]",
}
_CODECS: Final = {
    "big5": ("big5", "cp950", "big5hkscs"),
    "gb18030": ("gb18030",),
    "euc-jp": ("euc_jp",),
}


@cache
def pattern(encoding: str) -> re.Pattern[bytes]:
    """Return the pattern of a run of multi-byte sequences of an encoding."""
    return re.compile(rb"(?:%s)+" % _SHAPES[encoding])


class Run(NamedTuple):
    """A run of whole multi-byte sequences: bytes `start` to `end`, and what they spell."""

    start: int
    end: int
    text: str
    codec: str


def runs(data: bytes, encoding: str) -> Iterator[Run]:
    """Yield the runs of an encoding's sequences in bytes that decode exactly.

    >>> [r.text for r in runs("a中b".encode(), "utf-8")]
    ['中']
    """
    for found in pattern(encoding).finditer(data):
        read = decode(found[0], encoding)
        if read is not None:
            yield Run(found.start(), found.end(), *read)


def decode(data: bytes, encoding: str) -> tuple[str, str] | None:
    """Return what bytes spell and the codec that spells the same bytes back, or None.

    >>> decode(b"\\xa4\\xa4\\xa4\\xe5", "big5")
    ('中文', 'big5')
    """
    for codec in codecs_of(encoding):
        try:
            text = data.decode(codec)
            if text.encode(codec) == data:
                return text, codec
        except UnicodeError:
            continue
    return None


def codecs_of(encoding: str) -> tuple[str, ...]:
    """Return Python's codecs for an encoding, the one most pages were written with first."""
    return _CODECS.get(encoding, (encoding,))
