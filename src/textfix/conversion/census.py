"""Counts the characters of a long text at once, for those who look for a few hundred of them.

Law: gives what counting one by one gives.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import numpy as np
from numpy.typing import NDArray

_BEYOND = re.compile("[\U00020000-\U0003ffff]")
STRETCH = 1 << 18
HAN = (slice(0x3400, 0x4DC0), slice(0x4E00, 0xA000), slice(0xF900, 0xFB00))
KANA = (slice(0x3041, 0x3097), slice(0x30A1, 0x30FB))


@cache
def _units(characters: frozenset[str]) -> NDArray[np.intp]:
    return np.array(sorted(ord(ch) for ch in characters if ch <= "\uffff"), np.intp)


def census(text: str, characters: frozenset[str]) -> tuple[int, int, Counter[str]]:
    """Count Han characters, kana, and each of some characters.

    Not for short texts: the arrays cost 100 µs.

    >>> census("国国學と", frozenset("国學"))
    (3, 1, Counter({'国': 2, '學': 1}))
    """
    units = np.zeros(1 << 16, np.intp)
    for start in range(0, len(text), STRETCH):
        piece = text[start : start + STRETCH].encode("utf-16-le", "surrogatepass")
        units += np.bincount(np.frombuffer(piece, np.uint16), minlength=1 << 16)
    beyond = _BEYOND.findall(text) if units[0xD800:0xE000].any() else ()
    codes = _units(characters)
    seen = units.take(codes)
    found = seen.nonzero()[0]
    pairs = zip(codes.take(found).tolist(), seen.take(found).tolist(), strict=True)
    han, kana = (sum(int(units[part].sum()) for part in parts) for parts in (HAN, KANA))
    counts = Counter({chr(code): n for code, n in pairs})
    counts.update(ch for ch in beyond if ch in characters)
    return han + len(beyond), kana, counts
