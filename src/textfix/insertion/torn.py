"""insertion.torn: characters torn in half by a gloss that was pushed in between their bytes.

What: `表?yè)P(yáng)` -> `表揚`, `當?shù)剜l(xiāng)` -> `當地鄉`: bytes are paired again.
Why: the generator replaces GBK bytes blindly; behind a torn character all others are one byte off.
When not: a reading without such a tear; a question mark that is one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from textfix import chars
from textfix.insertion import evidence, gbk, glosses, teaching, torn_runs
from textfix.insertion.choice import converted, is_common
from textfix.insertion.torn_runs import Torn
from textfix.lattice import LOST
from textfix.model import Finding, Safety
from textfix.profiles import Profile
from textfix.rule import Example, Rule, Wake

LEVEL: Final = 0.7
"""Measured on pages of three generators: of all their edits fewer than 0.2 % are wrong; on those of
simplified bytes it is a little more (docs/confidence.md)."""

SHARPNESS: Final = 0.8
DOUBT: Final = -0.25
VANISHED: Final = -0.4
"""What the log odds of a reading are worth, and what each vanished pair, two at most, takes away.

The lattice promises too much: its source model of three characters is sharper than the truth.
Fitted on 4,600 runs of three generators, each of the same weight; true on 2,900 others."""
SUREST: Final = 0.9999
"""One run in 300 is wrong though the lattice holds no other reading: not all that happens is in it.
"""

CERTAIN: Final = 0.99
"""Below this, bytes that vanished without a trace would read better than those that are there."""


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find the torn runs of a page and what they were."""
    return [f for run in torn_runs.find(text) for f in _findings(text, run)
            if not _is_example(text, f)]  # fmt: skip


def _is_example(text: str, found: Finding) -> bool:
    """Tell whether a tear is quoted on purpose, on a page that has no reading but torn ones."""
    return not evidence.weigh(text).readings and teaching.is_shown(text, found.start, found.end)


def _findings(text: str, run: Torn) -> Iterator[Finding]:
    edits = tuple(torn_runs.edits(text, run))
    if not edits:
        return
    probability = run.reading.probability
    determined = probability > CERTAIN and _is_determined(
        text, run, evidence.weigh(text).traditional
    )
    safety: Safety = "exact" if determined else "likely"
    confidence = (
        probability
        if determined
        else believed(probability, sum(choice.gap for choice in run.taken))
    )
    yield Finding(RULE.name, edits[0].start, edits[-1].end, edits, safety, confidence)


def believed(probability: float, vanished: int) -> float:
    """Return how often readings are right to which the lattice gives a probability.

    >>> round(believed(0.9, 0), 2), round(believed(0.9, 1), 2), round(believed(1.0, 0), 3)
    (0.82, 0.75, 0.999)
    """
    sure = min(probability, SUREST)
    if sure <= 0.0:
        return 0.0
    odds = DOUBT + SHARPNESS * math.log(sure / (1 - sure)) + VANISHED * min(vanished, 2)
    return 1 / (1 + math.exp(-odds))


def _is_determined(text: str, run: Torn, traditional: bool) -> bool:
    """Tell whether readings and bytes alone leave one source, so that no model was needed.

    Where a pair may have vanished between two halves, only a model says that none did.
    """
    last, start = 0, run.start
    whole = True
    for choice, (_, _, data, ends), end in zip(
        run.taken, run.reading.pieces, run.ends, strict=True
    ):
        if data and not whole and _may_vanish(last, data[0], _reading(text, end)):
            return False
        whole = ends
        if choice.gap or (LOST in choice.data and (choice.pairs is None or choice.check is None)):
            return False
        if LOST in choice.data and text[start] in glosses.OPENED:
            return False  # what its reader leaves out, it leaves out without a mark
        if LOST in choice.data and choice.pairs is not None:
            known = [t for t in choice.pairs.get(last, ()) if _is_target(last, t, traditional)]
            if known != list(data):
                return False
        last = data[-1] if data else last
        start = end
    return True


def _reading(text: str, start: int) -> str:
    """Return the reading that stands at a place in whole parentheses, or ""."""
    found = glosses.MARKED.match(text, start)
    return found["reading"] if found and found["mark"] in glosses.OPENED else ""


@lru_cache(maxsize=1 << 12)
def _may_vanish(lead: int, trail: int, reading: str) -> bool:
    """Tell whether a pair that vanishes, put between two bytes, makes common characters of them.

    The second of them has the reading, if any.
    """
    char, vanish = gbk.pairs().char, gbk.pairs().vanish
    behind = {
        b for b in gbk.LEADS
        if _is_common(ch := char.get(b << 8 | trail, ""))
        and (not reading or glosses.fit(ch, reading))
    }  # fmt: skip
    return any(
        _is_common(char.get(lead << 8 | first, "")) and not behind.isdisjoint(seconds)
        for first, seconds in vanish.items()
    )


def _is_common(ch: str) -> bool:
    return bool(ch) and is_common(ch)


def _is_target(lead: int, trail: int, traditional: bool) -> bool:
    return converted(gbk.pairs().char[lead << 8 | trail], traditional)


RULE = Rule(
    name="insertion.torn",
    what="Pair the bytes again where a gloss was pushed between the two bytes of a character.",
    why="the readings and bytes around fit one source; replaying the damage on it gives this text",
    when_not="Question marks that are meant, and readings that no tear explains.",
    safety="likely",
    profile="repair",
    wakes=(Wake(chars.PINYIN_TAIL, chars.CLOSING),),
    find=find,
    examples=(
        Example(
            "先進個人表?yè)P(yáng)大會(huì)會(huì)議精神",
            "先進個人表揚大會(huì)會(huì)議精神",
            "the gloss rule takes the rest",
        ),
        Example(
            "刺激當?shù)亟?jīng)濟(jì)增長",
            "刺激當地經濟增長",
            "the run ends in step, its glosses with it",
        ),
        Example("下載這一款A(yù)pp", "下載這一款App", "the tail byte is an ASCII letter"),
    ),
    keeps=(
        "这种替换会把“表扬”变成“表?yè)P(yáng)”。",
        "他問:真的嗎?ni)",
        "讀作(yáng)嗎?",
        "「頁」(yè)和「揚」(yáng)",
    ),
    sources=("damage.md §1-2",),
    level=LEVEL,
)
