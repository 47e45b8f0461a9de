"""Codecs as state machines for the byte lattice: UTF-8, and double-byte encodings.

Law: state 0 is between two characters; a lost byte is any that the code and the reader allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from textfix import codecs

LEADS: Final = (
    *range(0xE2, 0xEA),
    0xEF,
    0xC2,
    0xC3,
    0xCE,
    0xCF,
    0xD0,
    0xD1,
    *range(0xEA, 0xEE),
    0xF0,
)
"""Lead bytes that a lost one is taken for: those of the scripts that are met."""

_SECOND: Final = {0xE0: (0xA0, 0xC0), 0xED: (0x80, 0xA0), 0xF0: (0x90, 0xC0), 0xF4: (0x80, 0x90)}
"""First bytes that allow fewer second bytes than 80-BF."""


def _none(self: object, *_: int) -> tuple[()]:
    """These machines know of no pairs that vanish."""
    return ()


def _itself(self: object, first: int) -> int:
    return first


def _never(self: object, first: int, second: int) -> bool:
    return False


class Utf8Machine:
    """UTF-8 for the lattice; the state holds the bytes of a character begun."""

    def push(self, state: int, byte: int) -> tuple[int, str] | None:
        """Read a byte: the new state and the character it completes."""
        if not state:
            if byte < 0x80:
                return 0, chr(byte)
            return (byte, "") if 0xC2 <= byte <= 0xF4 else None
        low, high = self._range(state)
        if not low <= byte < high:
            return None
        begun = state << 8 | byte
        size = (begun.bit_length() + 7) // 8
        first = begun >> 8 * (size - 1)
        if size < (2 if first < 0xE0 else 3 if first < 0xF0 else 4):
            return begun, ""
        return 0, begun.to_bytes(size, "big").decode("utf-8")

    @staticmethod
    def _range(state: int) -> tuple[int, int]:
        """Return the bytes that may follow."""
        return _SECOND.get(state, (0x80, 0xC0))

    def lost(self, state: int) -> Iterable[int]:
        """Return what a lost byte may have been."""
        return range(*self._range(state)) if state else LEADS

    into_gap = across_gap = out_of_gap = _none
    closes = _never
    alike = _itself


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
            return None if text is None or "\ue000" <= text <= "\uf8ff" else (0, text)
        if byte < 0x80:
            return 0, chr(byte)
        return (byte, "") if byte in self._leads else None

    def lost(self, state: int) -> Iterable[int]:
        """Return nothing: this machine restores no bytes."""
        return ()

    into_gap = across_gap = out_of_gap = _none
    closes = _never
    alike = _itself


@cache
def unjoined(reader: str, following: int) -> Mapping[int, tuple[int, ...]]:
    """Return, after any byte, the bytes that a reader cannot join with a following one.

    >>> unjoined("gb18030", 0xE4)[0]
    (128,)
    """
    known = codecs.get(reader)
    pairs = known.pairs()
    lost = tuple(
        b
        for b in range(0x80, 0xF5)
        if b << 8 | following not in pairs and known.decode_strict(bytes((b,))) is None
    )
    return dict.fromkeys(range(256), lost)


@cache
def dropped(reader: str) -> Mapping[int, tuple[int, ...]]:
    """Return, after any byte, those that a single-byte reader shows as what is easily dropped.

    >>> [hex(b) for b in dropped("cp1252-web")[0]]
    ['0x81', '0x8d', '0x8f', '0x90', '0x9d', '0xad']
    """
    shown = codecs.get(reader).decode(bytes(range(0x80, 0x100)))
    lost = tuple(0x80 + k for k, ch in enumerate(shown) if ch == "\xad" or ch <= "\x9f")
    return dict.fromkeys(range(256), lost)


@cache
def utf8() -> Utf8Machine:
    """Return the UTF-8 machine."""
    return Utf8Machine()


@cache
def pairs(encoding: str) -> PairMachine:
    """Return the machine of a double-byte encoding."""
    return PairMachine(encoding)
