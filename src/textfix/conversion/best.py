"""mode="best": OpenCC's answers, but for one-to-many characters where words speak against them.

The word lattice decides only where its reading and OpenCC's give different characters; all
else stays as OpenCC has it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from textfix.conversion import engines, tables
from textfix.conversion.lattice import Run, Word, words
from textfix.conversion.passes import Edit, Pass, rewrite, shift
from textfix.conversion.scalar import Match
from textfix.conversion.simplified import TO_SIMPLIFIED, finished
from textfix.conversion.spelling import OLD, Spelling, needed, respelled, respellings, rows, spelled
from textfix.conversion.tables import Plan
from textfix.conversion.units import Span, merge

FROM_SIMPLIFIED = frozenset({"s2t", "s2tw", "s2twp", "s2hk", "s2hkp"})

SURNAMES = {name: name for name in "余范郁游岳"}
"""Alone at the start of a short run these are names, and keep their form."""

MODERN_ALONE = "签赞杆郁岳岩"
"""Alone, these are written as in the lattice only in modern text (`ALONE_AS` of its builder)."""

REACH = 3
"""How many words to either side may be the one that reaches over a phrase's end."""

LOOK = 400
"""From so many characters on it pays to look for the runs that need reading (measured)."""

PIECE = 16384
"""Long texts go in pieces of about so many characters: one word in context slows its piece."""

NAME = 4
"""A run of so many characters at most may be a name and nothing else."""


@cache
def _several() -> frozenset[str]:
    return frozenset(tables.candidates(tables.OFFICIAL, "STCharacters"))


@cache
def _open_run() -> re.Pattern[str]:
    """Match runs of Han characters that hold a character with several traditional forms."""
    several = re.escape("".join(sorted(_several())))
    return re.compile(f"[㐀-鿿]*?[{several}][㐀-鿿]*")


def decisions(text: str) -> list[Word]:
    """List the words with which the lattice overrules OpenCC's reading of simplified text.

    >>> decisions("展示了如何")
    [Word(start=2, end=3, value='了')]
    """
    there = engines.text(tables.plan("s2t"), text, ())
    if len(there) != len(text):
        return []
    read = None
    if len(text) > LOOK and not engines.without_numpy(len(text)):
        from textfix.conversion import suspects

        read = suspects.runs(text, there, "".join(SURNAMES), NAME)
    return [
        word
        for run in (_every_run(text) if read is None else read)
        for word in _overruling(text, there, run)
    ]


def _every_run(text: str) -> Iterator[Run]:
    phrases = engines.found(tables.plan("s2t"), text)
    ends = [start + size for start, size, _ in phrases]
    for found in _open_run().finditer(text):
        start, end = found.span()
        low, high = bisect_right(ends, start), bisect_left(phrases, (end, 0, 0))
        yield Run(start, end, phrases[low:high])


def _overruling(text: str, there: str, run: Run) -> Iterator[Word]:
    start, end, phrases = run
    if end - start > 1:
        starts = [place for place, _, _ in phrases]
        cut = _named(words(text[start:end], start), text, end - start)
        for n, word in enumerate(cut):
            if _differs(word, text, there) and _crossed(cut, n, phrases, starts):
                yield word


def _named(cut: list[Word], text: str, size: int) -> list[Word]:
    first = cut[0]
    if size <= NAME and first.end == first.start + 1 and text[first.start] in SURNAMES:
        # The name reaches to the end of the run: as one word it outbids any phrase.
        rest = "".join(word.value for word in cut[1:])
        return [Word(first.start, cut[-1].end, SURNAMES[text[first.start]] + rest)]
    return cut


def _differs(word: Word, text: str, there: str) -> bool:
    a, b, value = word
    if value == there[a:b]:
        return False
    several = _several()
    return any(text[n] in several and value[n - a] != there[n] for n in range(a, b))


def _crossed(cut: list[Word], n: int, phrases: list[Match], starts: list[int]) -> bool:
    """Tell whether a word of the lattice reaches over an end of OpenCC's phrase at cut[n].

    Where none does, the words only take apart what OpenCC knows as a whole: 藉由, 週會.
    """
    word = cut[n]
    at = bisect_right(starts, word.end - 1) - 1
    touched = False
    while at >= 0 and starts[at] + phrases[at][1] > word.start:
        low, high = starts[at], starts[at] + phrases[at][1]
        touched = True
        for near in cut[max(0, n - REACH) : n + REACH + 1]:
            over = near.start < low < near.end or near.start < high < near.end
            if near.end - near.start > 1 and over:
                return True
        at -= 1
    return not touched


@lru_cache(4096)
def _value(source: str, standard: str, config: str) -> str:
    """Bring a word's standard form to the form of the configuration."""
    if engines.text(tables.plan("s2t"), source, ()) == standard:
        return engines.text(tables.plan(config), source, ())
    target = config.removeprefix("s2").removesuffix("p")
    return standard if target == "t" else engines.text(tables.plan(f"t2{target}"), standard, ())


def forced(plan: Plan, text: str, blocked: Sequence[Span], table: Spelling) -> list[Edit]:
    """List the words that a plan must take as they are given here, with their results."""
    if plan.name not in FROM_SIMPLIFIED:
        return []
    free = [
        word
        for word in decisions(text)
        if not any(a < word.end and b > word.start for a, b in blocked)
        and not (table is OLD and text[word.start : word.end] in MODERN_ALONE)
    ]
    edits = [(a, b, _value(text[a:b], value, plan.name)) for a, b, value in free]
    return [(a, b, respelled(new, table)) for a, b, new in edits]


def passes(
    plan: Plan, text: str, blocked: Sequence[Span], table: Spelling | None = None
) -> tuple[list[Pass], list[Edit]]:
    """Run a plan with the lattice's words; return the passes and those words.

    `table` holds words to spell in another way; by default those of native writers.
    """
    table = rows(None, plan.name, "best", text) if table is None else table
    given = forced(plan, text, blocked, table)
    return _passes(plan, text, given, blocked, table), given


def _passes(
    plan: Plan, text: str, given: list[Edit], blocked: Sequence[Span], table: Spelling
) -> list[Pass]:
    closed = merge([*blocked, *((a, b) for a, b, _ in given)])
    done = engines.passes(plan, text, closed)
    if plan.name in TO_SIMPLIFIED:
        return _finished(plan, done, closed)
    return [*done, *spelled(done, table, closed)]


def _finished(plan: Plan, done: list[Pass], closed: Sequence[Span]) -> list[Pass]:
    """Add the pass that decides between 著 and 着 and the like, outside of the closed spans."""
    out, stay = done[-1].after, closed
    for step in done if closed else ():
        stay = shift(step.edits, stay)
    edits = [
        edit
        for edit in finished(out, done[0].before, plan.name)
        if not any(a < edit[1] and b > edit[0] for a, b in stay)
    ]
    return [*done, Pass(out, tuple(edits), rewrite(out, edits, {}))] if edits else done


def convert(plan: Plan, text: str, table: Spelling | None = None) -> str:
    """Convert a text without protected spans: the text that `passes` leads to."""
    if plan.name in TO_SIMPLIFIED:
        simple = engines.text(plan, text, ())
        edits = finished(simple, text, plan.name)
        return rewrite(simple, edits, {}) if edits else simple
    table = rows(None, plan.name, "best", text) if table is None else table
    if len(text) <= PIECE:
        return _written(plan, text, forced(plan, text, (), table), table)
    from textfix.conversion.fast import stretches

    pieces = (text[a:b] for a, b in stretches(text, PIECE))
    return "".join(_written(plan, piece, forced(plan, piece, (), table), table) for piece in pieces)


def convert_many(plan: Plan, texts: Sequence[str], spelling: str | None) -> list[str]:
    """Convert texts without NUL: joined, but for those that are judged one by one."""
    spellings = [rows(spelling, plan.name, "best", text) for text in texts]
    if plan.name not in FROM_SIMPLIFIED:
        return [convert(plan, *each) for each in zip(texts, spellings, strict=True)]
    young = [text for text, table in zip(texts, spellings, strict=True) if table is not OLD]
    joined = convert(plan, "\0".join(young), rows(spelling, plan.name, "best", ""))
    done = iter(joined.split("\0"))
    return [
        convert(plan, text, table) if table is OLD else next(done)
        for text, table in zip(texts, spellings, strict=True)
    ]


def _written(plan: Plan, text: str, given: list[Edit], table: Spelling) -> str:
    """Convert a text with words given for some of its spans."""
    if any(len(new) != b - a for a, b, new in given):
        return _slowly(plan, text, given, table)
    held = rewrite(text, given, {})
    closed = merge((a, b) for a, b, _ in given)
    out = engines.text(plan, text, closed, held)
    if not given or not needed(out, table):
        return respelled(out, table)
    if len(out) == len(text):
        return rewrite(out, respellings(out, table, closed), {})
    return _slowly(plan, text, given, table)  # what is given has moved, and must stay


def _slowly(plan: Plan, text: str, given: list[Edit], table: Spelling) -> str:
    if len(text) > LOOK:
        from textfix.conversion.fast import stretches

        out = []
        for a, b in stretches(text, LOOK // 2):
            inside = [(start - a, end - a, new) for start, end, new in given if a <= start < b]
            out.append(_written(plan, text[a:b], inside, table))
        if len(out) > 1:
            return "".join(out)
    done = _passes(plan, text, given, (), table)
    return rewrite(text, engines.edits(done, given), {})
