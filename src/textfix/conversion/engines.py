"""Chooses the engine for a text: plain Python, NumPy with Python, or NumPy alone.

All three give the same; which one is fastest goes by length, and by whether NumPy is loaded.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count
from types import ModuleType

from textfix.conversion.passes import Edit, Find, Pass, compose, rewrite, run
from textfix.conversion.scalar import Match, scan_free
from textfix.conversion.tables import Plan
from textfix.conversion.units import Span, sequences

SHORT = 1500
"""Up to here a text is worth a look with NumPy and a walk in Python (measured)."""

LONG = 3000
"""From here on NumPy is worth its import (100 ms, once)."""

WARM = 100
"""After so many texts a process is at work: the next one loads NumPy, however short it is."""

OPERATOR = re.compile("[\u2ff0-\u2fff]")


@cache
def _turns() -> Iterator[int]:
    """Count texts; only the choice of engine looks at it, and all engines give the same."""
    return count()


@cache
def _numpy() -> tuple[ModuleType, ModuleType, ModuleType]:
    from textfix.conversion import fast, glance, short

    return fast, short, glance


def without_numpy(size: int) -> bool:
    """Tell whether a text of a size is better off without NumPy.

    >>> without_numpy(1_000_000)
    False
    """
    return size < LONG and "numpy" not in sys.modules and next(_turns()) < WARM


def _plain(plan: Plan, size: int) -> bool:
    return plan.longest_first or without_numpy(size)


def text(plan: Plan, source: str, kept: Sequence[Span], held: str | None = None) -> str:
    """Convert a text by a plan; kept spans stay, or show what `held` has in their place.

    >>> from textfix.conversion.tables import plan
    >>> text(plan("s2t"), "头发与头发", [(0, 2)])
    '头发與頭髮'
    """
    size = len(source)
    if _plain(plan, size):
        return _exactly(plan, source, kept, held)
    fast, _, glance = _numpy()
    if size > SHORT:
        return str(fast.convert(plan, source, kept, held))
    if not kept and not OPERATOR.search(source):
        quick: str | None = glance.convert(plan, source)
        if quick is not None:
            return quick
    return _exactly(plan, source, kept, held)


def _exactly(plan: Plan, source: str, kept: Sequence[Span], held: str | None) -> str:
    done = passes(plan, source, kept)
    if held is None or not kept:
        return done[-1].after
    given = [(a, b, held[a:b]) for a, b in kept]
    return rewrite(source, edits(done, given), {})


def _find(plan: Plan, size: int) -> Find | None:
    if _plain(plan, size):
        return None
    fast, short, _ = _numpy()
    find: Find = fast.find if size > SHORT else short.find
    return find


def found(plan: Plan, source: str) -> list[Match]:
    """List the matches of a plan's only step, also those that change nothing."""
    return (_find(plan, len(source)) or scan_free)(plan.steps[0], source, sequences(source))


def passes(plan: Plan, source: str, blocked: Sequence[Span]) -> list[Pass]:
    """Run a plan pass by pass, with the fastest way to find matches."""
    return run(plan, source, blocked, _find(plan, len(source)))


def edits(done: Sequence[Pass], given: Sequence[Edit]) -> list[Edit]:
    """Compose passes into edits and add those given for spans that the passes left alone."""
    source = done[0].before
    real = [edit for edit in given if source[edit[0] : edit[1]] != edit[2]]
    return sorted([*compose(done), *real])
