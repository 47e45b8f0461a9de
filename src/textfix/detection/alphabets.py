"""Costs of UTF-8 text in alphabets: by the letter pairs that single-byte readings are scored by.

Letters of no alphabet are seldom text: two bytes of another encoding look so by chance.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from textfix.detection import letters
from textfix.detection.tables import ASCII

if TYPE_CHECKING:
    import numpy as np

# The page that holds the letters of a script, by where its code points begin and end.
_SCRIPTS = (
    (0x0370, 0x0400, ("cp1253",)),
    (0x0400, 0x0530, ("cp1251",)),
    (0x0590, 0x0600, ("cp1255",)),
    (0x0600, 0x0700, ("cp1256",)),
    (0x0E00, 0x0E80, ("cp874",)),
)
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257", "cp1258")
# What no page holds: letters of three bytes, of two, signs.
_LONG, _RARE, _SIGN = 44, 80, 64
# Other scripts than Latin are as rare here as the encodings that they have for themselves.
_FOREIGN = 16
# One letter said twice is no word, as it is in Chinese: 谢谢 in GBK is лл in UTF-8.
_REPEATED = 24


@cache
def _tables(page: str) -> "np.ndarray[Any, Any]":
    """The byte-pair costs of the languages of one page: shape (65536, languages)."""
    import numpy as np

    wanted = [place for place, kind in enumerate(letters.kinds()) if kind.encoding == page]
    return np.ascontiguousarray(letters.tables()[:, wanted])


def cost(text: str) -> int:
    """Return the cost of `text` in eighths of a nat, in the language that fits it best.

    Not for Han, kana or Hangul, nor for marks of wrong bytes.

    >>> cost("слово") < cost("ѧѡѹ")
    True
    """
    best = 1 << 30
    for page in _pages(text):
        data = text.encode(page, "replace")
        odd = (own for ch, byte in zip(text, data, strict=True) if byte == 63 and (own := _odd(ch)))
        best = min(best, sum(odd) + _read(data, page) + (0 if page in _LATIN else _FOREIGN))
    return best + (_REPEATED if len(text) > 1 and text == text[0] * len(text) else 0)


def _pages(text: str) -> tuple[str, ...]:
    found: tuple[str, ...] = ()
    high = [ord(ch) for ch in text if ch >= "\x80"]
    for start, end, pages in _SCRIPTS:
        if any(start <= code < end for code in high):
            found += pages
    return found or _LATIN


def _read(data: bytes, page: str) -> int:
    import numpy as np

    # An edge before the text and one behind it, where a sample of bytes may have anything.
    codes = np.frombuffer(b" %b " % data, np.uint8).astype(np.intp)
    rows = _tables(page)[codes[:-1] << 8 | codes[1:]]
    return int(rows.sum(0, dtype=np.int64).min()) - ASCII


def _odd(ch: str) -> int:
    """What a character costs more than the question mark that stands for it in a page."""
    if ch < "\x80":
        return 0
    if ch < "\u0800":
        # Marks that stand on letters, modifiers, letters of no alphabet here.
        return (_SIGN if ch < "\xc0" else _LONG if ch.isdecimal() else _RARE) - ASCII
    return (_LONG if ch.isalpha() else _SIGN) - ASCII
