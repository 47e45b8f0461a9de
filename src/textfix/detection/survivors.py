"""What is left of a character that lost a byte, and a stretch of bytes read from each of them."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from textfix.codecs import MultiReader
from textfix.codecs.tokens import tokens
from textfix.language.classes import BOUNDARY
from textfix.language.model import SourceModel, load

# Nats against a character outside GB 2312.
RARE = 6.0


class Candidates(NamedTuple):
    """Characters, their ids in the source model, nats against each."""

    texts: Sequence[str]
    ids: Sequence[int]
    prices: Sequence[float]


@cache
def candidates_of(reader: MultiReader) -> tuple[dict[int, Candidates], dict[int, Candidates]]:
    """Return the characters of two bytes by their lead, and by their trail.

    Not for single-byte codecs.
    """
    leads: dict[int, list[tuple[str, float]]] = {}
    trails: dict[int, list[tuple[str, float]]] = {}
    common = reader.shape != "gb18030"
    for code, text in reader.pairs().items():
        lead, trail = code >> 8, code & 0xFF
        if len(text) > 1 or "\ue000" <= text <= "\uf8ff":
            continue
        price = 0.0 if common or (lead >= 0xA1 and trail >= 0xA1) else RARE
        leads.setdefault(lead, []).append((text, price))
        trails.setdefault(trail, []).append((text, price))
    return {k: _made(v) for k, v in leads.items()}, {k: _made(v) for k, v in trails.items()}


def _made(found: list[tuple[str, float]]) -> Candidates:
    texts = [text for text, _ in found]
    return Candidates(texts, load().ids("".join(texts)), [price for _, price in found])


class Chain:
    """A stretch read from every byte of it: what begins there, where it ends, what follows.

    Not for long data: one object for each byte.
    """

    def __init__(self, reader: MultiReader, data: bytes, model: SourceModel) -> None:
        """Read from every byte, the last one first."""
        size = len(data)
        self.model, self.size = model, size
        self.next: list[int] = [0] * size + [size]
        self.id: list[int] = [BOUNDARY] * (size + 1)
        # Log probability of all characters behind the second; None where one is wrong.
        self.rest: list[float | None] = [None] * size + [0.0]
        pattern = tokens(reader.shape, "none")
        for place in range(size - 1, -1, -1):
            end = place + 1
            if data[place] >= 0x80:
                found = pattern.match(data, place)
                end = found.end() if found else end
            text = reader.decode_strict(data[place:end])
            if text is None or self.rest[end] is None:
                continue
            self.next[place], self.id[place] = end, model.id(text[:1])
            self.rest[place] = self._behind(place)

    def _behind(self, place: int) -> float:
        second = self.next[place]
        if second >= self.size:
            return 0.0
        third = self.next[second]
        step = self.model.step(self.id[place], self.id[second], self.id[third])
        return step + (self.rest[second] or 0.0)

    def tail(self, p2: int, p1: int, place: int) -> float:
        """Return the log probability of all that begins at `place`, two characters before known."""
        first = self.id[place]
        total = self.model.step(p2, p1, first)
        if place < self.size:
            total += self.model.step(p1, first, self.id[self.next[place]]) + (self.rest[place] or 0)
        return total
