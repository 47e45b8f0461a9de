"""The engine for short texts: plain Python over the same tables, without NumPy.

Law: `scan_free` finds what `vector` finds; both read leftmost-longest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textfix.conversion.tables import Step
from textfix.conversion.units import Span, between

Match = tuple[int, int, int]
"""Start, length, and mark (see `Step.marks`)."""


def scan(step: Step, text: str, start: int, end: int) -> list[Match]:
    """List the leftmost-longest matches of a step in text[start:end]."""
    trie, marks = step.trie, step.marks
    first, base, check, terminal = trie.first, trie.base, trie.check, trie.terminal
    single = trie.alone
    get = step.classes.get
    classes = [get(ord(ch), 0) for ch in text[start:end]]
    size = len(classes)
    classes.append(0)
    found: list[Match] = []
    at = 0
    while at < size:
        label = classes[at]
        node = first[label] + classes[at + 1]
        mark, length = (marks[trie.single[label]], 1) if single else (0, 0)
        if check[node] == classes[at + 1]:
            ahead = at + 1
            while True:
                ahead += 1
                here = marks[terminal[node]]
                if here:
                    mark, length = here, ahead - at
                below = base[node]
                label = classes[ahead] if ahead < size else 0
                if not below or check[below + label] != label:
                    break
                node = below + label
        if mark:
            found.append((start + at, length, mark))
            at += length
        else:
            at += 1
    return found


def scan_free(step: Step, text: str, blocked: Sequence[Span]) -> list[Match]:
    """List the matches of a step outside of the blocked spans (sorted, disjoint)."""
    if not step.trie.alphabet:
        return []
    if not blocked:
        return scan(step, text, 0, len(text))
    return [m for a, b in between(blocked, len(text)) for m in scan(step, text, a, b)]


def scan_longest_first(step: Step, text: str, blocked: Sequence[Span]) -> list[Match]:
    """List matches the way opencc-python-reimplemented takes them.

    The first dictionary before the next, then the longest match before a shorter one, then
    the leftmost; what a match covers is gone for all that come after it.
    """
    marks, order = step.marks, step.order
    every: list[tuple[int, int, int, int]] = []
    for start, end in between(blocked, len(text)):
        for at, length, terminal in _all(step, text, start, end):
            if marks[terminal]:
                every.append((order[terminal] if order else 0, -length, at, marks[terminal]))
    covered = bytearray(len(text))
    found: list[Match] = []
    for _, negative, at, mark in sorted(every):
        if covered.find(1, at, at - negative) < 0:
            covered[at : at - negative] = b"\1" * -negative
            found.append((at, -negative, mark))
    return sorted(found)


def _all(step: Step, text: str, start: int, end: int) -> Iterator[Match]:
    """Yield every key that occurs in text[start:end]: start, length, terminal."""
    trie = step.trie
    get = step.classes.get
    classes = [get(ord(ch), 0) for ch in text[start:end]]
    for at, label in enumerate(classes):
        if trie.single[label]:
            yield start + at, 1, trie.single[label]
        below, ahead = trie.first[label], at + 1
        while below and ahead < len(classes):
            node = below + classes[ahead]
            if trie.check[node] != classes[ahead]:
                break
            ahead += 1
            if trie.terminal[node]:
                yield start + at, ahead - at, trie.terminal[node]
            below = trie.base[node]
