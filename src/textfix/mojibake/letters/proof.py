"""Repairs that need no language: each run is UTF-8 as one reader shows it, and nothing is left.

Law: what nobody writes (`ftfy.badness`) becomes what it spells byte by byte, or stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix import codecs
from textfix.mojibake.ftfy_bridge import is_bad
from textfix.mojibake.health import odd
from textfix.mojibake.letters import c1, scripts
from textfix.mojibake.shown import views

LAYERS: Final = 3
"""Times that a run may have been read wrong."""

_BESIDE: Final = re.compile("[a-z.,;:!?)]")
GRAVE: Final = ("Ã", "à")
"""A word that lost the U+00A0 of its second byte, or a space beside it: beside others only."""


def proven(old: str, new: str, changed: Sequence[tuple[int, int, str]]) -> bool:
    """Tell whether all that changed was spelled as UTF-8 by what stood there, and all of it.

    Or stood for marks of cp1252. What is spelled must be such that chance hardly spells it.

    >>> proven("fÃ¼r", "für", [(1, 3, "ü")]), proven("fÃr", "für", [(1, 2, "ü")])
    (True, False)
    """
    if not changed or is_bad(new):
        return False
    shift = spelled_out = 0
    for first, last, put in changed:
        at = first + shift
        shift += len(put) - (last - first)
        if (old[first:last], put) == GRAVE and old[last : last + 1] == " ":
            continue
        fine = _whole(old, first, last, put) and scripts.written(new, at, at + len(put))
        if not fine and not (c1.CONTROL.search(old, first, last) and _marks(old, new, first, last)):
            return False
        spelled_out += 1
    return spelled_out > 0


def _marks(old: str, new: str, first: int, last: int) -> bool:
    """Tell whether a run holds marks of cp1252 as controls.

    Not of a line whose letters another reader shows (`«Ïðèâåò» \x97 ñêàçàë`).
    """
    put = c1.mixed(old, first, last)
    return put is not None and put in new and not len(odd.places(new))


def _whole(old: str, start: int, end: int, new: str) -> bool:
    """Tell whether a run is spelled, but for healthy marks at its ends."""
    run = old[start:end]
    if spelled(run, new):
        return True
    head, tail = _same(run, new)
    beside = run[:head] + run[len(run) - tail :]
    run, new = run[head : len(run) - tail], new[head : len(new) - tail]
    if any(map(str.isalpha, beside)):
        return False
    if spelled(run, new):
        return True
    # A capital alone between spaces is itself: `Â` is a word of some lists.
    alone = new == "\xa0" and not _BESIDE.match(old[start - 1 : start])
    return " " in run and not alone and _flattened(run, new)


def _same(old: str, new: str) -> tuple[int, int]:
    """Return how many characters two texts share at their heads, and at their tails."""
    size = min(len(old), len(new))
    head = next((k for k in range(size) if old[k] != new[k]), size)
    tail = next((k for k in range(size - head) if old[-1 - k] != new[-1 - k]), size - head)
    return head, tail


def spelled(run: str, new: str, layers: int = LAYERS) -> bool:
    """Tell whether a run is what readers show of a text in UTF-8, each the same reader for all."""
    for reader in views.SINGLE:
        data = codecs.get(reader).encode(run)
        if data is None:
            continue
        try:
            read = data.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass")
            text = read.decode("utf-16")
        except UnicodeError:
            continue
        if text == new or (layers > 1 and not text.isascii() and spelled(text, new, layers - 1)):
            return True
    return False


def _flattened(run: str, new: str) -> bool:
    """Tell whether a run is what a reader shows of a text, U+00A0 having become a space."""
    data = new.encode("utf-8", "surrogatepass")
    seen = (codecs.get(reader).decode_strict(data) for reader in views.SINGLE)
    return any(shown and shown.replace("\xa0", " ") == run for shown in seen)
