"""Where a path may go on in very many ways: through a pair that vanished, or with a lost byte.

All characters possible at such a place are ranked at once after two symbols, and that is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, TypeAlias

from textfix.lattice.bias import Bias
from textfix.lattice.links import (
    ACROSS,
    ANY,
    BEFORE,
    INTO,
    OUT,
    Links,
    Pairs,
    Place,
    Ways,
    likely,
    listed,
    named,
)
from textfix.lattice.slots import Machine, Model

FAN: Final = 5
"""Partial readings kept at each character of a gap."""

SPARE: Final = 12
"""Characters kept at a place that a page says nothing of: some of them a trigram may rank anew."""

MOST: Final = 1 << 15
"""Rankings kept; at this number all are forgotten, so that memory is bounded."""

# Plain tuples: a named one takes five times as long to make, and these are made by the million.
Way: TypeAlias = tuple[float, int, int, int, int, str, tuple[int, ...]]
"""What a choice leads to: nats won, then pending, tail, p2, p1 as in a state, text, bytes."""

Ranking: TypeAlias = tuple[Links, list[tuple[float, int]]]
"""The links of a place; what each of the best costs after two symbols, with its place in them."""


@dataclass(slots=True)
class Branches:
    """The rankings of one page; `bias` is what the page adds to characters."""

    machine: Machine
    model: Model
    bias: Bias
    _links: dict[Place, Links] = field(default_factory=dict)
    _owned: dict[Place, dict[int, float]] = field(default_factory=dict)
    _biases: dict[Place, list[float]] = field(default_factory=dict)
    _rankings: dict[tuple[Place, int, int], Ranking] = field(default_factory=dict)
    _bases: dict[tuple[Place, int], list[tuple[float, int]]] = field(default_factory=dict)
    _closes: dict[int, bool] = field(default_factory=dict)
    _held: dict[int, Pairs] = field(default_factory=dict)

    def hold(self, pairs: Pairs) -> int:
        """Return a name for pairs, which are kept, so that nothing else gets the same."""
        self._held[id(pairs)] = pairs
        return id(pairs)

    def through_gap(
        self, way: Way, pairs_gone: int, behind: int, pairs: Pairs | None, need: float
    ) -> list[Way]:
        """Read what vanished pairs were part of and the byte behind; ways that win `need`."""
        ways = self._grown([way], INTO, need)
        for _ in range(pairs_gone - 1):
            ways = self._grown(ways, ACROSS, need)
        out = (OUT, behind) if pairs is None else (BEFORE, self.hold(pairs))
        return self._grown(ways, out, need)

    def closes(self, pending: int) -> bool:
        """Tell whether a byte, whatever it is, completes a character begun with `pending`."""
        found = self._closes.get(pending)
        if found is None:
            steps = [self.machine.push(pending, b) for b in self.machine.lost(pending)]
            found = self._closes[pending] = pending > 0 and all(s is None or s[1] for s in steps)
        return found

    def lost(self, way: Way, need: float) -> list[Way]:
        """Read a byte that completes a character, whatever it was; ways that win `need`."""
        return self._grown([way], ANY, need)

    def _grown(self, ways: list[Way], kind: tuple[int, ...], need: float) -> list[Way]:
        """Add one character to each way; in a gap keep the best few."""
        out: list[Way] = []
        alike = self.machine.alike
        for gain, pending, tail, p2, p1, text, data in ways:
            if gain < need:
                continue
            # A gap is entered and left inside characters; most first bytes of a pair vanish alike.
            place = (pending or alike(tail & 0xFF), *kind)
            (chars, more, symbols, _), ranked = self._ranked(place, p2, p1)
            for loss, k in ranked:
                new = gain - loss
                if new < need:
                    break
                added = more[k]
                last = (added[-2] if len(added) > 1 else tail & 0xFF) << 8 | added[-1]
                out.append((new, 0, last, p1, symbols[k], text + chars[k], (*data, *added)))
        if kind is not ANY and len(out) > FAN:
            out.sort(key=_gain, reverse=True)
            del out[FAN:]
        return out

    def _ranked(self, place: Place, p2: int, p1: int) -> Ranking:
        key = (place, p2, p1)
        found = self._rankings.get(key)
        if found is None:
            links = self._links.get(place)
            if links is None:
                links = self._links[place] = self._linked(place)
            if place[1] in (ANY[0], BEFORE):
                following = self.model.steps(p2, p1, links.symbols)
                values = zip(following, self._biased(place, links), strict=True)
                ranked = sorted((-a - b, k) for k, (a, b) in enumerate(values))
                if place[1] == BEFORE:
                    del ranked[FAN:]
            else:
                ranked = self._merged(place, links, p2, p1)
            if len(self._rankings) >= MOST:
                self._rankings.clear()
            found = self._rankings[key] = links, ranked
        return found

    def _merged(self, place: Place, links: Links, p2: int, p1: int) -> list[tuple[float, int]]:
        """Rank the best at a place: what both symbols know, then what the nearer one alone does.

        The second ranking is the same for every `p2` but for a weight, so it is kept.
        """
        base = self._bases.get((place, p1)) or self._base(place, links, p1)
        trigrams, weight, _, _ = self.model.row(p2, p1)
        if not trigrams:
            return base[:FAN]
        bias, chars, where = self.bias.get, links.chars, links.where
        ranked, over = [], set()
        for c in trigrams.keys() & where.keys():
            for k in where[c]:
                over.add(k)
                ranked.append((-trigrams[c] - bias(chars[k]), k))
        few = FAN
        for loss, k in base:
            if k not in over:
                ranked.append((loss - weight, k))
                few -= 1
                if not few:
                    break
        ranked.sort()
        return ranked[:FAN]

    def _base(self, place: Place, links: Links, p1: int) -> list[tuple[float, int]]:
        """Rank what the symbol before, or nothing at all, makes likely at a place on this page."""
        losses, order = likely(self.machine, self.model, place, p1, self.bias.usual)
        own = self._owned.get(place)
        if own is None:
            usual, mine, bias = self.bias.usual, self.bias.own, self.bias.get
            own = self._owned[place] = {
                k: usual(ch) - bias(ch) for k, ch in enumerate(links.chars) if ch in mine
            }
        found, few = [], SPARE
        for loss, k in zip(losses, order, strict=True):
            if k in own:
                found.append((loss + own[k], k))
            elif few:
                found.append((loss, k))
                few -= 1
        found.sort()
        if len(self._bases) >= MOST:
            self._bases.clear()
        self._bases[place, p1] = found
        return found

    def _biased(self, place: Place, links: Links) -> list[float]:
        """Return what the page adds to each character at a place."""
        found = self._biases.get(place)
        if found is None:
            found = self._biases[place] = list(map(self.bias.get, links.chars))
        return found

    def _linked(self, place: Place) -> Links:
        """List the characters at a place."""
        if place[1] == BEFORE:
            return named(self._before(place[0], self._held[place[2]]), self.model)
        return listed(self.machine, self.model, place)

    def _before(self, first: int, pairs: Pairs) -> Ways:
        push, closes = self.machine.push, self.machine.closes
        return [
            ((y, t), step[1])
            for y, trails in pairs.items() if closes(first, y)
            for t in trails if (step := push(y, t)) is not None
        ]  # fmt: skip


def _gain(way: Way) -> float:
    return way[0]
