"""Which of the possible readings are damage: gains over leaving alone, added up along a text.

Law: a stretch is taken only where its readings together outweigh the text as it stands, the
surroundings that do not fit, and the rarity of damage. All weights are nats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from textfix.mojibake import judge, shapes, views
from textfix.mojibake.strict import Piece, Way
from textfix.mojibake.weigh import Standing, gains

LIKE_TEXT: Final = -7.5
LIKE_WORDS: Final = -4.5
FEW: Final = 4.0
"""What characters of a reading may cost on average, Han and others; few are allowed more."""

LEAST_CHARACTERS: Final = 2
"""Different characters that a reading by a double-byte reader has at least."""

AGAIN: Final = 0.1
"""What a piece weighs that its stretch has had before: no new evidence."""

RARITY: Final = {"single": 9.0, "double": 12.0, "unproven": 15.0}
"""How much rarer damage is than text, for a stretch that stands alone, by the reader's width;
where neither the reader nor the encoding refuses much, chance explains more."""

ALONE: Final = 5.0
ROOM: Final = 12
"""What remains of it for a stretch that is the whole text, but for so many characters."""

EXPECTED: Final = 4.0
"""What remains of `RARITY` where the caller knows the language and the reading is in it."""

PROVEN: Final = 3.0
"""What remains of it where the same text has surely been read wrong in the same way."""

SURELY: Final = 16.0
SURELY_UNPROVEN: Final = 30.0
"""From this weight a stretch proves its way for the rest of the text."""

FOREIGN: Final = 0.2
"""Share of kana, letters and odd symbols that a reading in Chinese may have."""

IN_COMPANY: Final = 3.0
"""What each piece of a proven way gains."""

LOOSE: Final = -6.0
"""A neighbor that the reader could have shown and the reading does not explain."""

STRANGER: Final = -1.5
BYTE_LIKE: Final = -5.0
BYTE_LEFT: Final = -8.0
"""Characters between two pieces that this way's reader never shows: CJK, or what another might.
Lost bytes leave such characters of UTF-8; in other encodings another reader spells them."""

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


class Asked(NamedTuple):
    """What a caller expects, whether what is searched is the whole text, and what is known of it.

    `proven` are the ways that the same text has surely been read wrong in.
    """

    expect: str | None
    alone: bool
    proven: frozenset[Way] = frozenset()


class Stretch(NamedTuple):
    """Consecutive pieces of one path that belong together, and their weight in nats.

    `path` names the wrong turns to undo, the last one taken first.
    """

    path: tuple[Way, ...]
    pieces: tuple[Piece, ...]
    weight: float


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
            total += _between(text, pieces[k - 1].end, piece)
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


def _between(text: str, end: int, piece: Piece) -> float:
    """Return what lies against a piece belonging to what ends before it."""
    gap = text[end : piece.start]
    if gap.isascii():
        return NEW_LINE if "\n" in gap else 0.0
    kinds = judge.kinds()[views.points("".join(ch for ch in gap if ch > "\x7f"))]
    if (kinds & judge.CJK).all():
        return STRANGER
    return BYTE_LIKE if piece.way.encoding == shapes.UTF8 else BYTE_LEFT


def choose(pieces: Sequence[Piece], text: str, standing: Standing, asked: Asked) -> list[Stretch]:
    """Return the stretches worth repairing, which may overlap, each a reading that makes sense."""
    gain = gains(pieces, standing).tolist()
    by_way: dict[Way, tuple[list[Piece], list[float]]] = {}
    for piece, value in zip(pieces, gain, strict=True):
        ours, values = by_way.setdefault(piece.way, ([], []))
        ours.append(piece)
        values.append(value)
    found: list[Stretch] = []
    for ours, values in by_way.values():
        found += _of_one_way(ours, values, text, asked)
    return found


def _of_one_way(
    pieces: Sequence[Piece], gain: Sequence[float], text: str, asked: Asked
) -> list[Stretch]:
    """Return the stretches of one way; a sure one lets the others in more easily."""
    least = ALONE if asked.expect is None else EXPECTED
    found = [s for s in stretches(pieces, gain, text, least, 0.0) if sensible(s, text, asked)]
    proof = surely(pieces[0].way)
    if pieces[0].way not in asked.proven and not any(s.weight >= proof for s in found):
        return found
    again = stretches(pieces, gain, text, PROVEN, IN_COMPANY)
    return [s for s in again if sensible(s, text, asked) or s.weight < proof]


def rarity(way: Way) -> float:
    """Return what damage must outweigh that this way's reader made."""
    if way.reader in views.SINGLE:
        return RARITY["single"]
    return RARITY["double" if way.encoding == shapes.UTF8 else "unproven"]


def surely(way: Way) -> float:
    """Return the weight from which a stretch proves its way for the rest of the text."""
    return SURELY if rarity(way) < RARITY["unproven"] else SURELY_UNPROVEN


def sensible(stretch: Stretch, text: str, asked: Asked) -> bool:
    """Tell whether the reading is CJK text, or text that UTF-8 alone could spell."""
    expect = asked.expect
    heavy = stretch.weight >= rarity(stretch.path[0])
    if expect is None and not heavy and not (asked.alone and _alone(stretch, text)):
        return False
    if expect is not None and stretch.path[-1].encoding in FOREIGN_TO[expect]:
        return False
    joined = "".join(p.new for p in stretch.pieces)
    if len(set(joined)) < LEAST_CHARACTERS and stretch.path[0].reader in views.DOUBLE:
        return False
    kinds = judge.kinds()[views.points(joined)]
    if stretch.path[-1].encoding in ("gb18030", "big5"):
        chinese = int((kinds & (judge.HAN | judge.CJK_MARK) != 0).sum()) + sum(
            map(str.isascii, joined)
        )
        if len(joined) - chinese > FOREIGN * len(joined):
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
