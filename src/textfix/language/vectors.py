"""Whole texts through the source model at once, with NumPy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_CHUNK = 1 << 16  # characters looked at together: the temporaries stay in the cache

U16 = npt.NDArray[np.uint16]
U32 = npt.NDArray[np.uint32]
U64 = npt.NDArray[np.uint64]
F32 = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Vectors:
    """The tables of the source model as flat sorted arrays."""

    classes: U16
    unigram: F32
    backoff_1: F32
    keys_2: U32
    log_2: F32
    backoff_2: F32
    keys_3: U64
    log_3: F32

    @classmethod
    def of(cls, views: Mapping[str, tuple[str, memoryview]]) -> Vectors:
        """Build the sorted keys from the trie; probabilities include the class sizes."""
        from textfix.language.model import BACKOFF_STEP, BACKOFF_TOP, LOG_STEP

        array = {name: np.frombuffer(data, kind) for name, (kind, data) in views.items()}
        base = np.uint32(len(array["unigram"]))
        rows = np.diff(array["rows_2"])
        heads = np.repeat(np.arange(base, dtype=np.uint32), rows)
        contexts = np.repeat(np.arange(len(heads), dtype=np.uint64), array["children"])
        size, next_2, next_3 = array["size"], array["next_2"], array["next_3"]
        return cls(
            classes=array["classes"],
            unigram=array["unigram"],
            backoff_1=array["backoff_1"],
            keys_2=heads * base + next_2,
            log_2=array["log_2"] * np.float32(-LOG_STEP) - size[next_2],
            # A context without trigrams backs off for nothing.
            backoff_2=np.where(
                array["children"] > 0,
                np.float32(BACKOFF_TOP) - np.float32(BACKOFF_STEP) * array["backoff_2"],
                np.float32(0),
            ),
            keys_3=contexts * np.uint64(base) + next_3,
            log_3=array["log_3"] * np.float32(-LOG_STEP) - size[next_3],
        )

    def ids(self, code_points: U32) -> U16:
        """Return the class id of every code point."""
        found: U16 = self.classes[np.minimum(code_points, np.uint32(len(self.classes) - 1))]
        return found

    def score(self, text: str) -> F32:
        """Return the log probability of every character after two boundaries."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        result = np.empty(len(points), np.float32)
        ids = np.zeros(len(points) + 2, np.uint16)
        ids[2:] = self.ids(points)
        for start in range(0, len(points), _CHUNK):
            stop = min(start + _CHUNK, len(points))
            result[start:stop] = self._chunk(ids[start : stop + 2])
        return result

    def _chunk(self, ids: U16) -> F32:
        """Score ids[2:], each after the two ids before it."""
        base = np.uint32(len(self.unigram))
        keys = ids[:-1] * base + ids[1:]
        place = np.searchsorted(self.keys_2, keys)
        place[place == len(self.keys_2)] = 0
        there = self.keys_2[place] == keys
        last = ids[2:]
        lower = np.where(
            there[1:], self.log_2[place[1:]], self.backoff_1[ids[1:-1]] + self.unigram[last]
        )
        context, known = place[:-1], there[:-1]
        lower += np.where(known, self.backoff_2[context], np.float32(0))
        long_keys = context.astype(np.uint64) * np.uint64(base) + last
        found = np.searchsorted(self.keys_3, long_keys)
        found[found == len(self.keys_3)] = 0
        seen = known & (self.keys_3[found] == long_keys)
        scores: F32 = np.where(seen, self.log_3[found], lower)
        return scores
