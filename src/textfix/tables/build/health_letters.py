"""Generates tables/language/letters.bin: one letter model per language, for health and detection.

Layout: a JSON line (alphabet, order, place of each language), then one zlib stream per language.
"""

import json
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from textfix.language.letters import (
    FIRST_LETTER,
    FOREIGN,
    LETTER_STEP,
    OUTSIDE,
    has_ascii_outside,
)
from textfix.tables.build.ngrams_common import CORPORA, Source, main, package_source
from textfix.tables.build.ngrams_counts import SEPARATOR

_EUROPEAN = "bg ca cs da de el en es fi fr hu is it lt lv mk nb nl pl pt ro ru sh sk sl sv uk"
_OTHERS = "ar bn fa fil he hi id ja ko ms ta tr ur vi"
LANGUAGES = (*_EUROPEAN.split(" "), *_OTHERS.split(" "))
# Written in so many characters that pairs must do, or known by the script alone.
PAIRS_ONLY = {"ja": 250, "ko": 250, "bn": 100, "hi": 100, "ta": 100, "ur": 100}
LARGEST_ALPHABET = 100
LEAST_SHARE = 5e-5  # of all letters; rarer ones are foreign
LEAST_SHARE_CODE = 1e-4
LEAST_CONTEXT = 30.0  # occurrences per million under which two letters are no better than one
CODE_SIGNS = frozenset("(){}[];=<>_|$&*#@\\/+`")
RUN_OF_OUTSIDE = 0.25  # P(no letter | no letter before): word lists cannot tell
FOREIGN_SHARE = 0.002  # P(letter of no word)
FOREIGN_SHARE_PAIRS = 0.05  # the same where rare kanji and syllables are among them
RUNNING_TEXT = ("ja", "ko")  # word lists say nothing about what follows a word
FOREIGN_SIZE = {"ja": 6000.0, "ko": 6000.0}  # how many letters share it; elsewhere 300
SMOOTHING = 20.0  # occurrences per million that the shorter context is worth

Floats = npt.NDArray[np.float64]


def _is_letter(ch: str) -> bool:
    return unicodedata.category(ch)[0] in "LM"


def _words(language: str) -> dict[str, float]:
    """Return the words of a language, lowercase, as occurrences per million."""
    import wordfreq

    shares = wordfreq.get_frequency_dict(language, "small")
    found: dict[str, float] = {}
    for word, share in shares.items():
        plain = unicodedata.normalize("NFC", word).lower()
        found[plain] = found.get(plain, 0.0) + share * 1e6
    return found


def _texts(language: str) -> Iterable[tuple[str, float]]:
    """Yield what a language is counted from, with its weight."""
    if language == "code":
        yield _code_lines(), 1.0
        return
    path = CORPORA / "train" / f"{language}.txt"
    if language in RUNNING_TEXT:
        text = path.read_text("utf-8").replace(SEPARATOR, "\n").lower()
        yield text, 1e6 / len(text)
    for word, weight in _words(language).items():
        # Japanese and Korean words run on without a space or with particles: no word ends.
        yield (word if language in RUNNING_TEXT else f" {word} "), weight


def _is_code(line: str) -> bool:
    """Tell whether a line is ASCII and has two kinds of signs that prose hardly has."""
    return line.isascii() and len(CODE_SIGNS.intersection(line)) > 1


def _code_lines() -> str:
    """Return the ASCII lines of the documentation of programs: code, markup, shell."""
    lines = []
    for name in ("zh-hans-docs-native", "zh-hans-docs", "zh-hans-docs-2"):
        text = (CORPORA / "train" / f"{name}.txt").read_text("utf-8")
        lines += [line for line in text.splitlines() if _is_code(line)]
    return "\n".join(lines).lower()


def _alphabet(language: str, samples: list[tuple[str, float]]) -> str:
    """Return the letters that a language uses, the most frequent first."""
    found: dict[str, float] = {}
    for text, weight in samples:
        for ch, number in Counter(text).items():
            if language == "code" or _is_letter(ch):
                found[ch] = found.get(ch, 0.0) + weight * number
    total = sum(found.values())
    ranked = sorted(found, key=lambda ch: (-found[ch], ch))
    if language in RUNNING_TEXT:
        ranked = [ch for ch in ranked if ch > "\u2fff"]
    elif language != "code":
        script = unicodedata.name(ranked[0])[:5]
        ranked = [ch for ch in ranked if unicodedata.name(ch, "").startswith(script)]
    ranked = ranked[: PAIRS_ONLY.get(language, LARGEST_ALPHABET)]
    least = LEAST_SHARE_CODE if language == "code" else LEAST_SHARE
    return "".join(ch for ch in ranked if found[ch] / total >= least)


def _count(alphabet: str, samples: list[tuple[str, float]], order: int) -> Floats:
    """Count n-grams of letter ids over the samples; boundaries hide what is before them."""
    size = FIRST_LETTER + len(alphabet)
    ids = {ch: FIRST_LETTER + i for i, ch in enumerate(alphabet)}
    ascii_outside = has_ascii_outside(alphabet)
    counts: dict[int, float] = {}
    for text, weight in samples:
        p2 = p1 = OUTSIDE
        bounded = text.startswith(" ") or len(text) > 100
        for position, ch in enumerate(text):
            letter = _is_letter(ch) and not (ascii_outside and ch.isascii())
            c = ids.get(ch, FOREIGN if letter else OUTSIDE)
            # Nothing is known before a bare word, so its first letter is not counted.
            if bounded or position:
                key = (p2 * size + p1) * size + c if order == 3 else p1 * size + c
                counts[key] = counts.get(key, 0.0) + weight
            p2, p1 = (p1 if c != OUTSIDE else OUTSIDE), c
    dense = np.zeros(size**order)
    for key, number in counts.items():
        dense[key] = number
    return dense.reshape((size,) * order)


def _probabilities(counts: Floats, foreign_size: float, code: bool) -> Floats:
    """Interpolate with shorter contexts and set the shares of foreign letters and of runs."""
    single: Floats = counts.reshape(-1, counts.shape[-1]).sum(axis=0) + 0.5
    p: Floats = single / single.sum()
    pair = counts if counts.ndim == 2 else counts.sum(axis=0)
    p = (pair + SMOOTHING * p) / (pair.sum(axis=1, keepdims=True) + SMOOTHING)
    if counts.ndim == 3:
        total = counts.sum(axis=2, keepdims=True)
        longer = (counts + SMOOTHING * p) / (total + SMOOTHING)
        p = np.where(total >= LEAST_CONTEXT, longer, p)
    # Word lists hold runs of other scripts, which say nothing about the language.
    p[..., FOREIGN] = FOREIGN_SHARE if counts.ndim == 3 else FOREIGN_SHARE_PAIRS
    if not code:
        after = p[..., OUTSIDE, :]
        after[..., OUTSIDE] = 0.0
        after *= (1 - RUN_OF_OUTSIDE) / after.sum(axis=-1, keepdims=True)
        after[..., OUTSIDE] = RUN_OF_OUTSIDE
    p /= p.sum(axis=-1, keepdims=True)
    p[..., FOREIGN] /= foreign_size
    return p


def _model(language: str) -> tuple[str, int, bytes]:
    """Return alphabet, order and packed codes of one language."""
    samples = list(_texts(language))
    alphabet = _alphabet(language, samples)
    order = 2 if language in PAIRS_ONLY else 3
    counts = _count(alphabet, samples, order)
    p = _probabilities(counts, FOREIGN_SIZE.get(language, 300.0), language == "code")
    codes = np.clip(np.rint(-np.log(p) / LETTER_STEP), 0, 255).astype(np.uint8)
    return alphabet, order, zlib.compress(codes.tobytes(), 9)


def build() -> tuple[bytes, list[Source]]:
    """Make the table and describe its sources."""
    places, body = {}, b""
    for language in (*LANGUAGES, "code"):
        alphabet, order, packed = _model(language)
        places[language] = [alphabet, order, len(body), len(packed)]
        body += packed
    header = json.dumps({"letters": 1, "languages": places}, ensure_ascii=False) + "\n"
    names = [f"wordfreq/data/small_{language}.msgpack.gz" for language in LANGUAGES]
    found = {str(f): f for f in files("wordfreq") or ()}
    paths = [Path(str(found[name].locate())) for name in names]
    wordfreq = package_source("wordfreq", "Apache-2.0 code, CC BY-SA 4.0 data", paths)
    return header.encode("utf-8") + body, [wordfreq, _texts_source()]


def _texts_source() -> Source:
    """Describe the training texts that the models of ja, ko and code use."""
    names = ("ja", "ko", "zh-hans-docs-native", "zh-hans-docs", "zh-hans-docs-2")
    paths = [CORPORA / "train" / f"{name}.txt" for name in names]
    described = package_source("wordfreq", "", paths)
    license_name = "mixed, see corpora/README.md; counts only, no text is carried"
    return Source("shared/corpora/train", "2026-11", license_name, described.sha256)


if __name__ == "__main__":
    main("health_letters", {"letters.bin": build})
