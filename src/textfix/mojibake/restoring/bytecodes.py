"""The codecs of `bytesearch`: which bytes begin a character, how many follow, what they spell.

Law: a lost byte is a set; what it may spell with its neighbors is every character of the codec
that has one byte of the set there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from typing import Final, Protocol, TypeAlias

from textfix import codecs
from textfix.chars import is_private

MOST: Final = 20_000
"""Ways to put bytes together beyond which nothing is asked: too much is lost."""


class Lost:
    """The bytes that a lost one may have been; equal only to itself (`lost` makes it)."""

    __slots__ = ("bytes",)

    def __init__(self, values: tuple[int, ...]) -> None:
        """Take the bytes."""
        self.bytes = values


Byte: TypeAlias = int | Lost
Bytes: TypeAlias = tuple[Byte, ...]


@cache
def lost(values: tuple[int, ...]) -> Lost:
    """Return what stands for a byte that was lost.

    >>> lost((0x81, 0x82)) is lost((0x81, 0x82))
    True
    """
    return Lost(values)


class Code(Protocol):
    """An encoding whose first byte says how long a character is."""

    def begun(self, byte: Byte) -> Iterable[tuple[Byte, int]]:
        """Return what a byte, no ASCII, may be as the first of how many."""

    def spelled(self, data: Bytes) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Yield the characters that bytes may spell, each with its own."""


def _each(data: Bytes) -> Iterator[tuple[int, ...]]:
    sets = [b.bytes if isinstance(b, Lost) else (b,) for b in data]
    size = 1
    for values in sets:
        size *= len(values)
    return product(*sets) if size <= MOST else iter(())


class PairCode:
    """A double-byte encoding; private characters are none of it."""

    def __init__(self, encoding: str) -> None:
        """Take the name of a double-byte encoding."""
        self._chars: dict[tuple[int, ...], str] = {
            (code >> 8, code & 0xFF): text
            for code, text in codecs.get(encoding).pairs().items()
            if len(text) == 1 and not is_private(text)
        }
        self._leads = frozenset(pair[0] for pair in self._chars)

    def begun(self, byte: Byte) -> Iterable[tuple[Byte, int]]:
        """Return a lead byte."""
        return ((byte, 2),) if isinstance(byte, Lost) or byte in self._leads else ()

    def spelled(self, data: Bytes) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Yield the characters of a pair."""
        for pair in _each(data):
            text = self._chars.get(pair)
            if text is not None:
                yield text, pair


class Utf8Code:
    """UTF-8; a lost lead byte is one of the scripts that are met."""

    def begun(self, byte: Byte) -> Iterable[tuple[Byte, int]]:
        """Return a lead byte; a lost one once for each length."""
        if isinstance(byte, Lost):
            return _leads(byte)
        size = _size(byte)
        return ((byte, size),) if size else ()

    def spelled(self, data: Bytes) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Yield the characters of a sequence."""
        for each in _each(data):
            try:
                text = bytes(each).decode("utf-8")
            except UnicodeDecodeError:
                continue
            yield text, each


LEADS: Final = (0xC2, 0xC3, *range(0xCE, 0xD2), *range(0xE2, 0xEE), 0xEF, 0xF0)
"""Lead bytes that a lost one is taken for: those of the scripts that are met."""


def _size(byte: int) -> int:
    """Return the length of a character that a byte begins, 0 for what begins none."""
    return 0 if not 0xC2 <= byte <= 0xF4 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4


@cache
def _leads(byte: Lost) -> tuple[tuple[Byte, int], ...]:
    sizes = ((size, tuple(b for b in byte.bytes if b in LEADS and _size(b) == size))
             for size in (2, 3, 4))  # fmt: skip
    return tuple((lost(values), size) for size, values in sizes if values)


@cache
def inside(byte: Byte) -> bool:
    """Tell whether a byte may be neither the first nor the last of a character: in UTF-8 only."""
    values = byte.bytes if isinstance(byte, Lost) else (byte,)
    return any(0x80 <= b < 0xC0 for b in values)


@cache
def of(encoding: str) -> Code:
    """Return the code of an encoding."""
    return Utf8Code() if encoding == "utf-8" else PairCode(encoding)
