"""The contest: which encoding makes these bytes the most probable text.

Costs are -ln P in eighths of a nat over the same bytes, so readings compare without scaling.
"""

import re
import unicodedata

from textfix.detection import alphabets, letters
from textfix.detection.doubles import DOUBLE_NAMES, DOUBLES, SPOKEN, clear, double_reading
from textfix.detection.glance import promising
from textfix.detection.tables import BAD
from textfix.detection.utf8 import Reading, cheapest, ends, plausible, utf8

# Short data are few steps anyway; and a batch, which takes no look, must answer the same.
LOOKED_AT = 256
WIDE = (("utf-16-le", 1), ("utf-16-be", 0))
# Scripts whose upper bytes are controls, which no text of single bytes has.
_SCRIPTS = (*range(1, 8), 0x0E, 0x0F, 0x10, 0x1E, 0x1F)
_UPPER = bytes((0x00, *_SCRIPTS, 0x20, 0x30, 0xFF, *range(0x4E, 0xA0), *range(0xAC, 0xD8)))
_LETTER = re.compile("[\xc0-\u08ff\u0e00-\u1fff]")
# Mean cost of a character above which such letters are numbers: prose has 22 to 30.
_NUMBERS, _NOISE, _WORD = 44, 64, 4
WIDE_PRIOR = 56
# A script without Latin letters, where most letters are Latin.
FOREIGN = 24
_HIGH = bytes(range(128, 256))
_LETTERS = bytes(b for b in range(128) if chr(b).isalpha())
# Single-byte readings that take part in a contest with double-byte ones.
SINGLES = 8
_FAMILIES = tuple(family[0] for family in letters.FAMILIES)
COLUMNS = (*_FAMILIES, "utf-8", *(double.encoding for double in DOUBLES), *(n for n, _ in WIDE))
RANKS = {name: rank for rank, name in enumerate(COLUMNS)}
# A reading this much worse than another is not worked out.
HOPELESS = 400
# Readings whose mean cost is worse than this may begin inside a character.
POOR = 68


def readings(
    data: bytes,
    priors: dict[str, int] | None = None,
    wide: bool = False,
    look: int = LOOKED_AT,
) -> list[Reading]:
    """Return all readings of `data`, the most probable first, one for each encoding.

    Not for megabytes: give it a sample with its ASCII thinned out.
    `priors` are subtracted from the cost of an encoding (a declaration, a leader so far); `wide`
    admits UTF-16, which needs bytes that nothing was cut out of. Above `look` bytes a first look
    leaves hopeless readings out; up to so many, one that is clear text is the only reading.

    >>> readings("中文编码检测".encode("gb18030"))[0].encoding
    'gb18030'
    """
    if not priors and len(data) <= look and (sure := clear(data)):
        return [sure]
    found = [*singles(data, SINGLES), *utf8(data)]
    found += _doubles(data, min(reading.cost for reading in found), look)
    if wide:
        found += wides(data)
    best: dict[str, Reading] = {}
    for reading in found:
        if priors and reading.encoding in priors:
            reading = reading._replace(cost=reading.cost - priors[reading.encoding])
        known = best.get(reading.encoding)
        if known is None or reading.cost < known.cost:
            best[reading.encoding] = reading
    # Among equals the order is fixed, however the readings were come by.
    return sorted(best.values(), key=lambda reading: (reading.cost, RANKS[reading.encoding]))


def _cost(reading: Reading) -> int:
    return reading.cost


def _doubles(data: bytes, best: int, look: int) -> list[Reading]:
    """All double-byte readings; those begun inside a character only where others are poor."""
    out = []
    names = promising(data, SPOKEN, best) if len(data) > look else DOUBLE_NAMES
    for double in DOUBLES:
        if double.encoding not in names:
            continue
        reading = double_reading(data, double, 0, best + HOPELESS)
        if reading is not None:
            out.append(reading)
            best = min(best, reading.cost)
    first = min(out, key=_cost).encoding if out else ""
    if data[0] >= 0x80:
        usual = [d for d in DOUBLES if d.encoding == first]
        shifted = [double_reading(data[1:], double, 1, best + HOPELESS) for double in usual]
        out += [reading for reading in shifted if reading is not None]
    if data[0] >= 0x80 and best > POOR * max(1, len(data) // 2):
        shifted = [
            double_reading(data[1:], double, 1, best + HOPELESS)
            for double in DOUBLES
            if double.encoding in names
        ]
        out += [reading for reading in shifted if reading is not None]
    return out


def upper_fit(upper: bytes) -> bool:
    """Tell whether most units have an upper byte of the Han, Hangul or punctuation blocks.

    Not for whole data: `upper` is every second byte.

    >>> upper_fit(b"NN"), upper_fit(b"\\x11\\x12")
    (True, False)
    """
    return len(upper.translate(None, _UPPER)) * 3 <= len(upper)


def wides(data: bytes) -> list[Reading]:
    """Return the readings as UTF-16.

    Not for data that something was cut out of.

    >>> [reading.encoding for reading in wides("中文编码".encode("utf-16-le"))]
    ['utf-16-le']
    """
    if len(data) < 4:
        return []
    out = []
    for name, first in WIDE:
        upper = data[first::2]
        if not upper_fit(upper):
            continue
        text, tail = ends(data.decode(name, "replace"))
        if text.count("\ufffd") * 8 > len(text):
            continue
        language, own = cheapest(text, plausible(text))
        found = len(_LETTER.findall(text))
        if found * 2 > sum(ch >= "\x80" for ch in text):
            language, own = "", _lettered(text)
        if own < 0 or (found and own > _NOISE * len(text)):
            continue
        out.append(Reading(name, language, own + tail + WIDE_PRIOR))
    return out


def _lettered(text: str) -> int:
    """The cost of text in an alphabet, or -1 where its letters are numbers."""
    wrong, kept = text.count("\ufffd"), text.replace("\ufffd", "")
    own = alphabets.cost(kept) + wrong * BAD
    if own <= _NUMBERS * len(text):
        return own
    return _NUMBERS * len(text) if _one_script(text) else -1


def _one_script(text: str) -> bool:
    """Tell whether all beyond ASCII are letters of one block, as in a script without a model."""
    wide = [ch for ch in text if ch >= "\x80"]
    letters_ = all(ch.isalnum() or unicodedata.category(ch)[0] == "M" for ch in wide)
    return letters_ and len(set(wide)) >= _WORD and len({ord(ch) >> 8 for ch in wide}) == 1


def singles(data: bytes, top: int = 0) -> list[Reading]:
    """Return the best reading for each single-byte encoding, or for the `top` best of them.

    Not for megabytes.

    >>> singles("été".encode("cp1252"), 1)[0].encoding
    'cp1252'
    """
    import numpy as np

    # In Latin scripts most letters are ASCII; in others few are.
    high = len(data) - len(data.translate(None, _HIGH))
    plain = len(data) - len(data.translate(None, _LETTERS))
    costs = letters.costs(data) + letters.priors(FOREIGN if plain > 2 * high else 0)
    order = np.argsort(costs, kind="stable").tolist()
    kinds = letters.kinds()
    out: dict[str, Reading] = {}
    for place in order:
        kind = kinds[place]
        if kind.encoding not in out:
            out[kind.encoding] = Reading(kind.encoding, kind.language, int(costs[place]))
            if len(out) == top:
                break
    return list(out.values())
