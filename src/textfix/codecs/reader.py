"""The face of every reader: bytes to text with the habit of one decoder of the wild, and back.

A habit says what a reader shows for bytes that are no character, and how many of them it eats.
"""

import codecs
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cache
from typing import Literal

from textfix.errors import InputError

Width = Literal["single", "double", "multi"]
Swallow = Literal["none", "trail", "any"]


@dataclass(frozen=True, slots=True)
class Habit:
    """What a reader does with bytes that are no character.

    Not for valid bytes: those are the business of the table.
    `mark` stands in the text for each wrong sequence. `swallow` says what a bad lead byte takes
    along: "none" leaves an ASCII byte behind it to be read again (the web), "trail" eats it where
    it could be a trail byte (iconv), "any" eats whatever follows (many converters).

    >>> habit("fffd").mark == "\\ufffd"
    True
    """

    mark: str
    swallow: Swallow


HABITS: dict[str, Habit] = {
    "fffd": Habit("\ufffd", "none"),
    "fffd-swallow": Habit("\ufffd", "any"),
    "question": Habit("?", "none"),
    "question-swallow": Habit("?", "any"),
    "drop": Habit("", "none"),
    "drop-swallow": Habit("", "any"),
    "iconv": Habit("", "trail"),
}


def habit(name: str) -> Habit:
    """Return a habit by its name.

    Not for readers: `textfix.codecs.get` takes `"NAME:HABIT"`.

    >>> habit("iconv").swallow
    'trail'

    Errors: `InputError` for an unknown name.
    """
    if name not in HABITS:
        raise InputError(f"no habit {name!r}; there are {', '.join(HABITS)}")
    return HABITS[name]


@dataclass(frozen=True, slots=True)
class Reader(ABC):
    """One decoder of the wild with its writer and its inverse.

    Not for streams: `decode` takes whole bytes (Python codecs made from readers stream).
    `width` is "single", "double" (one or two bytes; gb18030 also four) or "multi".

    >>> from textfix.codecs import get
    >>> get("gb18030-web").decode(bytes([0x80, 0x81, 0x20]))
    '€\\ufffd '
    """

    name: str
    habit: Habit

    @property
    @abstractmethod
    def width(self) -> Width:
        """The kind of byte sequences that this reader knows."""

    @abstractmethod
    def decode(self, data: bytes) -> str:
        """Read `data` with the habit of this reader; never raises."""

    @abstractmethod
    def decode_strict(self, data: bytes) -> str | None:
        """Read `data`, or return None if any byte of it would be replaced."""

    @abstractmethod
    def encode(self, text: str) -> bytes | None:
        """Write `text`, or return None if it has a character that this reader never shows."""

    @abstractmethod
    def bytes_of(self, ch: str) -> tuple[bytes, ...]:
        """List the byte sequences shown as `ch`, most usual first; () for none and for marks."""

    def pair(self, lead: int, trail: int) -> str | None:
        """Return the text of the two bytes read as one sequence, or None."""
        return self.pairs().get(lead << 8 | trail)

    def pairs(self) -> dict[int, str]:
        """Return `lead << 8 | trail` -> text for all two-byte sequences; do not change it."""
        return {}


@cache
def _single_table(codec: str, holes: bool) -> str:
    """256 characters; U+FFFE stands for an undefined byte, as `codecs.charmap_decode` wants."""
    out = []
    for byte in range(256):
        try:
            out.append(bytes([byte]).decode(codec))
        except UnicodeDecodeError:
            out.append(chr(byte) if holes else "\ufffe")
    return "".join(out)


@cache
def _single_inverse(codec: str, holes: bool) -> dict[str, bytes]:
    table = _single_table(codec, holes)
    return {ch: bytes([byte]) for byte, ch in enumerate(table) if ch != "\ufffe"}


@cache
def _single_marked(codec: str, holes: bool, mark: str) -> dict[int, str]:
    table = _single_table(codec, holes)
    return {byte: mark if ch == "\ufffe" else ch for byte, ch in enumerate(table)}


@dataclass(frozen=True, slots=True)
class SingleReader(Reader):
    """A reader of one byte per character, its holes marked or filled with C1 controls.

    Not for multi-byte codecs.

    >>> from textfix.codecs import get
    >>> get("cp1252-web").decode(bytes([0x80, 0x81])).encode("utf-8").hex()
    'e282acc281'
    """

    codec: str
    holes: bool

    @property
    def width(self) -> Width:
        """Always "single"."""
        return "single"

    def decode(self, data: bytes) -> str:
        """Read `data`, one character for each byte (none for a dropped hole)."""
        marked = _single_marked(self.codec, self.holes, self.habit.mark)
        return codecs.charmap_decode(data, "strict", marked)[0]

    def decode_strict(self, data: bytes) -> str | None:
        """Read `data`, or return None if it has an undefined byte."""
        try:
            return codecs.charmap_decode(data, "strict", _single_table(self.codec, self.holes))[0]
        except UnicodeDecodeError:
            return None

    def encode(self, text: str) -> bytes | None:
        """Write `text`, one byte for each character, or return None."""
        inverse = _single_inverse(self.codec, self.holes)
        try:
            return b"".join([inverse[ch] for ch in text])
        except KeyError:
            return None

    def bytes_of(self, ch: str) -> tuple[bytes, ...]:
        """Return the one byte shown as `ch`, or ()."""
        found = _single_inverse(self.codec, self.holes).get(ch)
        return () if found is None else (found,)
