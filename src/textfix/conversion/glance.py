"""Converts texts of up to some thousand characters: one look, then only suspects are read.

A filter over pairs of characters says where a phrase of any pass may begin. Outside of the
stretches around those places the character map is all there is to do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from textfix.conversion.openings import MASK, MIX, Glance, glance
from textfix.conversion.passes import Edit, rewrite, run
from textfix.conversion.scalar import scan_free
from textfix.conversion.short import codes
from textfix.conversion.tables import Plan, Step
from textfix.conversion.units import Span

FEW = 3000
"""Passes of up to so many phrases are read from a list by first character."""


def convert(plan: Plan, text: str) -> str | None:
    """Convert a text by a plan; None where it holds what this file does not deal with.

    Not for the plans of 1.1.6, for description sequences, nor for texts with spans to keep.
    """
    points = codes(text)
    if points is None:
        return None
    tables = glance(plan)
    out = str(tables.chars.take(points).data, "utf-16-le")
    if tables.holes and "\uffff" in out:
        return None
    pairs = points * MIX
    pairs[:-1] += points[1:]
    pairs &= MASK
    places: list[int] = tables.filter.take(pairs).nonzero()[0].tolist()
    return _written(plan, tables, text, out, places) if places else out


def _written(plan: Plan, tables: Glance, text: str, out: str, places: list[int]) -> str:
    """Read the stretches around openings of phrases; `out` is the text, mapped."""
    _, two, three, _, _, letters = tables
    size, past, pieces = len(text), 0, list[str]()
    for place in places:
        if place < past:
            continue
        if text[place : place + 2] not in two and text[place : place + 3] not in three:
            continue
        start, end = place, place + 1
        while start > past and text[start - 1] in letters:
            start -= 1
        while end < size and text[end] in letters:
            end += 1
        pieces += [out[past:start], _stretch(plan, text[start:end], out[start:end])]
        past = end
    return "".join([*pieces, out[past:]])


@cache
def _phrases(step: Step) -> tuple[dict[str, tuple[int, ...]], dict[str, str]] | None:
    """Return a small pass's lengths of phrases by first character, and its values ("": none).

    None for a pass of so many phrases that the lists cost more than they save.
    """
    trie = step.trie
    if trie.keys > FEW:
        return None
    letters, below = defaultdict(list), defaultdict(list)
    for code, label in step.classes.items():
        letters[label].append(chr(code))
    for node, label in enumerate(trie.check.tolist()):
        below[node - label].append((label, node))
    sizes, values = defaultdict(set), dict[str, str]()
    paths = [
        (ch, trie.first[label], trie.single[label])
        for label, chars in letters.items()
        for ch in (chars if label else ())
    ]
    while paths:
        path, base, terminal = paths.pop()
        mark = step.marks[terminal]
        if mark:
            values[path] = step.values[mark - 1] if mark > 1 else ""
            sizes[path[0]].add(len(path))
        for label, node in below[base] if base else ():
            paths += [(path + ch, trie.base[node], trie.terminal[node]) for ch in letters[label]]
    return {ch: tuple(sorted(each, reverse=True)) for ch, each in sizes.items()}, values


def _edits(step: Step, text: str, closed: Sequence[Span]) -> tuple[list[Edit], list[Span]]:
    """Return what a pass writes into a stretch, and the spans of all that it matches."""
    phrases = _phrases(step)
    if closed or phrases is None:
        found = scan_free(step, text, closed)
        edits = [(at, at + size, step.values[mark - 1]) for at, size, mark in found if mark > 1]
        return edits, [(at, at + size) for at, size, _ in found]
    sizes, values = phrases
    edits, spans, past = [], [], 0
    for at, ch in enumerate(text):
        if ch in sizes and at >= past:
            for size in sizes[ch]:
                value = values.get(text[at : at + size])
                if value is not None:
                    past = at + size
                    spans.append((at, past))
                    if value:
                        edits.append((at, past, value))
                    break
    return edits, spans


def _stretch(plan: Plan, text: str, mapped: str) -> str:
    """Convert a stretch whose ends no phrase crosses; `mapped` is it, character by character."""
    held, spans = _edits(plan.segment, text, ()) if plan.segment else ([], [])
    if len(plan.steps) == 1:
        edits, _ = _edits(plan.steps[0], text, spans)
        return rewrite(mapped, sorted(held + edits), {})
    source = text
    if plan.segment and spans:
        known = dict.fromkeys(spans, "") | {(start, end): new for start, end, new in held}
        chars = plan.segment.chars
        held = [(a, b, new or text[a:b].translate(chars)) for (a, b), new in known.items()]
    for step in plan.steps:
        edits, _ = _edits(step, text, spans)
        if spans and step is plan.steps[-1]:
            edits = sorted(edits + held)
        elif spans:
            if any(len(new) != end - start for start, end, new in edits):
                return run(plan, source, ())[-1].after  # what is held would move
            edits = sorted(edits + [(start, end, text[start:end]) for start, end in spans])
        text = rewrite(text, edits, step.chars)
    return text
