"""Judges a repair against the original: sentences, edits one by one, what went wrong and why.

Fullwidth and ASCII punctuation count as equal (`textfix.insertion.replay.fold`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from textfix import Profile, order
from textfix.alignment import Alignment
from textfix.insertion import evidence, glosses
from textfix.insertion.replay import fold
from textfix.model import Edit, Finding
from textfix.run import run

Op = tuple[str, int, int, int, int]


def insertion_only(min_confidence: float | None = None) -> Profile:
    """The rules of this stage alone, so that nothing else hides or causes a change."""
    others = tuple(stage for stage in order.stages() if stage != "insertion")
    if min_confidence is None:
        return Profile("repair", ignore=others)
    return Profile("repair", ignore=others, min_confidence=min_confidence)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One applied finding: how sure it was, how many of its edits are right, how many wrong."""

    finding: Finding
    right: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A line that did not come back: what it was, what stood there, what we made of it."""

    cause: str
    meant: str
    damaged: str
    got: str


@dataclass(slots=True)
class Score:
    """Sums over many pages."""

    pages: int = 0
    sentences: int = 0
    exact: int = 0
    unseen: int = 0
    verdicts: list[Verdict] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[tuple[float, str]] = field(default_factory=list)

    @property
    def edits(self) -> tuple[int, int]:
        """Applied edits that are right and wrong."""
        return sum(v.right for v in self.verdicts), sum(v.wrong for v in self.verdicts)


def _same_length(text: str) -> str:
    """Fold character by character where the length stays, so that positions stay."""
    return "".join(f if len(f := fold(ch)) == 1 else ch for ch in text)


def differences(got: str, meant: str) -> list[Op]:
    """Return where two texts differ, line against line where they have as many lines."""
    a, b = got.split("\n"), meant.split("\n")
    if len(a) != len(b):
        a, b = [got], [meant]
    out: list[Op] = []
    i = j = 0
    for x, y in zip(a, b, strict=True):
        if x != y:
            ops = SequenceMatcher(None, _same_length(x), _same_length(y), autojunk=False)
            out.extend(
                (tag, i + i1, i + i2, j + j1, j + j2)
                for tag, i1, i2, j1, j2 in ops.get_opcodes() if tag != "equal"
            )  # fmt: skip
        i += len(x) + 1
        j += len(y) + 1
    return out


def is_wrong(edit: Edit, start: int, end: int, ops: Sequence[Op]) -> bool:
    """Tell whether an applied edit, now `start` to `end`, is to blame for a difference.

    A deletion is blamed for what is missing just there, a replacement for any difference it
    touches; damage left beside a deletion is not its fault.
    """
    for tag, i1, i2, _, _ in ops:
        if i1 < end and i2 > start and start < end:
            return True
        if tag == "insert" and start <= i1 <= end:
            return True
        if start == end and i1 < start < i2:
            return True
    return False


def judge(
    text: str, meant: str, profile: Profile, score: Score,
    happened: Sequence[frozenset[str]] | None = None,
) -> None:  # fmt: skip
    """Repair one page and add what came of it to the score.

    `happened` tells the causes line by line where the generator told them; else bytes are counted.
    """
    trace = run([text], profile)[0]
    got = trace[-1].after if trace else text
    applied = {f.rule for step in trace for f in step.plan.applied}
    seen = evidence.weigh(text).damaged
    score.pages += 1
    score.unseen += not seen and got != meant and "insertion.gloss" not in applied
    ops = differences(got, meant)
    if len(trace) == 1 or (trace and got == trace[0].after):
        score.verdicts.extend(_verdicts(trace[0].plan.edits, trace[0].plan.applied, ops))
        _collect_wrong(trace[0].plan.applied, trace[0].plan.edits, ops, text, got, score)
    _lines(text, meant, got, seen, score, happened)


def _verdicts(
    edits: tuple[Edit, ...], applied: tuple[Finding, ...], ops: Sequence[Op]
) -> Iterator[Verdict]:
    place = Alignment(edits)
    for finding in applied:
        wrong = sum(
            is_wrong(e, (at := place.to_after(e.start)), at + len(e.new), ops)
            for e in finding.edits
        )
        yield Verdict(finding, len(finding.edits) - wrong, wrong)


def _collect_wrong(
    applied: tuple[Finding, ...], edits: tuple[Edit, ...], ops: Sequence[Op],
    text: str, got: str, score: Score,
) -> None:  # fmt: skip
    """Keep the wrong findings with what stood there and what stands there now."""
    place = Alignment(edits)
    for verdict in _verdicts(edits, applied, ops):
        if verdict.wrong:
            f = verdict.finding
            a, b = place.to_after(f.start), place.to_after(f.end)
            line = f"{text[max(0, f.start - 6) : f.end + 6]} → {got[max(0, a - 6) : b + 6]}"
            score.wrong.append((f.confidence, line.replace("\n", "⏎")))


def _lines(
    text: str, meant: str, got: str, seen: bool, score: Score,
    happened: Sequence[frozenset[str]] | None,
) -> None:  # fmt: skip
    """Count the lines that came back and sort the others by cause."""
    a, b = fold(got).split("\n"), fold(meant).split("\n")
    damaged, wanted = text.split("\n"), meant.split("\n")
    score.sentences += len(b)
    if len(a) != len(b) or len(damaged) != len(b):
        blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
        kept = {j for block in blocks for j in range(block.b, block.b + block.size)}
        score.exact += len(kept)
        cause = "line end eaten" if seen else "page not recognized"
        score.failures.extend(
            Failure(cause, line, "", "") for j, line in enumerate(b) if j not in kept
        )
        return
    for k, (x, y, z) in enumerate(zip(a, b, damaged, strict=True)):
        if x == y:
            score.exact += 1
            continue
        told = happened[k] if happened is not None else None
        score.failures.append(Failure(_cause(wanted[k], z, x, seen, told), y, z, x))
        for tag, i1, i2, j1, j2 in differences(x, y):
            if tag == "replace" and i2 - i1 == j2 - j1:
                score.confused.update(zip(y[j1:j2], x[i1:i2], strict=True))


def _cause(meant: str, damaged: str, got: str, seen: bool, told: frozenset[str] | None) -> str:
    """Name the cause by what is gone: bytes are counted, readings left out."""
    if not seen:
        return "page not recognized"
    torn = any(g.torn or g.fits for g in glosses.find(got))
    left = "left torn" if torn else "misread"
    gone = _size(meant) - _size(_without_readings(damaged))
    if "vanished pair" in told if told is not None else gone >= 2:
        return f"vanished pair, {left}"
    if told:
        kinds = ("lone byte dropped", "lone byte")
        return f"{next((k for k in kinds if k in told), 'torn byte only')}, {left}"
    return f"{'lone byte dropped' if gone == 1 else 'torn byte only'}, {left}"


def _without_readings(text: str) -> str:
    out, last = [], 0
    for g in glosses.find(text, bare=True):
        # A torn reading ate its parenthesis: the mark there is the byte that is still to be had.
        out += [text[last : g.start], "?" if g.torn else ""]
        last = g.end
    return "".join([*out, text[last:]])


def _size(text: str) -> int:
    """Bytes in GBK; punctuation counts double, whatever width it was folded to.

    Orphaned tail bytes are letters and such above 0x40, so they count once, as a lost one does.
    """
    return sum(2 if ch > "\x7f" or ch in "!\"'(),-./:;<=>%" else 1 for ch in text)
