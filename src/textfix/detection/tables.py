"""Loads the packaged models of detection: character costs of Chinese, Japanese and Korean.

A cost is -ln P in eighths of a nat; the same unit is used by all scorers of this folder.
"""

import json
import struct
import zlib
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from textfix.detection.halfkana import added
from textfix.errors import TableError

if TYPE_CHECKING:
    import numpy as np

# An ASCII character costs the same under every reading: only its being there counts.
ASCII = 24
# Control characters that text does not have.
CONTROL = 88
# What no table and no standard knows: U+FFFD for a wrong byte, unassigned, private use.
BAD = 104
PRIVATE = 136
LANGUAGES = ("zh-hans", "zh-hant", "ja", "ko")

# First code point of each range and what its characters cost where a model has not seen them.
_RANGES = (
    *((0x00, CONTROL), (0x09, ASCII), (0x0B, CONTROL), (0x0C, 60), (0x0D, ASCII), (0x0E, CONTROL)),
    *((0x1B, 60), (0x1C, CONTROL), (0x20, ASCII), (0x7F, CONTROL), (0x80, 128), (0xA0, 88)),
    *((0x0250, 120), (0x0370, 96), (0x0400, 96), (0x0530, 128), (0x2000, 96), (0x2070, 108)),
    *((0x2460, 96), (0x2500, 96), (0x2600, 108), (0x2E80, 120), (0x3000, 80), (0x3041, 96)),
    *((0x3100, 112), (0x3400, 128), (0x4E00, 112), (0x9FA6, 128), (0xA000, 136), (0xAC00, 112)),
    *((0xD7A4, 140), (0xD800, 160), (0xE000, PRIVATE), (0xF900, 128), (0xFB00, 130)),
    *((0xFE10, 112), (0xFE50, 112), (0xFE70, 136), (0xFF01, 84), (0xFF61, 92), (0xFFA0, 120)),
    *((0xFFE0, 96), (0xFFE8, 136), (0xFFFD, BAD), (0xFFFE, 160)),
)
# Signs that begin a list item or a note: prose, which the models come from, has few of them.
_MARKS, _MARK_COST = "•·‧●○◆◇■□★☆▲△※→①②③", 72
# Code points beyond the BMP share the last place of the BMP tables.
ASTRAL = 0xFFFF
# Ideographic spaces at the head of a line, and in a row: models are counted without them, and ten
# of them prove no other encoding (`กกก` in Thai).
_INDENTS = ((0x20 << 16 | 0x3000, 56), (0x3000 << 16 | 0x3000, 4))
_ASTRAL_COST = 128
_BMP = "\uffff"
# Pairs that are remembered at most: more than a language has that are kept.
_MOST_PAIRS = 1 << 18


@dataclass(frozen=True, slots=True)
class Model:
    """Costs of one language: by code point, behind a code point, and of pairs.

    Not for single-byte languages: see `textfix.detection.letters`.
    `unigram` and `backoff` are bytes indexed by BMP code point; `keys` and `costs` are the pairs
    (a space for any ASCII or edge), sorted; for a dict see `pairs`.

    >>> model("ko").keys.dtype.name
    'uint32'
    """

    unigram: bytes
    backoff: bytes
    keys: "np.ndarray[Any, Any]"
    costs: "np.ndarray[Any, Any]"


def read(name: str) -> tuple[Any, bytes]:
    """Return the header and the binary rest of one packaged table.

    Not for tables of other pieces.

    >>> read("cjk.z")[0]["scale"]
    8

    Errors: `TableError` where the file is missing or damaged.
    """
    try:
        packed = (files("textfix") / "tables" / "detection" / name).read_bytes()
        content = zlib.decompress(packed)
        (size,) = struct.unpack_from("<I", content)
        return json.loads(content[4 : 4 + size]), content[4 + size :]
    except (OSError, ValueError, zlib.error, struct.error) as error:
        raise TableError(f"detection table {name!r} is missing or damaged: {error}") from error


def _base() -> bytearray:
    out = bytearray(0x10000)
    for (start, cost), (end, _) in zip(_RANGES, (*_RANGES[1:], (0x10000, 0)), strict=True):
        out[start:end] = bytes([cost]) * (end - start)
    out[ASTRAL] = _ASTRAL_COST
    return out


@cache
def _packed() -> tuple[dict[str, Any], bytes, dict[str, int]]:
    """The header and content of all languages (~20 ms), and where each language begins."""
    header, content = read("cjk.z")
    starts, place = {}, 0
    for language in LANGUAGES:
        info = header["languages"][language]
        starts[language] = place
        # For each character two costs and the number of its pairs; for each pair two places.
        place += 4 * len(info["characters"]) + 3 * info["bigrams"]
    return header["languages"], content, starts


@cache
def model(language: str) -> Model:
    """Return the model of "zh-hans", "zh-hant", "ja" or "ko".

    Not for other languages (KeyError). Not to be changed by callers.

    >>> model("zh-hans").unigram[ord("的")] < 40
    True
    """
    import numpy as np

    headers, content, starts = _packed()
    info, place = headers[language], starts[language]

    def take(kind: str, count: int) -> "np.ndarray[Any, Any]":
        nonlocal place
        array = np.frombuffer(content, kind, count, place)
        place += array.nbytes
        return array

    characters: str = info["characters"]
    count = len(characters)
    codes = np.frombuffer(characters.encode("utf-16-le"), "<u2").astype(np.uint32)
    unigram, backoff = np.frombuffer(_base(), np.uint8).copy(), np.zeros(0x10000, np.uint8)
    seen, behind = take("u1", count), take("u1", count)
    unigram[codes[1:]] = seen[1:]
    marks = [ord(mark) for mark in _MARKS]
    unigram[marks] = np.minimum(unigram[marks], _MARK_COST)
    backoff[codes] = behind
    rows, columns = take("<u2", count), take("<u2", info["bigrams"])
    costs = take("u1", info["bigrams"]).astype(np.int32)
    keys = np.repeat(codes, rows) << 16 | codes[columns]
    if language == "ja":
        more = added(unigram, backoff, keys, costs)
        keys, costs = np.append(keys, more[0]), np.append(costs, more[1])
    if language != "ko":
        keys = np.append(keys, np.array([at for at, _ in _INDENTS], np.uint32))
        costs = np.append(costs, np.array([cost for _, cost in _INDENTS], np.int32))
    order = np.argsort(keys, kind="stable")
    return Model(unigram.tobytes(), backoff.tobytes(), keys[order], costs[order])


class Pairs(dict[str, int | None]):
    """Costs of pairs of characters, looked up when first asked for; None where none is kept.

    Not for long texts: see `Model.keys`. A dict of all pairs takes 50 ms a language to make.

    >>> pairs("ko")["니다"] < 16, pairs("ko")["가힣"]
    (True, None)
    """

    def __init__(self, chosen: Model) -> None:
        """Know no pair yet."""
        self._keys = array("I", chosen.keys.tobytes())
        self._costs = array("i", chosen.costs.tobytes())

    def __missing__(self, pair: str) -> int | None:
        """Look a pair up and remember it."""
        key = ord(pair[0]) << 16 | ord(pair[1]) if max(pair) <= _BMP else -1
        place = bisect_left(self._keys, key) if key >= 0 else len(self._keys)
        found = None
        if place < len(self._keys) and self._keys[place] == key:
            found = self._costs[place]
        if len(self) >= _MOST_PAIRS:
            self.clear()
        self[pair] = found
        return found


@cache
def pairs(language: str) -> Pairs:
    """Return the costs of pairs of characters of one language.

    >>> pairs("ko")["니다"] < 16
    True
    """
    return Pairs(model(language))
