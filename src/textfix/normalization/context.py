"""What stands around a place: its script, whether its line is Chinese, whether it is code.

Law: linear in the text; looks at whole texts are remembered for the rules of one pass.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Final

from textfix.language import scripts

HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々〻"
"""Han characters as the inside of a class, with those written like them."""

WIDE_MARKS: Final = (
    "\u3001-\u3003\u3008-\u3011\u3014-\u301b\uff01-\uff0f\uff1a-\uff1f\uff3b-\uff3d\uff5b-\uff5e"
)
"""CJK punctuation and fullwidth punctuation, not the ideographic space."""

_SAMPLE: Final = 20_000
_SCRIPT_RATIO: Final = 2
_HAN_ONE: Final = re.compile(f"[{HAN}]")
_LATIN_WORD: Final = re.compile("[A-Za-zÀ-ɏḀ-ỿ]+")
_KANA: Final = re.compile("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_HANGUL: Final = re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")

_PROTECTED: Final = re.compile(
    r"(?ms)^[ \t]*(?P<fence>`{3,}|~{3,}(?=[\w \t]*$))[^\n]*\n.*?"
    r"(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<tick>`+)(?!`)[^\n]+?(?<!`)(?P=tick)(?!`)"
    r"|\$\$[^$]{1,2000}\$\$|\$(?! )[^$\n一-鿿]{1,300}(?<! )\$"
    r"|\\\([^\n]{1,300}?\\\)|\\\[.{1,2000}?\\\]"
    r"|(?:https?|ftp|file|mailto|git|ssh|wss?)://[^\s<>\"'一-鿿，。；：！？、）】」』”’]+"
    r"|(?:www\.)[\w-]+(?:\.[\w-]+)+[^\s<>\"'一-鿿，。；：！？、）】」』”’]*"
    r"|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+"
    r"|</?[A-Za-z][^<>\n]{0,500}>|<!--.{0,2000}?-->"
    r"|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,30});"
    r"|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?: \"[^\"\n]*\")?\)"
    r"|:[a-z+-][a-z0-9_+-]{1,30}:",
    re.ASCII,
)
"""Markdown code and link targets, formulas, addresses, tags, entities, emoji names."""


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


@lru_cache(maxsize=4)
def protected(text: str) -> Spans:
    """Return the stretches of a text that are not prose: code, formulas, addresses, markup.

    >>> 4 in protected("见 `a,b` 处")
    True
    """
    return Spans([m.span() for m in _PROTECTED.finditer(text)])


@lru_cache(maxsize=4)
def script(text: str) -> str:
    """Return "hans" or "hant" where the characters of a text tell, else "".

    >>> script("这个国家的经济"), script("這個國家的經濟"), script("山水")
    ('hans', 'hant', '')
    """
    middle = max(_SAMPLE, len(text) // 2)
    characters = set(text[:_SAMPLE]) | set(text[middle : middle + _SAMPLE])
    old = sum(map(scripts.is_traditional_only, characters))
    new = sum(map(scripts.is_simplified_only, characters))
    if old > _SCRIPT_RATIO * new:
        return "hant"
    return "hans" if new > _SCRIPT_RATIO * old else ""


@lru_cache(maxsize=1024)
def is_chinese(line: str) -> bool:
    """Tell whether a line is Chinese prose, in which single foreign words may stand.

    >>> is_chinese("我们用 Python 写"), is_chinese("the word 漢字 means"), is_chinese("漢字とかな")
    (True, False, False)
    """
    han = len(_HAN_ONE.findall(line))
    if not han:
        return False
    foreign = len(_KANA.findall(line)) + len(_HANGUL.findall(line))
    # A Latin word says as much as two Han characters.
    return han >= len(_LATIN_WORD.findall(line)) and foreign * 5 <= han


def line_at(text: str, position: int) -> tuple[int, int]:
    """Return the span of the line that holds a position, without its line end.

    >>> line_at("ab\\ncd", 4)
    (3, 5)
    """
    end = text.find("\n", position)
    return text.rfind("\n", 0, position) + 1, len(text) if end < 0 else end
