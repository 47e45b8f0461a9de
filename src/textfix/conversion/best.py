"""mode="best": OpenCC's answers, but for one-to-many characters where words speak against them.

What `overrule` finds is given to the engines as it should come out; all else stays as OpenCC
has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from textfix.conversion import engines, tables
from textfix.conversion.context import NOTHING, About, about
from textfix.conversion.overrule import LOOK, decisions
from textfix.conversion.passes import Edit, Pass, rewrite, shift
from textfix.conversion.simplified import TO_SIMPLIFIED, finished
from textfix.conversion.spelling import OLD, Spelling, needed, respelled, respellings, rows, spelled
from textfix.conversion.tables import Plan
from textfix.conversion.units import Span, merge

FROM_SIMPLIFIED = frozenset({"s2t", "s2tw", "s2twp", "s2hk", "s2hkp"})

MODERN_ALONE = "签赞杆郁岳岩"
"""Alone, these are written as in the lattice only in modern text (`ALONE_AS` of its builder)."""

PIECE = 16384
"""Long texts go in pieces of about so many characters: one word in context slows its piece."""


@lru_cache(4096)
def _value(source: str, standard: str, config: str) -> str:
    """Bring a word's standard form to the form of the configuration."""
    if engines.text(tables.plan("s2t"), source, ()) == standard:
        return engines.text(tables.plan(config), source, ())
    target = config.removeprefix("s2").removesuffix("p")
    return standard if target == "t" else engines.text(tables.plan(f"t2{target}"), standard, ())


def forced(
    plan: Plan, text: str, blocked: Sequence[Span], table: Spelling, whole: About
) -> list[Edit]:
    """List the words that a plan must take as they are given here, with their results.

    `whole`: what is known of the text that this one is part of.
    """
    if plan.name not in FROM_SIMPLIFIED:
        return []
    free = [
        word
        for word in decisions(text, whole)
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
    given = forced(plan, text, blocked, table, about(text))
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


def convert(
    plan: Plan, text: str, table: Spelling | None = None, whole: About | None = None
) -> str:
    """Convert a text without protected spans: the text that `passes` leads to.

    `whole`: what is known of the text, if it has been looked at.
    """
    if plan.name in TO_SIMPLIFIED:
        simple = engines.text(plan, text, ())
        edits = finished(simple, text, plan.name)
        return rewrite(simple, edits, {}) if edits else simple
    table = rows(None, plan.name, "best", text) if table is None else table
    whole = about(text) if whole is None else whole
    pieces = [text]
    if len(text) > PIECE:
        from textfix.conversion.fast import stretches

        pieces = [text[a:b] for a, b in stretches(text, PIECE)]
    given = (forced(plan, piece, (), table, whole) for piece in pieces)
    return "".join(_written(plan, *each, table) for each in zip(pieces, given, strict=True))


def convert_many(plan: Plan, texts: Sequence[str], spelling: str | None) -> list[str]:
    """Convert texts without NUL: joined, but for those that are judged one by one."""
    spellings = [rows(spelling, plan.name, "best", text) for text in texts]
    if plan.name not in FROM_SIMPLIFIED:
        return [convert(plan, *each) for each in zip(texts, spellings, strict=True)]
    alone = [
        table is OLD or about(text) is not NOTHING
        for text, table in zip(texts, spellings, strict=True)
    ]
    others = [text for text, single in zip(texts, alone, strict=True) if not single]
    joined = convert(plan, "\0".join(others), rows(spelling, plan.name, "best", ""), NOTHING)
    done = iter(joined.split("\0"))
    return [
        convert(plan, text, table) if single else next(done)
        for text, table, single in zip(texts, spellings, alone, strict=True)
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
