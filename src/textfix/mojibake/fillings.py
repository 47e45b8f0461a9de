"""What holes are filled with: the lattice's readings of each, weighed by what the text says.

Law: a filling replays through the reader with one habit of the wild; all holes of a text were
made by one reader, so the habit that explains them all counts for each.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from textfix.channels import readers
from textfix.mojibake import cues, endings, holes, parts, views
from textfix.mojibake.holes import Hole
from textfix.mojibake.parts import Filling, Share
from textfix.mojibake.rankings import SLACK, TRACELESS
from textfix.mojibake.strict import Way

NEAR: Final = 8.0
"""Nats that a filling may trail the best and still be asked for: cues win no more."""

UNEXPLAINED: Final = -10.0
"""What a habit loses by a hole that it does not explain: another damage may have made that."""

TRUST: Final = 0.9
"""How far the model's nats are believed: what it does not know makes it too sure."""

_WITH_FFFD, _WITH_MARK = ("fffd", "python"), ("eat", "mark")
_UNLIKE_FFFD: Final = (*_WITH_MARK, "drop")
_HABITS: Final = (*_WITH_FFFD, *_UNLIKE_FFFD)
BARE: Final = "*"
"""Ends the name of a habit of Python's gbk: the user-defined area of GBK is lost as well."""
_BARE: Final = ("python*", "mark*", "drop*")
_EVERY: Final = (*_HABITS, *_BARE)
VISIBLE: Final = 0.07
"""Share of Chinese characters whose bytes in UTF-8 make a pair of the user-defined area."""
MOST: Final = 8.0
"""Nats that such pairs, seen or missed, say of the reader at most."""
_CHANNELS: Final = {
    "gb18030": ("gbk", "gb18030", "gb18030-web", "cp936"),
    "big5": ("big5", "big5-web", "cp950", "big5-uao"),
    "cp1252-web": ("cp1252-c1", "cp1252"),
}


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
    text: str, hole: Hole, way: Way, script: int, around: cues.Around, silent: bool = False
) -> list[Option]:
    """Return the fillings of a hole that replay; `script` is what `holes.script_of` says.

    `silent`: the text may have lost bytes without a mark, so that a question mark may be one.
    """
    following = text[hole.end : hole.end + 1] or "\n"
    seen = text[hole.start : hole.end]
    found: dict[tuple[str, tuple[int, ...]], Option] = {}
    for gone in sorted({not holes.marked(seen), silent and "\ufffd" not in seen}):
        for o in _found(seen, following, hole.before, hole.after, way.reader, script, gone):
            found.setdefault((o.text, o.cuts), o)
    return [o._replace(score=TRUST * o.score + cues.weigh(o.text, around)) for o in found.values()]


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
        Option(e.text, e.score, habits(seen, e.text, reader), e.alike, e.cuts[:size] + e.cuts[-1:])
        for e in read
    )
    return tuple(o for o in found if o.habits)


def lean(shown: str, read: str) -> float:
    """Return the nats for a reader without the user-defined area, by what a text shows of it.

    `shown` is the damaged text, `read` what of it was read.

    >>> lean("涓\ue000", "中") < 0 < lean("涓崕浜烘皯", "中华人民")
    True
    """
    if any("\ue000" <= ch <= "\uf8ff" for ch in shown):
        return -MOST
    return min(MOST, VISIBLE * sum(ch > "\u3400" for ch in read))


def decide(
    asked: Iterable[Sequence[Option]], nats: Mapping[str, float] | None = None
) -> list[list[Filling]]:
    """Choose for each hole of a text, by the habit that all of them tell.

    A hole of which a part is surer than the rest is filled in parts.

    `nats` are those of the habits, by what else is known of the reader (see `tell`).

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


def tell(each: Iterable[Sequence[Option]], bare: float = 0.0) -> dict[str, float]:
    """Return the nats of each habit by all the holes.

    `bare` are the nats for a reader without the user-defined area (see `lean`).
    """
    nats = dict.fromkeys(_HABITS, 0.0) | dict.fromkeys(_BARE, bare)
    for found in each:
        masses = {h: _mass(found, h) for h in _EVERY}
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
    for o in found:
        # In a fixed order, not the set's: the last digit must not depend on the process.
        by = sum(weights[h] / sums[h] for h in _EVERY if h in o.habits)
        one = math.exp(o.score - top) * 0.1 ** o.text.count("0")  # of ten digits this one
        yield Share(one * by / total, o.text, o.cuts)


@lru_cache(maxsize=1 << 14)
def habits(seen: str, new: str, reader: str) -> frozenset[str]:
    """Return the habits with which a reader shows a text as what stands there.

    Where nothing marks a loss, all count that lose nothing here.

    >>> sorted(habits("鍚?", "名'", "gb18030"))
    ['eat']
    """
    data = new.encode("utf-8", "replace")
    names: Sequence[str] = _CHANNELS.get(reader, (reader.removesuffix("-web"),))
    asked = _WITH_FFFD if "\ufffd" in seen else _UNLIKE_FFFD if "?" in seen else _HABITS
    shown = frozenset(h for h in asked if any(_shows(data, name, h, seen) for name in names))
    bare: frozenset[str] = frozenset()
    if reader == "gb18030":
        bare = frozenset(
            h + BARE for h in asked if h + BARE in _BARE and _shows(data, "gbk-python", h, seen)
        )
    return shown | bare


def _shows(data: bytes, name: str, habit: str, seen: str) -> bool:
    return _flattened("".join([t for t, _ in readers.read(data, name, habit)]), seen)


def _flattened(shown: str, seen: str) -> bool:
    """Tell whether a text is another but for flattened and dropped characters."""
    at = 0
    for ch in shown:
        here = seen[at : at + 1]
        if ch == here or (here in holes.FLATTENED and here and ch in holes.FLATTENED[here]):
            at += 1
        elif not (ch == "\xad" or "\x80" <= ch <= "\x9f" or "\ue000" <= ch <= "\uf8ff"):
            return False
    return at == len(seen)
