"""The beam searches of one page: with its priors, and those of a sentence that asks or does not."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from textfix.insertion import brackets, gbk, questions
from textfix.insertion.evidence import Page
from textfix.insertion.line_ends import NEVER_OPENED, LineEnds, Marks
from textfix.insertion.page_bias import PageBias, unigram
from textfix.insertion.swallowed import behind_signs
from textfix.language import model as source_model
from textfix.language.classes import BOUNDARY
from textfix.lattice import Search, Steps


@cache
def machine() -> gbk.GbkMachine:
    """Return the machine, whose candidate lists are worth keeping from page to page."""
    return gbk.GbkMachine(unigram)


class PageSearch:
    """The searches of a page, each made when first asked for."""

    def __init__(self, text: str, page: Page) -> None:
        """Take the page; nothing is loaded yet."""
        self._text = text
        self._page = page
        self._searches: dict[tuple[bool, frozenset[str]], Search] = {}
        self._behinds: dict[bool, dict[str, Mapping[tuple[int, int], float]]] = {}

    def at(self, start: int, end: int) -> Search:
        """Return the search for what is torn between two places of a line, or behind the second."""
        key = questions.asks(self._text, end), brackets.wanted(self._text, start, end)
        found = self._searches.get(key)
        if found is None:
            asking, wanted = key
            # Markup ends what is read; to the model the sign is a bracket, which 、 goes before.
            signs, bias = {"<": BOUNDARY}, PageBias(self._text, self._page, wanted)
            steps = Steps(machine(), source_model.load(), bias, signs, self._behind(asking))
            found = self._searches[key] = Search(steps)
        return found

    def _behind(self, asking: bool) -> Mapping[str, Mapping[tuple[int, int], float]]:
        """Return what some characters win behind signs, counted once for each kind of sentence."""
        found = self._behinds.get(asking)
        if found is None:
            found = {"\n": LineEnds(self._text, asking), **dict.fromkeys(NEVER_OPENED, Marks())}
            found = self._behinds[asking] = found | behind_signs(self._text)
        return found
