"""Which of the possible readings are damage: gains over leaving alone, added up along a text.

Law: a stretch is taken only where its readings together outweigh the text as it stands, the
surroundings that do not fit, and the rarity of damage. All weights are nats.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from textfix.mojibake.health import judge
from textfix.mojibake.reading import sense, standing
from textfix.mojibake.reading.weigh import Standing, gains
from textfix.mojibake.shown import shapes, views
from textfix.mojibake.shown.strict import Piece, Way

AGAIN: Final = 0.1
"""What a piece weighs that its stretch has had before: no new evidence."""

PROVEN: Final = 3.75
"""What remains of it where the same text has surely been read wrong in the same way: what is a
confidence of 0.9 (`findings.SCALE`), so that no profile applies less than it says."""

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
LEFT_OUT: Final = -12.0
"""What the rest of a line may cost where it completes a reading of the line."""

DROP: Final = -12.0
"""A sum that has fallen so far will not be made good: the stretch ends."""


class Asked(NamedTuple):
    """What a caller expects, whether what is searched is the whole text, and what is known of it.

    `proven` are the ways that the same text has surely been read wrong in. `chance` are the nats by
    which more must be gained in a long text: the best of many readings gains by their number.
    `hope` is what is added to a reading in the language expected, of a short text that is no word
    of another.
    """

    expect: str | None
    alone: bool
    proven: frozenset[Way] = frozenset()
    chance: float = 0.0
    hope: float = 0.0


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
        value = in_place(piece, gain[k], text) + company
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


def in_place(piece: Piece, gain: float, text: str) -> float:
    """Return what a piece gains where it stands, its neighbors considered."""
    return gain + LOOSE * piece.loose + _in_word(text, piece)


def _in_word(text: str, piece: Piece) -> float:
    """Return what lies against a piece that is part of a word of small ASCII letters."""
    if piece.way.reader in views.DOUBLE:
        return 0.0
    start, end = piece.start, piece.end
    count = sum("a" <= side <= "z" for side in (text[start - 1 : start], text[end : end + 1]))
    if "a" <= text[end - 1] <= "z":
        # It belongs to the piece: `¼h` and `иs` are no words. Letters in UTF-8 end in symbols.
        count += piece.way.encoding == shapes.UTF8 or _latin(text[end - 2])
    return IN_WORD * count


def _latin(ch: str) -> bool:
    return ch.isalpha() and ch < "\u0370"


def _stretch(pieces: Sequence[Piece], weight: float) -> Stretch:
    return Stretch((pieces[0].way,), tuple(pieces), weight)


def _hoped(s: Stretch, asked: Asked) -> Stretch:
    """Add what is hoped for to a stretch with two characters in a row in the language expected."""
    if not asked.hope:
        return s
    more = any(
        sense.letters(p.new) >= sense.FEWEST and sense.expected(p.new, p.way, asked.expect)
        for p in s.pieces
    )
    return s._replace(weight=s.weight + asked.hope * more)


def _completed(s: Stretch, pieces: Sequence[Piece], gain: Sequence[float], text: str) -> Stretch:
    """Add to a stretch the rest of its line where that leaves nothing beyond ASCII unread.

    A reader shows all of a line wrong; what it shows may be a word by chance (`ИХ` for 日).
    """
    low = text.rfind("\n", 0, s.pieces[0].start) + 1
    high = text.find("\n", s.pieces[-1].end)
    high = len(text) if high < 0 else high
    first = bisect_left(pieces, low, key=lambda p: p.start)
    last = bisect_left(pieces, high, key=lambda p: p.start)
    if last - first == len(s.pieces):
        return s
    theirs, rest = set(s.pieces), 0.0
    for k in range(first, last):
        if pieces[k] not in theirs:
            rest += min(0.0, in_place(pieces[k], gain[k], text))
            # Before the line is looked through: in a long one most stretches end here.
            if rest < LEFT_OUT:
                return s
    ends = [low, *(p.end for p in pieces[first:last])]
    starts = [*(p.start for p in pieces[first:last]), high]
    if not all(text[a:b].isascii() for a, b in zip(ends, starts, strict=True)):
        return s
    return Stretch(s.path, tuple(pieces[first:last]), s.weight + rest)


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
    least = sense.alone(pieces[0].way, asked.expect) + asked.chance - asked.hope
    found = [
        t
        for s in stretches(pieces, gain, text, least, 0.0)
        if sense.sensible(t := _hoped(_completed(s, pieces, gain, text), asked), text, asked)
    ]
    proof = sense.surely(pieces[0].way) + asked.chance
    if pieces[0].way not in asked.proven and not any(s.weight >= proof for s in found):
        return _without(found, pieces, gain, text)
    again = stretches(pieces, gain, text, PROVEN, IN_COMPANY)
    whole = [_completed(s, pieces, gain, text) for s in again]
    fine = [s for s in whole if sense.sensible(s, text, asked) or s.weight < proof]
    return _without(fine, pieces, gain, text)


def _without(
    found: Sequence[Stretch], pieces: Sequence[Piece], gain: Sequence[float], text: str
) -> list[Stretch]:
    """Return stretches without what stays as it stands amid them."""
    taken = {p for s in found for p in s.pieces}
    stay = {
        p
        for p, value in zip(pieces, gain, strict=True)
        if p in taken and standing.stays(p, in_place(p, value, text), text)
    }
    left = [s._replace(pieces=tuple(p for p in s.pieces if p not in stay)) for s in found]
    return [s for s in left if s.pieces]
