"""What is left of a character that lost a byte, and a stretch of bytes read from each of them."""

import math
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from textfix.codecs import MultiReader
from textfix.detection.parse import MARK, byte_table
from textfix.language.classes import BOUNDARY
from textfix.language.model import SourceModel, load

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

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

    Not for long data: one number for each byte. `rest` is the log probability of all characters
    behind the second one, minus infinity where one is wrong.
    """

    def __init__(self, reader: MultiReader, data: bytes, model: SourceModel) -> None:
        """Read from every byte."""
        import numpy as np

        size = self.size = len(data)
        self.model = model
        codes, ends = _characters(reader, data)
        good = codes != MARK
        ids = np.full(size + 1, BOUNDARY, np.uint32)
        ids[:-1][good] = model.ids_array(codes[good])
        self.next = np.append(np.where(good, ends, np.arange(size)), size)
        second = self.next[:-1]
        steps = model.vectors.steps(ids[:-1], ids[second], ids[self.next[second]])
        rest = [-math.inf] * size + [0.0]
        for place, (end, step, fit) in reversed(
            list(enumerate(zip(second.tolist(), steps.tolist(), good.tolist(), strict=True)))
        ):
            if fit:
                # Behind the last character nothing follows.
                rest[place] = 0.0 if end == size else step + rest[end]
        self.ids, self.good, self.rest = ids, good, np.array(rest)

    def path(self) -> list[int]:
        """Return where healthy characters begin, from the first byte up to the first wrong one."""
        ends, good = self.next.tolist(), self.good.tolist()
        out, place = [0], 0
        while place < self.size and good[place]:
            place = ends[place]
            out.append(place)
        return out if place < self.size else out[:-1]

    def tails(self, p2: "Array", p1: "Array", places: "Array") -> "Array":
        """Return the log probability of all from each of `places`, behind two class ids."""
        import numpy as np

        first, second = self.ids[places], self.ids[self.next[places]]
        total = self.model.vectors.steps(p2, p1, first) + self.rest[places]
        later = self.model.vectors.steps(p1, first, second)
        sums: Array = total + np.where(places < self.size, later, 0.0)
        return sums


def _characters(reader: MultiReader, data: bytes) -> tuple["Array", "Array"]:
    """The code point that begins at each byte, `MARK` where none does, and where it ends."""
    import numpy as np

    table = byte_table(reader.name)
    units = np.frombuffer(data, np.uint8).astype(np.uint32)
    behind = np.append(units[1:], np.uint32(0))
    pair = table.lead[units] & (behind > 0x20)
    codes = np.where(pair, table.pairs[units << 8 | behind], table.singles[units])
    ends = np.arange(1, len(data) + 1) + pair
    if table.long is not None:
        for place in np.flatnonzero(pair & (codes == MARK)).tolist():
            found = table.long.match(data, place)
            text = reader.decode_strict(found[0]) if found else None
            if found and text:
                codes[place], ends[place] = ord(text), found.end()
    return codes, ends
