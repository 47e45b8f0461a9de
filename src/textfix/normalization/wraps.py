"""normalization.wraps: lines of Han that were broken at a fixed column.

What: three or more lines of one width, broken inside sentences, are joined.
Why: e-mail, PDF and terminals break lines; the break splits words.
When not: verse, lists, tables, lines that end where sentences end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

from textfix.language import model as source_model
from textfix.model import Edit, Finding
from textfix.normalization import typography
from textfix.normalization.context import HAN, WIDE_MARKS
from textfix.profiles import Profile
from textfix.rule import Example, Rule

NARROWEST: Final = 28
"""Columns of the narrowest column of prose; verse has lines of 10 to 22."""
ALIKE: Final = 3
"""Columns by which full lines may differ: a mark that may not begin a line, a Latin word."""
LATIN_SLACK: Final = 14
SHORTEST: Final = 14
LONGEST: Final = 200
"""Characters of the lines that are looked at."""
FEWEST: Final = 3
"""Full lines that make a block."""
MOST_ENDED: Final = 0.5
"""Share of full lines that end with a sentence: by chance one in eight, in verse all."""
SAME_HEAD: Final = 0.4
"""Share of lines that begin with one character: in lists most, by chance one in twenty."""
FLUENT: Final = -6.5
"""Mean log probability of the first character of a line after the last ones of the line before."""

_ENDS: Final = "。！？!?.：:；;…”’」』）)"
_STARTS: Final = re.compile(f"[{HAN}{WIDE_MARKS}“‘A-Za-z0-9]")
_ITEM: Final = re.compile(r"(?:[(（]?[\dA-Za-z一二三四五六七八九十]{1,3}[)）.、．]|[-*+>#|•·])")
_LATIN: Final = re.compile("[A-Za-z0-9,.;:!?)]")
_NARROW: Final = re.compile("[\x20-\x7e\xa1-\u02ff\u0370-\u04ff\uff61-\uff9f]")
_RUN: Final = re.compile(b"[^\x00]{%d,}" % FEWEST)

Line = tuple[int, int]


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find blocks of lines broken at one column, and join their lines."""
    # Single line ends, as blank lines part paragraphs: too few are no block.
    if text.count("\n") - 2 * text.count("\n\n") < FEWEST:
        return ()
    found: list[Finding] = []
    for block in _blocks(text):
        found.extend(_joined(text, block))
    return found


def _candidates(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield runs of lines, by number, whose lengths could be those of a column."""
    lengths = bytes([n if SHORTEST <= n <= LONGEST else 0 for n in map(len, lines)])
    for run in _RUN.finditer(lengths):
        first = run.start()
        for k, (a, b) in enumerate(pairwise([*run[0], -LONGEST]), first):
            if not -LATIN_SLACK <= b - a <= LATIN_SLACK:
                if k - first >= FEWEST - 1 and _breaks_inside(lines[first : k + 1]):
                    yield first, min(k + 2, len(lines))
                first = k + 1


def _breaks_inside(lines: list[str]) -> bool:
    """Tell whether enough lines end inside a sentence to be looked at closely."""
    return sum(line[-1:] not in _ENDS for line in lines) >= FEWEST


def _blocks(text: str) -> Iterator[list[Line]]:
    """Yield runs of lines in which all but the last are equally wide and break inside sentences."""
    lines = text.split("\n")
    candidates = list(_candidates(lines))
    starts = [0, *accumulate(len(line) + 1 for line in lines)] if candidates else []
    for first, last in candidates:
        block: list[Line] = []
        widths: list[int] = []
        for line, at in zip(lines[first:last], starts[first:last], strict=True):
            wide = _width(line)
            goes_on = bool(_STARTS.match(line)) and not _ITEM.match(line)
            if block and goes_on and not _is_full(widths, wide, line):
                yield from _block(text, [*block, (at, at + len(line))], [*widths, wide])
                block, widths = [], []
                continue
            if block and not goes_on:
                yield from _block(text, block, widths)
                block, widths = [], []
            if wide >= NARROWEST:
                block.append((at, at + len(line)))
                widths.append(wide)
        yield from _block(text, block, widths)


def _width(line: str) -> int:
    """Return the columns of a line, 0 where less than half of its characters are wide."""
    wide = 2 * len(line) - len(_NARROW.findall(line))
    return wide if 2 * wide >= 3 * len(line) else 0


def _is_full(widths: list[int], wide: int, line: str) -> bool:
    """Tell whether a line reaches the column of those before it."""
    return abs(wide - widths[0]) <= ALIKE or (
        bool(_LATIN.search(line)) and abs(wide - max(widths)) <= LATIN_SLACK
    )


def _block(text: str, block: list[Line], widths: list[int]) -> Iterator[list[Line]]:
    """Let a block pass if its line ends are evidently those of a column."""
    if len(block) <= FEWEST:
        return
    full = block[:-1]
    ended = sum(text[b - 1] in _ENDS for _, b in full)
    heads = [text[a] for a, _ in block]
    if max(map(heads.count, heads)) > max(2, SAME_HEAD * len(block)):
        return
    if ended > MOST_ENDED * len(full) or widths[-1] > max(widths[:-1]) + ALIKE:
        return
    if _fluency(text, block) > FLUENT:
        yield block


def _fluency(text: str, block: list[Line]) -> float:
    """Return how well the lines of a block go on in the next, as mean log probability."""
    model = source_model.load()
    steps = []
    for (_, end), (start, _) in pairwise(block):
        p2, p1, c = model.ids(text[end - 2 : end] + text[start])
        steps.append(model.step(p2, p1, c))
    return sum(steps) / len(steps)


def _joined(text: str, block: list[Line]) -> Iterator[Finding]:
    """Join the lines: with a space between Latin words, with nothing beside Han."""
    for (_, end), (start, _) in pairwise(block):
        latin = _LATIN.match(text[end - 1]) and _LATIN.match(text[start])
        edits = (Edit(end, start, " " if latin else ""),)
        yield Finding(RULE.name, end, start, edits, "likely", 0.95)


_BROKEN: Final = (
    "这条老街原来有三家卖豆腐的铺子，早上五点就开\n"
    "门，一直卖到中午。后来年轻人都去了城里，铺子\n"
    "一家一家关了，只剩下街口的那一家，由老板的女\n"
    "儿接着做。她说只要还有人来买，她就会一直做下\n"
    "去。\n"
)

RULE = Rule(
    name="normalization.wraps",
    what="Join lines of Chinese that were broken at a fixed column.",
    why="the lines are equally wide and break inside sentences",
    when_not="Verse, lists, tables, and lines that end where sentences end.",
    safety="likely",
    profile="corpus",
    wakes=(typography.LINES,),
    find=find,
    examples=(Example(_BROKEN, _BROKEN.replace("\n", "") + "\n"),),
    keeps=(
        "雨打芭蕉，\n风吹杨柳，\n人在桥头，\n船在水中。\n",
        "第一项，买米买面买油买盐买酱买醋买茶\n第二项，扫地擦窗洗衣晒被收拾客厅厨房\n"
        "第三项，接送孩子看望老人打扫院子浇花\n第四项，写信寄信打电话问候远方的老朋友\n",
        "短行\n短行\n短行\n短行\n",
    ),
    sources=("damage.md §5: hard-wrapped lines",),
)
