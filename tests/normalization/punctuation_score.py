"""Flatten correct punctuation of prose to ASCII, restore it, count each mark. No tests here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from textfix import alignment, order
from textfix.model import Edit
from textfix.planner import plan
from textfix.profiles import MIN_CONFIDENCE, Profile

WIDE, FLAT = "，：；！？（）", ",:;!?()"
RULES = tuple(order.load(f"normalization.{name}") for name in ("punctuation", "parentheses"))
CORPUS = Profile("corpus")
FEWEST = 5
MOST_SLOPPY = 0.01
"""ASCII marks beside Han, per wide mark: a text with more has no correct punctuation to restore."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_SLOPPY = re.compile(f"[{_HAN}”’」』）][,:;!?]|[{_HAN}]\\(|\\([{_HAN}]")
_MIXED = {
    **{mark: re.compile(f"[{_HAN}]{re.escape(mark)}") for mark in ",:;!?"},
    "(": re.compile(f"[{_HAN}]\\(|\\([{_HAN}]"),
    ")": re.compile(f"[{_HAN}]\\)|\\)[{_HAN}]"),
}
_CORRECT = re.compile(f"[{_HAN}”’」』）][，：；！？（]")
_TABLE = str.maketrans(WIDE, FLAT)


@dataclass(frozen=True, slots=True)
class Score:
    """Marks restored, marks made wide that were not, marks left flat.

    `apart` counts leave out the texts whose authors themselves wrote the mark flat beside Han:
    there the rule does what it is for.
    """

    right: int
    wrong: int
    missed: int
    right_apart: int = 0
    wrong_apart: int = 0

    @property
    def precision_apart(self) -> float:
        """The same without the texts whose authors left this mark flat beside Han."""
        return self.right_apart / max(1, self.right_apart + self.wrong_apart)

    @property
    def precision(self) -> float:
        """Share of the marks made wide that had been."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of the wide marks that came back."""
        return self.right / max(1, self.right + self.missed)


def score(texts: Iterable[str]) -> dict[str, Score]:
    """Return a score for each wide mark over the texts whose punctuation is correct."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    right_apart: Counter[str] = Counter()
    wrong_apart: Counter[str] = Counter()
    for text in texts:
        correct = len(_CORRECT.findall(text))
        if correct < FEWEST or len(_SLOPPY.findall(text)) > MOST_SLOPPY * correct:
            continue
        flat = text.translate(_TABLE)
        restored = _restored(flat)
        careless = {w for w, f in zip(WIDE, FLAT, strict=True) if _MIXED[f].search(text)}
        for k, (was, shown) in enumerate(zip(text, flat, strict=True)):
            if shown in FLAT:
                made = restored.get(k, shown)
                if was in WIDE:
                    (right if made == was else missed)[was] += 1
                    right_apart[was] += made == was and was not in careless
                elif made != shown:
                    wrong[made] += 1
                    wrong_apart[made] += made not in careless
    return {
        mark: Score(right[mark], wrong[mark], missed[mark], right_apart[mark], wrong_apart[mark])
        for mark in WIDE
    }


def _restored(flat: str) -> dict[int, str]:
    """Map the places of marks that the rules change to what they become."""
    now, edits = flat, tuple[Edit, ...]()
    while True:
        found = [f for rule in RULES for f in rule.find(now, CORPUS)]
        made = plan(found, MIN_CONFIDENCE).edits
        if not made:
            break
        now = alignment.apply(now, made)
        edits = alignment.compose(edits, made)
    places: dict[int, str] = {}
    for start, end, new in edits:
        marks = [k for k in range(start, end) if flat[k] != " "]
        places.update(zip(marks, new, strict=False))
    return places
