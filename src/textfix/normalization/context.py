"""What stands around a place: is it prose, or code, a formula, an address?

Law: linear in the text; a look at a whole text is remembered for the rules of one pass.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_letters
from typing import Final

HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々〻"
"""Han characters as the inside of a class, with those written like them."""

WIDE_MARKS: Final = (
    "\u3001-\u3003\u3008-\u3011\u3014-\u301b\uff01-\uff0f\uff1a-\uff1f\uff3b-\uff3d\uff5b-\uff5e"
)
"""CJK punctuation and fullwidth punctuation, not the ideographic space."""

_SCHEME: Final = 20
"""Letters before `://` that may name a protocol."""
# What is not prose begins with one of these; at each, the alternatives are tried once.
_TRIGGER: Final = re.compile("[`~$\\\\:<&\\]]")
_PROTECTED: Final = re.compile(
    r"(?<![^\n \t])(?P<fence>`{3,}|~{3,}(?=[\w \t]*$))[^\n]*\n(?s:.*?)"
    r"(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<tick>`+)(?!`)[^\n]{1,400}?(?<!`)(?P=tick)(?!`)"
    r"|\$\$[^$]{1,2000}\$\$|\$(?! )[^$\n一-鿿]{1,300}(?<! )\$"
    r"|\\begin\{(?P<env>[a-z]*(?:eq|align|cases|matrix|array|gather|math|split|code|verb|listing)"
    r"[a-z]*\*?)\}(?s:.{0,4000}?)\\end\{(?P=env)\}"
    r"|\\\([^\n]{1,300}?\\\)|\\\[(?s:.{1,2000}?)\\\]"
    # A parenthesis that closes what stands before the address is no part of it.
    r"|(?<=[a-z])://(?:[^\s<>()\"'一-鿿，。；：！？、）】」』”’]+"
    r"|\([^\s<>()\"'一-鿿，。；：！？、）】」』”’]{0,200}\)"
    # Han belongs to it where a path or a query goes on with them.
    r"|(?<=[=?&#/_])[一-鿿][^\s<>()\"'，。；：！？、）】」』”’]{0,200})+"
    r"|</?[A-Za-z][^<>\n]{0,500}>|<!--(?s:.{0,2000}?)-->"
    r"|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,30});"
    r"|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*){0,9}(?: \"[^\"\n]*\")?\)"
    r"|:[a-z+-][a-z0-9_+-]{1,30}:(?!//)",
    re.ASCII | re.MULTILINE,
)
"""Markdown code and link targets, formulas, addresses, tags, entities, emoji names."""

_FRONT_MATTER: Final = re.compile("---[ \t]*\n(?s:.{0,4000}?)\n---[ \t]*(?=\n|\\Z)")
"""Settings at the head of a Markdown file."""

may_protect: Final = _TRIGGER.search
"""Tell whether a piece of text has what begins a protected stretch."""


class Spans:
    """Sorted disjoint stretches of a text, asked for positions.

    >>> 3 in Spans([(2, 5)]), 5 in Spans([(2, 5)])
    (True, False)
    """

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        """Take stretches as (start, end), in order and disjoint."""
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def __contains__(self, position: int) -> bool:
        """Tell whether a position lies in one of the stretches."""
        k = bisect_right(self._starts, position) - 1
        return k >= 0 and position < self._ends[k]

    def outside(self, text: str, start: int, end: int) -> str:
        """Return what a piece of the text holds outside the stretches, a space for each of them.

        >>> Spans([(2, 5)]).outside("甲乙[x]丙丁", 0, 7)
        '甲乙 丙丁'
        """
        pieces: list[str] = []
        k = bisect_right(self._ends, start)
        while k < len(self._starts) and self._starts[k] < end:
            pieces += text[start : max(start, self._starts[k])], " "
            start = min(end, self._ends[k])
            k += 1
        return "".join([*pieces, text[start:end]])


@lru_cache(maxsize=4)
def protected(text: str) -> Spans:
    """Return the stretches of a text that are not prose: code, formulas, addresses, markup.

    >>> 4 in protected("见 `a,b` 处")
    True
    """
    front = _FRONT_MATTER.match(text)
    spans = [front.span()] if front else []
    end = front.end() if front else 0
    for trigger in _TRIGGER.finditer(text):
        at = trigger.start()
        if at >= end and (m := _PROTECTED.match(text, at)):
            stop = m.end()
            if text.startswith("://", at):
                # The protocol belongs to an address, a mark behind it to the sentence.
                stop = at + len(m[0].rstrip(",.;:!?"))
                head = text[max(end, at - _SCHEME) : at]
                at -= len(head) - len(head.rstrip(ascii_letters))
            spans.append((at, stop))
            end = m.end()
    return Spans(spans)


def lines_with(text: str, mark: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans of the lines in which a pattern occurs.

    >>> list(lines_with("a\\nb\\na", re.compile("a")))
    [(0, 1), (4, 5)]
    """
    at = 0
    while m := mark.search(text, at):
        start = text.rfind("\n", 0, m.start()) + 1
        end = text.find("\n", m.start())
        end = len(text) if end < 0 else end
        yield start, end
        at = end + 1
