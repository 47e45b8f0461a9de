"""Fillings that make a name of two or three Han that stand alone: in lists, tables and data.

What: 李晓梅 is as likely as names are, though 晓梦 is met more in prose.
Why: prose tells too surely what a given name goes on with: UTF-8 as GBK, 700 names in lists, of 146
fillings from 0.8 on 19 were wrong, with this 10 of 102; in 2,100 cells 33 of 511, now 12 of 409.
When not: within prose, where the neighbors tell, and where what stands alone is no name.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, inf, log1p
from statistics import fmean
from typing import Final, NamedTuple

from textfix.chars import is_han
from textfix.language import people

LONGEST: Final = max(people.SHARE)

TASTE: Final = 0.7
"""How far the table of given names is believed: names of one time or country are not another's."""


class _Run(NamedTuple):
    """What stands alone with a filling: the text before it, itself, what follows."""

    before: str
    name: str
    after: str


def nats(texts: Sequence[str], left: str, right: str) -> list[float]:
    """Return what is to be added to the score of each filling between two neighbors.

    >>> gains = nats(["梅", "梦"], "2,李晓", ",财务部")
    >>> gains[0] > gains[1] > 0
    True
    """
    head, tail = _ending(left), _beginning(right)
    if not texts or not 0 < len(head) + len(tail) < LONGEST:
        return [0.0] * len(texts)
    runs = [_run(t, left, right, len(head), len(tail)) for t in texts]
    plain = [_plain(r) for r in runs]
    # Which name it is says nothing of what follows; which Han of prose does.
    behind: dict[str, list[float]] = {}
    for r, (_, nats_after) in zip(runs, plain, strict=True):
        behind.setdefault(r.after, []).append(nats_after)
    named = [people.nats(r.name) for r in runs]
    top = max(named)
    return [
        _gain(top + TASTE * (n - top) + fmean(behind[r.after]), sum(p)) if n > -inf else 0.0
        for n, r, p in zip(named, runs, plain, strict=True)
    ]


def _gain(named: float, plain: float) -> float:
    return max(named - plain, 0.0) + log1p(exp(-abs(named - plain)))


def _run(text: str, left: str, right: str, head: int, tail: int) -> _Run:
    """Return the Han of a filling with those beside it."""
    han = [k for k, ch in enumerate(text) if is_han(ch)]
    if not han:
        return _Run(left + text, "", right)
    low, high = han[0], han[-1] + 1
    head = 0 if low else head
    tail = 0 if high < len(text) else tail
    at = len(left) + low - head
    line = left + text + right
    end = len(left) + high + tail
    return _Run(line[:at], line[at:end], (line[end:] or "\n")[:2])


def _plain(run: _Run) -> tuple[float, float]:
    """Return what the source model says of a run behind what is before it, and of what follows."""
    from textfix.language import model

    source = model.load()
    p2, p1, *_ = source.ids(("\n\n" + run.before)[-2:])
    each: list[float] = []
    for c in source.ids(run.name + run.after):
        each.append(source.step(p2, p1, c))
        p2, p1 = p1, c
    size = len(run.name)
    return sum(each[:size]), sum(each[size:])


def _ending(text: str) -> str:
    """Return the Han that a text ends with, one more than a name has at most."""
    k = len(text)
    while k and len(text) - k < LONGEST and is_han(text[k - 1]):
        k -= 1
    return text[k:]


def _beginning(text: str) -> str:
    k = 0
    while k < min(len(text), LONGEST) and is_han(text[k]):
        k += 1
    return text[:k]
