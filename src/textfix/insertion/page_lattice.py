"""What each thing on a damaged page may stand for, as slots of a byte lattice.

Costs are nats: the channel's odds of each event against the plain reading of the same text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Final

from textfix.insertion import context, gbk, readers
from textfix.insertion.choice import converted, is_common
from textfix.insertion.cuts import CUT_MARKS, silent
from textfix.insertion.evidence import Page
from textfix.insertion.glosses import Gloss, fit
from textfix.insertion.lone import QUESTIONS, question, unmarked
from textfix.insertion.page_bias import PageBias
from textfix.insertion.page_search import PageSearch
from textfix.insertion.prices import (
    CHANGED,
    KNOWN,
    LITERAL_GLOSS,
    LITERAL_TORN,
    LOST_AT_CUT,
    LOST_AT_END,
    PLAIN_CONTROL,
    RARE,
    TWIN,
    UNKNOWN,
    UNLIKELY,
)
from textfix.insertion.readers import USUAL, Reader
from textfix.lattice import LOST, Choice

NESTED: Final = 8
"""Readings in a row behind one character that are followed back; more are somebody's joke."""

_HOOKED: Final = re.compile(r"[?\ufffd](?<![?\n].)(?=[\x05-\x08]+[，。？；：！,.?;:!])")
_ALONE: Final = re.compile(r"[?\ufffd](?<![?\n].)(?=[，！？。,!?.；：;:、])(?!\?{2})")

Slot = tuple[tuple[Choice, ...], int]
"""The choices of a slot, and where its stretch of text ends."""


class PageLattice:
    """The lattice of one page: where to look, and the choices at each place."""

    def __init__(self, text: str, page: Page, reader: Reader = USUAL) -> None:
        """Note where the readings stand; nothing is loaded yet."""
        self.text = text
        self.reader = reader
        self.page = page = readers.retold(text, page, reader)
        self._bias = PageBias(text, page)
        self.search = PageSearch(text, page)
        self._at = {g.start: g for g in page.glosses}
        self._ending = {g.end: g for g in page.glosses}

    def start_of(self, position: int) -> int:
        """Return where the slots must begin for the character before `position` to be whole."""
        start = position
        for _ in range(NESTED):
            if start not in self._ending:
                break
            start = self._ending[start].start
        start -= 1
        # Behind an ASCII tail (`款A(yù)`) the lead byte is the last of the character before.
        if start > 0 and self.text[start] < "\x80":
            start -= 1
        return max(0, start)

    def before(self, position: int) -> str:
        """Return the two characters before a place, readings left out."""
        return context.before(self.text, position, self._ending)

    def after(self, position: int) -> str:
        """Return the two characters behind a place, readings left out."""
        return context.after(self.text, position, self._at)

    def slot(self, position: int, vanished: int = 0) -> Slot:
        """Return what stands at a position: a gloss, whole or torn, or one character.

        Up to `vanished` pairs in a row may have been lost before it. That has no price: which pairs
        vanish is settled by the bytes, and what was written is the source model's affair.
        """
        g = self._at.get(position)
        if g is None:
            choices, end = self._character(self.text[position], position), position + 1
        else:
            choices, end = (self._torn(g) if g.torn else self._whole(g)), g.end
        if g is not None and not g.torn:
            return choices, end  # what vanished has no reading
        holes = tuple(
            c._replace(gap=gap, shifted=True)
            for gap in range(1, vanished + 1) for c in choices
            # Behind 書 the first byte of 。 vanishes and the second is left alone at the line end.
            if c.data and (gap == 1 or not (c.data[0] == LOST and len(c.data) > 1))
        )  # fmt: skip
        return choices + holes, end

    def _whole(self, g: Gloss) -> tuple[Choice, ...]:
        return (
            Choice((), 0.0, self._asked(g)),
            Choice(literal=self.text[g.start : g.end], cost=LITERAL_GLOSS),
        )

    def _torn(self, g: Gloss) -> tuple[Choice, ...]:
        if len(g.mark) > 1:  # the torn byte shows: it leads the character before the box
            lead = (gbk.FULLWIDTH.get(g.mark[0]) or gbk.encode(g.mark[0]) or (0,))[0]
            return (
                Choice((lead,), 0.0, self._asked(g)),
                Choice(literal=self.text[g.start : g.end], cost=LITERAL_TORN),
            )
        return (
            Choice((LOST,), 0.0, self._asked(g), pairs=readers.pairs(g.reading, self.reader.euro)),
            Choice(literal=self.text[g.start : g.end], cost=LITERAL_TORN),
        )

    def _asked(self, g: Gloss) -> Callable[[int, int], float | None]:
        """Return the question whether two bytes are a character that this gloss was put behind."""

        def check(lead: int, trail: int) -> float | None:
            return self._gain(gbk.pairs().char.get(lead << 8 | trail, ""), g.reading)

        return check

    def _gain(self, ch: str, reading: str) -> float | None:
        """Judge that `ch`, as the last two bytes spell it, was glossed with this reading."""
        if not ch or not fit(ch, reading):
            return None
        known = self.page.readings.get(ch)
        if known is not None:
            return (KNOWN if known == reading else CHANGED) - self._bias.unglossed
        if not converted(ch, self.page.traditional):
            return UNLIKELY
        return UNKNOWN if is_common(ch) else RARE

    def _character(self, ch: str, position: int) -> tuple[Choice, ...]:
        data = gbk.encode(ch)
        if "\x05" <= ch <= "\x08":
            return Choice(), Choice(data or (), PLAIN_CONTROL)
        if ch in QUESTIONS:
            return self._question(ch, position)
        if data is None:
            shown = self.reader.area == "shown" and readers.private(ch)
            return Choice(literal=ch), *((Choice(shown, shifted=True),) if shown else ())
        choices: tuple[Choice, ...] = (Choice(data),)
        if ch == "€":
            choices += (Choice((gbk.EURO,), shifted=True),)
        elif ch == "\n":
            choices += (Choice((LOST, *data), LOST_AT_END, shifted=True),)
        elif len(data) == 1 and ch in gbk.FULLWIDTH:
            # In step, a twin reads the same; only the byte that a tear needs tells them apart.
            torn = (g := self._at.get(position + 1)) is not None and g.torn
            torn |= (g := self._at.get(position + 2)) is not None and not (g.fits or g.torn)
            choices += (Choice(gbk.FULLWIDTH[ch], TWIN, shifted=not torn),)
            if ch == ".":
                choices += (Choice((0xA3, 0xAE), TWIN, shifted=True),)
        choices += tuple(unmarked(data, self.reader))
        if ch in CUT_MARKS and (position in self._silent_cuts or self._drops):
            # In step, only where the text behind makes no sense; out of step, any cut may end it.
            lost = LOST, *gbk.FULLWIDTH.get(ch, data)
            shifted = position not in self._silent_cuts
            choices += (Choice(lost, LOST_AT_CUT, shifted=shifted),)
        return choices

    @property
    def end(self) -> tuple[Choice, ...]:
        """The slot behind the last character: nothing, or a byte that left no mark."""
        lost = Choice((LOST,), LOST_AT_END, shifted=True)
        return Choice(), lost, lost._replace(gap=1)

    def _question(self, ch: str, position: int) -> tuple[Choice, ...]:
        return question(self.text, position, self.reader)

    def sites(self) -> Iterator[int]:
        """Yield the positions at which a torn run may begin, in order."""
        odd = (g for g in self.page.glosses if not g.fits or g.torn)
        places = {g.start for g in odd if self._explained(g)}
        if self.page.damaged:
            places.update(m.start() for m in _HOOKED.finditer(self.text))
            places.update(self._odd_questions())
            places.update(self._silent_cuts)
        return iter(sorted(places))

    @cached_property
    def _silent_cuts(self) -> frozenset[int]:
        """Cut marks behind which the text makes no sense: a byte may be gone without a mark."""
        return silent(self.text) if self.page.damaged else frozenset()

    @cached_property
    def _drops(self) -> bool:
        """Whether this page may show nothing for a byte left alone; a page does or does not."""
        marked = sum(1 for _ in self._odd_questions())
        return self.page.damaged and (not marked or len(self._silent_cuts) > marked)

    def _explained(self, g: Gloss) -> bool:
        """Whether a gloss may stand inside or behind a character: `?yè)P`, `A(yù)pp`."""
        if g.torn:
            data = gbk.encode(g.owner) if g.owner else None
            return self.page.damaged or (
                data is not None
                and len(data) == 2
                and data[1] in readers.pairs(g.reading, self.reader.euro)
            )
        if g.fits or not "@" <= g.owner <= "~" or g.start < 2:
            return False
        last = self.text[g.start - 2]
        before = gbk.FULLWIDTH.get(last) or gbk.encode(last) or (0,)
        return fit(gbk.pairs().char.get(before[-1] << 8 | ord(g.owner), ""), g.reading)

    def _odd_questions(self) -> Iterator[int]:
        """Question marks that may be a byte left alone: before a cut, not in a row of their own."""
        for m in _ALONE.finditer(self.text):
            if m.start() not in self._at:
                yield m.start()
