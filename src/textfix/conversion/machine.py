"""Tells traditional text that a character table made out of simplified text (關于, 皇後, 頭發).

Every character with several forms is a small witness: would a native writer, or would a
table, have put this form here? The witnesses' log-likelihood ratios are added up.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from textfix.conversion import engines, tables
from textfix.conversion.identify import class_of, han_count

KEEPS = 0.98
"""How often a table puts the same form for a character: always, but for later edits."""

CHOICES = ((0.0, -1.5, -6.0), (-0.1, -1.5, -3.0))
"""Log-probability that a table has OpenCC's first form, the simplified one, another: a table that
takes the first for each character, and one that takes whatever is not simplified (隻, 麵, 瞭).
"""

LONG = 2000
"""Han characters from which both kinds of tables are thought of."""

TRUST = 10.0
"""How many sightings the expectation "OpenCC's reading is right" is worth beside the counts."""

EXPECTED = 0.93
"""Share of one-to-many characters that OpenCC's reading gets right in native text."""

GATE = 6.0
"""Log-likelihood ratio from which a text counts as machine-made (docs/conversion.md)."""

DENSE = 12.0
"""The ratio must also come to this much per 10,000 Han characters: long texts collect noise."""


MOST = 4.0
"""One character can say no more than this: native writers have consistent habits too."""

WITNESSES = ((5, 2), (3, 3))
"""So many different characters must speak for a table, and so many of them must stand in a form
that native writers hardly ever put there.

The second pair is for short texts: of 1,220 native stretches of 1,000 characters in the training
corpora it takes none that the first does not, and finds half of the machine-made ones, not 28 %.
"""

RARE = math.log(0.3)
"""Where native writers put a form more often than this, it is a free variant (台 for 臺)."""

MODERN = frozenset("的了們们這这個个麼么你她嗎吗呢吧嘅咗佢哋唔")
OLD = 0.008
"""With a smaller share of these words a text is old: there 从, 虫, 余, 云 are traditional.

In the training corpora 99 of 100 stretches of modern prose have more, of poems and classics
75 (simplified) and 100 (traditional) of 100 have less.
"""


@dataclass(frozen=True, slots=True)
class MachineMade:
    """Whether a text is machine-made traditional, and by which forms one sees it.

    `score` is the log-likelihood ratio; `evidence` holds (form seen for form expected, count);
    `table` holds the witnesses: simplified character and the form that the table gives it.
    """

    found: bool
    score: float
    evidence: tuple[tuple[str, int], ...]
    table: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        """Say whether the text was found to be machine-made."""
        return self.found


def positions(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield place, simplified character, OpenCC's form and the text's own form.

    Regional variants are brought to OpenCC's standard first. Only characters with several
    traditional forms are named.
    """
    standard = engines.text(tables.plan("tw2t"), text, ())
    simple = engines.text(tables.plan("t2s"), standard, ())
    again = engines.text(tables.plan("s2t"), simple, ())
    if not len(text) == len(standard) == len(simple) == len(again):
        return
    for found in _several().finditer(simple):
        n = found.start()
        yield n, simple[n], again[n], standard[n]


@cache
def _several() -> re.Pattern[str]:
    return class_of(tables.candidates(tables.OFFICIAL, "STCharacters"))


@cache
def _native() -> tuple[dict[tuple[str, str, str], int], dict[tuple[str, str], int]]:
    rows = str(tables.read("native.z")[1]["rows"], "utf-8").split("\n")
    counts = {(row[0], row[1], row[2]): int(row[3:]) for row in rows if row}
    totals: dict[tuple[str, str], int] = {}
    for (y, z, _), n in counts.items():
        totals[y, z] = totals.get((y, z), 0) + n
    return counts, totals


@cache
def _native_log(y: str, z: str, x: str) -> float:
    """Return log P(form | native writer), where OpenCC would read the form z."""
    counts, totals = _native()
    forms = tables.candidates(tables.OFFICIAL, "STCharacters")[y]
    prior = EXPECTED if x == z else (1 - EXPECTED) / len(forms)
    return math.log((counts.get((y, z, x), 0) + TRUST * prior) / (totals.get((y, z), 0) + TRUST))


def kept(y: str, z: str) -> float:
    """Return how often native writers keep the simplified form where OpenCC would read z.

    >>> kept("几", "幾") < 0.1 < kept("布", "佈")
    True
    """
    return math.exp(_native_log(y, z, y))


def _choice(y: str, x: str, choices: tuple[float, float, float]) -> float:
    first, same, odd = choices
    # Both as regional variants come to OpenCC's standard: 才 is 纔 there.
    if x == tables.candidates(tables.OFFICIAL, "STCharacters")[y][0]:
        return first
    return same if x == y else odd


def _ratio(
    y: str, seen: dict[tuple[str, str], int], choices: tuple[float, float, float]
) -> tuple[float, str]:
    """Return log P(forms | the likeliest table) - log P(forms | native), and the table's form.

    `seen` counts (OpenCC's form, form seen) of one simplified character in a text.
    """
    forms = tables.candidates(tables.OFFICIAL, "STCharacters")[y]
    by_form: Counter[str] = Counter()
    native = 0.0
    for (z, x), n in seen.items():
        by_form[x] += n
        native += n * _native_log(y, z, x)
    total = sum(by_form.values())
    other = math.log((1 - KEEPS) / max(1, len(forms) - 1))
    best, form = max(
        (n * math.log(KEEPS) + (total - n) * other + _choice(y, x, choices), x)
        for x, n in by_form.items()
    )
    return best - native, form


def machine_made(text: str) -> MachineMade:
    """Tell whether a traditional text was made by a one-to-one character table.

    Not for simplified or mixed text: ask `identify` first. A few dozen characters seldom
    hold enough witnesses; then the answer is no.

    >>> bool(machine_made("關于皇後的頭發和面條，干部發揮余熱，文件已復制，系好安全帶，准備好了"))
    True

    Source: counts of forms in native text (tables/conversion/native.z).
    """
    by_character: dict[str, Counter[tuple[str, str]]] = {}
    for _, y, z, x in positions(text):
        by_character.setdefault(y, Counter())[z, x] += 1
    han, old = han_count(text), is_old(text)
    # In old texts whatever is not simplified may stand; in short ones chance has a say.
    kinds = CHOICES[:1] if old or han < LONG else CHOICES
    ways = (_heard(by_character, old, choices) for choices in kinds)
    score, witnesses, table, seen = max(ways, key=lambda way: way[0])
    enough = any(witnesses >= all_ and len(table) >= wrong for all_, wrong in WITNESSES)
    found = enough and score >= GATE and score * 10_000 >= DENSE * han
    return MachineMade(found, round(score, 2), tuple(seen.most_common(12)), tuple(table))


def _heard(
    by_character: dict[str, Counter[tuple[str, str]]],
    old: bool,
    choices: tuple[float, float, float],
) -> tuple[float, int, list[tuple[str, str]], Counter[str]]:
    """Return the score under one kind of table, its witnesses, their forms, what they say."""
    score, witnesses = 0.0, 0
    seen: Counter[str] = Counter()
    table: list[tuple[str, str]] = []
    for y, counts in by_character.items():
        ratio, form = _ratio(y, counts, choices)
        if old and form == y:
            continue  # what a bad table keeps, an old text writes of its own accord
        score += min(ratio, MOST)
        witnesses += ratio > 1
        wrong = {z: n for (z, x), n in counts.items() if x == form != z}
        wrong = {z: n for z, n in wrong.items() if _native_log(y, z, form) < RARE}
        if ratio > 0 and wrong:
            table.append((y, form))
            seen.update({f"{form} for {z}": n for z, n in wrong.items()})
    return score, witnesses, table, seen


def is_old(text: str) -> bool:
    """Tell whether a text has hardly any of the function words of modern Chinese.

    >>> is_old("學而時習之，不亦說乎"), is_old("這是我的書")
    (True, False)
    """
    han = han_count(text)
    return sum(map(text.count, MODERN)) < OLD * han
