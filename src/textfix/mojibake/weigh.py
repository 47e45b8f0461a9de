"""Which of the possible readings are damage: gains over leaving alone, added up along a text.

Law: a stretch is taken only where its readings together outweigh the text as it stands, the
surroundings that do not fit, and the rarity of damage. All weights are nats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from textfix.mojibake import judge, shapes, views
from textfix.mojibake.strict import Piece, Way

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ANYTHING: Final = {"letter": -5.0, "han": -10.0, "again": -1.0}
"""What a character costs that follows no language: in alphabets, tables of symbols, lists of rare
characters (private ones are as rare); and one that repeats the one before."""

ANYTHING_BASE: Final = -3.0
LIKE_TEXT: Final = -7.5
LIKE_WORDS: Final = -4.5
FEW: Final = 4.0
"""What characters of a reading may cost on average, Han and others; few are allowed more."""

LEAST_CHARACTERS: Final = 2
"""Different characters that a reading by a double-byte reader has at least."""

AGAIN: Final = 0.1
"""What a piece weighs that its stretch has had before: no new evidence."""

RARITY: Final = {"single": 9.0, "double": 12.0}
"""How much rarer damage is than text, for a stretch that stands alone, by the reader's width."""

ALONE: Final = 5.0
ROOM: Final = 12
"""What remains of it for a stretch that is the whole text, but for so many characters."""

EXPECTED: Final = 4.0
"""What remains of `RARITY` where the caller knows the language and the reading is in it."""

PROVEN: Final = 3.0
"""What remains of it where the same text has surely been read wrong in the same way."""

SURELY: Final = 16.0
"""From this weight a stretch proves its way for the rest of the text."""

IN_COMPANY: Final = 3.0
"""What each piece of a proven way gains."""

LOOSE: Final = -6.0
"""A neighbor that the reader could have shown and the reading does not explain."""

STRANGER: Final = -1.5
BYTE_LIKE: Final = -5.0
"""Characters between two pieces that this way's reader never shows: CJK, or what another might."""

IN_WORD: Final = -3.0
"""A small ASCII letter at the edge of a piece: accents stand inside words, bytes hardly."""

NEW_LINE: Final = -1.0
DROP: Final = -12.0
"""A sum that has fallen so far will not be made good: the stretch ends."""

FOREIGN_TO: Final = {
    "zh": ("cp932", "euc-jp", "cp949"),
    "ja": ("gb18030", "big5", "cp949"),
    "ko": ("gb18030", "big5", "cp932", "euc-jp"),
}
"""Encodings in which nobody writes the expected language."""

BY_SCRIPT: Final = {"zh": judge.HAN, "ja": judge.HAN | judge.KANA, "ko": judge.HANGUL}


class Stretch(NamedTuple):
    """Consecutive pieces of one path that belong together, and their weight in nats.

    `path` names the wrong turns to undo, the last one taken first.
    """

    path: tuple[Way, ...]
    pieces: tuple[Piece, ...]
    weight: float


class Standing:
    """What stretches of a text are worth as they stand: asked often, worked out once."""

    def __init__(self, text: str) -> None:
        import numpy as np

        codes = views.points(text)
        scores = judge.in_place(text, codes)
        kind = judge.kinds()[codes]
        dear = ((kind & judge.HAN) != 0) | ((codes >= 0xE000) & (codes <= 0xF8FF))
        each = np.where(dear, ANYTHING["han"], ANYTHING["letter"])
        each[1:][codes[1:] == codes[:-1]] = ANYTHING["again"]
        self._sums = [np.concatenate(([0.0], np.cumsum(s, dtype=np.float64))) for s in scores]
        self._floor = np.concatenate(([0.0], np.cumsum(each)))

    def of(self, pieces: Sequence[Piece]) -> NDArray[np.float64]:
        """Return for each piece its log likelihood under what suits it best: a language or none."""
        import numpy as np

        starts = np.array([p.start for p in pieces])
        ends = np.array([p.end for p in pieces])
        old: NDArray[Any] = ANYTHING_BASE + self._floor[ends] - self._floor[starts]
        for sums in self._sums:
            np.maximum(old, sums[ends] - sums[starts], out=old)
        return old


def gains(pieces: Sequence[Piece], standing: Standing) -> NDArray[np.float64]:
    """Return how much more probable each piece is as it is read than as it stands, in nats."""
    import numpy as np

    number = {t: k for k, t in enumerate(dict.fromkeys(p.new for p in pieces))}
    new = judge.likelihoods(list(number))[[number[p.new] for p in pieces]]
    price = np.array([PRICES.get(p.way, UNUSUAL) for p in pieces])
    out: NDArray[Any] = new - standing.of(pieces) - price
    return out


def promising(pieces: Sequence[Piece], standing: Standing) -> bool:
    """Tell whether one way's pieces could outweigh the text if all their characters followed well."""
    import numpy as np

    number = {t: k for k, t in enumerate(dict.fromkeys(p.new for p in pieces))}
    best = judge.hopes(list(number))[[number[p.new] for p in pieces]]
    hope = np.maximum(best - standing.of(pieces), 0.0)
    _, first = np.unique([number[p.new] for p in pieces], return_index=True)
    return bool(hope[first].sum() >= EXPECTED)


def _prices() -> dict[Way, float]:
    """Return what each way costs: those often seen less than those that are merely possible."""
    out = {Way(shapes.UTF8, reader): 0.0 for reader in (*views.SINGLE, *views.DOUBLE)}
    out |= {
        Way("gb18030", reader): 0.0 for reader in (*views.SINGLE[:9], "big5", "cp949", "euc-jp")
    }
    out |= {Way("gb18030", reader): 1.0 for reader in (*views.SINGLE[9:], "cp932")}
    for encoding in ("big5", "cp932", "euc-jp", "cp949"):
        out |= {Way(encoding, reader): 1.0 for reader in views.SINGLE[:4]}
        out |= {Way(encoding, reader): 2.0 for reader in views.SINGLE[4:]}
        out |= {Way(encoding, "gb18030"): 1.0}
    return out


PRICES: Final = _prices()
UNUSUAL: Final = 3.0
"""What a way costs per piece that is hardly ever met."""


def stretches(
    pieces: Sequence[Piece], gain: Sequence[float], text: str, least: float, company: float
) -> Iterator[Stretch]:
    """Yield the heaviest stretches of one way's pieces, each at least `least` nats."""
    total = best = 0.0
    start = best_end = 0
    met: set[str] = set()
    for k, piece in enumerate(pieces):
        value = gain[k] + company + LOOSE * piece.loose + _in_word(text, piece)
        if value > 0.0:
            value *= AGAIN if piece.new in met else 1.0
            met.add(piece.new)
        if total > 0.0:
            total += _between(text, pieces[k - 1].end, piece.start)
        if total <= 0.0 or total < best + DROP:
            if best >= least:
                yield _stretch(pieces[start:best_end], best)
            total = best = 0.0
            start = best_end = k
            met.clear()
        total += value
        if total > best:
            best, best_end = total, k + 1
    if best >= least:
        yield _stretch(pieces[start:best_end], best)


def _in_word(text: str, piece: Piece) -> float:
    """Return what lies against a piece that is part of a word of small ASCII letters."""
    if piece.way.reader in views.DOUBLE:
        return 0.0
    sides = (
        text[piece.start - 1 : piece.start],
        text[piece.end - 1],
        text[piece.end : piece.end + 1],
    )
    return IN_WORD * sum("a" <= side <= "z" for side in sides)


def _stretch(pieces: Sequence[Piece], weight: float) -> Stretch:
    return Stretch((pieces[0].way,), tuple(pieces), weight)


def _between(text: str, start: int, end: int) -> float:
    """Return what lies against two pieces belonging together."""
    gap = text[start:end]
    if gap.isascii():
        return NEW_LINE if "\n" in gap else 0.0
    kinds = judge.kinds()[views.points("".join(ch for ch in gap if ch > "\x7f"))]
    return STRANGER if (kinds & judge.CJK).all() else BYTE_LIKE


def choose(
    pieces: Sequence[Piece], text: str, standing: Standing, expect: str | None
) -> list[Stretch]:
    """Return the stretches worth repairing, which may overlap, each a reading that makes sense."""
    gain = gains(pieces, standing).tolist()
    by_way: dict[Way, tuple[list[Piece], list[float]]] = {}
    for piece, value in zip(pieces, gain, strict=True):
        ours, values = by_way.setdefault(piece.way, ([], []))
        ours.append(piece)
        values.append(value)
    found: list[Stretch] = []
    for ours, values in by_way.values():
        found += _of_one_way(ours, values, text, expect)
    return found


def _of_one_way(
    pieces: Sequence[Piece], gain: Sequence[float], text: str, expect: str | None
) -> list[Stretch]:
    """Return the stretches of one way; a sure one lets the others in more easily."""
    least = EXPECTED if expect is not None else ALONE
    found = [s for s in stretches(pieces, gain, text, least, 0.0) if sensible(s, text, expect)]
    if not any(s.weight >= SURELY for s in found):
        return found
    again = stretches(pieces, gain, text, PROVEN, IN_COMPANY)
    return [s for s in again if sensible(s, text, expect) or s.weight < SURELY]


def rarity(way: Way) -> float:
    """Return what damage must outweigh that this way's reader made."""
    return RARITY["double" if way.reader in views.DOUBLE else "single"]


def sensible(stretch: Stretch, text: str, expect: str | None) -> bool:
    """Tell whether the reading is a text in a CJK language, or in any that UTF-8 alone could spell."""
    if expect is None and stretch.weight < rarity(stretch.path[0]) and not _alone(stretch, text):
        return False
    if expect is not None and stretch.path[-1].encoding in FOREIGN_TO[expect]:
        return False
    joined = "".join(p.new for p in stretch.pieces)
    if (
        len(set(joined)) < LEAST_CHARACTERS
        and expect is None
        and stretch.path[0].reader in views.DOUBLE
    ):
        return False
    kinds = judge.kinds()[views.points(joined)]
    letters = int((kinds & judge.ALPHABETS != 0).sum())
    if stretch.path[-1].encoding != shapes.UTF8 and letters * 4 > len(joined):
        return False
    score = float(judge.likelihoods([joined])[0])
    if (kinds & (judge.HAN | judge.KANA | judge.HANGUL)).any():
        wanted = (
            expect is None
            or stretch.weight >= rarity(stretch.path[0])
            or (kinds & BY_SCRIPT[expect]).any()
        )
        return bool(wanted) and score >= LIKE_TEXT * (len(joined) + FEW / 2)
    if stretch.path[0].encoding != shapes.UTF8 or len(joined) < FEW:
        return False
    return bool((kinds != 0).any()) and score >= LIKE_WORDS * len(joined)


def _alone(stretch: Stretch, text: str) -> bool:
    """Tell whether a stretch is all that a text holds beyond ASCII: a name, a title, a cell."""
    size = sum(p.end - p.start for p in stretch.pieces)
    return len(text) <= size + ROOM and all(ch <= "\x7f" for ch in text[: stretch.pieces[0].start])


def disjoint(found: Sequence[Stretch]) -> list[Stretch]:
    """Keep the heavier stretches; a lighter one keeps the pieces that none of them touches."""
    taken: set[int] = set()
    out: list[Stretch] = []
    for s in sorted(found, key=lambda s: (-s.weight, len(s.path), s.pieces[0].start)):
        free = tuple(p for p in s.pieces if taken.isdisjoint(range(p.start, p.end)))
        if len(free) * 2 > len(s.pieces):
            for p in free:
                taken.update(range(p.start, p.end))
            out.append(s._replace(pieces=free))
    return out
