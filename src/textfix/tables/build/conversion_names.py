"""Counts what stands around 里 in foreign names and around 裡 in native text: `names.z`.

Names: jieba's words tagged as transliterations. 裡: the training corpora. A weight is a
log-likelihood ratio; the generator keeps those that can decide (docs/conversion.md).
"""

from __future__ import annotations

import hashlib
import math
import re
import sys
from collections import Counter

from textfix.tables.build.conversion import pack
from textfix.tables.build.conversion_lexicon import KNOWN, jieba_rows, tagged
from textfix.tables.build.conversion_native import CORPORA, write_or_check

NATIVE = (
    *("zh-hant-tw-transcripts", "zh-hant-tw-transcripts-2", "zh-hant-tw-transcripts-3"),
    *("zh-hant-tw-transcripts-4", "zh-hant-tw-wiki", "zh-hant-hk-cantonese"),
)
PLACES = (-2, -1, 1)
"""The places around the character, for each of which there is a row of weights."""

UNITS = 5
"""Weights are in fifths of a natural logarithm."""

LEAST = -4.0
"""A weight below this forbids a name, so it need not be told from others."""

PRIOR_NAMES, PRIOR_NATIVE = 20, 1000
"""How many sightings the general frequencies of characters are worth beside the counts."""

NOUNS = frozenset({"n", "s", "vn", "l"})
"""Tags of words behind which 里 is 裡, whatever their letters."""

NAMED = frozenset({"nrt", "nr", "ns", "nz"})


def around(texts: list[str], middle: str) -> list[Counter[str]]:
    """Count the characters at each place around a character (class)."""
    seen = [Counter[str]() for _ in PLACES]
    for text in texts:
        for found in re.finditer(middle, text):
            for counts, offset in zip(seen, PLACES, strict=True):
                at = found.start() + offset
                if 0 <= at < len(text):
                    counts[text[at]] += 1
    return seen


def simplified(text: str) -> str:
    """Bring native text to simplified, but for 裡 and its variant."""
    from textfix.conversion import convert

    marked = text.replace("裡", "\ue000").replace("裏", "\ue000")
    return convert(marked, "t2s")


def build() -> tuple[dict[str, bytes], list[dict[str, str]]]:
    """Count, and describe the sources."""
    rows, jieba = jieba_rows()
    digest, texts = hashlib.sha256(), list[str]()
    for name in NATIVE:
        content = (CORPORA / f"{name}.txt").read_bytes()
        digest.update(content)
        texts.append(simplified(content.decode("utf-8")))
    names = tagged("nrt")
    sounds = Counter("".join(names))
    usual = Counter[str]()
    for word, count, tag in rows:
        if tag not in NAMED:
            usual.update({ch: int(count) for ch in word})
    native = around(texts, "\ue000")
    weights = {
        str(place): _weights(left, right, sounds, usual)
        for place, left, right in zip(PLACES, around(names, "里"), native, strict=True)
    }
    blobs = {place: "".join(row).encode("utf-8") for place, row in weights.items()}
    near = frozenset(pair[0] for pair in weights["-1"])
    blobs["nouns"] = "\n".join(_nouns(rows, near)).encode("utf-8")
    source = {"name": "textfix training corpora (counts only)", "version": "dev half, 2026"}
    source |= {"license": "CC0 1.0, CC BY 4.0, CC BY-SA 3.0 and 4.0 (see corpora/README.md)"}
    source |= {"files": " ".join(NATIVE), "sha256": digest.hexdigest()}
    return {"names.z": pack({"kind": "weights", "units": UNITS}, blobs)}, [jieba, source]


def _weights(
    names: Counter[str], native: Counter[str], sounds: Counter[str], usual: Counter[str]
) -> list[str]:
    """Return characters, each with its weight as a character from U+0100 on."""
    all_sounds, all_usual = sounds.total(), usual.total()
    out = []
    for ch in sorted(c for c in {*sounds, *names} if "\u3400" <= c <= "\u9fff"):
        heard = names[ch] + PRIOR_NAMES * sounds[ch] / all_sounds
        said = native[ch] + PRIOR_NATIVE * (usual[ch] + 100) / all_usual
        heard /= names.total() + PRIOR_NAMES
        said /= native.total() + PRIOR_NATIVE
        weight = math.log(heard / said)
        if weight >= LEAST:
            out.append(ch + chr(0x100 + 50 + round(weight * UNITS)))
    return out


def _nouns(rows: list[list[str]], near: frozenset[str]) -> list[str]:
    """Return the nouns that end in letters of names, and are none: 咖啡, 沙拉, 披萨."""
    return sorted(
        word
        for word, count, tag in rows
        if tag in NOUNS and 1 < len(word) < 4 and int(count) >= KNOWN and word[-1] in near
    )


if __name__ == "__main__":
    sys.exit(write_or_check(build, "textfix.tables.build.conversion_names", __doc__))
