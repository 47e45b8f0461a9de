"""Builds a double array from a set of keys, for the generator of the conversion tables.

A node's check holds its label; no two nodes share a base, so the label names the parent.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Trie:
    """A compiled set of keys: class 0 is "in no key"; terminal 0 is "no key ends here".

    `first` and `single` go by the class of a key's first character: its base, its terminal.
    """

    alphabet: str
    first: array[int]
    single: array[int]
    base: array[int]
    check: array[int]
    terminal: array[int]
    keys: list[str]
    longest: int


@dataclass(slots=True)
class _Node:
    children: dict[int, _Node] = field(default_factory=dict)
    terminal: int = 0
    index: int = 0


def _plant(keys: list[str], classes: dict[str, int]) -> _Node:
    root = _Node()
    for number, key in enumerate(keys, 1):
        node = root
        for ch in key:
            node = node.children.setdefault(classes[ch], _Node())
        node.terminal = number
    return root


class _Slots:
    """Free places of the double array; finds the lowest free base for a set of labels."""

    def __init__(self, labels: int) -> None:
        self.taken = bytearray(labels + 1)  # base 0 means "no children": keep its places empty
        self.taken[:] = b"\1" * len(self.taken)
        self.bases: set[int] = {0}
        self.low = labels + 1
        self.start = (0, self.low)

    def place(self, labels: list[int]) -> int:
        lead, rest = labels[0], labels[1:]
        taken = self.taken
        # Nodes come largest first: what was too tight for one is so for its equals.
        size, spot = self.start
        if size != len(labels):
            spot = self.low
        while True:
            spot = taken.find(0, spot)
            if spot < 0:
                taken.extend(bytes(65536))
                spot = max(0, len(taken) - 65536)
                continue
            base = spot - lead
            while len(taken) <= base + labels[-1]:
                taken.extend(bytes(65536))
            if base not in self.bases and not any(taken[base + label] for label in rest):
                break
            spot += 1
        for label in labels:
            taken[base + label] = 1
        self.bases.add(base)
        low = taken.find(0, self.low)
        self.low = low if low >= 0 else len(taken)
        self.start = (len(labels), spot)
        return base


def _parents(root: _Node) -> list[_Node]:
    """Return the nodes below the root that have children, those with most of them first."""
    parents: list[_Node] = []
    stack = [root]
    while stack:
        node = stack.pop()
        stack.extend(child for _, child in sorted(node.children.items(), reverse=True))
        if node.children and node is not root:
            parents.append(node)
    parents.sort(key=lambda node: -len(node.children))  # stable: equal sizes keep their order
    return parents


def build(keys: Iterable[str]) -> Trie:
    """Compile a set of keys; terminals are numbered from 1 in the order of `Trie.keys`."""
    ordered = sorted(keys)
    counts = Counter(ch for key in ordered for ch in key[1:])
    every = {ch for key in ordered for ch in key}
    # Frequent labels get small numbers: the array stays dense.
    alphabet = sorted(every, key=lambda ch: (-counts[ch], ch))
    classes = {ch: number for number, ch in enumerate(alphabet, 1)}
    root = _plant(ordered, classes)
    slots = _Slots(len(alphabet))
    parents = _parents(root)
    placed = {id(node): slots.place(sorted(node.children)) for node in parents}
    size = max((placed[id(n)] + max(n.children) for n in parents), default=0) + len(alphabet) + 2
    trie = Trie(
        "".join(alphabet),
        array("I", bytes(4 * (len(alphabet) + 1))),
        array("H", bytes(2 * (len(alphabet) + 1))),
        array("I", bytes(4 * size)),
        array("H", b"\xff" * (2 * size)),
        array("H", bytes(2 * size)),
        ordered,
        max((len(key) for key in ordered), default=0),
    )
    for node in parents:
        base = placed[id(node)]
        for label, child in node.children.items():
            trie.check[base + label] = label
            trie.terminal[base + label] = child.terminal
            trie.base[base + label] = placed.get(id(child), 0)
    for label, child in root.children.items():
        trie.first[label] = placed.get(id(child), 0)
        trie.single[label] = child.terminal
    return trie
