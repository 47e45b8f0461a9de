"""A first look at long samples: which double-byte readings are worth working out.

Python's C codecs and costs of single characters do; the contest reads what is left in full.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from textfix.chars import points
from textfix.detection.tables import model

if TYPE_CHECKING:
    import numpy as np

# The C codec whose reading is near enough for a look.
_CODECS = {
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "cp932": "cp932",
    "euc_jp": "euc_jp",
    "cp949": "cp949",
    "johab": "johab",
}
# Too few bytes from 0x80 for the look to tell.
_FEW = 32
# A reading is left out if it looks this much dearer than the best: per byte from 0x80, and at all.
# Of 1,600 samples no reading within 400 of the winner looked more than 2.7 a byte dearer.
_DEARER, _SLACK = 6, 400
# EUC-TW leads never fall into the middle rows, nor any of its bytes but 8E below A1. Shares of
# bytes from 0x80: in EUC-TW at most 0.14 and 0; in GBK about 0.3 and some.
_MIDDLE, _MIDDLE_SHARE = bytes(range(0xB0, 0xC4)), 0.2
_LOW, _LOW_SHARE = bytes(b for b in range(0x80, 0xA1) if b != 0x8E), 0.05
# Mean cost of a pair of bytes above which the data may begin inside a character.
_POOR = 68
_ASCII = bytes(range(128))
# No decoder takes more than two bytes along with a bad lead byte.
_APART = b"\n\n\n"
# Mean cost of a pair that is no text under the reading: rare characters come to 85.
_NO_TEXT = 88


@cache
def _unigrams(language: str) -> "np.ndarray[Any, Any]":
    import numpy as np

    return np.frombuffer(model(language).unigram, np.uint8)


def promising(data: bytes, languages: dict[str, tuple[str, ...]], known: int) -> set[str]:
    """Return those encodings of `languages` whose reading may be among the best.

    Not for short data, of which the contest reads everything. No verdict: the look only leaves
    out what is hopeless. `known` is the cost of the best reading so far.

    >>> languages = {"gb18030": ("zh-hans",), "big5": ("zh-hant",), "euc-tw": ("zh-hant",)}
    >>> promising("中文编码的检测".encode("gb18030") * 20, languages, 1 << 30)
    {'gb18030'}
    """
    high = len(data.translate(None, _ASCII))
    if high < _FEW:
        return set(languages)
    seen = {name: codec for name, codec in _CODECS.items() if name in languages}
    looks = {name: _look(data, codec, languages[name]) for name, codec in seen.items()}
    if data[0] >= 0x80 and min(looks.values()) > _POOR * len(data) // 2:
        # The data may begin inside a character.
        for name, codec in seen.items():
            looks[name] = min(looks[name], _look(data[1:], codec, languages[name]))
    # What is known was priced by pairs, which cost less than single characters.
    limit = min(known + _DEARER * high, *looks.values()) + _DEARER * high + _SLACK
    kept = {name for name, cost in looks.items() if cost <= limit}
    return kept | (set(languages) - set(seen) if _maybe_taiwan(data, high) else set())


def rivaled(
    pieces: list[bytes], encoding: str, languages: dict[str, tuple[str, ...]]
) -> list[bool]:
    """Tell for each of some short pieces whether another reading than `encoding` may be as good.

    Not a verdict: it spares contests. Single bytes are asked only where the reading looks like
    none. All pieces are read together.

    >>> languages = {"gb18030": ("zh-hans",), "big5": ("zh-hant",)}
    >>> rivaled(["不用再比较的文字".encode("gbk")], "gb18030", languages)
    [False]
    """
    import numpy as np

    if encoding not in _CODECS:
        return [True] * len(pieces)
    looks = {
        name: _looks(pieces, codec, languages[name])
        for name, codec in _CODECS.items()
        if name in languages
    }
    own = looks.pop(encoding)
    poor = own > _NO_TEXT * np.array([len(piece) // 2 for piece in pieces])
    found: list[bool] = (poor | (np.min([*looks.values(), own + 1], axis=0) < own)).tolist()
    return found


def _looks(pieces: list[bytes], codec: str, languages: tuple[str, ...]) -> "np.ndarray[Any, Any]":
    """The same of each piece; line ends, which cost alike in all readings, are left out."""
    import numpy as np

    joined = _APART.join([piece.replace(b"\n", b" ") for piece in pieces])
    codes = points(joined.decode(codec, "replace"))
    feeds = codes == 10
    # The first newline behind a piece begins the next; those behind it count for nothing.
    starts = np.flatnonzero(feeds[1:] & ~feeds[:-1]) + 1
    starts = np.concatenate([[0], starts])
    if len(starts) != len(pieces):
        return np.array([_look(piece, codec, languages) for piece in pieces])
    costs = []
    for name in languages:
        each = _unigrams(name).take(codes, mode="clip").astype(np.int32)
        each[feeds] = 0
        costs.append(np.add.reduceat(each, starts))
    least: np.ndarray[Any, Any] = np.min(costs, axis=0)
    return least


def _look(data: bytes, codec: str, languages: tuple[str, ...]) -> int:
    """Costs of the characters of a reading, each by itself."""
    text = data.decode(codec, "replace")
    return min(int(_unigrams(name).take(points(text), mode="clip").sum()) for name in languages)


def _maybe_taiwan(data: bytes, high: int) -> bool:
    """Tell whether the bytes are spread as in EUC-TW, which no C codec reads."""
    middle = high - len(data.translate(None, _ASCII + _MIDDLE))
    low = high - len(data.translate(None, _ASCII + _LOW))
    return middle <= _MIDDLE_SHARE * high and low <= _LOW_SHARE * high
