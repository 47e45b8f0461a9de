"""Generates tables/detection/cjk.z: character unigrams and bigrams of Chinese, Japanese, Korean.

Costs are -ln P in eighths of a nat, one byte each; bigrams by absolute discounting, pruned.
"""

from collections import Counter, defaultdict
from itertools import pairwise
from typing import Any

import numpy as np

from textfix.tables.build.detection_store import Source, corpus, debian, main, pack

SCALE = 8
DISCOUNT = 0.75
KEPT_CHARACTERS = 9000
# A bigram is kept when it tells at least this much (nats) more than backing off would.
MIN_GAIN = 0.7
MIN_COUNT = 2
_ASCII_END = "\x80"

# file, characters at most, weight: modern prose counts more than verse and classics.
HANS = [
    *[(f"zh-hans-news-1998-{n}.txt", 420_000, 1.0) for n in (1, 2, 3, 4)],
    *[("zh-hans-docs.txt", 420_000, 1.0), ("zh-hans-docs-2.txt", 100_000, 1.0)],
    *[("zh-hans-docs-native.txt", 250_000, 1.0), ("zh-hans-wiki.txt", 100_000, 4.0)],
    *[("zh-hans-forum.txt", 100_000, 3.0), ("zh-hans-reviews.txt", 420_000, 1.0)],
    *[("zh-hans-reviews-2.txt", 350_000, 1.0), ("zh-hans-legal.txt", 250_000, 0.5)],
    *[("zh-hans-classical.txt", 300_000, 0.5), ("zh-hans-poems.txt", 250_000, 0.4)],
]
HANT = [
    *[("zh-hant-tw-transcripts.txt", 450_000, 1.0), ("zh-hant-tw-wiki.txt", 100_000, 5.0)],
    *[(f"zh-hant-tw-transcripts-{n}.txt", 300_000, 1.0) for n in (2, 3, 4)],
    *[("zh-hant-hk-cantonese.txt", 420_000, 0.6), ("zh-hant-tw-docs.txt", 9_000, 4.0)],
    *[("zh-hant-poems.txt", 300_000, 0.4), ("zh-hant-poems-2.txt", 200_000, 0.3)],
]
JA_PACKAGES = [
    ("gimp-help-ja", "GFDL-1.2+", 700_000),
    ("manpages-ja", "GPL-2+ and others", 900_000),
]
KO_PACKAGES = [
    ("gimp-help-ko", "GFDL-1.2+", 700_000),
    ("firefox-esr-l10n-ko", "MPL-2.0", 200_000),
    ("thunderbird-l10n-ko", "MPL-2.0", 200_000),
]

_Floats = np.ndarray[Any, np.dtype[np.float64]]
Counts = tuple[defaultdict[str, float], defaultdict[str, float]]


def _count(text: str, weight: float, counts: Counts) -> None:
    """Add the unigrams and bigrams of non-ASCII runs; a space stands for any edge or ASCII."""
    folded = "".join(ch if ch >= _ASCII_END else " " for ch in text)
    folded = " " + " ".join(folded.split()) + " "
    for ch, number in Counter(folded).items():
        counts[0][ch] += number * weight
    for pair, number in Counter(map("".join, pairwise(folded))).items():
        counts[1][pair] += number * weight


def _words(language: str, counts: Counts, share: float) -> Source:
    """Add wordfreq's words so that they make up about `share` of the characters."""
    from importlib.metadata import version

    import wordfreq

    words = wordfreq.get_frequency_dict(language, "best")
    scale = share * sum(counts[0].values()) / sum(f * len(w) for w, f in words.items())
    for word, frequency in words.items():
        if not word.isascii():
            # Frequencies are flattened, so that a table this small learns more than its top words.
            weight = scale * frequency**0.75 / 12
            text = f" {''.join(ch if ch >= _ASCII_END else ' ' for ch in word)} "
            for ch in text.replace(" ", ""):
                counts[0][ch] += weight
            for first, second in pairwise(text):
                if second != " ":
                    counts[1][first + second] += weight
    return {
        "name": f"wordfreq {language}",
        "version": version("wordfreq"),
        "license": "Apache-2.0 (code), CC BY-SA 4.0 (data)",
        "sha256": "",
    }


def _cost(probability: _Floats) -> np.ndarray[Any, np.dtype[np.uint8]]:
    clipped: np.ndarray[Any, np.dtype[np.float64]] = np.clip(
        np.rint(-np.log(probability) * SCALE), 1, 250
    )
    return clipped.astype(np.uint8)


def _table(counts: Counts) -> tuple[dict[str, object], list[bytes]]:
    """Turn counts into the packed arrays of one language."""
    singles, pairs = counts
    total = sum(singles.values())
    usual = [c for c, n in Counter(singles).most_common(KEPT_CHARACTERS) if c != " " and n >= 0.5]
    characters = " " + "".join(sorted(c for c in usual if c <= "\uffff"))
    place = {c: i for i, c in enumerate(characters)}
    unigram = np.array([singles[c] for c in characters]) / total
    left = np.zeros(len(characters))
    kinds = np.zeros(len(characters))
    for pair, number in pairs.items():
        first = place.get(pair[0])
        if first is not None:
            left[first] += number
            kinds[first] += min(number, DISCOUNT)
    backoff = np.clip(kinds / np.maximum(left, 1e-9), 0.02, 1.0)
    kept: list[tuple[int, int, float]] = []
    for pair, number in pairs.items():
        first, second = place.get(pair[0]), place.get(pair[1])
        if first is None or second is None or number < MIN_COUNT:
            continue
        probability = max(number - DISCOUNT, 0) / left[first] + backoff[first] * unigram[second]
        gain = abs(np.log(probability / (backoff[first] * unigram[second])))
        if gain * min(number, 20) > MIN_GAIN * 3 and gain > MIN_GAIN:
            kept.append((first, second, probability))
    kept.sort()
    rows = np.bincount([k[0] for k in kept], minlength=len(characters)).astype("<u2")
    columns = np.array([k[1] for k in kept], "<u2")
    costs = _cost(np.array([k[2] for k in kept]))
    header = {"characters": characters, "bigrams": len(kept)}
    blobs = [_cost(unigram).tobytes(), _cost(backoff).tobytes(), rows.tobytes()]
    return header, [*blobs, columns.tobytes(), costs.tobytes()]


def build() -> tuple[bytes, list[Source]]:
    """Count all sources and pack the four languages."""
    headers: dict[str, object] = {}
    blobs: list[bytes] = []
    sources: list[Source] = []
    for language in ("zh-hans", "zh-hant", "ja", "ko"):
        counts: Counts = (defaultdict(float), defaultdict(float))
        chinese = HANS if language == "zh-hans" else HANT
        own = [(f"{language}.txt", 10**6, 3.0)]
        for name, limit, weight in chinese if language.startswith("zh") else own:
            text, source = corpus(name, limit)
            _count(text, weight, counts)
            sources.append(source)
        packages = {"ja": JA_PACKAGES, "ko": KO_PACKAGES}.get(language, [])
        for package, license_name, limit in packages:
            text, source = debian(package, license_name, limit)
            _count(text, 1.0, counts)
            sources.append(source)
        if language != "zh-hant":
            share = 0.2 if language == "zh-hans" else 0.5
            sources.append(_words(language[:2], counts, share))
        headers[language], pieces = _table(counts)
        blobs += pieces
    return pack({"scale": SCALE, "languages": headers}, blobs), sources


if __name__ == "__main__":
    main("detection_cjk", {"cjk.z": build})
