"""What `inspect` returns: the clean text with everything that was found and done on the way.

Law: undo, positions and explanations are derived from the recorded edits alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

from textfix import alignment, order
from textfix.detection import Decoded, encode_back
from textfix.errors import InputError
from textfix.model import Edit, Finding, Step
from textfix.profiles import Profile

Status = Literal["applied", "refused", "reported"]
_CONTEXT = 12
"""Characters shown on each side of a change."""


class Explanation(NamedTuple):
    """One finding told to a person, in the coordinates of the source text.

    `line` and `column` count from 1; `left` and `right` are context, `before` and `after`
    the stretch itself without and with the repair.
    """

    line: int
    column: int
    rule: str
    status: Status
    safety: str
    confidence: float
    left: str
    before: str
    after: str
    right: str
    why: str


@dataclass(frozen=True)
class Document:
    """A source, its clean text, and the account of how one became the other.

    Not for bulk work where only the text is wanted: `clean_many` keeps no account.

    >>> import textfix
    >>> d = textfix.inspect("plain")
    >>> d.text, d.edits, d.undo() == d.source
    ('plain', (), True)

    Positions are code points of `decoded`, which is the source itself unless that was bytes.
    """

    source: str | bytes
    decoded: str
    profile: Profile
    steps: tuple[Step, ...] = ()
    decoding: Decoded | None = None

    @property
    def text(self) -> str:
        """The clean text."""
        return self.steps[-1].after if self.steps else self.decoded

    @property
    def encoding(self) -> str | None:
        """The encoding the bytes were read as; None for a str source."""
        return self.decoding.encoding if self.decoding else None

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """All changes as one ordered, disjoint list over `decoded`."""
        edits: tuple[Edit, ...] = ()
        for step in self.steps:
            edits = alignment.compose(edits, step.plan.edits)
        return edits

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in source positions, each told once; edits are over `decoded`."""
        return tuple(finding for finding, _, _ in self._told())

    @cached_property
    def _maps(self) -> tuple[alignment.Alignment, ...]:
        return tuple(alignment.Alignment(step.plan.edits) for step in self.steps)

    def to_clean(self, position: int) -> int:
        """Map a position of `decoded` to one of `text`."""
        self._check(position, len(self.decoded))
        for one in self._maps:
            position = one.to_after(position)
        return position

    def to_source(self, position: int) -> int:
        """Map a position of `text` to one of `decoded`."""
        self._check(position, len(self.text))
        return self._back(position, len(self._maps))

    @staticmethod
    def _check(position: int, length: int) -> None:
        if isinstance(position, bool) or not hasattr(position, "__index__"):
            raise InputError(f"a position is a whole number, not {position!r}")
        if not 0 <= position <= length:
            raise IndexError(f"position {position} is not in 0..{length}")

    def _back(self, position: int, steps: int) -> int:
        for one in reversed(self._maps[:steps]):
            position = one.to_before(position)
        return position

    def undo(self) -> str | bytes:
        """Return the exact source, rebuilt from the clean text and the recorded edits."""
        text = self.text
        for step in reversed(self.steps):
            text = alignment.apply(text, alignment.invert(step.before, step.plan.edits))
        if self.decoding is None:
            return text
        return encode_back(text, self.decoding.encoding, self.decoding.bom, self.decoding.raws)

    def _told(self) -> Iterator[tuple[Finding, Status, str]]:
        """Yield findings of all steps in source positions, later repeats left out."""
        seen: set[tuple[object, ...]] = set()
        for k, step in enumerate(self.steps):
            rows: list[tuple[Finding, Status, str]] = [
                *((f, "applied", "") for f in step.plan.applied),
                *((r.finding, "refused", r.reason) for r in step.plan.refused),
                *((f, "reported", "") for f in step.plan.reported),
            ]
            for f, status, reason in rows:
                moved = self._moved(f, k)
                key = (moved.rule, moved.start, moved.end, status == "applied", moved.edits)
                if key not in seen:
                    seen.add(key)
                    yield moved, status, reason

    def _moved(self, f: Finding, k: int) -> Finding:
        edits = tuple(Edit(self._back(e.start, k), self._back(e.end, k), e.new) for e in f.edits)
        return f._replace(start=self._back(f.start, k), end=self._back(f.end, k), edits=edits)

    def explain(self) -> tuple[Explanation, ...]:
        """Tell every finding with its place, context and reason, in source order."""
        lines = [0, *(i + 1 for i, c in enumerate(self.decoded) if c == "\n")]
        told = sorted(self._told(), key=lambda row: (row[0].start, row[0].end))
        return tuple(self._explanation(f, status, reason, lines) for f, status, reason in told)

    def _explanation(
        self, f: Finding, status: Status, reason: str, lines: list[int]
    ) -> Explanation:
        line = bisect_right(lines, f.start)
        text, start, end = self.decoded, f.start, f.end
        before = text[start:end]
        inside = [Edit(e.start - start, e.end - start, e.new) for e in f.edits]
        why = f.detail or _why(f.rule)
        return Explanation(
            line, start - lines[line - 1] + 1, f.rule, status, f.safety, f.confidence,
            text[max(0, start - _CONTEXT) : start], before, alignment.apply(before, inside),
            text[end : end + _CONTEXT], f"{why} ({reason})" if reason else why,
        )  # fmt: skip

    def to_dict(self) -> dict[str, Any]:
        """Return the account as plain values, ready for JSON (the texts themselves included)."""
        return {
            "text": self.text,
            "encoding": self.encoding,
            "profile": self.profile.level,
            "script": self.profile.script,
            "edits": [list(e) for e in self.edits],
            "findings": [e._asdict() for e in self.explain()],
        }


def _why(rule: str) -> str:
    return order.load(rule).why if rule in order.names() else ""
