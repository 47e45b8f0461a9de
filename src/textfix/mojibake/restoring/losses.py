"""What a double-byte reader loses: each character that it shows, and each mark, as bytes.

Law: what a habit could not have lost at a place is no choice there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Final

from textfix import codecs
from textfix.channels import readers
from textfix.mojibake.restoring import holes
from textfix.mojibake.restoring.bytecodes import Lost, lost
from textfix.mojibake.restoring.byteways import Step
from textfix.mojibake.restoring.rankings import Joined

MARK: Final = "\ufffd"
MARKS: Final = MARK + "?"
HABITS: Final[Mapping[str, tuple[str, ...]]] = {MARK: ("python", "fffd"), "?": ("mark", "eat")}
"""What readers do with a byte that begins no character, by the mark that they leave: they go on
with the next byte, or behind a second one that belongs to it. "drop" leaves no mark and goes on."""

_MARK_OF: Final = {habit: mark for mark, habits in HABITS.items() for habit in habits}

PAIR: Final = 1.0
"""Nats for two bytes behind one mark: most often it was one."""

MOST: Final = 1 << 14


class Losses:
    """What is behind the characters of a text that a reader with a habit shows."""

    def __init__(self, reader: str, habit: str) -> None:
        """Take names of a double-byte reader and of a habit."""
        self.habit = habit
        self._reader = codecs.get(reader)
        self._pairs = self._reader.pairs()
        self._leads = frozenset(code >> 8 for code in self._pairs)
        self.single = not self._leads
        alone = (self._reader.decode_strict(bytes((b,))) for b in range(0x80, 0x100))
        # What is no character alone: lead bytes, and those that the reader does not know.
        self._open = tuple(b for b, text in enumerate(alone, 0x80) if text is None)
        self._slots: dict[str, tuple[Step, ...]] = {}
        self._lone: dict[int, Lost] = {}
        joined = {a: v for a in self._open if (v := tuple(self._unknown(a)))}
        self._joined = Joined(joined) if joined else None

    def ambiguous(self, text: str) -> bool:
        """Tell whether a text holds characters for which the reader has several codes."""
        return not self._several.isdisjoint(text)

    @cached_property
    def _several(self) -> frozenset[str]:
        return frozenset(ch for ch in self._pairs.values() if len(self._reader.bytes_of(ch)) > 1)

    def _unknown(self, first: int) -> Iterator[int]:
        """Yield the bytes that vanish with a lead byte, being no second byte of it."""
        if first in self._leads and self.habit in ("fffd", "eat"):
            for b in (*(range(0x40, 0x7F) if self.habit == "eat" else ()), *range(0xA1, 0xFF)):
                if first << 8 | b not in self._pairs:
                    yield b

    def lone(self, following: int | None) -> Lost:
        """Return the bytes that leave a mark of their own before another byte.

        None stands for one that is lost, too.
        """
        key = -1 if following is None else following
        found = self._lone.get(key)
        if found is None:
            values = tuple(b for b in self._open if self._is_lone(b, following))
            found = self._lone[key] = lost(values)
        return found

    def _is_lone(self, byte: int, following: int | None) -> bool:
        if byte not in self._leads or following is None:
            return True
        if byte << 8 | following in self._pairs:
            return False
        swallows = following >= 0x80 if self.habit == "fffd" else following != 10
        return self.habit not in ("fffd", "eat") or not swallows

    def slot(self, ch: str, after: str) -> tuple[Step, ...]:
        """Return what a character may stand for, given the one that follows it.

        >>> [c.data for c in of("cp932", "python").slot("ﾓ", "ﾌ")]
        [(211,)]
        """
        found = self._slots.get(ch + after)
        if found is None:
            if len(self._slots) >= MOST:
                self._slots.clear()
            found = self._slots[ch + after] = self._slot(ch, after)
        return found

    def _slot(self, ch: str, after: str) -> tuple[Step, ...]:
        choices = list(holes.codes(ch, self._reader.name))
        if ch == _MARK_OF.get(self.habit):
            choices = [c._replace(cost=holes.ITSELF) for c in choices]
            choices += self._lost(after)
            if self.habit == "eat" and ch == "?":
                choices.append(Step(0.0, (self.lone(10),), eaten=holes.EATEN))
        return tuple(choices) or (Step(literal=ch),)

    def shows(self, data: bytes, seen: str, after: str) -> bool:
        """Tell whether the reader shows bytes as what is seen, given the character behind it."""
        known = self._reader.bytes_of(after) if after and after not in MARKS else ()
        tail, shown = (known[0], after) if known else (b"\n", "\n") if after else (b"", "")
        read = "".join([t for t, _ in readers.read(data + tail, self._reader.name, self.habit)])
        return read == seen + shown

    def first(self, ch: str) -> int:
        """Return the byte that a character begins with, that of a line end for what has none."""
        return (self._reader.bytes_of(ch) or (b"\n",))[0][0] if ch else 10

    def _lost(self, after: str) -> Iterator[Step]:
        following = None if not after or after in MARKS else self.first(after)
        yield Step(holes.ONE, (self.lone(following),))
        if self._joined is not None:
            yield Step(PAIR, joined=self._joined)


@cache
def of(reader: str, habit: str) -> Losses:
    """Return what a reader with a habit loses."""
    return Losses(reader, habit)
