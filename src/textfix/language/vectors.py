"""Whole texts through the source model at once, with NumPy.

Keys are looked up sorted and once each: that is five times faster than in the order of the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_CHUNK = 1 << 16  # characters looked at together: the temporaries stay in the cache

U8 = npt.NDArray[np.uint8]
U16 = npt.NDArray[np.uint16]
U32 = npt.NDArray[np.uint32]
U64 = npt.NDArray[np.uint64]
F32 = npt.NDArray[np.float32]
Places = tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]


def _find(keys: U32 | U64, wanted: U32 | U64) -> Places:
    """Look sorted keys up: positions (0 where absent) and whether they are there."""
    place = np.searchsorted(keys, wanted)
    place[place == len(keys)] = 0
    return place, keys[place] == wanted


@dataclass(frozen=True, slots=True)
class Vectors:
    """The tables of the source model as flat sorted arrays; codes stay codes until looked up."""

    classes: U16
    unigram: F32
    size: F32
    backoff_1: F32
    keys_2: U32
    log_2: U8
    backoff_2: U8
    rank: U64
    has_children: npt.NDArray[np.bool_]
    keys_3: U64
    log_3: U8

    @classmethod
    def of(cls, views: Mapping[str, tuple[str, memoryview]]) -> Vectors:
        """Build the sorted keys from the trie.

        A trigram's key holds the rank of its context among the bigrams that have trigrams.
        """
        array = {name: np.frombuffer(data, kind) for name, (kind, data) in views.items()}
        base = np.uint32(len(array["unigram"]))
        heads = np.arange(base, dtype=np.uint32) * base
        children = array["children"]
        has_children = children > 0
        ranks = np.arange(np.count_nonzero(has_children), dtype=np.uint64) * base
        return cls(
            classes=array["classes"],
            unigram=array["unigram"],
            size=array["size"],
            backoff_1=array["backoff_1"],
            keys_2=np.repeat(heads, np.diff(array["rows_2"])) + array["next_2"],
            log_2=array["log_2"],
            backoff_2=array["backoff_2"],
            rank=(np.cumsum(has_children, dtype=np.uint64) - np.uint64(1)) * base,
            has_children=has_children,
            keys_3=np.repeat(ranks, children[has_children]) + array["next_3"],
            log_3=array["log_3"],
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

    def steps(self, p2: U32, p1: U32, following: U32) -> F32:
        """Return log P of each class id behind its two predecessors (uint32 arrays)."""
        base = np.uint32(len(self.unigram))
        place, there = _find(self.keys_2, p2 * base + p1)
        pairs = p1 * base + following
        scores: F32 = self._bigrams(pairs, *_find(self.keys_2, pairs))
        scores = scores + self._weights(place, there)
        chosen = np.flatnonzero(there & self.has_children[place])
        if len(chosen):
            keys = self.rank[place[chosen]] + following[chosen]
            found, known = _find(self.keys_3, keys)
            scores[chosen[known]] = self._trigrams(keys, found)[known]
        return scores

    def _chunk(self, ids: U16) -> F32:
        """Score ids[2:], each after the two ids before it."""
        base = np.uint32(len(self.unigram))
        pairs, inverse = np.unique(ids[:-1] * base + ids[1:], return_inverse=True)
        place, there = _find(self.keys_2, pairs)
        weights = self._weights(place, there)
        extends = there & self.has_children[place]
        scores: F32 = self._bigrams(pairs, place, there)[inverse[1:]] + weights[inverse[:-1]]
        # Only a pair that has trigrams can be the context of one.
        chosen = np.flatnonzero(extends[inverse[:-1]])
        if len(chosen):
            context = self.rank[place][inverse[chosen]]
            keys, back = np.unique(context + ids[chosen + 2], return_inverse=True)
            found, seen = _find(self.keys_3, keys)
            own = self._trigrams(keys, found)[back]
            known = seen[back]
            scores[chosen[known]] = own[known]
        return scores

    def _bigrams(
        self, pairs: U32, place: npt.NDArray[np.intp], there: npt.NDArray[np.bool_]
    ) -> F32:
        """Return the log probabilities of pairs, backing off where they are not stored."""
        from textfix.language.rows import LOG_STEP

        head, tail = np.divmod(pairs, np.uint32(len(self.unigram)))
        stored = self.log_2[place] * np.float32(-LOG_STEP) - self.size[tail]
        scores: F32 = np.where(there, stored, self.backoff_1[head] + self.unigram[tail])
        return scores

    def _weights(self, place: npt.NDArray[np.intp], there: npt.NDArray[np.bool_]) -> F32:
        """Return the back-off weights of pairs as contexts; without trigrams they cost nothing."""
        from textfix.language.model import BACKOFF_STEP, BACKOFF_TOP

        weights = np.float32(BACKOFF_TOP) - self.backoff_2[place] * np.float32(BACKOFF_STEP)
        result: F32 = np.where(there & self.has_children[place], weights, np.float32(0))
        return result

    def _trigrams(self, keys: U64, found: npt.NDArray[np.intp]) -> F32:
        """Return the stored log probabilities of trigram keys."""
        from textfix.language.rows import LOG_STEP

        tail = keys % np.uint64(len(self.unigram))
        scores: F32 = self.log_3[found] * np.float32(-LOG_STEP) - self.size[tail]
        return scores
