"""Generates tables/language/ngrams.bin, the source model, from training texts and word lists.

Layout: a JSON line naming the arrays in order, then the arrays, little-endian, each 8-aligned.
"""

import hashlib
import json
from functools import cache
from importlib.metadata import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from textfix.language.model import BACKOFF_STEP, BACKOFF_TOP
from textfix.language.rows import LOG_STEP
from textfix.tables.build.ngrams_common import CORPORA, Source, main, package_source
from textfix.tables.build.ngrams_counts import (
    Counts,
    Ints,
    characters_in,
    count_genre,
    count_words,
    encode,
    merge,
    texts,
    word_list,
)
from textfix.tables.build.ngrams_smooth import Ends, Model, smooth
from textfix.tables.build.ngrams_vocab import class_sizes, class_table

WORD_SCALE = 0.5  # a word list counts like five million words of text
END_SCALE = 0.4  # how much of a word's weight speaks for "the word ends here"

Table = npt.NDArray[np.uint16]


def _path(package: str, name: str) -> Path:
    (found,) = (f for f in files(package) or () if str(f) == name)
    return Path(str(found.locate()))


@cache
def _words() -> dict[str, float]:
    return word_list(_path("jieba", "jieba/dict.txt"))


def _ends(words: dict[str, float], table: Table, base: int) -> Ends:
    """Sum up where words begin and end."""
    import wordfreq

    every = dict(words)
    for word, share in wordfreq.get_frequency_dict("zh", "large").items():
        if len(word) == 1:
            every[word] = share * 1e7
    first, last = np.zeros(base), np.zeros(base)
    pairs: dict[int, float] = {}
    for word, frequency in every.items():
        ids = [int(i) for i in encode(word, table)]
        first[ids[0]] += frequency
        last[ids[-1]] += frequency * WORD_SCALE * END_SCALE
        if len(ids) > 1:
            key = ids[-2] * base + ids[-1]
            pairs[key] = pairs.get(key, 0.0) + frequency * WORD_SCALE * END_SCALE
    keys = np.array(sorted(pairs), np.int64)
    weights = np.array([pairs[int(key)] for key in keys])
    return Ends(Counts(keys, weights, weights), last, first)


def train(exclude: tuple[str, ...] = ()) -> tuple[Table, Model]:
    """Count and smooth; `exclude` leaves genres out (for tuning)."""
    words = _words()
    table = class_table(characters_in(texts(), words))
    base = int(table.max()) + 1
    genres: dict[tuple[str, float], list[Ints]] = {}
    for genre, text, weight in texts():
        if genre not in exclude:
            genres.setdefault((genre, weight), []).append(encode(text, table))
    orders = []
    for order in (2, 3):
        parts = [count_genre(ids, order, base, key[1]) for key, ids in genres.items()]
        parts.append(count_words(words, table, order, base, WORD_SCALE))
        orders.append(merge(parts))
    return table, smooth(orders[0], orders[1], base, _ends(words, table, base))


def _logs(p: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    codes: npt.NDArray[np.uint8] = np.clip(np.rint(-np.log(p) / LOG_STEP), 0, 255).astype(np.uint8)
    return codes


def _weights(backoff: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    codes = np.rint((BACKOFF_TOP - np.log(backoff)) / BACKOFF_STEP)
    result: npt.NDArray[np.uint8] = np.clip(codes, 0, 255).astype(np.uint8)
    return result


def arrays(table: Table, model: Model) -> dict[str, npt.NDArray[np.generic]]:
    """Lay the model out as a trie: bigrams by first character, trigrams by bigram."""
    base = model.base
    sizes = class_sizes(table)
    children = np.bincount(
        np.searchsorted(model.keys_2, model.keys_3 // base), minlength=len(model.keys_2)
    )
    rows_2 = np.searchsorted(model.keys_2, np.arange(base + 1) * base)
    rows_3 = np.searchsorted(model.keys_3, np.arange(base + 1) * base * base)
    return {
        "classes": table.astype("<u2"),
        "unigram": np.log(model.unigram / sizes).astype("<f4"),
        "size": np.log(sizes).astype("<f4"),
        "backoff_1": np.log(model.backoff_1).astype("<f4"),
        "rows_2": rows_2.astype("<u4"),
        "rows_3": rows_3.astype("<u4"),
        "next_2": (model.keys_2 % base).astype("<u2"),
        "children": children.astype("<u2"),
        "log_2": _logs(model.p_2),
        "backoff_2": _weights(model.backoff_2),
        "next_3": (model.keys_3 % base).astype("<u2"),
        "log_3": _logs(model.p_3),
    }


def pack(named: dict[str, npt.NDArray[np.generic]]) -> bytes:
    """Write named arrays behind a JSON line that says where each lies."""
    body, places = b"", {}
    for name, array in named.items():
        body += b"\0" * (-len(body) % 8)
        places[name] = [array.dtype.str, len(body), len(array)]
        body += array.tobytes()
    header = json.dumps({"ngrams": 1, "arrays": places}).encode("ascii")
    header += b" " * (-(len(header) + 1) % 8) + b"\n"
    return header + body


def _corpus_source() -> Source:
    digest = hashlib.sha256()
    for path in sorted((CORPORA / "train").glob("*.txt")):
        digest.update(path.read_bytes())
    license_name = "mixed, see NOTICE and corpora/README.md; counts only, no text is carried"
    return Source("shared/corpora/train", "2026-11", license_name, digest.hexdigest())


def build() -> tuple[bytes, list[Source]]:
    """Make the table and describe its sources."""
    table, model = train()
    wordfreq = _path("wordfreq", "wordfreq/data/large_zh.msgpack.gz")
    return pack(arrays(table, model)), [
        _corpus_source(),
        package_source("jieba", "MIT", [_path("jieba", "jieba/dict.txt")]),
        package_source("wordfreq", "Apache-2.0 code, CC BY-SA 4.0 data", [wordfreq]),
    ]


if __name__ == "__main__":
    main("ngrams", {"ngrams.bin": build})
