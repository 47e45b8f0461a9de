"""Cuts simplified text into its most probable words, by their counts in running text.

Greedy reading takes 展示了如何 as 了如; here the words bid against each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from textfix.conversion.scalar import Match
from textfix.conversion.tables import Step, plan

UNKNOWN = 240
"""Cost of a character that is no word by itself: above every word of the lexicon."""


class Word(NamedTuple):
    """A word in a text: text[start:end] is `value` in traditional characters."""

    start: int
    end: int
    value: str


class Run(NamedTuple):
    """A run of Han characters, with OpenCC's phrases in and across it."""

    start: int
    end: int
    phrases: list[Match]


@cache
def lexicon() -> tuple[Step, dict[str, int]]:
    """Return the words of the lattice and their labels by character."""
    step = plan("lexicon").steps[0]
    return step, {chr(code): label for code, label in step.classes.items()}


def words(run: str, offset: int = 0) -> list[Word]:
    """Cut a run of Han characters into words; `offset` is added to their places.

    Not for text with punctuation or Latin letters in it: cut it there first.

    >>> [word.value for word in words("展示了如何")]
    ['展示', '了', '如何']
    """
    step, labels = lexicon()
    trie, cost = step.trie, step.order
    first, single, base = trie.first, trie.single, trie.base
    check, terminal = trie.check, trie.terminal
    size = len(run)
    classes = [labels.get(ch, 0) for ch in run]
    best = [0] + [1 << 30] * size
    back: list[tuple[int, int]] = [(0, 0)] * (size + 1)
    for at, label in enumerate(classes):
        here = best[at]
        alone = single[label]
        bid = here + (cost[alone] if alone else UNKNOWN)
        if bid < best[at + 1]:
            best[at + 1], back[at + 1] = bid, (at, alone)
        below, ahead = first[label], at + 1
        while below and ahead < size:
            node = below + classes[ahead]
            if check[node] != classes[ahead]:
                break
            ahead += 1
            word = terminal[node]
            if word and here + cost[word] < best[ahead]:
                best[ahead], back[ahead] = here + cost[word], (at, word)
            below = base[node]
    return _read(step, run, offset, back)


def price(text: str, cut: Sequence[Word]) -> int:
    """Add up what the words of a cut cost: twelfths of the logarithm of how seldom they are.

    >>> text = "展示了如何"
    >>> price(text, words(text)) < price(text, [*words("展示"), *words("了如", 2), *words("何", 4)])
    True
    """
    step, labels = lexicon()
    return sum(_cost(step, [labels.get(ch, 0) for ch in text[a:b]]) for a, b, _ in cut)


def _cost(step: Step, classes: list[int]) -> int:
    """Return the cost of one word; what the lexicon lacks costs as so many unknowns."""
    trie = step.trie
    node = trie.first[classes[0]]
    word = trie.single[classes[0]]
    for label in classes[1:]:
        word = 0
        if not node or trie.check[node + label] != label:
            break
        word, node = trie.terminal[node + label], trie.base[node + label]
    return step.order[word] if word else UNKNOWN * len(classes)


def _read(step: Step, run: str, offset: int, back: list[tuple[int, int]]) -> list[Word]:
    """Follow the cheapest way back from the end: (start, terminal) for every end."""
    out: list[Word] = []
    end = len(run)
    while end:
        start, word = back[end]
        mark = step.marks[word] if word else 0
        value = step.values[mark - 1] if mark > 1 else run[start:end].translate(step.chars)
        out.append(Word(start + offset, end + offset, value))
        end = start
    out.reverse()
    return out
