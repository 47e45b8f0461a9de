"""What a run counts and samples of each file: plain values that add up, in any order, to one sum.

Law: `merge` is associative and commutative, so jobs, resumed runs and machines can be added.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from textfix.document import Document, Explanation

Tally = dict[str, Any]

SAMPLES: Final = 12
"""Samples kept of each rule: those with the smallest digests, whatever the order."""
PAIRS: Final = 2000
"""Pairs of (before, after) that are told, and LONGEST characters of each side."""
LONGEST: Final = 40
LISTED: Final = 1000
_DAMAGE: Final = (0.0, 0.0001, 0.001, 0.01, 0.05, 0.2, 0.5, 1.0)


def empty() -> Tally:
    """Return the sum of nothing.

    >>> empty()["files"]
    {}
    """
    return {
        "textfix": 1, "kind": "tally", "files": {}, "bytes": 0, "characters": 0, "bad": 0,
        "encodings": {}, "rules": {}, "pairs": {}, "samples": {}, "folders": {}, "problems": [],
        "unlisted": 0, "damage": {},
    }  # fmt: skip


class Counter:
    """Adds up the documents of one file.

    Not for sharing between files: one for each.

    >>> c = Counter("a.txt", 0, full=True); c.tally("same")["files"]
    {'same': 1}
    """

    def __init__(self, name: str, seed: int, full: bool) -> None:
        """Count for the file `name`; `full` adds samples, pairs and places."""
        self._name = name
        self._seed = str(seed).encode()
        self._full = full
        self.rules: dict[str, list[int]] = {}
        self.characters = 0
        self.damaged = 0
        self.bytes = 0
        self.bad = 0
        self.encoding = ""
        self.pairs: dict[str, int] = {}
        self.samples: dict[str, list[list[Any]]] = {}

    def see(self, document: Document, line: int = 0) -> None:
        """Count one document; `line` is how many lines of its file stand before it."""
        self.characters += len(document.decoded)
        if not document.steps:
            return
        for step in document.steps:
            for f in step.plan.applied:
                size = sum(max(e.end - e.start, 1) for e in f.edits)
                self._add(f.rule, 0, size)
                self.damaged += size
            for r in step.plan.refused:
                self._add(r.finding.rule, 1)
            for f in step.plan.reported:
                self._add(f.rule, 2)
        if self._full:
            for told in document.explain():
                self._sample(told, line)

    def _add(self, rule: str, place: int, size: int = 0) -> None:
        numbers = self.rules.setdefault(rule, [0, 0, 0, 0])
        numbers[place] += 1
        numbers[3] += size

    def _sample(self, told: Explanation, line: int) -> None:
        before, after = short(told.before), short(told.after)
        if told.status == "applied":
            key = json.dumps([told.rule, before, after])
            if key in self.pairs or len(self.pairs) < 4 * PAIRS:
                self.pairs[key] = self.pairs.get(key, 0) + 1
        row = [
            self._name, told.line + line, told.column, told.status, round(told.confidence, 4),
            told.left, before, after, told.right, told.why,
        ]  # fmt: skip
        place = repr(row[:3]).encode("utf-8", "surrogatepass")
        digest = hashlib.blake2b(place, digest_size=8, key=self._seed)
        kept = self.samples.setdefault(told.rule, [])
        kept.append([digest.hexdigest(), *row])
        if len(kept) > 8 * SAMPLES:
            self.samples[told.rule] = _fewest(kept)

    def tally(self, status: str, reason: str = "", folder: str = "") -> Tally:
        """Return what was counted, with how the file ended."""
        out = empty()
        edits = sum(n[0] for n in self.rules.values())
        out["files"] = {status: 1}
        out["bytes"], out["characters"], out["bad"] = self.bytes, self.characters, self.bad
        out["folders"] = {folder: [1, status == "changed", edits, self.damaged, self.characters]}
        if self.encoding:
            out["encodings"] = {self.encoding: [1, self.bytes, int(status == "changed")]}
        out["rules"] = {rule: [*numbers, 1] for rule, numbers in self.rules.items()}
        out["pairs"] = self.pairs
        out["samples"] = {rule: _fewest(kept) for rule, kept in self.samples.items()}
        if reason:
            out["problems"] = [[self._name, status, reason]]
        if self.characters:
            out["damage"] = {damage_class(self.damaged / self.characters): 1}
        return out


def damage_class(share: float) -> str:
    """Return the class of a share of damaged characters: "0", or its upper bound.

    >>> damage_class(0.0), damage_class(0.02)
    ('0', '0.05')
    """
    return next((f"{edge:g}" for edge in _DAMAGE if share <= edge), f"{_DAMAGE[-1]:g}")


def short(text: str) -> str:
    """Leave out the middle of a long stretch.

    >>> short("a" * 50) == "a" * 20 + "…" + "a" * 19
    True
    """
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST // 2]}…{text[1 - LONGEST // 2 :]}"


def _fewest(rows: list[list[Any]]) -> list[list[Any]]:
    return sorted(rows, key=lambda row: (row[0], row[1:4]))[:SAMPLES]


def add(total: Tally, other: Mapping[str, Any]) -> Tally:
    """Add one tally into `total` and return it.

    >>> add(add(empty(), {**empty(), "bytes": 2}), {**empty(), "bytes": 3})["bytes"]
    5
    """
    for key in ("bytes", "characters", "bad", "unlisted"):
        total[key] += other[key]
    for key in ("files", "pairs", "damage"):
        for name, n in other[key].items():
            total[key][name] = total[key].get(name, 0) + n
    for key in ("encodings", "rules", "folders"):
        for name, numbers in other[key].items():
            old = total[key].get(name, [0] * len(numbers))
            total[key][name] = [int(a + b) for a, b in zip(old, numbers, strict=True)]
    for rule, rows in other["samples"].items():
        total["samples"][rule] = _fewest([*total["samples"].get(rule, []), *rows])
    problems = sorted([*total["problems"], *other["problems"]])
    total["unlisted"] += max(0, len(problems) - LISTED)
    total["problems"] = problems[:LISTED]
    if len(total["pairs"]) > 20 * PAIRS:
        total["pairs"] = top(total["pairs"], 10 * PAIRS)
    return total


def top(pairs: Mapping[str, int], number: int = PAIRS) -> dict[str, int]:
    """Return the most frequent pairs, ties by name.

    >>> top({"a": 1, "b": 2}, 1)
    {'b': 2}
    """
    return dict(sorted(pairs.items(), key=lambda kv: (-kv[1], kv[0]))[:number])
