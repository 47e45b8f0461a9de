"""Runs torn by controls that were pushed before punctuation bytes and stripped again.

The program looks for bytes of ， 。 ？ ； ： ！, not for characters: 模块 is C4 [A3BF] E9. C4 is
left alone and shows as a mark, A3BF is shown as ？, and E9 begins a run that is one byte off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from textfix.insertion import replay, script, torn_runs
from textfix.insertion.evidence import Page
from textfix.insertion.page_lattice import PageLattice, Slot
from textfix.insertion.prices import HOOKED, HOOKED_AGAIN, LOST_AT_QUESTION
from textfix.insertion.swallowed import swallowed
from textfix.insertion.torn_runs import Torn
from textfix.language import model as source_model
from textfix.lattice import LOST, Choice

HOOKS: Final = "，。？；：！"
STOP: Final = 0xA1
"""First byte of 。: of two marks in a row the second is this byte, between two hooks (啊， is
B0 [A1 [A3] AC])."""

REACH: Final = 7
"""How far before a mark the first one may stand: five controls between them, at most."""

_PAIRS: Final = frozenset(tuple(ch.encode("gbk")) for ch in HOOKS)
_SITE: Final = re.compile(
    rf"[?\ufffd](?<![?\ufffd].)(?=[\x05-\x08]*(?:[?\ufffd][\x05-\x08]*)?[{HOOKS}])"
)
_KEPT: Final = re.compile(rf"[\x05-\x08][{HOOKS}]")
_HOOKED: Final = re.compile(rf"[?\ufffd][\x05-\x08]*[{HOOKS}]")
_WITH_CONTROLS: Final = re.compile(r"[?\ufffd][\x05-\x08]+")
_FIRST: Final = re.compile(rf"[?\ufffd][\x05-\x08]*[?\ufffd][\x05-\x08]*[{HOOKS}]")
_SECOND: Final = re.compile(r"[^?\ufffd]*[?\ufffd][\x05-\x08]*\Z")

_BEHIND: Final = re.compile(rf"[{HOOKS}](?P<run>[^\n{HOOKS}]{{0,3}})")
RARE: Final = -8.0
"""Log probability of a character below which a run is worth reading: one in 3,000."""

LIKELY: Final = 0.9
"""Probability of a first run from which the page counts as hooked, and the others cost less."""
PATIENCE: Final = 8
"""Sites in a row without such a run, after which the rest is not looked at."""


@lru_cache(maxsize=4)
def find(text: str) -> tuple[Torn, ...]:
    """Return the runs in order, each proven by replay: none on pages with readings.

    A page that was hooked once was hooked all over, so it is read again with other odds. Where
    nobody stripped the controls, they tell.
    """
    kept = _KEPT.search(text) is not None
    if not any(kept or _is_odd(text, m.end()) for m in _SITE.finditer(text)):
        return ()
    page = script.page(text)
    if page.damaged:
        return ()
    if not kept:
        found = tuple(_runs(HookLattice(text, page, HOOKED)))
        if not any(run.reading.probability >= LIKELY for run in found):
            return found
    return tuple(_runs(HookLattice(text, page, HOOKED_AGAIN)))


def _is_odd(text: str, position: int) -> bool:
    """Tell whether what stands behind a mark, and the sign that it was pushed before, is rare.

    Asked first, as it is cheap: most question marks before a sign are meant. Two marks are the
    halves of one character, or of two beside each other: nothing behind them need be rare.
    """
    seen = _BEHIND.match(text, position)
    if seen is None or seen["run"][:1] in ("?", "\ufffd"):
        return True
    model = source_model.load()
    return any(model.step(0, a, c) < RARE for a, c in pairwise(model.ids("\n" + seen["run"])))


def _runs(lattice: HookLattice) -> Iterator[Torn]:
    done = vain = 0
    tried: list[int] = []
    for site in lattice.sites():
        tried = [end for end in tried if end > site]
        if site < done or len(tried) >= torn_runs.TRIES:
            continue
        run, read = torn_runs.best(lattice, site, done)
        if run is not None and proves(lattice.text, run):
            yield run
            done = run.end
        else:
            tried.append(read)
        vain = 0 if run is not None and run.reading.probability >= LIKELY else vain + 1
        if vain == PATIENCE:
            break


class HookLattice(PageLattice):
    """The lattice of a page with such marks; all else on it stands for its own bytes."""

    def __init__(self, text: str, page: Page, price: float) -> None:
        """Take the page, and what a mark costs that is a byte left alone before a hook."""
        super().__init__(text, page)
        self._price = price
        self._site = 0

    def start_of(self, position: int) -> int:
        """Return where the slots begin: at the mark, which is where the first byte stood."""
        self._site = position
        return position

    def sites(self) -> Iterator[int]:
        """Yield the marks that may be a byte left alone before a hook, in order."""
        return (m.start() for m in _SITE.finditer(self.text))

    def slot(self, position: int, vanished: int = 0) -> Slot:
        """Return what stands at a position: a mark together with the controls behind it.

        One slot, since the search keeps all lead bytes for the next slot only.
        """
        choices, end = super().slot(position, vanished)
        kept = _WITH_CONTROLS.match(self.text, position)
        if kept is None:
            return choices, end
        lost = (choice for choice in choices if choice.data[:1] == (LOST,))
        return (Choice(literal=kept[0]), *lost), kept.end()

    def _question(self, ch: str, position: int) -> tuple[Choice, ...]:
        """A mark: itself, a byte left alone before a hook, or one that took what was behind it."""
        if ch == "？":
            return (Choice(tuple(ch.encode("gbk"))),)
        own = Choice((0x3F,)) if ch == "?" else Choice(literal=ch)
        price = self._price if position == self._site else HOOKED_AGAIN
        if _HOOKED.match(self.text, position):
            if _SECOND.match(self.text, max(0, position - REACH), position):
                return own, Choice((LOST,), 0.0, _is_stop)
            return own, Choice((LOST,), price)
        if _FIRST.match(self.text, position):
            return own, Choice((LOST,), price)
        eaten = tuple(
            Choice((LOST, ord(c)), LOST_AT_QUESTION + dearer, shifted=True)
            for c, dearer in swallowed(self.text, position + 1)
        )
        if self.text[position + 1 : position + 2] in ("", "\n"):
            return own, Choice((LOST,), LOST_AT_QUESTION, shifted=True), *eaten
        return own, *eaten


def _is_stop(lead: int, trail: int) -> float | None:
    return 0.0 if trail == STOP else None


def proves(text: str, run: Torn) -> bool:
    """Tell whether hooks turn the reading of a run into what stands there.

    Each byte left alone stood before the bytes of a mark, or before the end of its line.
    """
    stream: list[int | str] = []
    source: list[int] = []
    cuts: list[int] = []
    at = run.start
    for end, choice, (_, _, data, _) in zip(run.ends, run.taken, run.reading.pieces, strict=True):
        seen = text[at:end]
        source.extend(data)
        if choice.literal is not None:
            stream.append(choice.literal)
            source.append(0)
        elif not choice.data:
            stream.append(seen)  # a control that was pushed in
        elif choice.data == (LOST,):
            stream.extend((*data, replay.ALONE, seen[1:]) if seen else (*data, replay.GONE))
            cuts.append(len(source))
        else:
            stream.extend(data)
        at = end
    behind = [*pairwise(source), (source[-1], 0x0A), (0x0A, 0x0A)]
    return all(behind[cut] in _PAIRS or behind[cut][0] == 0x0A for cut in cuts) and (
        replay.fold(replay.display(stream)) == replay.fold(text[run.start : run.end])
    )
