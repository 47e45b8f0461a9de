"""What holes are filled with: the lattice's readings of each, weighed by what the text says.

Law: a filling replays through the reader with one habit of the wild; all holes of a text were
made by one reader, so the habit that explains them all counts for each.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from textfix.mojibake.restoring import (
    cues,
    delimiters,
    endings,
    habits,
    holes,
    korean,
    parts,
    persons,
)
from textfix.mojibake.restoring.holes import Hole
from textfix.mojibake.restoring.parts import Filling, Share
from textfix.mojibake.restoring.rankings import SLACK, TRACELESS
from textfix.mojibake.shown import views
from textfix.mojibake.shown.strict import Way

NEAR: Final = 8.0
"""Nats that a filling may trail the best and still be asked for: cues win no more."""

UNEXPLAINED: Final = -10.0
"""What a habit loses by a hole that it does not explain: another damage may have made that."""

TRUST: Final = 0.9
"""How far the model's nats are believed: what it does not know makes it too sure."""


class Option(NamedTuple):
    """A filling that replays, its nats, and the habits with which it does.

    `alike` are the nats by which all that only differ inside come to more than it.
    """

    text: str
    score: float
    habits: frozenset[str]
    alike: float
    cuts: tuple[int, ...]


def options(
    text: str,
    hole: Hole,
    way: Way,
    script: int,
    around: cues.Around,
    silent: bool = False,
    flat: bool = True,
) -> list[Option]:
    """Return the fillings of a hole that replay; `script` is what `holes.script_of` says.

    `silent`: the text may have lost bytes without a mark, so that a question mark may be one;
    `flat`: a space may stand for one.
    """
    following = text[hole.end : hole.end + 1] or "\n"
    seen = text[hole.start : hole.end]
    marks = delimiters.stay(text, hole.start, hole.end)
    found: dict[tuple[str, tuple[int, ...]], Option] = {}
    for gone in sorted({not holes.marked(seen), silent and "\ufffd" not in seen}):
        for o in _found(seen, following, hole.before, hole.after, way.reader, script, gone):
            spaced = flat or o.text.count(" ") >= seen.count(" ")
            if spaced and delimiters.kept(o.text, marks):
                found.setdefault((o.text, o.cuts), o)
    texts = [o.text for o in found.values()]
    spoken = korean.nats(texts, around.left, around.right)
    people = persons.nats(texts, around.left, around.right)
    return [
        o._replace(score=TRUST * (o.score + more + name) + cues.weigh(o.text, around))
        for o, more, name in zip(found.values(), spoken, people, strict=True)
        if more > korean.NEVER
    ]


@lru_cache(maxsize=1 << 12)
def _found(
    seen: str, following: str, before: str, after: str, reader: str, script: int, gone: bool
) -> tuple[Option, ...]:
    """Return fillings that replay, kept: a hole is much like others, and asked for twice."""
    slots = holes.slots(seen, following, reader, gone)
    slack = SLACK if not gone and reader in views.DOUBLE else TRACELESS
    ends = holes.search(script).ends(slots, before, after, slack)
    read = endings.best([(s[0], s[1], s[-1]) for s in ends if s[-1]], NEAR)
    size = len(seen) - 1
    # What was lost behind the last character is of one part with it.
    found = (
        Option(
            e.text, e.score, habits.of(seen, e.text, reader), e.alike, e.cuts[:size] + e.cuts[-1:]
        )
        for e in read
    )
    return tuple(o for o in found if o.habits)


def decide(
    asked: Iterable[Sequence[Option]], nats: Mapping[str, float] | None = None
) -> list[list[Filling]]:
    """Choose for each hole of a text, by the habit that all of them tell.

    A hole of which a part is surer than the rest is filled in parts.

    `nats` are those of the habits that `tell` told.

    >>> eaten, marked = frozenset({"eat"}), frozenset({"mark"})
    >>> sure, unsure = Option("，", -1.0, eaten, 0.0, (1,)), Option("：", -1.0, marked, 0.0, (1,))
    >>> decide([[sure], [unsure, sure._replace(score=-2.0)]])[1][0].text
    '，'
    """
    each = list(asked)
    told = tell([o for o in each if o]) if nats is None else nats
    top = max(told.values())
    weights = {h: math.exp(n - top) for h, n in told.items()}
    return [parts.of(list(_shares(o, weights))) if o else [] for o in each]


def tell(
    each: Iterable[Sequence[Option]], leans: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Return the nats of each habit by all the holes.

    `leans` are those of each by what else is known (see `habits.lean`).
    """
    nats = dict(leans or habits.lean("gb18030", "", ""))
    for found in each:
        masses = {h: _mass(found, h) for h in nats}
        top = max(masses.values())
        for h, mass in masses.items():
            nats[h] += max(mass - top, UNEXPLAINED)
    return nats


def _mass(found: Sequence[Option], habit: str) -> float:
    """Return the log of the sum of what a habit explains a hole by."""
    top = max(o.score for o in found)
    share = _sum(found, habit, top)
    return top + math.log(share) if share else -math.inf


def _sum(found: Sequence[Option], habit: str, top: float) -> float:
    return sum(math.exp(o.score + o.alike - top) for o in found if habit in o.habits)


def _shares(found: Sequence[Option], weights: Mapping[str, float]) -> Iterator[Share]:
    """Yield how probable each of a hole's fillings is: by each habit, and each by its weight."""
    top = max(o.score for o in found)
    sums = {h: _sum(found, h, top) for h in weights}
    total = sum(w for h, w in weights.items() if sums[h])
    # Where the habit that the others tell does not explain this one, another damage may have.
    total += math.exp(UNEXPLAINED) * sum(w for h, w in weights.items() if not sums[h])
    for o in found:
        # In a fixed order, not the set's: the last digit must not depend on the process.
        by = sum(weights[h] / sums[h] for h in weights if h in o.habits)
        one = math.exp(o.score - top) * 0.1 ** o.text.count("0")  # of ten digits this one
        yield Share(one * by / total, o.text, o.cuts)
