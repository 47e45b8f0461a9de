"""Healthy text: what `normalize` may change, and how well flattened punctuation comes back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.normalization.punctuation_score import score
from textfix import alignment
from textfix.normalization import forms
from textfix.profiles import Profile
from textfix.run import run

NORMALIZE = Profile("normalize", ignore=("mojibake", "insertion"))
# Odd spaces, decomposed letters, stray zero-width characters, one radical in a menu.
AGREED = {
    "normalization.spaces": 2000,
    "normalization.nfc": 100,
    "normalization.invisible": 10,
    "normalization.radicals": 2,
}


def documents(shared: Path, pattern: str) -> Iterator[str]:
    for path in sorted((shared / "corpora" / "clean").glob(pattern)):
        yield from path.read_text("utf-8").split("\n\u241e\n")


def test_normalize_changes_healthy_text_only_where_a_reader_agrees(shared: Path) -> None:
    texts = list(documents(shared, "*.txt"))
    fired = Counter(
        finding.rule
        for steps in run(texts, NORMALIZE)
        for step in steps
        for finding in step.plan.applied
    )
    assert set(fired) <= set(AGREED)
    assert all(fired[rule] <= AGREED[rule] for rule in fired)


def test_normalize_leaves_the_words_alone(shared: Path) -> None:
    texts = list(documents(shared, "zh-*.txt"))[::5]
    for text, steps in zip(texts, run(texts, NORMALIZE), strict=True):
        after = text
        for step in steps:
            after = alignment.apply(after, step.plan.edits)
        # The one radical that stands in a menu becomes its character.
        words = text.translate(str.maketrans(forms.table("radicals")))
        assert re.sub(r"\s", "", after) == re.sub(r"\s", "", words)


@pytest.mark.prove
def test_flattened_punctuation_of_prose_comes_back(shared: Path) -> None:
    """The goal of issue 7 on prose; formulas and markup of manuals are in the report, not here."""
    texts = [
        text
        for name in ("wiki", "legal", "dialogue", "reviews", "forum", "novel", "howto", "classical")
        for text in documents(shared, f"zh-hans-{name}.txt")
    ]
    found = score(texts)
    for mark in "，；！？":
        assert found[mark].precision >= 0.995, mark
        assert found[mark].recall >= 0.98, mark
