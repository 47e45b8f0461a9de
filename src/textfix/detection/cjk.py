"""Costs of text under the Chinese, Japanese and Korean models: scalar for short, NumPy for long."""

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from textfix.chars import points
from textfix.detection.tables import ASTRAL, model, pairs

if TYPE_CHECKING:
    import numpy as np

# An ASCII letter directly beside a wide character: usual in Chinese, but not every time.
BESIDE = 24
# Below this many characters a Python loop is faster than NumPy's calls.
_SHORT = 1000


def cost(text: str, language: str) -> int:
    """Return the total cost of `text` in eighths of a nat; lower is more probable.

    Not for comparing texts of different bytes: only readings of the same bytes compare.

    >>> cost("今天天气", "zh-hans") < cost("輈鎖忩", "zh-hans")
    True
    """
    if len(text) <= _SHORT:
        return _scalar(text, language)
    return int(costs(text, language).sum())


def _scalar(text: str, language: str) -> int:
    chosen, known = model(language), pairs(language)
    unigram, backoff = chosen.unigram, chosen.backoff
    total = 0
    before, letter = " ", False
    for ch in text:
        if ch < "\x80":
            total += unigram[ord(ch)]
            if ch.isalpha():
                total += BESIDE if before != " " else 0
                letter = True
            else:
                letter = False
            before = " "
            continue
        found = known[before + ch]
        if letter:
            total += BESIDE
            letter = False
        if found is None:
            # Characters beyond the BMP share one place.
            here, behind = ord(ch), ord(before)
            found = unigram[here if here < ASTRAL else ASTRAL]
            found += backoff[behind if behind < ASTRAL else ASTRAL]
        total += found
        before = ch
    return total


def costs(text: str, language: str) -> "np.ndarray[Any, Any]":
    """Return the cost of each character of `text` as an int32 array (~6 MB/s).

    Not for short strings: `cost` is faster.

    >>> int(costs("今天天气", "zh-hans").sum()) == cost("今天天气", "zh-hans")
    True
    """
    import numpy as np

    chosen = model(language)
    codes = np.minimum(points(text), ASTRAL)
    plain = codes < 0x80
    # Setting the case bit sends capitals to small letters; what is no letter stays none.
    letter = ((codes | 32) - 97 < 26) & plain
    folded = np.where(plain, 32, codes)
    before = np.empty_like(folded)
    before[:1] = 32
    before[1:] = folded[:-1]
    unigram = np.frombuffer(chosen.unigram, np.uint8)
    backoff = np.frombuffer(chosen.backoff, np.uint8)
    out = unigram[codes].astype(np.int32)
    wanted = before << 16 | folded
    place = np.minimum(np.searchsorted(chosen.keys, wanted), len(chosen.keys) - 1)
    # Characters beyond the BMP are in no pair, and U+FFFF is in no text that a model saw.
    known = chosen.keys[place] == wanted
    other = out + backoff[before]
    out = np.where(plain, out, np.where(known, chosen.costs[place], other))
    out[1:] += BESIDE * ((letter[1:] & ~plain[:-1]) | (letter[:-1] & ~plain[1:]))
    return out


# Pieces that are looked at together: lines, long ones cut.
_PIECE = 64
# Signs and spaces, which healthy lists and tables are full of, tell nothing.
_SIGNS = ((0, 0xC0), (0xD7, 0xD8), (0xF7, 0xF8), (0x2000, 0x3005), (0x3008, 0x3040))
_SIGN = re.compile("[" + "".join(f"{chr(a)}-{chr(b - 1)}" for a, b in _SIGNS) + "]+")


@cache
def _beyond(language: str, mean: int) -> "np.ndarray[Any, Any]":
    """What each code unit costs above `mean`: nothing at all for ASCII and signs."""
    import numpy as np

    table = np.frombuffer(model(language).unigram, np.uint8).astype(np.int16) - mean
    for first, last in _SIGNS:
        table[first:last] = 0
    return table


def screen(text: str, language: str, mean: int, few: int) -> list[tuple[int, int]]:
    """Return (start, end) of lines whose characters beyond ASCII cost more than `mean` each.

    Not a likelihood: single characters are asked, and no signs, to show where a reading looks
    wrong (~1.4 ns a character). Long lines are cut; `few` characters are the least that tell.

    >>> screen("今天天气很好\\n輈鎖忩銠錨鋇\\n", "zh-hans", 72, 5)
    [(7, 14)]
    """
    import numpy as np

    if not text:
        return []
    codes = points(text)
    begins = np.empty(len(codes), bool)
    np.equal(codes[:-1], 10, out=begins[1:])
    begins[::_PIECE] = True
    starts = begins.nonzero()[0]
    # What is beyond the BMP has the last place of the table. A piece cannot overflow 16 bits.
    sums = np.add.reduceat(_beyond(language, mean).take(codes, mode="clip"), starts, dtype=np.int16)
    odd = (sums > 0).nonzero()[0]
    ends = np.append(starts[1:], len(codes))[odd]
    found = zip(starts[odd].tolist(), ends.tolist(), strict=True)
    return [(start, end) for start, end in found if _telling(text[start:end]) >= few]


def _telling(piece: str) -> int:
    """How many characters are neither ASCII nor signs."""
    return len(_SIGN.sub("", piece))
