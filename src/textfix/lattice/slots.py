"""What a lattice is made of: choices in slots, a codec as a machine, a model to score with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

LOST: Final = -1
"""Stands in `Choice.data` for one byte that the damage swallowed."""

Check = Callable[[int, int], float | None]
"""Given the last two bytes before a gloss: nats for or against it there, None if impossible."""


class Choice(NamedTuple):
    """One thing a slot may stand for: bytes, or `literal` text that is no part of the byte stream.

    `cost` is the channel's price in nats. `check` is asked about the last two source bytes
    once `data` has been read. Literal text needs the stream to be between two characters;
    a `shifted` choice needs it to be inside one. `gap` says how many pairs left no trace before
    `data`. `pairs` narrows the last two bytes down, where a check allows few: trails by lead.
    """

    data: tuple[int, ...] = ()
    cost: float = 0.0
    check: Check | None = None
    literal: str | None = None
    shifted: bool = False
    gap: int = 0
    pairs: Mapping[int, tuple[int, ...]] | None = None


class Machine(Protocol):
    """A codec as a state machine over bytes; state 0 is between two characters."""

    def __hash__(self) -> int:
        """Hash by identity: what is the same on all pages is kept by machine and model."""

    def push(self, state: int, byte: int) -> tuple[int, str] | None:
        """Read a byte: the new state, the character completed or "", or None if illegal."""

    def lost(self, state: int) -> Iterable[int]:
        """Return what a lost byte may have been in a state."""

    def into_gap(self, state: int) -> Iterable[tuple[int, str]]:
        """Return the first bytes of a vanished pair that complete a character, with it."""

    def across_gap(self, first: int) -> Iterable[tuple[tuple[int, int], str]]:
        """Return the second byte of a vanished pair and the first of another, as a character."""

    def out_of_gap(self, first: int, byte: int) -> Iterable[tuple[tuple[int, int], str]]:
        """Return the second byte of a vanished pair and the byte behind it, as a character."""

    def closes(self, first: int, second: int) -> bool:
        """Tell whether two bytes are a pair that vanishes."""

    def alike(self, first: int) -> int:
        """Return the least first byte whose pairs vanish with the same second bytes."""


class Model(Protocol):
    """What the search needs of a source model."""

    def __hash__(self) -> int:
        """Hash by identity: what is the same on all pages is kept by machine and model."""

    def id(self, ch: str) -> int:
        """Return the model's symbol for a character."""

    def ids(self, text: str) -> list[int]:
        """Return the symbols of the characters of a text."""

    def step(self, p2: int, p1: int, c: int) -> float:
        """Return the log probability of symbol `c` after `p2 p1`."""

    def steps(self, p2: int, p1: int, following: Sequence[int]) -> list[float]:
        """Return the log probability of each of several symbols after `p2 p1`."""

    def backed(self, p1: int, following: Sequence[int]) -> list[float]:
        """Return what `steps` gives behind a pair without trigrams that ends in `p1`."""

    def row(
        self, p2: int, p1: int
    ) -> tuple[Mapping[int, float], float, Mapping[int, float], float]:
        """Return what is known to follow `p2 p1`: after both, and (third) after `p1` alone."""
