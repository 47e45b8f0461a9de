"""Reads a character from the byte that is left of it and the words around, where that is certain.

One damage explains a stretch: a byte lost or overwritten; all such explanations are weighed.
"""

import math
import re
from collections.abc import Sequence
from heapq import nlargest
from itertools import accumulate
from operator import sub
from typing import NamedTuple

from textfix.codecs import MultiReader
from textfix.codecs.tokens import SHAPES, is_cut
from textfix.detection.survivors import Candidates, Chain, candidates_of
from textfix.language.classes import BOUNDARY
from textfix.language.model import load

# Share of all explanations that one must have.
CERTAIN = 0.99
# Stretches longer than this stay marked.
_LONGEST = 240
# Candidates for one character, and nats behind the best explanation that are not worked out.
_WIDTH, _BEHIND = 40, 14.0
# Nats against a byte that was never lost but put in, and against ASCII that stands for a byte: a
# byte overwritten by chance is seldom a space.
_EXTRA, _PLAIN = 6.0, 6.0
# Neighboring places that cannot be told apart are marked as one, up to so many bytes.
_SPAN = 6
# Mean cost of a character, in nats, above which the best explanation is no text either.
_POOR = 8.0
_PRINTED = frozenset(range(0x20, 0x40))
# Bytes below 0x30 are no part of any character of several bytes.
_SOFT = re.compile(rb"[\x00-\x2f]")
# Begin, end and text of an explanation.
_Key = tuple[int, int, str]


class Mended(NamedTuple):
    """Bytes from `begin` to `resume` and what they were; "" where only the place is sure."""

    begin: int
    resume: int
    text: str


class _Way(NamedTuple):
    """A place where one damage would explain everything: who could stand there, what follows."""

    bound: float
    begin: int
    resume: int
    score: float
    p2: int
    p1: int
    candidates: Candidates


def mend_all(reader: MultiReader, data: bytes, places: Sequence[int]) -> list[Mended]:
    """Return the certain readings around wrong bytes at `places`, in order, none overlapping.

    Not for data in another encoding: the words decide among what the bytes allow. It takes some
    3 ms for each place.

    >>> from textfix.codecs import get
    >>> data = "今天的会议已经开始了，请大家安静".encode("gbk")
    >>> data = data[:12] + b"\\xff" + data[13:]
    >>> [(m.begin, m.resume, m.text) for m in mend_all(get("gb18030-web"), data, [12])]
    [(12, 14, '经')]
    """
    out: list[Mended] = []
    low = 0
    for place in places:
        found = _mend(reader, data, place, low) if place >= low else None
        if found:
            out.append(found)
            low = found.resume
    return out


def _mend(reader: MultiReader, data: bytes, place: int, low: int) -> Mended | None:
    """The certain reading of the stretch around a wrong byte; nothing before `low` is touched."""
    start, end = _stretch(data, place, low)
    if end - start > _LONGEST or _is_private(reader, data, place):
        return None
    piece = data[start:end]
    chain = Chain(reader, piece, load())
    cut = end == len(data) and is_cut(piece, reader.shape)
    tail = (len(piece) - 1, len(piece), "") if cut else None
    found = _weighed(_ways(reader, piece, chain), chain, piece, tail)
    if found is None:
        return None
    begin, resume, text = found
    return Mended(start + begin, start + resume, text)


def _stretch(data: bytes, place: int, low: int) -> tuple[int, int]:
    """From one byte that is no part of a longer character to the next one, both included.

    They may stand where a byte of a character stood, unless they end a line.
    """
    found = _SOFT.search(data, place + 1)
    end = len(data) if found is None else found.start() + (found[0] not in b"\r\n")
    before = [m.end() for m in _SOFT.finditer(data, max(low, place - _LONGEST), place)]
    if not before:
        return low, end
    return before[-1] - (data[before[-1] - 1] not in b"\r\n"), end


def _is_private(reader: MultiReader, data: bytes, place: int) -> bool:
    """Tell whether a pair is well formed: a character of somebody's own, and no damage."""
    shape = SHAPES[reader.shape]
    return bool(re.match(b"[%s][%s]" % (shape.lead, shape.trail), data[place : place + 2]))


def _ways(reader: MultiReader, data: bytes, chain: Chain) -> list[_Way]:
    """Every place where one damage explains all, the bytes before it being healthy; best first."""
    import numpy as np

    leads, trails = candidates_of(reader)
    path = chain.path()
    places = np.array(path)
    ids = np.full(len(path) + 2, BOUNDARY, np.uint32)
    ids[2:] = chain.ids[places]
    # What stands before each place costs the same whatever is read there.
    steps = chain.model.vectors.steps(ids[:-3], ids[1:-2], ids[2:-1]).tolist()
    scores = list(accumulate(steps, initial=0.0))
    out: list[_Way] = []
    rest = chain.rest.tolist()
    for number, place in enumerate(path):
        for resume, candidates in _read_anew(data, place, leads, trails):
            if rest[resume] > -math.inf:
                own = scores[number] - (_PLAIN if _plain(data[place:resume]) else 0.0)
                before = int(ids[number]), int(ids[number + 1])
                out.append(_Way(own + rest[resume], place, resume, own, *before, candidates))
    return sorted(out, reverse=True, key=lambda way: way.bound)


def _plain(data: bytes) -> bool:
    """Tell whether printable ASCII is among the bytes of a character: no trail byte is."""
    return (len(data) > 1 and 0x20 <= data[0] < 0x7F) or not _PRINTED.isdisjoint(data)


def _key(way: _Way, text: str, data: bytes) -> _Key:
    """What an explanation changes: healthy ASCII is never taken away, the rest of it is marked."""
    begin, resume = way.begin, way.resume
    if not _plain(data[begin:resume]):
        return begin, resume, text
    return (begin + 1, resume, "") if data[begin] < 0x80 else (begin, begin + 1, "")


def _read_anew(
    data: bytes, place: int, leads: dict[int, Candidates], trails: dict[int, Candidates]
) -> list[tuple[int, Candidates]]:
    """What one damage at `place` may have left, with the end of it."""
    here, behind = data[place], data[place + 1] if place + 1 < len(data) else -1
    found: list[tuple[int, Candidates | None]] = []
    if here >= 0x40:
        # The other byte lost.
        found += [(1, leads.get(here)), (1, trails.get(here))]
    if here >= 0x80 and behind >= 0:
        found.append((2, leads.get(here)))
    if behind >= 0x40:
        # The lead byte overwritten, by ASCII as well.
        found.append((2, trails.get(behind)))
    return [(place + size, candidates) for size, candidates in found if candidates]


def _weighed(ways: list[_Way], chain: Chain, data: bytes, tail: _Key | None) -> _Key | None:
    """The explanation that has nearly all of the probability, or the place that has.

    `tail` may be cut off at the end of all data: where nothing is likelier, nothing is wrong.
    """
    best, start = -math.inf, 0
    scores: dict[_Key, float] = {}
    # The first explanation alone: what it comes to spares most of the others.
    for size in (1, 3, len(ways)):
        some = [way for way in ways[start : start + size] if way.bound >= best - _BEHIND]
        start += size
        if not some:
            break
        totals = _totals(some, chain, best)
        best = max([best, *(total for _, number, total in totals if number >= 0)])
        for way, number, total in totals:
            if number < 0:
                # A byte that was put in: nothing stood there. What is cut off costs nothing.
                key = way.begin, way.resume, ""
                scores[key] = total + _EXTRA * (key == tail)
            elif total >= best - _BEHIND:
                key = _key(way, way.candidates.texts[number], data)
                scores[key] = max(total, scores.get(key, -math.inf))
    # No text at all: more than one damage, or another encoding.
    poor = best <= -_POOR * (chain.size / 2 + 1)
    return None if poor or max(scores, key=scores.__getitem__) == tail else _certain(scores, chain)


def _totals(ways: list[_Way], chain: Chain, best: float) -> list[tuple[_Way, int, float]]:
    """Log probability of each way with the likeliest candidates, and with none (number -1)."""
    import numpy as np

    rows: list[tuple[_Way, int, float]] = []
    before: list[tuple[int, int, int]] = []
    for way in ways:
        first = chain.model.steps(way.p2, way.p1, way.candidates.ids)
        priced = map(sub, first, way.candidates.prices)
        least = best - _BEHIND - way.bound
        likely = [(price, k) for k, price in enumerate(priced) if price >= least]
        for price, k in nlargest(_WIDTH, likely):
            rows.append((way, k, way.score + price))
            before.append((way.p1, way.candidates.ids[k], way.resume))
        rows.append((way, -1, way.score - _EXTRA))
        before.append((way.p2, way.p1, way.resume))
    p2, p1, places = np.array(before).T
    tails = chain.tails(p2.astype(np.uint32), p1.astype(np.uint32), places)
    return [
        (way, number, own + tail)
        for (way, number, own), tail in zip(rows, tails.tolist(), strict=True)
    ]


def _certain(scores: dict[_Key, float], chain: Chain) -> _Key | None:
    """The winner; or the place that all likely explanations share, with no text."""
    top = max(scores.values())
    shares = {key: math.exp(score - top) for key, score in scores.items()}
    total = sum(shares.values())
    winner = max(shares, key=lambda key: shares[key])
    # Words tell one character from another, hardly a stop from an exclamation mark.
    if winner[2].isalpha() and shares[winner] >= CERTAIN * total:
        return winner
    low, high, so_far = winner[0], winner[1], 0.0
    for key in sorted(shares, key=lambda key: -shares[key]):
        low, high = min(low, key[0]), max(high, key[1])
        so_far += shares[key]
        if high - low > _SPAN or not _meets(chain, key[1], high):
            return None
        if so_far >= CERTAIN * total:
            return (low, high, "") if _meets(chain, winner[1], high) else None
    return None


def _meets(chain: Chain, place: int, end: int) -> bool:
    """Tell whether characters read from `place` come to a border at `end`."""
    while place < end:
        after = int(chain.next[place])
        if after == place:
            return False
        place = after
    return place == end
