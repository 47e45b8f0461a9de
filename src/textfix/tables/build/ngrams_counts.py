"""Counts character n-grams over the training texts and the word lists of packages.

Every n-gram has a raw count (how well it is attested) and a weighted one (genre and list weights).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from textfix.language.classes import BOUNDARY
from textfix.language.scripts import fold
from textfix.tables.build.ngrams_common import CORPORA
from textfix.tables.build.ngrams_vocab import is_han

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

SEPARATOR = "␞\n"
# Modern prose is what gets damaged on the web: verse and classics count less, and other languages
# only teach the model what follows kana, Hangul or Cyrillic. Chosen on held-out training genres.
WEIGHTS = (("poems", 0.5), ("classical", 0.5), ("legal", 0.5), ("zh-", 1.0), ("", 0.1))
# What one genre repeats says little about the next one: within a genre, counts grow as a power
# and attestation as a logarithm. Worth 0.2 nats per character on genres left out.
GENRE_POWER = 0.65
GENRE_ATTESTS = 0.5


@dataclass(frozen=True, slots=True)
class Counts:
    """Distinct n-grams as sorted keys, with their raw and weighted counts."""

    keys: Ints
    raw: Floats
    weighted: Floats


def texts() -> Iterator[tuple[str, str, float]]:
    """Yield genre, text and weight of each training file."""
    for path in sorted((CORPORA / "train").glob("*.txt")):
        genre = "poems" if "poems" in path.stem else re.sub(r"-\d$", "", path.stem)
        weight = next(w for part, w in WEIGHTS if part in path.stem)
        yield genre, path.read_text("utf-8").replace(SEPARATOR, "\n"), weight


def characters_in(samples: Iterator[tuple[str, str, float]], words: dict[str, float]) -> str:
    """Return the folded Han characters worth an id of their own, the most frequent first."""
    found: Counter[str] = Counter()
    for _, text, _ in samples:
        for ch, count in Counter(text).items():
            if is_han(ord(ch)):
                found[fold(ch)] += count
    for word, frequency in words.items():
        if frequency >= 10:
            found.update(fold(ch) for ch in word if is_han(ord(ch)))
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            found.update(fold(ch) for ch in bytes((row, cell)).decode("gb2312", "ignore"))
    kept = [ch for ch in found if found[ch] >= 2 or ch.encode("gb2312", "ignore")]
    return "".join(sorted(kept, key=lambda ch: (-found[ch], ch)))


def encode(text: str, table: npt.NDArray[np.uint16]) -> Ints:
    """Turn a text into class ids."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return table[np.minimum(points, len(table) - 1)].astype(np.int64)


def _sums(groups: npt.NDArray[np.intp], amounts: Floats) -> Floats:
    """Add amounts up by group."""
    return np.bincount(groups, amounts).astype(np.float64)


def merge(parts: Sequence[Counts]) -> Counts:
    """Add counts up."""
    keys = np.concatenate([part.keys for part in parts])
    distinct, inverse = np.unique(keys, return_inverse=True)
    raw = np.concatenate([part.raw for part in parts])
    weighted = np.concatenate([part.weighted for part in parts])
    return Counts(distinct, _sums(inverse, raw), _sums(inverse, weighted))


def count_text(ids: Ints, order: int, base: int) -> Counts:
    """Count the n-grams of one text, which begins after boundaries."""
    padded = np.concatenate([np.full(order - 1, BOUNDARY, np.int64), ids])
    keys = np.zeros(len(ids), np.int64)
    for shift in range(order):
        keys = keys * base + padded[shift : shift + len(ids)]
    distinct, counts = np.unique(keys, return_counts=True)
    return Counts(distinct, counts.astype(np.float64), counts.astype(np.float64))


def count_genre(files: Sequence[Ints], order: int, base: int, weight: float) -> Counts:
    """Count the n-grams of one genre and dampen what it repeats."""
    counts = merge([count_text(ids, order, base) for ids in files])
    attested = 1.0 + GENRE_ATTESTS * np.log2(counts.raw)
    return Counts(counts.keys, attested, counts.raw**GENRE_POWER * weight)


def count_words(
    words: dict[str, float], table: npt.NDArray[np.uint16], order: int, base: int, scale: float
) -> Counts:
    """Count the n-grams inside words by word frequency; nothing is said about what follows them."""
    keys: list[int] = []
    amounts: list[float] = []
    for word, frequency in words.items():
        ids = [int(i) for i in encode(word, table)]
        for start in range(len(ids) - order + 1):
            key = 0
            for value in ids[start : start + order]:
                key = key * base + value
            keys.append(key)
            amounts.append(frequency * scale)
    distinct, inverse = np.unique(np.array(keys, np.int64), return_inverse=True)
    weighted = _sums(inverse, np.array(amounts))
    # A listed word is attested once, however rare it is.
    return Counts(distinct, 1.0 + np.log2(np.maximum(weighted, 1.0)), weighted)


def word_list(path: Path) -> dict[str, float]:
    """Read the multi-character Han words of jieba and wordfreq as occurrences per ten million."""
    import wordfreq

    found: dict[str, float] = {}
    for line in path.read_text("utf-8").splitlines():
        word, frequency, *_ = line.split(" ")
        found[word] = float(frequency) / 6.0
    for word, share in wordfreq.get_frequency_dict("zh", "large").items():
        found[word] = (found.get(word, share * 1e7) + share * 1e7) / 2
    return {w: f for w, f in found.items() if len(w) > 1 and all(is_han(ord(ch)) for ch in w)}
