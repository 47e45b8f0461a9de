"""What stands around a place: its script, whether its line is Chinese, whether it is code.

Law: linear in the text; looks at whole texts are remembered for the rules of one pass.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from string import ascii_letters
from typing import Final

from textfix.language import scripts

HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々〻"
"""Han characters as the inside of a class, with those written like them."""

WIDE_MARKS: Final = (
    "\u3001-\u3003\u3008-\u3011\u3014-\u301b\uff01-\uff0f\uff1a-\uff1f\uff3b-\uff3d\uff5b-\uff5e"
)
"""CJK punctuation and fullwidth punctuation, not the ideographic space."""

_SCHEME: Final = 20
"""Letters before `://` that may name a protocol."""
_SAMPLE: Final = 20_000
_STRIDE: Final = 128
_ENOUGH: Final = 12
"""Characters of one script more than of the other that end the search."""
_SCRIPT_RATIO: Final = 2
_OTHER_SHARE: Final = 3
"""A text in which kana or Hangul are more than one for so many Han is no Chinese text."""
_HAN_ONE: Final = re.compile(f"[{HAN}]")
_LATIN_WORD: Final = re.compile("[A-Za-zÀ-ɏḀ-ỿ]+")
_KANA: Final = re.compile("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_HANGUL: Final = re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")

# What is not prose begins with one of these; at each, the alternatives are tried once.
_TRIGGER: Final = re.compile("[`~$\\\\:<&\\]]")
_PROTECTED: Final = re.compile(
    r"(?<![^\n \t])(?P<fence>`{3,}|~{3,}(?=[\w \t]*$))[^\n]*\n(?s:.*?)"
    r"(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<tick>`+)(?!`)[^\n]{1,400}?(?<!`)(?P=tick)(?!`)"
    r"|\$\$[^$]{1,2000}\$\$|\$(?! )[^$\n一-鿿]{1,300}(?<! )\$"
    r"|\\\([^\n]{1,300}?\\\)|\\\[(?s:.{1,2000}?)\\\]"
    # A parenthesis that closes what stands before the address is no part of it.
    r"|(?<=[a-z])://(?:[^\s<>()\"'一-鿿，。；：！？、）】」』”’]+"
    r"|\([^\s<>()\"'一-鿿，。；：！？、）】」』”’]{0,200}\)"
    # Han belongs to it where a path or a query goes on with them.
    r"|(?<=[=?&#/_])[一-鿿][^\s<>()\"'，。；：！？、）】」』”’]{0,200})+"
    r"|</?[A-Za-z][^<>\n]{0,500}>|<!--(?s:.{0,2000}?)-->"
    r"|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,30});"
    r"|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*){0,9}(?: \"[^\"\n]*\")?\)"
    r"|:[a-z+-][a-z0-9_+-]{1,30}:",
    re.ASCII | re.MULTILINE,
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
    spans: list[tuple[int, int]] = []
    end = 0
    for trigger in _TRIGGER.finditer(text):
        at = trigger.start()
        if at >= end and (m := _PROTECTED.match(text, at)):
            if text.startswith("://", at):
                head = text[max(end, at - _SCHEME) : at]
                at -= len(head) - len(head.rstrip(ascii_letters))
            spans.append((at, m.end()))
            end = m.end()
    return Spans(spans)


@cache
def _only() -> tuple[frozenset[str], frozenset[str]]:
    """Return the Han characters that only traditional, and only simplified text has."""
    both = [chr(c) for c in range(0x3400, 0xA000)]
    return (
        frozenset(filter(scripts.is_traditional_only, both)),
        frozenset(filter(scripts.is_simplified_only, both)),
    )


@lru_cache(maxsize=4)
def script(text: str) -> str:
    """Return "hans" or "hant" where the characters of a text tell, else "".

    >>> script("这个国家的经济"), script("這個國家的經濟"), script("山水")
    ('hans', 'hant', '')
    """
    traditional, simplified = _only()
    old = new = 0
    for at in range(0, min(len(text), _SAMPLE), _STRIDE):
        piece = text[at : at + _STRIDE]
        old += sum(c in traditional for c in piece)
        new += sum(c in simplified for c in piece)
        if abs(old - new) >= _ENOUGH:
            break
    if old > _SCRIPT_RATIO * new:
        return "hant"
    return "hans" if new > _SCRIPT_RATIO * old else ""


@lru_cache(maxsize=4)
def _elsewhere(text: str) -> bool:
    """Tell a text that is Japanese or Korean: its lines without kana or Hangul are so too."""
    sample = text[:_SAMPLE]
    foreign = len(_KANA.findall(sample)) + len(_HANGUL.findall(sample))
    return foreign > 0 and foreign * _OTHER_SHARE > len(_HAN_ONE.findall(sample))


def chinese_line(text: str, start: int, end: int) -> bool:
    """Tell whether a line of a text is Chinese prose, judged without its code and addresses.

    >>> text = "見[這裡](https://example.org/some/long/path)的說明"
    >>> chinese_line(text, 0, len(text)), chinese_line("実行: はい\\n実行: 可", 7, 12)
    (True, False)
    """
    line = text[start:end]
    if not is_chinese(line):
        if not _TRIGGER.search(line) or not _HAN_ONE.search(line):
            return False
        if not is_chinese(protected(text).outside(text, start, end)):
            return False
    return not _elsewhere(text)


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


class Lines:
    """The lines of a text, asked for positions in ascending order; each is judged once.

    >>> lines = Lines("中文\\nen")
    >>> lines.chinese(1), lines.chinese(4), lines.span(4)
    (True, False, (3, 5))
    """

    def __init__(self, text: str) -> None:
        """Take the text; no line is looked at yet."""
        self._text = text
        self._span = (0, -1)
        self._verdict: bool | None = None

    def span(self, position: int) -> tuple[int, int]:
        """Return the span of the line that holds a position, without its line end."""
        start, end = self._span
        if not start <= position <= end:
            end = self._text.find("\n", position)
            end = len(self._text) if end < 0 else end
            self._span = self._text.rfind("\n", 0, position) + 1, end
            self._verdict = None
        return self._span

    def chinese(self, position: int) -> bool:
        """Tell whether the line that holds a position is Chinese prose."""
        start, end = self.span(position)
        if self._verdict is None:
            self._verdict = chinese_line(self._text, start, end)
        return self._verdict


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
