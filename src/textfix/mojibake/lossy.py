"""mojibake.lossy: text read wrong with bytes lost on the way, restored through the true codec.

What: `锛?`, `é‡ ç‚¹`: the holes in stretches whose way is proven by what survived around them; GBK
as Big5, cp949, cp932 or EUC-JP and Big5 as cp932: lines of which bytes were lost (`regain`).
Why: a lost byte of UTF-8 is one of 64, and the characters beside it say which.
When not: where the way is not proven, more than a hole is gone, or two fillings are about as good.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from textfix.model import Edit, Finding
from textfix.mojibake import cues, fillings, holes, judge, shapes, survey, talk, wakes
from textfix.mojibake.regain import Filled
from textfix.mojibake.sense import SURELY
from textfix.mojibake.strict import Piece, Way, leaves, lines, read_in
from textfix.profiles import Profile
from textfix.rule import Example, Rule

ENOUGH: Final = 1000
"""Pieces of a text that tell its script."""

NEARBY: Final = 8
REACH: Final = 40
"""Pieces and characters on each side of a hole that are read with it."""

CERTAIN: Final = 0.95
"""Fillings that are read with what stands beside other holes."""

LEAST: Final = 0.3
"""Below this probability a hole is not even told: the second reading is about as good.

The probability is the confidence."""

LEVEL: Final = 0.8
"""Of fillings on 500 sentences of `train`, damaged by two habits of `?`, 19 of 875 from here on
were wrong, 13 of 45 between 0.7 and here: profiles that name no confidence leave those."""


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find the holes in stretches of UTF-8 read wrong, and what fills them."""
    stretches, *_, filled = survey.of(text, profile.expect)
    if filled:
        return talk.guard(text, map(_regained, filled))
    proven: dict[Way, bool] = {}
    for s in stretches:
        if s.path[0].encoding == shapes.UTF8 and len(s.path) == 1:
            proven[s.path[0]] = proven.get(s.path[0], False) or s.weight >= SURELY
    if not proven:
        return ()
    pieces = sorted(p for s in stretches for p in s.pieces)
    if not leaves(text, 0, len(text), pieces):
        return ()
    known = Known.of("".join([p.new for p in pieces[:ENOUGH]]))
    return talk.guard(
        text, (f for way in sorted(proven) for f in _holes(text, pieces, way, known, proven[way]))
    )


class Known(NamedTuple):
    """What the pieces of a text say of it: its script, and how often each character is there."""

    script: int
    counts: Counter[str]
    size: int

    @classmethod
    def of(cls, read: str) -> Known:
        """Look at what was read of a text."""
        return cls(holes.script_of(read), Counter(read), len(read))


Asked: TypeAlias = tuple[Sequence[Piece], holes.Hole, Sequence[fillings.Option]]
"""The pieces of a line, a hole in it, and what may fill that."""


class Told(NamedTuple):
    """A hole, the pieces of its line, and what fills it, if anything does."""

    line: Sequence[Piece]
    hole: holes.Hole
    filling: fillings.Filling | None


def _holes(
    text: str, pieces: Sequence[Piece], way: Way, known: Known, sure: bool
) -> Iterator[Finding]:
    """Fill the holes of the lines in which a way has pieces.

    What is sure is read with what is not yet. Where so many bytes were lost that the pieces prove
    little, what they and the fillings come to must prove the line.
    """
    found = _asked(text, pieces, way, known)
    nats = fillings.tell([o for *_, o in found if o], _lean(text, found, pieces, way))
    told = _decided(found, nats)
    certain = [t for t in told if t.filling and t.filling.probability >= CERTAIN]
    if len(certain) < len(told):
        more = [Piece(t.hole.start, t.hole.end, t.filling.text, way) for t in certain if t.filling]
        anew = _asked(text, sorted((*pieces, *more)), way, known)
        told = certain + _decided(anew, nats)
    by_line: dict[int, list[Told]] = {}
    for t in sorted(told, key=lambda t: t.hole.start):
        by_line.setdefault(text.rfind("\n", 0, t.hole.start), []).append(t)
    for line in by_line.values():
        if sure or _proves(text, line, way):
            for _, hole, filling in line:
                if filling is not None and filling.probability >= LEAST:
                    yield _finding(hole, filling, way)


def _asked(text: str, pieces: Sequence[Piece], way: Way, known: Known) -> list[Asked]:
    ours = [line for line in lines(text, pieces) if any(p.way == way for p in line)]
    return [(line, *hole) for line in ours for hole in _of_line(text, line, way, known)]


def _lean(text: str, found: Sequence[Asked], pieces: Sequence[Piece], way: Way) -> float:
    ours = [p for p in pieces if p.way == way]
    shown = [text[p.start : p.end] for p in ours] + [text[h.start : h.end] for _, h, _ in found]
    return fillings.lean("".join(shown), "".join([p.new for p in ours]))


def _decided(found: Sequence[Asked], nats: Mapping[str, float]) -> list[Told]:
    filled = fillings.decide([options for *_, options in found], nats)
    return [Told(line, hole, f) for (line, hole, _), f in zip(found, filled, strict=True)]


def _proves(text: str, told: Sequence[Told], way: Way) -> bool:
    """Tell whether a line with all its holes filled is surely likelier than it stands."""
    line = {p for t in told for p in t.line}
    new = [Piece(t.hole.start, t.hole.end, t.filling.text, way) for t in told if t.filling]
    if len(new) < len(told):
        return False
    every = sorted(line.union(new))
    low, high = every[0].start, every[-1].end
    read, stands = judge.likelihoods([read_in(text, low, high, every), text[low:high]])
    return bool(read - stands >= SURELY)


def _of_line(
    text: str, line: Sequence[Piece], way: Way, known: Known
) -> Iterator[tuple[holes.Hole, list[fillings.Option]]]:
    """Yield the holes of a line and what may fill them."""
    at = low = text.rfind("\n", 0, line[0].start) + 1
    end = text.find("\n", line[-1].end)
    end = end if end >= 0 else len(text)
    before = ""
    for k, piece in enumerate((*line, None)):
        high = piece.start if piece else end
        after = piece.new[:2] if piece else ""
        for hole in holes.find(text, at, high, before, after, way):
            left = _read(text, line[max(0, k - NEARBY) : k], low, hole.start)
            right = _read(text, line[k : k + NEARBY], hole.end, end)
            around = cues.Around(left, right, known.counts, known.size)
            yield hole, fillings.options(text, hole, way, known.script, around)
        if piece:
            at, before = piece.end, piece.new[-2:]


def _read(text: str, pieces: Sequence[Piece], low: int, high: int) -> str:
    """Return what stands between two places near a hole, pieces as they are read."""
    start = max(low, pieces[0].start - REACH) if pieces else max(low, high - REACH)
    end = min(high, (pieces[-1].end if pieces else start) + REACH)
    return read_in(text, start, end, pieces)


def _finding(hole: holes.Hole, filling: fillings.Filling, way: Way) -> Finding:
    edit = Edit(hole.start, hole.end, filling.text)
    other = f"; or {filling.runner_up!r}" if filling.runner_up else ""
    detail = (
        f"{way.encoding} read as {way.reader}, bytes lost:"
        f" exactly so with {filling.probability:.2f}{other}"
    )
    sure = min(1.0, filling.probability)
    return Finding(RULE.name, hole.start, hole.end, (edit,), "likely", sure, detail)


def _regained(f: Filled) -> Finding:
    lost = "bytes lost" if f.marked else "of bytes that may be two things"
    detail = f"{f.way.encoding} read as {f.way.reader}, {lost}: exactly so with {f.sure:.2f}"
    edit = Edit(f.start, f.end, f.new)
    return Finding(RULE.name, f.start, f.end, (edit,), "likely", min(1.0, f.sure), detail)


RULE = Rule(
    name="mojibake.lossy",
    what="Restore bytes that were lost where UTF-8 was read in another encoding.",
    why="the way is proven by what survived, the code leaves few bytes, and the reading replays",
    when_not="Where nothing around the hole proves how the text was read.",
    safety="likely",
    profile="repair",
    wakes=wakes.woken(),
    find=find,
    examples=(
        Example(
            "鎴戜滑浠婂ぉ涓嬪崍涓€璧峰幓鍥句功棣嗐€\ufffd",
            "鎴戜滑浠婂ぉ涓嬪崍涓€璧峰幓鍥句功馆。",
            "a third of the last character was lost; what lost nothing is mojibake.lossless's",
        ),
    ),
    keeps=("他问：真的吗?", "a€?b"),
    sources=("damage.md §3",),
    level=LEVEL,
)
