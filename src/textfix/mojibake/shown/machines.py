"""Double-byte encodings as state machines for the lattice; what readers lose without a mark.

Law: state 0 is between two characters.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from textfix import codecs
from textfix.channels import readers
from textfix.chars import is_private


def _none(self: object, *_: int) -> tuple[()]:
    """These machines know of no pairs that vanish."""
    return ()


def _itself(self: object, first: int) -> int:
    return first


def _never(self: object, first: int, second: int) -> bool:
    return False


class PairMachine:
    """A double-byte encoding for the lattice; the state is the lead byte. Nothing is lost here."""

    def __init__(self, encoding: str) -> None:
        """Take the name of a double-byte encoding."""
        self._pairs = codecs.get(encoding).pairs()
        self._leads = frozenset(code >> 8 for code in self._pairs)

    def push(self, state: int, byte: int) -> tuple[int, str] | None:
        """Read a byte: the new state and the character it completes."""
        if state:
            text = self._pairs.get(state << 8 | byte)
            return None if text is None or is_private(text) else (0, text)
        if byte < 0x80:
            return 0, chr(byte)
        return (byte, "") if byte in self._leads else None

    def lost(self, state: int) -> Iterable[int]:
        """Return nothing: this machine restores no bytes."""
        return ()

    into_gap = across_gap = out_of_gap = _none
    closes = _never
    alike = _itself


_NARROWER: Final = {"gb18030": "gbk-python", "cp932": "shift_jis"}
_STRICT: Final = {"cp932": "shift_jis"}
"""The table of each that knows the fewest pairs, and the reader that knows the fewest bytes."""


@cache
def unjoined(reader: str, following: int) -> tuple[int, ...]:
    """Return the bytes that a reader cannot join with a following one.

    Not all readers of GBK know its user-defined area and what GB18030 added: Python's does not.
    Its Shift-JIS knows neither that nor 80 and A0.

    >>> [hex(b) for b in unjoined("gb18030", 0xE4)]
    ['0x80', '0xa2', '0xaa', '0xab', '0xac', '0xad', '0xae', '0xaf']
    """
    joined = _leads(reader).get(following, ())
    known = codecs.get(_STRICT.get(reader, reader))
    return tuple(
        b for b in range(0x80, 0xF5) if b not in joined and known.decode_strict(bytes((b,))) is None
    )


@cache
def _leads(reader: str) -> dict[int, set[int]]:
    """Return the lead bytes of a reader's pairs by their second bytes."""
    narrow = _NARROWER.get(reader)
    pairs: Iterable[tuple[int, ...]] = (divmod(c, 0x100) for c in codecs.get(reader).pairs())
    out: dict[int, set[int]] = {}
    for lead, trail in map(tuple, readers.table(narrow).pairs) if narrow else pairs:
        out.setdefault(trail, set()).add(lead)
    return out


@cache
def dropped(reader: str) -> tuple[int, ...]:
    """Return the bytes that a single-byte reader does not know, or shows as what is easily dropped.

    >>> [hex(b) for b in dropped("cp1252-web")]
    ['0x81', '0x8d', '0x8f', '0x90', '0x9d', '0xad']
    """
    shown = codecs.get(reader).decode(bytes(range(0x80, 0x100)))
    known = readers.table(reader.removesuffix("-web")).single
    return tuple(
        b for b, ch in enumerate(shown, 0x80) if ch == "\xad" or ch <= "\x9f" or known[b] is None
    )


_LIKE: Final = {"cp1252-web": ("cp1254-web", "cp1258-web")}
"""Readers that show Chinese in UTF-8 as another does, but for bytes that they do not know."""


@cache
def unknown(reader: str) -> tuple[int, ...]:
    """Return the bytes that a single-byte reader, or one that shows the same, may have lost.

    >>> 0x8E in unknown("cp1252-web"), 0x8E in dropped("cp1252-web")
    (True, False)
    """
    return tuple(sorted({b for name in (reader, *_LIKE.get(reader, ())) for b in dropped(name)}))


@cache
def pairs(encoding: str) -> PairMachine:
    """Return the machine of a double-byte encoding."""
    return PairMachine(encoding)
