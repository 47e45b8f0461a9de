"""How far the confidence of torn runs can be believed, and what each threshold lets through."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from tests.insertion.judge import Score, Verdict
from tests.insertion.markdown import cell, percent, table

LEVELS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99, 0.995)
LEAST = LEVELS[0]
"""Calibration looks at everything that a profile could be asked to apply."""


def calibration(scores: Mapping[str, Score]) -> str:
    """Reliability of the confidence of torn runs, and what each threshold would let through."""
    verdicts = [v for s in scores.values() for v in s.verdicts]
    torn = [v for v in verdicts if v.finding.rule == "insertion.torn"]
    likely = [v for v in torn if v.finding.safety == "likely"]
    bins: list[list[Verdict]] = [[] for _ in LEVELS]
    for v in likely:
        bins[bisect_right(LEVELS, v.finding.confidence) - 1].append(v)
    rows: list[tuple[object, ...]] = []
    for k, (low, inside) in enumerate(zip(LEVELS, bins, strict=True)):
        high = (*LEVELS, 1.0)[k + 1]
        mean = sum(v.finding.confidence for v in inside) / len(inside) if inside else 0.0
        good = sum(not v.wrong for v in inside)
        rows.append((f"{low}–{high}", len(inside), f"{mean:.3f}", percent(good, len(inside))))
    return "\n\n".join((
        table("confidence | runs | mean confidence | right", rows),
        "What a threshold would apply (all edits of the stage, certain ones included):",
        table(
            "threshold | edits applied | wrong | worst channel | torn edits wrong | runs lost",
            [_at(level, scores) for level in LEVELS],
        ),
        "The surest wrong repairs:", "\n".join(_surest(scores)),
    ))  # fmt: skip


def _surest(scores: Mapping[str, Score]) -> list[str]:
    wrong = sorted((w, n) for n, s in scores.items() for w in s.wrong)
    return [f"- {c:.4f} {n}: `{cell(text)}`" for (c, text), n in wrong[::-1][:12]]


def _at(level: float, scores: Mapping[str, Score]) -> tuple[object, ...]:
    verdicts = [v for s in scores.values() for v in s.verdicts]
    kept = [v for v in verdicts if _passes(v, level)]
    edits, wrong = _sums(kept)
    torn_edits, torn_wrong = _sums([v for v in kept if v.finding.rule == "insertion.torn"])
    each = {n: _sums([v for v in s.verdicts if _passes(v, level)]) for n, s in scores.items()}
    worst = max(each, key=lambda n: each[n][1] / max(1, each[n][0]))
    lost = sum(not v.wrong for v in verdicts) - sum(not v.wrong for v in kept)
    most = f"{percent(each[worst][1], each[worst][0], 3)} ({worst})"
    return (
        level, edits, percent(wrong, edits, 3), most,
        percent(torn_wrong, torn_edits, 2), lost,
    )  # fmt: skip


def _passes(verdict: Verdict, level: float) -> bool:
    return verdict.finding.safety == "exact" or verdict.finding.confidence >= level


def _sums(verdicts: Sequence[Verdict]) -> tuple[int, int]:
    """Edits in all, and those of them that are wrong."""
    return sum(v.right + v.wrong for v in verdicts), sum(v.wrong for v in verdicts)
