"""Pieces to nats: how much more probable each is as it is read than as it stands.

Law: a piece is weighed where it stands, under what suits it best there: a language, or none at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from textfix import chars
from textfix.mojibake.health import drawn, forms, hopes, judge, ordered, words
from textfix.mojibake.shown import bytewise, shapes, views
from textfix.mojibake.shown.strict import Piece, Way

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ANYTHING: Final = {"letter": -5.0, "han": -10.0, "again": -1.0}
"""What a character costs that follows no language: in alphabets, tables of symbols, lists of rare
characters (private ones are as rare); and one that repeats the one before, in either case, or a
pair before."""

ANYTHING_BASE: Final = -3.0
WORD: Final = -3.5
"""What a letter costs in a word of a language that no model knows (Belarusian, Tatar, Sindhi): one
of some thirty. Capitals inside, as bytes have them, make no word."""

INITIALS: Final = -4.25
"""What one costs in two to four capitals alone (`ДСНС`): between a word and anything."""

_WORDS: Final = re.compile(
    "[\u0370-\u03ff]{5,}|[\u0400-\u052f]{5,}|[\u05b0-\u05ea]{5,}|[\u0621-\u0652\u0670-\u06d3]{5,}"
)
_INITIALS: Final = re.compile(r"\b(?:[\u0391-\u03a9]{2,4}|[\u0400-\u042f]{2,4})\b")
SWITCH: Final = -3.0
"""What a capital behind a small letter of an alphabet costs (`кВт`, `лАрИ`)."""

_SWITCH: Final = re.compile("(?<=[\u00df-\u052f])[\u00c0-\u042f]")
"""What may be such a capital."""

UNMET: Final = 40.0
"""How many characters not met yet weigh as those met, before their share is known."""

HANJA: Final = 4.0
"""What each Han character of a reading in Korean costs."""

LEAST: Final = 4.0
"""What a way's pieces must gain together, if all their characters follow well."""


class Standing:
    """What stretches of a text are worth as they stand: asked often, worked out once."""

    def __init__(self, text: str) -> None:
        """Score the text once in every likely language."""
        import numpy as np

        codes = views.points(text)
        scores = list(judge.in_place(text, codes))
        kind = judge.kinds()[codes]
        if (
            (kind & judge.HAN).any()
            and len(known := _as_chinese(text)) == len(text)
            and known != text
        ):
            scores += judge.in_place(known, views.points(known))
        dear = ((kind & judge.HAN) != 0) | bytewise.marked(chars.PRIVATE)[codes]
        each = np.where(dear, ANYTHING["han"], ANYTHING["letter"])
        for m in _INITIALS.finditer(text):
            each[m.start() : m.end()] = INITIALS
        for m in _WORDS.finditer(text):
            if words.cased(m[0]):
                each[m.start() : m.end()] = WORD
        each[1:][codes[1:] == codes[:-1]] = ANYTHING["again"]
        before = codes[2:] == codes[:-2]
        each[3:][before[1:] & before[:-1]] = ANYTHING["again"]
        # An alphabet: `Àà Ââ`.
        each[1:][codes[1:] == _other_case()[codes[:-1]]] = ANYTHING["again"]
        each = np.maximum(each, ordered.nats(codes))
        boxes = (codes >= 0x2500) & (codes <= 0x25A0)
        if boxes.any():
            each[boxes] = np.maximum(each[boxes], drawn.nats(text))
        switched = _switched(text)
        self._sums = [
            np.concatenate(([0.0], np.cumsum(s + switched, dtype=np.float64))) for s in scores
        ]
        self._floor = np.concatenate(([0.0], np.cumsum(each)))
        # What a text says so often that its own alphabet tells it needs no language either.
        each = np.maximum(each, _own(codes))
        self._own = np.concatenate(([0.0], np.cumsum(each)))

    def of(self, pieces: Sequence[Piece]) -> NDArray[np.float64]:
        """Return for each piece its log likelihood under what suits it best: a language or none."""
        import numpy as np

        starts = np.array([p.start for p in pieces])
        ends = np.array([p.end for p in pieces])
        floor, own = (f[ends] - f[starts] for f in (self._floor, self._own))
        # UTF-8 is no chance: it repeats its lead bytes, and refuses most gibberish.
        utf8 = np.array([p.way.encoding == shapes.UTF8 for p in pieces], np.bool_)
        old: NDArray[Any] = ANYTHING_BASE + np.where(utf8, floor, own)
        for sums in self._sums:
            np.maximum(old, sums[ends] - sums[starts], out=old)
        return old


def _switched(text: str) -> NDArray[np.float32]:
    """Return what capitals cost that stand inside words, as bytes have them: models know no case.

    >>> _switched("лАри").tolist()
    [0.0, -3.0, 0.0, 0.0]
    """
    import numpy as np

    out: NDArray[Any] = np.zeros(len(text), np.float32)
    for m in _SWITCH.finditer(text):
        if m[0].isupper() and text[m.start() - 1].islower():
            out[m.start()] = SWITCH
    return out


@cache
def _other_case() -> NDArray[np.uint32]:
    """Return for each code point up to U+10000 the same letter in the other case, else 0x10001."""
    import numpy as np

    out = np.full(0x10001, 0x10001, np.uint32)
    for k in (*range(0xC0, 0x588), *range(0x1E00, 0x2000)):
        other = chr(k).swapcase()
        if len(other) == 1 and ord(other) != k:
            out[k] = ord(other)
    return out


def _own(codes: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Return what each character costs whoever knows only how often the text had it so far.

    Gibberish of a few letters is no likelier in the best of a hundred readings than this.
    """
    import numpy as np

    out = np.full(len(codes), -np.inf)
    high = np.flatnonzero(codes > 0x7F)
    if not len(high):
        return out
    order = codes[high].argsort(kind="stable")
    grouped = codes[high][order]
    first = np.flatnonzero(np.diff(grouped, prepend=-1))
    rank = np.empty(len(high), np.int64)
    rank[order] = np.arange(len(high)) - np.repeat(first, np.diff(first, append=len(high)))
    known = rank > 0
    out[high[known]] = np.log(rank[known] / (np.flatnonzero(known) + UNMET))
    return out


def gains(pieces: Sequence[Piece], standing: Standing) -> NDArray[np.float64]:
    """Return how much more probable each piece is as it is read than as it stands, in nats."""
    import numpy as np

    spelled = _in_chinese(pieces)
    number = {t: k for k, t in enumerate(dict.fromkeys(spelled))}
    new = judge.likelihoods(list(number))[[number[t] for t in spelled]]
    asked = [PRICES.get(p.way, UNUSUAL) + forms.price(p.new, p.way.encoding) for p in pieces]
    price = np.array(asked) + HANJA * _hanja(pieces)
    out: NDArray[Any] = new - standing.of(pieces) - price
    return out


def _as_chinese(text: str) -> str:
    """Return a text with Japanese characters in the form that the Chinese model knows."""
    from textfix.conversion import convert

    return convert(text, "jp2t")


def _in_chinese(pieces: Sequence[Piece]) -> list[str]:
    """Return the readings, those in Japanese as the Chinese model knows them."""
    ours = [k for k, p in enumerate(pieces) if p.way.encoding in shapes.JAPANESE]
    out = [p.new for p in pieces]
    # No pair of bytes has a NUL, but lines read whole hold what stood there: a space will do.
    joined = "\0".join([out[k].replace("\0", " ") for k in ours])
    known = _as_chinese(joined).split("\0") if ours else []
    for k, new in zip(ours, known, strict=True):
        out[k] = new
    return out


def _hanja(pieces: Sequence[Piece]) -> NDArray[np.intp]:
    """Return the number of Han characters of readings in Korean: hardly anybody writes them."""
    import numpy as np

    new = [p.new if p.way.encoding == "cp949" else "" for p in pieces]
    han = (judge.kinds()[views.points("".join(new))] & judge.HAN) != 0
    ends = np.cumsum([len(t) for t in new], dtype=np.intp)
    counts: NDArray[np.intp] = np.concatenate(([0], np.cumsum(han)))[ends]
    return np.diff(counts, prepend=0)


def promising(pieces: Sequence[Piece], standing: Standing) -> list[Piece]:
    """Return the pieces of ways that could outweigh the text if all characters followed well."""
    number = {t: k for k, t in enumerate(dict.fromkeys(p.new for p in pieces))}
    best = hopes.of(list(number))[[number[p.new] for p in pieces]]
    hope = (best - standing.of(pieces)).tolist()
    sums: dict[Way, float] = {}
    said: set[tuple[Way, str]] = set()
    for p, value in zip(pieces, hope, strict=True):
        # What a way says again is no new evidence.
        if value > 0.0 and (p.way, p.new) not in said:
            said.add((p.way, p.new))
            sums[p.way] = sums.get(p.way, 0.0) + value
    return [p for p in pieces if sums.get(p.way, 0.0) >= LEAST]


def _prices() -> dict[Way, float]:
    """Return what each way costs: those often seen less than those that are merely possible."""
    out = {Way(shapes.UTF8, reader): 0.0 for reader in (*views.SINGLE[:10], *views.DOUBLE)}
    out |= {Way(shapes.UTF8, reader): 3.0 for reader in views.SINGLE[10:]}
    out |= {
        Way("gb18030", reader): 0.0 for reader in (*views.SINGLE[:9], "big5", "cp949", "euc-jp")
    }
    out |= {Way("gb18030", reader): 1.0 for reader in (*views.SINGLE[9:], "cp932")}
    for encoding in ("big5", "cp932", "euc-jp", "cp949"):
        out |= {Way(encoding, reader): 1.0 for reader in views.SINGLE[:4]}
        out |= {Way(encoding, reader): 2.0 for reader in views.SINGLE[4:]}
        out |= {Way(encoding, "gb18030"): 1.0}
    out |= {Way("big5", reader): 1.0 for reader in views.SINGLE[4:9]}
    return out


PRICES: Final = _prices()
UNUSUAL: Final = 3.0
"""What a way costs per piece that is hardly ever met."""
