"""Half-width katakana, which prose has not: priced as the katakana that they stand for.

Bank files and old programs write whole names so, one byte a sign in Shift_JIS.
"""

import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

# Half-width signs are this much rarer than others; a mark of voice behind a sign that may have one.
_RARER, _VOICED = 32, 12
_MARKS = "\uff9e\uff9f"


def halves() -> dict[str, str]:
    """Return the half-width form of each katakana, one sign or two.

    >>> halves()["カ"], halves()["ガ"]
    ('ｶ', 'ｶﾞ')
    """
    out = {}
    for code in range(0xFF66, 0xFF9E):
        half = chr(code)
        whole = unicodedata.normalize("NFKC", half)
        out[whole] = half
        for mark in _MARKS:
            voiced = unicodedata.normalize("NFKC", half + mark)
            if len(voiced) == 1:
                out[voiced] = half + mark
    return out


def added(
    unigram: "Array", backoff: "Array", keys: "Array", costs: "Array"
) -> tuple["Array", "Array"]:
    """Price half-width katakana in two tables, and return their pairs with what these cost.

    Not for other languages than Japanese. Keys and costs are those of a `Model`.
    """
    import numpy as np

    forms = halves()
    for whole, half in forms.items():
        if len(half) == 1:
            unigram[ord(half)] = min(255, int(unigram[ord(whole)]) + _RARER)
            backoff[ord(half)] = backoff[ord(whole)]
    found: dict[int, int] = {}
    first, second = keys >> 16, keys & 0xFFFF
    kana = (first >= 0x30A1) & (first <= 0x30FC) & (second >= 0x30A1) & (second <= 0x30FC)
    for key, cost in zip(keys[kana].tolist(), costs[kana].tolist(), strict=True):
        before, behind = forms.get(chr(key >> 16)), forms.get(chr(key & 0xFFFF))
        if before and behind:
            pair = ord(before[-1]) << 16 | ord(behind[0])
            found[pair] = min(cost, found.get(pair, cost))
    for half in forms.values():
        if len(half) == 2:
            found[ord(half[0]) << 16 | ord(half[1])] = _VOICED
    return np.array(list(found), np.uint32), np.array(list(found.values()), np.int32)
