"""Runs of a page whose characters were torn: where they start, how they read, where they end.

A tear puts the text one byte off until an ASCII byte, another tear or a cut resynchronizes it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

from textfix.insertion import choice, readers, replay, script
from textfix.insertion.page_lattice import PageLattice
from textfix.language import model as source_model
from textfix.lattice import Choice, Reading
from textfix.model import Edit, Finding

LONGEST: Final = 200
"""Slots after which a run that has not resynchronized is given up."""

TRIES: Final = 3
"""Runs without a proof that may go over one place; a row of sites is not read at each of them."""

CALM: Final = 2
"""Slots that must follow in step before a run counts as over."""

PLAIN: Final = 0.9
"""Probability from which a reading that is out of step in one place only needs no gaps."""

FLUENT: Final = -7.5
"""Mean log probability of the characters there, from which it makes sense; prose has -5.2."""

NONSENSE: Final = -8.0
"""Nats of a character where nothing makes sense; prose has -5.2."""


class Torn(NamedTuple):
    """A run and its best reading: `text[start:end]` was `reading.text`.

    `ends` are the positions at which the slots end, `taken` the choice made in each.
    """

    start: int
    end: int
    reading: Reading
    ends: tuple[int, ...]
    taken: tuple[Choice, ...]


@lru_cache(maxsize=4)
def find(text: str) -> tuple[Torn, ...]:
    """Return the torn runs of a page in order, each read by the lattice and proven by replay.

    Where the page does not tell what its reader was like, what makes more sense does.
    """
    page = script.page(text)
    may_be = readers.told(text, page).settled()
    found = [tuple(_found(PageLattice(text, page, reader))) for reader in may_be]
    return found[0] if len(found) == 1 else _mixed(*sorted(found, key=_sense, reverse=True))


def _mixed(best: Sequence[Torn], other: Sequence[Torn]) -> tuple[Torn, ...]:
    """Return the runs of the likelier reader, as sure as both together make them."""
    share = 1 / (1 + math.exp(_sense(other) - _sense(best)))
    also = {(run.start, run.end, run.reading.text): run.reading.probability for run in other}
    out = []
    for run in best:
        agreed = also.get((run.start, run.end, run.reading.text), 0.0)
        sure = share * run.reading.probability + (1 - share) * agreed
        out.append(run._replace(reading=replace(run.reading, probability=sure)))
    return tuple(out)


def _sense(runs: Sequence[Torn]) -> float:
    """Return how much more sense some runs make, as read, than text that makes none."""
    return sum(max(0.0, run.reading.score - NONSENSE * len(run.ends)) for run in runs)


def _found(lattice: PageLattice) -> Iterator[Torn]:
    done = 0
    tried: list[int] = []
    for site in lattice.sites():
        if site < done:
            continue
        tried = [end for end in tried if end > site]
        if len(tried) >= TRIES:
            continue
        run, read = best(lattice, site, done)
        if run is not None and replay.proves(lattice.text, run, lattice.reader):
            yield run
            done = run.end
        else:
            tried.append(read)


def covered(runs: Sequence[Torn], places: Sequence[int]) -> frozenset[int]:
    """Return those of the places, which are in order, that lie in one of some runs."""
    inside: list[int] = []
    for run in runs:
        inside += places[bisect_left(places, run.start) : bisect_left(places, run.end)]
    return frozenset(inside)


def best(lattice: PageLattice, site: int, done: int) -> tuple[Torn | None, int]:
    """Read the run at a site; if it is out of step for long, allow pairs to have vanished there.

    Also returned: how far the text was read.
    """
    plain, end = _read(lattice, site, done, 0)
    if lattice.reader.area != "gone" or (plain is not None and _is_plain(plain.reading)):
        return plain, end
    open_, further = _read(lattice, site, done, 2)
    return open_ or plain, max(end, further)


def _is_plain(reading: Reading) -> bool:
    """Tell whether a reading is out of step in one place at most, and makes sense there.

    Where a line ends behind that place, the sign at its end may have vanished.
    """
    shifted = [k for k, (_, _, _, whole) in enumerate(reading.pieces) if not whole]
    if len(shifted) != 1:
        return not shifted
    rest = "".join(p[0] for p in reading.pieces[shifted[0] + 1 :])
    makes_sense = bool(rest) and choice.is_common(rest[0])
    if not makes_sense or reading.probability <= PLAIN or rest[1:2] in ("", "\n"):
        return False
    before = "".join(p[0] for p in reading.pieces[: shifted[0] + 1])
    return _mean(before[-2:], rest[:3]) > FLUENT


def _mean(before: str, after: str) -> float:
    """Return the mean log probability of some characters behind others."""
    model = source_model.load()
    ids = model.ids("\n\n" + before + after)[-2 - len(after) :]
    steps = [model.step(a, b, c) for a, b, c in zip(ids, ids[1:], ids[2:], strict=False)]
    return sum(steps) / len(steps)


def _read(lattice: PageLattice, site: int, done: int, vanished: int) -> tuple[Torn | None, int]:
    """Feed slots from the character before a site until the reading has been in step for a while.

    Up to `vanished` pairs in a row may be missing before any slot behind the site.
    """
    text = lattice.text
    start = max(done, lattice.start_of(site))
    run = lattice.search.at(start, site).begin(lattice.before(start))
    slots: list[tuple[Choice, ...]] = []
    ends: list[int] = []
    at, calm = start, 0
    while at < len(text) and len(slots) < LONGEST:
        choices, at = lattice.slot(at, vanished if at > site else 0)
        if not run.feed(choices):
            return None, at
        slots.append(choices)
        ends.append(at)
        calm = calm + 1 if run.settled and at > site else 0
        if calm > CALM:
            break
    if at == len(text):
        slots.append(lattice.end)
        ends.append(at)
        run.feed(lattice.end)
    reading = run.finish(lattice.after(at))
    if reading is None:
        return None, at
    taken = tuple(_settled(s[p[1]]) for s, p in zip(slots, reading.pieces, strict=True))
    return Torn(start, at, reading, tuple(ends), taken), at


def _settled(choice: Choice) -> Choice:
    """Return a choice that was taken without its question to the page: runs are remembered, and
    with it they would hold all that the search of their page has worked out."""
    return choice if choice.check is None else choice._replace(check=_fits)


def _fits(lead: int, trail: int) -> float:
    return 0.0


def told(rule: str, text: str, run: Torn, doubt: float) -> Iterator[Finding]:
    """Yield the finding of a run that no page of readings backs, unless it changes nothing.

    Such runs are less sure than the search says: `doubt` times as far from certain.
    """
    found = tuple(edits(text, run))
    if found:
        confidence = max(0.0, 1 - doubt * (1 - run.reading.probability))
        yield Finding(rule, found[0].start, found[-1].end, found, "likely", confidence)


def edits(text: str, run: Torn) -> Iterator[Edit]:
    """Cut a run into edits at the places where damaged and repaired text are in step."""
    at = start = run.start
    new: list[str] = []
    for end, (piece, _, _, whole) in zip(run.ends, run.reading.pieces, strict=True):
        new.append(piece)
        if whole:
            was, now = text[start:end], "".join(new)
            # Folded punctuation stays as the page has it: the tear only proves which bytes it had.
            if was != now and not (len(was) == len(now) == 1 and replay.fold(now) == was):
                yield Edit(start, end, now)
            start = end
            new = []
        at = end
    assert start == at, "a reading ends between two characters"
