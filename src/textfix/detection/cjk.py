"""Costs of text under the Chinese, Japanese and Korean models: scalar for short, NumPy for long."""

from typing import TYPE_CHECKING, Any

from textfix.detection.tables import ASTRAL, model, pairs

if TYPE_CHECKING:
    import numpy as np

# An ASCII letter directly beside a wide character: usual in Chinese, but not every time.
BESIDE = 24
# Below this many characters a Python loop is faster than NumPy's calls.
_SHORT = 250


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
        found = known.get(before + ch)
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
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    codes = np.minimum(raw, ASTRAL)
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


def screen(text: str, language: str, window: int) -> "np.ndarray[Any, Any]":
    """Return the mean unigram cost of each window of `window` characters (~1 ns a character).

    Not a likelihood: it only shows where a whole-file reading looks wrong. `window` is a multiple
    of eight, and at most 128.

    >>> bool(screen("今天天气很好" * 8, "zh-hans", 16).max() < 72)
    True
    """
    import numpy as np

    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    table = np.frombuffer(model(language).unigram, np.uint8)
    size = len(units) // window * window
    if not size:
        return np.full(1, table[units].mean() if len(units) else 0.0)
    # Eight costs at a time: four sums of 16 bits side by side in 64, at last added to the top one.
    eights = table.take(units[:size], mode="clip").view("<u8")
    low = np.uint64(0x00FF00FF00FF00FF)
    lanes = (eights & low) + (eights >> np.uint64(8) & low)
    sums = lanes.reshape(-1, window // 8).T.copy().sum(0)
    means: np.ndarray[Any, Any] = (sums * np.uint64(0x0001000100010001) >> np.uint64(48)) / window
    return means
