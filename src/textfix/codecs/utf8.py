"""Readers of UTF-8 and its variants: CESU-8, overlong forms, "UTF-8 where valid, else Latin-1".

A wrong byte shows the mark of the habit; for the piecewise readers it shows its single-byte twin.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from textfix.codecs.reader import Reader, SingleReader, Width, habit

_TAIL = rb"[\x80-\xbf]"
_VALID = (
    rb"[\x00-\x7f]+|(?:[\xc2-\xdf]%(t)s|\xe0[\xa0-\xbf]%(t)s|[\xe1-\xec\xee\xef]%(t)s{2}"
    rb"|\xed[\x80-\x9f]%(t)s|\xf0[\x90-\xbf]%(t)s{2}|[\xf1-\xf3]%(t)s{3}|\xf4[\x80-\x8f]%(t)s{2})+"
) % {b"t": _TAIL}
# A cut sequence is one mistake, as the web counts: the longest start of a possible character.
_CUT = (
    rb"\xe0[\xa0-\xbf]|[\xe1-\xec\xee\xef]%(t)s|\xed[\x80-\x9f]|\xf0[\x90-\xbf]%(t)s?"
    rb"|[\xf1-\xf3]%(t)s{1,2}|\xf4[\x80-\x8f]%(t)s?"
) % {b"t": _TAIL}
# CESU-8, as databases and Java write it: a character beyond the BMP as two surrogates.
CESU = re.compile(rb"\xed[\xa0-\xaf]%(t)s\xed[\xb0-\xbf]%(t)s" % {b"t": _TAIL})
_OVERLONG = (
    rb"[\xc0\xc1]%(t)s|\xe0[\x80-\x9f]%(t)s|\xf0[\x80-\x8f]%(t)s{2}|\xed[\xa0-\xbf]%(t)s"
) % {b"t": _TAIL}


@cache
def _pattern(extra: bytes) -> re.Pattern[bytes]:
    pieces = [b"(%s)" % _VALID, b"(%s)" % extra if extra else b"((?!))", b"(%s)" % _CUT]
    return re.compile(b"|".join(pieces) + rb"|[\x80-\xff]")


def decode_long(sequence: bytes) -> str:
    """Decode one multi-byte sequence by its bits alone: overlong forms and surrogates too.

    Not for strict UTF-8: nothing is checked.

    >>> decode_long(b"\\xc0\\x80"), decode_long(b"\\xed\\xa0\\xbd\\xed\\xb8\\x80")
    ('\\x00', '😀')
    """
    if len(sequence) == 6:
        high, low = (ord(decode_long(half)) for half in (sequence[:3], sequence[3:]))
        return chr(0x10000 + ((high & 0x3FF) << 10 | low & 0x3FF))
    code = sequence[0] & 0x7F >> len(sequence)
    for byte in sequence[1:]:
        code = code << 6 | byte & 0x3F
    return chr(code)


@dataclass(frozen=True, slots=True)
class Utf8Reader(Reader):
    """UTF-8 as the web reads it, or with CESU-8 pairs, overlong forms or single bytes allowed.

    Not for UTF-16 (use Python's codecs).
    `extra` is "", "cesu" or "lax" (CESU-8, overlong and lone surrogates); `single` is a reader
    name whose characters stand for bytes that are not UTF-8, or "".

    >>> from textfix.codecs import get
    >>> get("utf-8-or-latin1").decode(b"\\xe4\\xb8\\xad\\xe9")
    '中é'
    """

    extra: str
    single: str

    @property
    def width(self) -> Width:
        """Always "multi"."""
        return "multi"

    def decode(self, data: bytes) -> str:
        """Read `data`; ~1 GB/s where valid."""
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return "".join([self._piece(found) for found in self._scan(data)])

    def _scan(self, data: bytes) -> "list[re.Match[bytes]]":
        extra = {"": b"", "cesu": CESU.pattern, "lax": CESU.pattern + b"|" + _OVERLONG}[self.extra]
        return list(_pattern(extra).finditer(data))

    def _piece(self, found: "re.Match[bytes]") -> str:
        if found.lastindex == 1:
            return found[0].decode("utf-8")
        if found.lastindex == 2:
            return decode_long(found[0])
        if self.single:
            return self._twin().decode(found[0])
        return self.habit.mark

    def places(self, data: bytes) -> Iterator[tuple[int, int, str | None]]:
        """Yield (start, end, text) of every piece; None for bytes that are not this UTF-8."""
        for found in self._scan(data):
            wrong = found.lastindex not in (1, 2) and not self.single
            yield found.start(), found.end(), None if wrong else self._piece(found)

    def _twin(self) -> SingleReader:
        codec = self.single.removesuffix("-web")
        return SingleReader(self.single, habit("fffd"), codec, codec != self.single)

    def decode_strict(self, data: bytes) -> str | None:
        """Read `data`, or return None if any byte of it would be replaced."""
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pieces = self._scan(data)
        if not self.single and any(p.lastindex not in (1, 2) for p in pieces):
            return None
        return "".join([self._piece(found) for found in pieces])

    def encode(self, text: str) -> bytes | None:
        """Write UTF-8 (CESU-8 for the reader of that name), or None for a lone surrogate."""
        try:
            plain = text.encode("utf-8")
        except UnicodeEncodeError:
            return None
        if self.extra != "cesu" or len(plain) == len(text):
            return plain
        return b"".join([self.bytes_of(ch)[0] for ch in text])

    def bytes_of(self, ch: str) -> tuple[bytes, ...]:
        """List the forms of `ch`, the standard one first (CESU-8 first for that reader)."""
        if len(ch) != 1:
            return ()
        surrogate = "\ud800" <= ch <= "\udfff"
        plain = ch.encode("utf-8", "surrogatepass")
        found = [] if surrogate and self.extra != "lax" else [plain]
        if self.extra and ch > "\uffff":
            found.append(_cesu(ch))
        if self.extra == "cesu":
            found.reverse()
        if self.extra == "lax" and ch <= "\x7f":
            found.append(bytes((0xC0 | ord(ch) >> 6, 0x80 | ord(ch) & 0x3F)))
        if self.single and ch >= "\x80":
            found.extend(self._twin().bytes_of(ch))
        return tuple(found)


def _cesu(ch: str) -> bytes:
    code = ord(ch) - 0x10000
    units = chr(0xD800 | code >> 10) + chr(0xDC00 | code & 0x3FF)
    return units.encode("utf-8", "surrogatepass")
