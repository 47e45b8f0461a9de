"""The characters at a place where a path may go on in very many ways, ranked once for all pages."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from heapq import nlargest
from typing import Final, NamedTuple, TypeAlias

from textfix.lattice.slots import Machine, Model

LIKELY: Final = 24
"""Characters tried at a place for what stands before them, and as many for nothing but themselves.

With them all that a trigram knows: whatever else there is comes after these."""

FEW: Final = 64
"""Characters at a place of which all are tried: to choose among them takes longer."""

Place: TypeAlias = tuple[int, ...]
"""What is open of a character, and what is behind it: INTO or ACROSS a gap, a byte ANY; or OUT of
a gap, with the byte behind that, or BEFORE what pairs allow, with their id."""

INTO: Final = (0,)
ACROSS: Final = (1,)
ANY: Final = (2,)
OUT: Final = 3
BEFORE: Final = 4

Pairs: TypeAlias = Mapping[int, tuple[int, ...]]
Ways: TypeAlias = list[tuple[tuple[int, ...], str]]
"""Bytes, and the character that they complete."""


class Links(NamedTuple):
    """The characters at a place, the bytes of each, its symbol; where each symbol stands in them.

    Those that a codec alone settles come in the machine's order, the most probable first.
    """

    chars: list[str]
    data: list[tuple[int, ...]]
    symbols: list[int]
    where: dict[int, list[int]]


@lru_cache(maxsize=1 << 13)
def listed(machine: Machine, model: Model, place: Place) -> Links:
    """List the characters at a place that a codec alone settles, once for all pages."""
    first, kind = place[0], place[1]
    ways: Ways
    if kind == INTO[0]:
        ways = [((x,), ch) for x, ch in machine.into_gap(first)]
    elif kind == ACROSS[0]:
        ways = list(machine.across_gap(first))
    elif kind == OUT:
        ways = list(machine.out_of_gap(first, place[2]))
    else:
        ways = [
            ((b,), step[1])
            for b in machine.lost(first) if (step := machine.push(first, b)) is not None
        ]  # fmt: skip
    return named(ways, model)


@lru_cache(maxsize=1 << 14)
def likely(
    machine: Machine, model: Model, place: Place, p1: int, usual: Callable[[str], float]
) -> tuple[array[float], array[int]]:
    """Rank what the symbol before, or nothing at all, makes likely at a place on any page.

    What each costs and its place in the links, packed: thousands of these are kept.
    """
    links = listed(machine, model, place)
    tried: Iterable[int] = range(len(links.chars))
    if len(links.chars) > FEW:
        bigrams = model.row(p1, p1)[2]
        best = nlargest(LIKELY, bigrams.keys() & links.where.keys(), lambda c: (bigrams[c], -c))
        tried = sorted({*range(LIKELY), *(k for c in best for k in links.where[c])})
    nats = model.backed(p1, [links.symbols[k] for k in tried])
    added = _added(machine, model, place, usual)
    found = sorted((-n - added[k], k) for n, k in zip(nats, tried, strict=True))
    return array("d", [loss for loss, _ in found]), array("H", [k for _, k in found])


@lru_cache(maxsize=1 << 12)
def _added(
    machine: Machine, model: Model, place: Place, usual: Callable[[str], float]
) -> tuple[float, ...]:
    """Return the usual nats of each character at a place."""
    return tuple(map(usual, listed(machine, model, place).chars))


def named(ways: Ways, model: Model) -> Links:
    """Return the links of characters and their bytes."""
    chars = [ch for _, ch in ways]
    symbols = model.ids("".join(chars))
    where: dict[int, list[int]] = {}
    for k, c in enumerate(symbols):
        where.setdefault(c, []).append(k)
    return Links(chars, [data for data, _ in ways], symbols, where)
