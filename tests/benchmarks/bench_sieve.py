"""How fast text that needs nothing passes: beside ftfy.fix_text on clean Chinese prose."""

from __future__ import annotations

import textfix
from tests.benchmarks.harness import best, prose, table
from textfix import Profile
from textfix.run import program

COUNT, SEARCHED, LENGTH, ROUNDS = 30, 600, 1000, 3
FILES = ("zh-hans-wiki", "zh-hans-novel", "zh-hant-tw-transcripts")
MANY_GOAL, ONE_GOAL = 300, 100


def run() -> str:
    """Measure single texts and batches, asleep texts apart, and say whether the goals are met."""
    rows = [row for name in FILES for row in _rows(name)]
    head = ("text", "documents", "unchanged", "ftfy µs", "clean µs", "ratio", "many µs", "ratio")
    return (
        f"Texts of {LENGTH:,} characters, microseconds of processor time for each, best of "
        f"{ROUNDS} turns. Goals: {MANY_GOAL}× for `clean_many`, {ONE_GOAL}× for `clean`. "
        "*Asleep*: texts in which nothing wakes a rule; *all* includes those that parentheses, "
        "percent signs and the like wake in vain.\n\n" + table(head, rows) + "\n"
    )


def _rows(name: str) -> list[tuple[object, ...]]:
    texts = prose(name, LENGTH, SEARCHED)
    masks = program(Profile()).sieve.look(texts)
    asleep = [t for t, mask in zip(texts, masks, strict=True) if not mask]
    rows = [_row(f"{name}, all", texts[:COUNT])]
    rows.append((f"{name}: {len(asleep)} of {len(texts)} asleep", *[""] * 7))
    return rows + ([_row(f"{name}, asleep", asleep)] if asleep else [])


def _row(name: str, texts: list[str]) -> tuple[object, ...]:
    import ftfy  # the peer; textfix itself reaches it through its bridge only

    cleaned = textfix.clean_many(texts)
    same = sum(a == b for a, b in zip(texts, cleaned, strict=True))
    # Enough work for each turn that the caches ftfy emptied are filled again.
    again = range(20 if name.endswith("asleep") else 1)
    took = best(
        {
            "ftfy": lambda: [ftfy.fix_text(t) for t in texts],
            "one": lambda: [textfix.clean(t) for _ in again for t in texts],
            "many": lambda: [textfix.clean_many(texts) for _ in again],
        },
        ROUNDS,
    )
    peer, one, many = (took[k] / len(texts) * 1e6 for k in ("ftfy", "one", "many"))
    one, many = one / len(again), many / len(again)
    ratios = (f"{peer / one:.0f}×", f"{peer / many:.0f}×")
    return (
        name,
        len(texts),
        same,
        f"{peer:.0f}",
        f"{one:.1f}",
        ratios[0],
        f"{many:.1f}",
        ratios[1],
    )
