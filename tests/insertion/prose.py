"""Documents of clean prose for measuring, from the corpora beside the repository.

Held out: `corpora/clean` is never trained on.
"""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

CLEAN = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "clean"
SAMPLES = CLEAN.parents[1] / "samples" / "real_samples.jsonl"
FILES = ("wiki", "legal", "docs", "forum", "reviews", "dialogue", "docs-native", "howto")

# As the brief has it: sentences of ordinary length that are mostly Han.
SHORTEST, LONGEST, HAN = 12, 80, 0.7
SENTENCES = 8
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]")


def corpus(path: Path) -> list[str]:
    """Return the documents of one corpus file."""
    return path.read_text("utf-8").split("\n␞\n")


@cache
def _pool() -> tuple[tuple[str, ...], ...]:
    pool = []
    for name in FILES:
        for document in corpus(CLEAN / f"zh-hans-{name}.txt"):
            found = [s for s in _SENTENCE.findall(document) if _ordinary(s)]
            if len(found) >= SENTENCES:
                pool.append(tuple(found))
    return tuple(pool)


def _ordinary(sentence: str) -> bool:
    han = sum("\u4e00" <= ch <= "\u9fff" for ch in sentence)
    return SHORTEST <= len(sentence) <= LONGEST and han > HAN * len(sentence)


def documents(count: int, seed: int) -> list[list[str]]:
    """Draw documents of eight sentences that follow each other in one source."""
    rng = random.Random(seed)
    out = []
    for _ in range(count):
        sentences = rng.choice(_pool())
        start = rng.randrange(len(sentences) - SENTENCES + 1)
        out.append(list(sentences[start : start + SENTENCES]))
    return out
