"""Texts as the bytes a wrong decoder may have read: one vectorized look per reader.

Law: byte k of a view came from character `owner(k)`; what the reader never shows is 0xFF,
a byte that no multi-byte encoding uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from textfix import chars

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNSEEN: Final = 0xFF

SINGLE: Final = (
    *("latin-1", "cp1252-web", "cp437", "mac_roman", "cp1251-web", "koi8-r", "cp866"),
    *("iso8859-15", "cp1254-web", "cp1250-web", "cp850", "cp1253-web", "cp1255-web"),
    *("cp1256-web", "cp1257-web", "cp1258-web", "iso8859-2"),
)
"""Readers of one byte per character, the commoner first; holes are C1 controls, as in the wild."""

DOUBLE: Final = ("gb18030", "big5", "cp949", "euc-jp", "cp932")
"""Readers of one byte or two per character."""

_PREFERRED: Final = {"gb18030": {"€": 0x80}}
"""What cp936 and browsers show for a byte that Python's codec refuses."""


@dataclass(frozen=True, slots=True)
class View:
    """The bytes behind a text under one reader, and whose each byte is.

    `owners` holds for each byte its character's index, doubled, plus one for a second byte;
    None where every character is one byte.
    """

    data: bytes
    owners: list[int] | None

    def owner(self, place: int) -> int:
        """Return the index of the character whose byte this is."""
        return place if self.owners is None else self.owners[place] >> 1

    def whole(self, place: int) -> bool:
        """Tell whether a byte begins a character (the end of the data does)."""
        return self.owners is None or place == len(self.data) or not self.owners[place] & 1


def beyond(text: str) -> int:
    """Return how many characters of a text are not ASCII.

    >>> beyond("né。")
    2
    """
    return sum(ch > "\x7f" for ch in text)


@cache
def table(reader: str) -> NDArray[np.uint16]:
    """Return for each code point up to U+FFFF the byte or pair of bytes shown so; 0xFF for none.

    >>> hex(int(table("cp437")[ord("σ")])), hex(int(table("gb18030")[ord("鏂")]))
    ('0xe5', '0xe696')
    """
    import numpy as np

    from textfix import codecs

    known = codecs.get(reader)
    out: NDArray[Any] = np.full(0x10001, UNSEEN, np.uint16)
    for code, text in known.pairs().items():
        if len(text) == 1 and text <= "\uffff" and out[ord(text)] == UNSEEN:
            out[ord(text)] = code
    for byte in range(0x80, 0xFF):
        text_ = known.decode_strict(bytes((byte,)))
        if text_ is not None and len(text_) == 1:
            out[ord(text_)] = byte
    for ch, byte in _PREFERRED.get(reader, {}).items():
        out[ord(ch)] = byte
    # A reader's usual bytes for a character come before its duplicates.
    if reader in DOUBLE:
        _usual(out, reader)
    out[:0x80] = np.arange(0x80)
    return out


def _usual(out: NDArray[Any], reader: str) -> None:
    """Prefer what the reader's encoder writes where a character has several cells."""
    from textfix import codecs

    known = codecs.get(reader)
    for code, text in known.pairs().items():
        if len(text) == 1 and text <= "\uffff" and out[ord(text)] not in (code, 0x80):
            out[ord(text)] = int.from_bytes(known.bytes_of(text)[0], "big")


def points(text: str) -> NDArray[np.uint32]:
    """Return the code points of a text, those beyond the BMP as 0x10000."""
    import numpy as np

    found: NDArray[np.uint32] = np.minimum(chars.points(text), np.uint32(0x10000))
    return found


def view(codes: NDArray[np.uint32], reader: str) -> View:
    """Return the bytes behind code points (of `points`) under a reader.

    >>> view(points("Ö\xd0A\u4e2d"), "latin-1").data.hex()
    'd6d041ff'
    """
    import numpy as np

    values = _values(codes, reader)
    if reader not in DOUBLE:
        return View(values.astype(np.uint8).tobytes(), None)
    data, first, double = _widened(values)
    owners = np.empty(len(data), np.int64)
    owners[first] = np.arange(len(values)) * 2
    owners[first[double] + 1] = np.flatnonzero(double) * 2 + 1
    return View(data.tobytes(), owners.tolist())


def shown(codes: NDArray[np.uint32], reader: str) -> bytes:
    """Return the bytes of `view` alone."""
    import numpy as np

    values = _values(codes, reader)
    return (_widened(values)[0] if reader in DOUBLE else values.astype(np.uint8)).tobytes()


def _values(codes: NDArray[np.uint32], reader: str) -> NDArray[np.uint16]:
    """Return what `table` has for code points, and for `€` which of its two codes is meant.

    Behind no lead byte of UTF-8 and before a byte inside a character, it is the pair A2 E3.
    """
    import numpy as np

    values = table(reader)[codes]
    if reader not in _PREFERRED:
        return values
    places = np.flatnonzero(codes[1:-1] == ord("€")) + 1
    if len(places):
        after = values[places + 1]
        after = np.where(after > UNSEEN, after >> 8, after)
        inside = (after & 0xC0) == 0x80
        values[places[inside & ((values[places - 1] & 0xFF) < 0xC2)]] = 0xA2E3
    return values


def _widened(
    values: NDArray[np.uint16],
) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.bool_]]:
    """Return bytes and pairs of bytes in a row, where each begins, and which are pairs."""
    import numpy as np

    double = values > UNSEEN
    starts = np.zeros(len(values) + 1, np.int64)
    np.cumsum(double + 1, out=starts[1:])
    data = np.empty(int(starts[-1]), np.uint8)
    first = starts[:-1]
    data[first] = np.where(double, values >> 8, values)
    data[first[double] + 1] = values[double] & 0xFF
    return data, first, double
