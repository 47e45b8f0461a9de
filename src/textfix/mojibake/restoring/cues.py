"""What the rest of a line and of a text says about a character that was lost.

Law: nats for or against a filling; what they add up to never depends on how it is damaged.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from itertools import pairwise
from math import exp, log
from typing import Final, NamedTuple

from textfix.mojibake.restoring import emoji

ASKING, ENDING, CALLING = 3.5, 5.0, 1.5
"""Nats for a question mark behind a clause that asks. Behind such a clause in texts of `train` it
is 25 to 110 times as frequent as behind others; at the end of a line 15 to 750 times, measured by
`：` and `；` (median 150), and 15 to 30 times by `！`: an outcry may be in such words, too."""

LISTED: Final = 3.5
"""Nats for a semicolon at the end of a line with an item number: there 54 times as frequent."""

ILL_PLACED: Final = -6.0
"""What a bracket costs that opens where nothing follows, or closes where nothing is before."""

OPEN, UNOPENED = 3.0, -3.0
"""Nats for a bracket that closes what is open in the line, and for one that closes nothing. In
texts of `train` the odds are 9 to 1 and more where one is open, 1 to 400 and less where none is."""

SPACED: Final = -6.0
"""What an ideographic space costs beside a space or at the end of a line: in `train` `。`
stands 3,548 times between Han and a space, U+3000 never; at the end of a line 1 to 3,000."""

FAMILIAR: Final = 0.1
"""Share of characters that are there because the text is about what they say."""

SAID: Final = 0.1
"""Share of pairs of characters that are there because the text says the same again."""

MOST: Final = 4.0
"""Nats that a character or a pair wins at most by being frequent in the text."""

_ASKS: Final = re.compile(
    "[吗嗎呢谁誰哪怎几幾]|[什甚]么|什麼|甚麼|多少|多久|为何|為何|如何|是否|难道|難道|何[时時处處]"
    r"|([是要有会會能可对對好行该該应應敢肯愿願知])[不没沒]\1|有[没沒]有"
)
_ITEM: Final = re.compile(r"\s*[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]")
_CLAUSE: Final = re.compile("[，：。！？；,:!?;]")
_PAIRS: Final = dict(zip("（《〈【「『“‘", "）》〉】」』”’", strict=True))
_CLOSERS: Final = {b: a for a, b in _PAIRS.items()}


class Around(NamedTuple):
    """What is read of a line before and behind a hole; `counts` of the text's characters.

    `pairs` counts those that stand side by side.
    """

    left: str
    right: str
    counts: Counter[str]
    size: int
    pairs: Counter[str]


def weigh(filling: str, around: Around) -> float:
    """Return nats for a filling.

    >>> near = Around("你叫什么名字", "", Counter(), 0, Counter())
    >>> weigh("？", near) > 0 > weigh("「", near)
    True
    """
    return (
        sum(_familiar(ch, around) for ch in filling)
        + _recurring(filling, around)
        + _marks(filling, around)
        + _brackets(filling, around)
        + _spaces(filling, around)
        + emoji.nats(filling, around.left, around.right)
    )


def _familiar(ch: str, around: Around) -> float:
    """Return what a character wins by standing elsewhere in the text, and others lose."""
    if ch <= "\x7f":
        return 0.0
    share = around.counts[ch] / max(around.size, 1)
    return min(log(1.0 - FAMILIAR + FAMILIAR * share / _frequency(ch)), MOST)


def _recurring(filling: str, around: Around) -> float:
    """Return what pairs of characters win by standing elsewhere in the text, and others lose."""
    line = around.left[-1:] + filling + around.right[:1]
    gain = 0.0
    for a, b in pairwise(line):
        if around.counts[a] and a > "\x7f" and b > "\x7f":
            share = around.pairs[a + b] / around.counts[a]
            gain += min(log(1.0 - SAID + SAID * share / _after(a, b)), MOST)
    return gain


@lru_cache(maxsize=1 << 14)
def _after(a: str, b: str) -> float:
    from textfix.language import model

    source = model.load()
    return exp(source.backed(source.id(a), [source.id(b)])[0])


@cache
def _frequency(ch: str) -> float:
    from textfix.language import model

    source = model.load()
    return exp(source.unigram(source.id(ch)))


def _marks(filling: str, around: Around) -> float:
    """Return what marks win that a question asks for, or an item of a list."""
    gain = 0.0
    last = not around.right.strip()
    for mark in "？！":
        if mark in filling and (mark == "？" or last):
            head = filling[: filling.rindex(mark)]
            if _ASKS.search(_CLAUSE.split(around.left + head)[-1]):
                ends = last and filling.endswith(mark)
                gain += CALLING if mark == "！" else ENDING if ends else ASKING
    if filling.endswith("；") and last and _ITEM.match(around.left):
        gain += LISTED
    return gain


def _spaces(filling: str, around: Around) -> float:
    """Return what an ideographic space costs beside a space, or at the end of a line."""
    if "\u3000" not in filling:
        return 0.0
    line = around.left[-1:] + filling + (around.right[:1] or "\n")
    beside = [(a + b).strip("\u3000") for a, b in pairwise(line) if "\u3000" in a + b]
    return SPACED * sum(ch in (" ", "\n", "\t") for ch in beside)


def _brackets(filling: str, around: Around) -> float:
    """Return what brackets win that close others, and cost that open or close nothing."""
    cost = 0.0
    line = around.left + filling + around.right
    for k, ch in enumerate(filling, len(around.left)):
        if ch in _PAIRS:
            following = line[k + 1 : k + 2]
            cost += ILL_PLACED * (not following.strip() or following in _CLOSERS)
        elif ch in _CLOSERS:
            before = line[k - 1 : k]
            cost += ILL_PLACED * (not before.strip() or before in _PAIRS)
            opened = line.rfind(_CLOSERS[ch], 0, k) > line.rfind(ch, 0, k)
            cost += OPEN if opened else UNOPENED
    return cost
