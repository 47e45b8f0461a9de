"""Costs of long streams of characters: pairs found in hash tables, not by bisection."""

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from textfix.detection.cjk import BESIDE
from textfix.detection.tables import model

if TYPE_CHECKING:
    import numpy as np

# Multiplier of the hash: 2 ** 32 over the golden ratio, odd.
_MIX = 2_654_435_769
# Slots for each pair: with four, a pair is nearly always where it is looked for first.
_ROOM = 4


class Finder(NamedTuple):
    """Open addressing: `keys` by slot (0 where free), `costs` alike; `shift` makes slots of hashes.

    Not to be changed.
    """

    keys: "np.ndarray[Any, Any]"
    costs: "np.ndarray[Any, Any]"
    shift: int


@cache
def finder(language: str) -> Finder:
    """Return the pairs of a language as a hash table (~15 ms the first time).

    Not for code points beyond the BMP: no pair has them.

    >>> finder("ko").keys.dtype.name
    'uint32'
    """
    import numpy as np

    chosen = model(language)
    left = np.asarray(chosen.keys, np.uint32)
    values = chosen.costs.astype(np.uint8)
    bits = max(8, (len(left) * _ROOM).bit_length())
    size = 1 << bits
    keys, costs = np.zeros(size, np.uint32), np.zeros(size, np.uint8)
    slots = (left * np.uint32(_MIX)) >> np.uint32(32 - bits)
    while len(left):
        free = keys[slots] == 0
        keys[slots[free]] = left[free]
        placed = keys[slots] == left
        costs[slots[placed]] = values[placed]
        left, values = left[~placed], values[~placed]
        slots = slots[~placed] + np.uint32(1) & np.uint32(size - 1)
    return Finder(keys, costs, 32 - bits)


def _found(wanted: "np.ndarray[Any, Any]", table: Finder) -> "np.ndarray[Any, Any]":
    """The cost of each wanted pair, -1 for those that the model has not."""
    import numpy as np

    slots = (wanted * np.uint32(_MIX)) >> np.uint32(table.shift)
    there = table.keys[slots]
    hit = there == wanted
    out = np.where(hit, table.costs[slots], np.int32(-1)).astype(np.int32)
    left = np.flatnonzero(~hit & (there != 0))
    while len(left):
        slots = slots[left] + np.uint32(1) & np.uint32(len(table.keys) - 1)
        there, asked = table.keys[slots], wanted[left]
        hit = there == asked
        out[left[hit]] = table.costs[slots[hit]]
        on = ~hit & (there != 0)
        # Slots are kept for all places, so that the next round may index them by place.
        wide = np.zeros(len(wanted), np.uint32)
        wide[left] = slots
        left, slots = left[on], wide
    return out


def stream_costs(codes: "np.ndarray[Any, Any]", language: str) -> "np.ndarray[Any, Any]":
    """Return the cost of each character of a stream of BMP code points (uint32), as `cjk.costs`.

    Not for short texts: `cjk.cost` is faster. 0xFFFF stands for what is beyond the BMP.

    >>> import numpy as np
    >>> text = np.array([ord(ch) for ch in "今天天气"], np.uint32)
    >>> from textfix.detection.cjk import cost
    >>> int(stream_costs(text, "zh-hans").sum()) == cost("今天天气", "zh-hans")
    True
    """
    import numpy as np

    chosen = model(language)
    plain = codes < 0x80
    letter = ((codes | 32) - 97 < 26) & plain
    folded = np.where(plain, np.uint32(32), codes)
    before = np.empty_like(folded)
    before[:1] = 32
    before[1:] = folded[:-1]
    out: np.ndarray[Any, Any] = np.frombuffer(chosen.unigram, np.uint8)[codes].astype(np.int32)
    wide = np.flatnonzero(~plain)
    behind, here = before[wide], codes[wide]
    known = _found(behind << np.uint32(16) | here, finder(language))
    other = out[wide] + np.frombuffer(chosen.backoff, np.uint8)[behind]
    out[wide] = np.where(known >= 0, known, other)
    beside = (letter[1:] & ~plain[:-1]) | (letter[:-1] & ~plain[1:])
    out[1:] += BESIDE * beside
    return out
