"""What each thing on a damaged page may stand for, as slots of a byte lattice.

Costs are nats: the channel's odds of each event against the plain reading of the same text.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from textfix.chars import is_han
from textfix.insertion import gbk
from textfix.insertion.evidence import Page, converted
from textfix.insertion.glosses import Gloss, fit
from textfix.language import scripts
from textfix.lattice import LOST, Choice, Search

# A reading in parentheses on such a page is a gloss unless it cannot be one.
LITERAL_GLOSS: Final = 4.0
LITERAL_TORN: Final = 9.0
# A question mark is one, far more often than it is half a character.
LOST_AT_QUESTION: Final = 3.5
# A cut that left no question mark behind; looked for only where the text after it is odd.
LOST_AT_CUT: Final = 6.0
VANISHED: Final = 3.0
"""One pair in fifteen of a shifted run lies in the user-defined area."""
TWIN: Final = 0.3
# What the page itself says of a character.
KNOWN: Final = 2.5
"""The page glosses this character, in this way, elsewhere."""
CHANGED: Final = -2.0
"""The page glosses this character, but reads it in another way."""
UNKNOWN: Final = -0.5
UNLIKELY: Final = -5.0
"""The character is no conversion: such pages do not gloss it."""
WRONG_SCRIPT: Final = -4.0
"""A simplified form on a traditional page, or the reverse."""
UNGLOSSED: Final = -2.0
"""A character that the page glosses everywhere, standing without its gloss."""

CUT_MARKS: Final = "，！？。,!?."
QUESTIONS: Final = "?？\ufffd"

Slot = tuple[tuple[Choice, ...], int]
"""The choices of a slot, and where its stretch of text ends."""


class _Bias(dict[str, float]):
    """Nats for each character on this page, worked out when first met."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page

    def __missing__(self, ch: str) -> float:
        wrong = scripts.is_simplified_only if self._page.traditional else scripts.is_traditional_only
        value = WRONG_SCRIPT if wrong(ch) else 0.0
        if ch in self._page.readings:
            value += UNGLOSSED
        self[ch] = value
        return value

    def get(self, ch: str, default: float = 0.0) -> float:  # type: ignore[override]
        return self[ch]


class PageLattice:
    """The lattice of one page: where to look, and the choices at each place."""

    def __init__(self, text: str, page: Page) -> None:
        self.text = text
        self.page = page
        self._at = {g.start: g for g in page.glosses}
        self._ending = {g.end: g for g in page.glosses}

    @cached_property
    def search(self) -> Search:
        """The beam search with the page's priors."""
        from textfix.language import model as source_model

        return Search(gbk.GbkMachine(), source_model.load(), _Bias(self.page))

    def start_of(self, position: int) -> int:
        """Return where the slots must begin for the character before `position` to be whole."""
        start = position
        while start in self._ending and start > self._ending[start].start:
            start = self._ending[start].start
        return max(0, start - 1)

    def slot(self, position: int, vanished: bool) -> Slot:
        """Return what stands at a position: a gloss, whole or torn, or one character."""
        g = self._at.get(position)
        if g is not None and g.mark:
            return (self._torn(g) if g.torn else self._whole(g)), g.end
        choices = self._character(self.text[position], position)
        if vanished:
            choices += tuple(
                c._replace(data=(gbk.VANISHED_LEAD, gbk.VANISHED_TRAIL, *c.data),
                           cost=c.cost + VANISHED, shifted=True)
                for c in choices if c.data and LOST not in c.data
            )  # fmt: skip
        return choices, position + 1

    def _whole(self, g: Gloss) -> tuple[Choice, ...]:
        def check(lead: int, trail: int) -> float | None:
            return self._gain(gbk.pairs().char.get(lead << 8 | trail, ""), g.reading)

        return (
            Choice((), 0.0, check),
            Choice(literal=self.text[g.start : g.end], cost=LITERAL_GLOSS),
        )

    def _torn(self, g: Gloss) -> tuple[Choice, ...]:
        def check(lead: int, trail: int) -> float | None:
            return self._gain(gbk.pairs().char.get(lead << 8 | trail, ""), g.reading)

        return (
            Choice((LOST,), 0.0, check),
            Choice(literal=self.text[g.start : g.end], cost=LITERAL_TORN),
        )

    def _gain(self, ch: str, reading: str) -> float | None:
        """Judge that `ch`, as the last two bytes spell it, was glossed with this reading."""
        if not ch or not fit(ch, reading):
            return None
        known = self.page.readings.get(ch)
        if known is not None:
            return KNOWN - UNGLOSSED if known == reading else CHANGED - UNGLOSSED
        return UNKNOWN if converted(ch, self.page.traditional) else UNLIKELY

    def _character(self, ch: str, position: int) -> tuple[Choice, ...]:
        data = gbk.encode(ch)
        if ch in QUESTIONS:
            return self._question(ch, position)
        if data is None:
            return (Choice(literal=ch),)
        choices: tuple[Choice, ...] = (Choice(data),)
        if len(data) == 1 and ch in gbk.FULLWIDTH:
            choices += (Choice(gbk.FULLWIDTH[ch], TWIN, shifted=True),)
            if ch == ".":
                choices += (Choice((0xA3, 0xAE), TWIN, shifted=True),)
        return choices

    def _question(self, ch: str, position: int) -> tuple[Choice, ...]:
        """A question mark: itself, its fullwidth twin, or a byte that was left alone."""
        own = (Choice((0x3F,)),) if ch == "?" else (Choice((0xA3, 0xBF)),) if ch == "？" else (Choice(literal=ch),)
        twin = (Choice((0xA3, 0xBF), TWIN, shifted=True),) if ch == "?" else ()
        lost = (Choice((LOST,), LOST_AT_QUESTION),) if ch != "？" else ()
        return own + twin + lost

    def sites(self) -> Iterator[int]:
        """Yield the positions at which a torn run may begin, in order."""
        places = {g.start for g in self.page.glosses if g.mark and (g.torn or self._behind_ascii(g))}
        if self.page.damaged:
            places.update(self._odd_questions())
        return iter(sorted(places))

    @staticmethod
    def _behind_ascii(g: Gloss) -> bool:
        """A gloss behind an ASCII character that can be the tail of a pair: `A(yù)pp`."""
        return not g.fits and "@" <= g.owner <= "~"

    def _odd_questions(self) -> Iterator[int]:
        """Question marks next to Han or marks, where a byte may have been left alone."""
        at = self.text.find("?")
        while at >= 0:
            around = self.text[max(0, at - 1) : at] + self.text[at + 1 : at + 2]
            if any(is_han(c) or c in CUT_MARKS for c in around) and at not in self._at:
                yield at
            at = self.text.find("?", at + 1)
