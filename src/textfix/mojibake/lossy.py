"""mojibake.lossy: text read wrong with bytes lost on the way, restored through the true codec.

What: `锛?`, `é‡ ç‚¹`: the holes in stretches whose way is proven by what survived around them; GBK
as Big5, cp949, cp932 or EUC-JP and Big5 as cp932: lines of which bytes were lost (`regain`).
Why: a lost byte of UTF-8 is one of 64, and the characters beside it say which.
When not: where the way is not proven, more than a hole is gone, or two fillings are about as good.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from textfix.model import Edit, Finding
from textfix.mojibake import survey
from textfix.mojibake.health import judge, talk, wakes
from textfix.mojibake.reading.sense import SURELY
from textfix.mojibake.restoring import asked, fillings, habits, holes, parts
from textfix.mojibake.restoring.accepted import Filled
from textfix.mojibake.shown import shapes
from textfix.mojibake.shown.strict import Piece, Way, leaves, read_in
from textfix.profiles import Profile
from textfix.rule import Example, Rule

CERTAIN: Final = 0.9
"""Fillings that are read with what stands beside other holes."""

ROUNDS: Final = 2
"""How often what is not certain is read again beside what is."""

PROVEN: Final = 9.0
"""Nats that the fillings of a line without any piece must gain where others prove the way."""

LEAST: Final = 0.3
"""Below this probability a hole is not even told: the second reading is about as good.

The probability is the confidence."""

LEVEL: Final = 0.8
"""Of fillings on 500 sentences of `train`, damaged by two habits of `?`, 19 of 875 from here on
were wrong, 13 of 45 between 0.7 and here: profiles that name no confidence leave those."""


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find the holes in stretches of UTF-8 read wrong, and what fills them."""
    stretches, *_, filled = survey.of(text, profile.expect)
    # What is less sure of UTF-8 read whole is asked again as holes beside what is sure.
    sure = [f for f in filled if f.way.encoding != shapes.UTF8 or f.sure >= CERTAIN]
    told = talk.guard(text, map(_regained, sure))
    if any(f.way.encoding != shapes.UTF8 for f in filled):
        return told
    proven: dict[Way, bool] = {}
    for s in stretches:
        if s.path[0].encoding == shapes.UTF8 and len(s.path) == 1:
            proven[s.path[0]] = proven.get(s.path[0], False) or s.weight >= SURELY
    if not proven:
        return told
    pieces = [Piece(f.start, f.end, f.new, f.way) for f in sure]
    pieces = sorted(pieces + [p for s in stretches for p in s.pieces])
    if not leaves(text, 0, len(text), pieces):
        return told
    known = asked.Known.of(pieces, text)
    return *told, *talk.guard(
        text, (f for way in sorted(proven) for f in _holes(text, pieces, way, known, proven[way]))
    )


class Told(NamedTuple):
    """A hole, the pieces of its line, and what fills it, if anything does."""

    line: Sequence[Piece]
    hole: holes.Hole
    filling: parts.Filling | None


def _holes(
    text: str, pieces: Sequence[Piece], way: Way, known: asked.Known, sure: bool
) -> Iterator[Finding]:
    """Fill the holes of the lines in which a way has pieces.

    What is sure is read with what is not yet. Where so many bytes were lost that the pieces prove
    little, what they and the fillings come to must prove the line.
    """
    found = asked.holes_of(text, pieces, way, known)
    nats = fillings.tell([o for *_, o in found if o], _lean(text, found, pieces, way))
    told = _settled(text, pieces, way, known, nats, _decided(found, nats))
    for line in _by_line(text, told):
        if sure or _proves(text, line, way, SURELY):
            yield from _findings(text, line, way)
    if sure:
        for line in _by_line(text, _decided(asked.bare(text, pieces, way, known), nats)):
            if _proves(text, line, way, PROVEN):
                yield from _findings(text, line, way)


def _by_line(text: str, told: Sequence[Told]) -> Iterable[list[Told]]:
    out: dict[int, list[Told]] = {}
    for t in sorted(told, key=lambda t: t.hole.start):
        out.setdefault(text.rfind("\n", 0, t.hole.start), []).append(t)
    return out.values()


def _findings(text: str, line: Sequence[Told], way: Way) -> Iterator[Finding]:
    for _, hole, filling in line:
        told = filling is not None and filling.probability >= LEAST
        if filling and told and filling.text != text[hole.start : hole.end]:
            yield _finding(hole, filling, way)


def _settled(
    text: str,
    pieces: Sequence[Piece],
    way: Way,
    known: asked.Known,
    nats: Mapping[str, float],
    told: list[Told],
) -> list[Told]:
    """Return what fills the holes once what is not certain was read beside what is."""
    certain: list[Told] = []
    for _ in range(ROUNDS):
        more = [t for t in told if t.filling and t.filling.probability >= CERTAIN]
        rest = [t for t in told if not t.filling or t.filling.probability < CERTAIN]
        certain += more
        if not more or not rest:
            return certain + rest
        pieces = sorted((*pieces, *_pieces(more, way)))
        told = _decided(asked.holes_of(text, pieces, way, known), nats)
    return certain + told


def _pieces(told: Sequence[Told], way: Way) -> list[Piece]:
    return [Piece(t.hole.start, t.hole.end, t.filling.text, way) for t in told if t.filling]


def _lean(
    text: str, found: Sequence[asked.Asked], pieces: Sequence[Piece], way: Way
) -> dict[str, float]:
    ours = [p for p in pieces if p.way == way]
    shown = [text[p.start : p.end] for p in ours] + [text[h.start : h.end] for _, h, _ in found]
    return habits.lean(way.reader, "".join(shown), "".join([p.new for p in ours]))


def _decided(found: Sequence[asked.Asked], nats: Mapping[str, float]) -> list[Told]:
    filled = fillings.decide([options for *_, options in found], nats)
    out: list[Told] = []
    for (line, hole, _), each in zip(found, filled, strict=True):
        out += [Told(line, hole.part(f.start, f.end), f) for f in each] or [Told(line, hole, None)]
    return out


def _proves(text: str, told: Sequence[Told], way: Way, least: float) -> bool:
    """Tell whether a line with all its holes filled is likelier than it stands, by so many nats."""
    line = {p for t in told for p in t.line}
    new = _pieces(told, way)
    if len(new) < len(told):
        return False
    every = sorted(line.union(new))
    low, high = every[0].start, every[-1].end
    read, stands = judge.likelihoods([read_in(text, low, high, every), text[low:high]])
    return bool(read - stands >= least)


def _finding(hole: holes.Hole, filling: parts.Filling, way: Way) -> Finding:
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
