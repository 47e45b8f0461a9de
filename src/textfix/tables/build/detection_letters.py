"""Generates tables/detection/letters.z: letter bigrams of the languages with single-byte encodings.

Costs are -ln P(letter | letter before) in eighths of a nat; letter 0 is the edge of a word.
"""

import unicodedata
from collections import Counter
from importlib.metadata import version
from itertools import pairwise

import numpy as np

from textfix.tables.build.detection_store import Source, debian, main, pack

SCALE = 8
LANGUAGES = (
    *("ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hu", "is"),
    *("it", "lt", "lv", "mk", "nb", "nl", "pl", "pt", "ro", "ru", "sh", "sk", "sl", "sv", "tr"),
    *("uk", "ur", "vi"),
)
# Letters rarer than this are not of the language (loan words, other scripts).
MIN_SHARE = 2e-5
# Cyrillic counts of Serbian are made from its Latin words: letter for letter, digraphs first.
_SERBIAN = dict(
    zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True),
    lj="љ",
    nj="њ",
    dž="џ",
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _tones_apart(word: str) -> str:
    """Spell Vietnamese as cp1258 must: base letters composed, tone marks behind them."""
    out = []
    for ch in unicodedata.normalize("NFC", word):
        try:
            ch.encode("cp1258")
            out.append(ch)
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", ch)
            base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
            out.append(base + "".join(c for c in parts if c in _TONES))
    return "".join(out)


def _serbian(word: str) -> str:
    for digraph in ("lj", "nj", "dž"):
        word = word.replace(digraph, _SERBIAN[digraph])
    return "".join(_SERBIAN.get(ch, ch) for ch in word)


def _words(language: str) -> dict[str, float]:
    import wordfreq

    words: dict[str, float] = wordfreq.get_frequency_dict(
        "sh" if language == "sr" else language, "best"
    )
    if language == "sr":
        return {_serbian(word): frequency for word, frequency in words.items()}
    if language == "vi":
        return {_tones_apart(word): frequency for word, frequency in words.items()}
    return words


def _thai() -> tuple[dict[str, float], Source]:
    text, source = debian("firefox-esr-l10n-th", "MPL-2.0", 400_000)
    runs = "".join(ch if "\u0e01" <= ch <= "\u0e5b" else " " for ch in text).split()
    return {run: float(number) for run, number in Counter(runs).items()}, source


def _table(words: dict[str, float]) -> tuple[str, bytes]:
    """Return the alphabet (edge first) and the square of costs, row = letter before."""
    singles: Counter[str] = Counter()
    for word, frequency in words.items():
        for ch in word.lower():
            # Vowels of Thai above and below a letter are marks, and of no combining class.
            if unicodedata.category(ch)[0] in "LM":
                singles[ch] += frequency**0.8
    total = sum(singles.values())
    latin = sum(n for c, n in singles.items() if c < "\u0250") > total / 2
    letters = [c for c, n in singles.items() if n > total * MIN_SHARE and (c < "\u0250") == latin]
    if latin:
        letters = [*letters, *(c for c in singles if c in _TONES and c not in letters)]
    alphabet = " " + "".join(sorted(set(letters)))
    place = {c: i for i, c in enumerate(alphabet)}
    counts = np.zeros((len(alphabet), len(alphabet)))
    for word, frequency in words.items():
        row = [0, *(place.get(ch, -1) for ch in word.lower()), 0]
        for first, second in pairwise(row):
            if first >= 0 and second >= 0:
                counts[first, second] += frequency**0.8
    counts /= counts.sum() / 300_000
    own = counts.sum(0) + 1
    own /= own.sum()
    kinds = np.minimum(counts, 1).sum(1, keepdims=True) + 1
    probability = (counts + 0.5 * kinds * own) / (counts.sum(1, keepdims=True) + 0.5 * kinds)
    costs = np.clip(np.rint(-np.log(probability) * SCALE), 1, 250).astype(np.uint8)
    return alphabet, costs.tobytes()


def build() -> tuple[bytes, list[Source]]:
    """Count all languages and pack them."""
    alphabets: dict[str, str] = {}
    blobs: list[bytes] = []
    thai, source = _thai()
    # In the order in which the header, sorted by name, is read again.
    for language in sorted((*LANGUAGES, "sr", "th")):
        words = thai if language == "th" else _words(language)
        alphabets[language], blob = _table(words)
        blobs.append(blob)
    words_source = {
        "name": "wordfreq",
        "version": version("wordfreq"),
        "license": "Apache-2.0 (code), CC BY-SA 4.0 (data)",
        "sha256": "",
    }
    return pack({"scale": SCALE, "alphabets": alphabets}, blobs), [source, words_source]


if __name__ == "__main__":
    main("detection_letters", {"letters.z": build})
