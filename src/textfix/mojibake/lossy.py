"""mojibake.lossy: UTF-8 read wrong with bytes lost on the way, restored through the byte lattice.

What: `锛?`, `é‡ ç‚¹`: the holes in stretches whose way is proven by what survived around them.
Why: a lost byte of UTF-8 is one of 64, and the characters beside it say which.
When not: where the way is not proven, more than a hole is gone, or two fillings are about as good.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.mojibake import holes, shapes, survey, talk, wakes
from textfix.mojibake.sense import SURELY
from textfix.mojibake.strict import Piece, Way
from textfix.profiles import Profile
from textfix.rule import Example, Rule

ENOUGH: Final = 1000
"""Pieces of a text that tell its script."""

LEAST: Final = 0.3
"""Below this probability a hole is not even told: the second reading is about as good.

The probability is the confidence."""

LEVEL: Final = 0.7
"""Of 404 holes of short texts of `train`, 283 of the 292 fillings from here on were right, and 28
of 56 between 0.5 and here: profiles that name no confidence leave those."""


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find the holes in stretches of UTF-8 read wrong, and what fills them."""
    stretches = survey.of(text, profile.expect).stretches
    proven = {
        s.path[0] for s in stretches
        if s.path[0].encoding == shapes.UTF8 and len(s.path) == 1 and s.weight >= SURELY
    }  # fmt: skip
    if not proven:
        return ()
    pieces = sorted(p for s in stretches for p in s.pieces)
    if not _open(text, pieces):
        return ()
    script = holes.script_of("".join([p.new for p in pieces[:ENOUGH]]))
    return talk.guard(
        text, (f for way in sorted(proven) for f in _holes(text, pieces, way, script))
    )


def _open(text: str, pieces: Sequence[Piece]) -> bool:
    """Tell whether pieces leave anything in which bytes may have been lost."""
    ends = (0, *(p.end for p in pieces))
    gaps = "".join(
        [text[a : p.start] for a, p in zip(ends, pieces, strict=False)] + [text[ends[-1] :]]
    )
    return not gaps.isascii() or "?" in gaps


def _holes(text: str, pieces: Sequence[Piece], way: Way, script: int) -> Iterator[Finding]:
    """Fill the holes of the lines in which a way has pieces."""
    for line in _lines(text, pieces):
        if not any(p.way == way for p in line):
            continue
        at = text.rfind("\n", 0, line[0].start) + 1
        end = text.find("\n", line[-1].end)
        before = ""
        for piece in (*line, None):
            high = piece.start if piece else (end if end >= 0 else len(text))
            after = piece.new[:2] if piece else ""
            for hole in holes.find(text, at, high, before, after, way):
                yield from _filled(text, hole, way, script)
            if piece:
                at, before = piece.end, piece.new[-2:]


def _lines(text: str, pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    for piece in pieces:
        if line and text.find("\n", line[-1].end, piece.start) >= 0:
            yield line
            line = []
        line.append(piece)
    if line:
        yield line


def _filled(text: str, hole: holes.Hole, way: Way, script: int) -> Iterator[Finding]:
    reading = holes.fill(text, hole, way, script)
    if reading is None or reading.probability < LEAST:
        return
    edit = Edit(hole.start, hole.end, reading.text)
    other = f"; or {reading.runner_up!r}" if reading.runner_up else ""
    detail = (
        f"{way.encoding} read as {way.reader}, bytes lost:"
        f" exactly so with {reading.probability:.2f}{other}"
    )
    yield Finding(RULE.name, hole.start, hole.end, (edit,), "likely", reading.probability, detail)


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
