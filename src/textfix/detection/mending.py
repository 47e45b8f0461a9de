"""Reads a character from the byte that is left of it and the words around, where that is certain.

One damage explains a stretch: a byte lost or overwritten; all such explanations are weighed.
"""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from textfix.codecs import MultiReader
from textfix.codecs.tokens import SHAPES, tokens
from textfix.detection.survivors import Candidates, Chain, candidates_of
from textfix.language.classes import BOUNDARY
from textfix.language.model import load

# Share of all explanations that one must have.
CERTAIN = 0.99
# Stretches longer than this stay marked; so do stretches beyond this number in one file.
_LONGEST, MOST = 240, 64
# Candidates for one character, and nats behind the best explanation that are not worked out.
_WIDTH, _BEHIND = 40, 14.0
# Nats against a byte that was never lost but put in, and against ASCII that stands for a byte: a
# byte overwritten by chance is seldom a space.
_EXTRA, _PLAIN = 6.0, 6.0
# Neighboring places that cannot be told apart are marked as one, up to so many bytes.
_SPAN = 6
# Mean cost of a character, in nats, above which the best explanation is no text either.
_POOR = 8.0
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

    Not for data in another encoding: the words decide among what the bytes allow. The first
    `MOST` places are tried.

    >>> from textfix.codecs import get
    >>> data = "今天的会议已经开始了，请大家安静".encode("gbk")
    >>> data = data[:12] + b"\\xff" + data[13:]
    >>> [(m.begin, m.resume, m.text) for m in mend_all(get("gb18030-web"), data, [12])]
    [(12, 14, '经')]
    """
    out: list[Mended] = []
    low = 0
    for place in places[:MOST]:
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
    found = _weighed(_ways(reader, piece, chain), chain, piece)
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
    """Every place where one damage explains all, the bytes before it being healthy."""
    model = chain.model
    leads, trails = candidates_of(reader)
    pattern = tokens(reader.shape, "none")
    out: list[_Way] = []
    place, score, p2, p1 = 0, 0.0, BOUNDARY, BOUNDARY
    while place < len(data):
        for resume, candidates in _read_anew(data, place, leads, trails):
            rest = chain.rest[resume]
            if rest is not None:
                own = score - (_PLAIN if _plain(data[place:resume]) else 0.0)
                out.append(_Way(own + rest, place, resume, own, p2, p1, candidates))
        end = place + 1
        if data[place] >= 0x80:
            match = pattern.match(data, place)
            end = match.end() if match else end
        text = reader.decode_strict(data[place:end])
        if text is None:
            break
        here = model.id(text[:1])
        score += model.step(p2, p1, here)
        place, p2, p1 = end, p1, here
    return out


def _plain(data: bytes) -> bool:
    """Tell whether printable ASCII is among the bytes of a character: no trail byte is."""
    return (0x20 <= data[0] < 0x7F and len(data) > 1) or any(0x20 <= b < 0x40 for b in data)


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


def _weighed(ways: list[_Way], chain: Chain, data: bytes) -> _Key | None:
    """The explanation that has nearly all of the probability, or the place that has."""
    best = -math.inf
    scores: dict[_Key, float] = {}
    for way in sorted(ways, reverse=True, key=lambda way: way.bound):
        if way.bound < best - _BEHIND:
            break
        first = chain.model.steps(way.p2, way.p1, way.candidates.ids)
        priced = [a - b for a, b in zip(first, way.candidates.prices, strict=True)]
        for k in sorted(range(len(priced)), key=lambda k: -priced[k])[:_WIDTH]:
            if way.bound + priced[k] < best - _BEHIND:
                break
            total = way.score + priced[k] + chain.tail(way.p1, way.candidates.ids[k], way.resume)
            key = _key(way, way.candidates.texts[k], data)
            scores[key] = max(total, scores.get(key, -math.inf))
            best = max(best, total)
        extra = way.score + chain.tail(way.p2, way.p1, way.resume) - _EXTRA
        scores[way.begin, way.resume, ""] = extra
    # No text at all: more than one damage, or another encoding.
    return _certain(scores, chain) if best > -_POOR * (chain.size / 2 + 1) else None


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
        place = chain.next[place]
    return place == end
