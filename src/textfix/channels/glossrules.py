"""Draws the rules of a gloss page from a seed, in the shares in which real pages vary.

Each variant of the registry fixes some of them; the weights are named beside their reasons.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from textfix.channels import glosspage, pagedata
from textfix.channels.damaged import Outcome, Parameter
from textfix.channels.glosspage import CUTS, Rules
from textfix.channels.pythonbytes import MARKS

# Most pages found carry one of three nested lists; others gloss any convertible character.
TIER_SHARE = 0.4
TIERS = {"small": pagedata.SMALL, "medium": pagedata.MEDIUM, "large": pagedata.LARGE}
# Share of all convertible characters in a list that is not a tier.
LEAST_SHARE, MOST_SHARE = 0.3, 0.8
# Nearly all pages write tone marks; the rest is spread over what was seen at least once.
STYLES = (("toned", 0.8), ("v", 0.08), ("ü", 0.06), ("u", 0.06))
PADDINGS = ((("", ""), 0.88), (("", " "), 0.09), ((" ", ""), 0.03))
# Fullwidth parentheses at byte level tear differently: A3A8 begins with a lead byte.
FULLWIDTH_PARENS = 0.05
# Few pages read a character in its second-best way (長 cháng), then at all its occurrences.
SECOND_READING_PAGES, SECOND_READING = 0.1, 0.25
DOUBTFUL_CONVERTED = 0.1
FOLDS = (("forms", 0.5), ("", 0.35), ("spaces", 0.15))
INDENTED = 0.3
LONE_DROPPED = 0.2
JOINED_LINES = 0.25
SOME_CUTS = 0.3
CUT_PYTHON = 0.3
# Both were seen; the founding document matches bytes again.
OVERLAPPING = 0.75

_REPORTED = (
    *("parens", "convert", "lone", "fold", "indent", "joined_lines", "markup"),
    "overlapping",
)

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Style:
    """How a page writes readings: fixed for the page."""

    tones: str
    before: str
    after: str
    second: float

    def write(self, ch: str, rng: random.Random) -> str:
        """Return what stands in the parentheses behind a character, or "" without a reading."""
        names = pagedata.readings(ch)
        if not names:
            return ""
        second = len(names) > 1 and rng.random() < self.second
        name = names[1] if second else names[0]
        if self.tones != "toned":
            name = pagedata.without_tone(name, self.tones)
        return f"{self.before}{name}{self.after}"


def weighted(rng: random.Random, choices: Sequence[tuple[_T, float]]) -> _T:
    """Return one of the choices, drawn by weight; the weights add up to 1."""
    at = rng.random()
    for choice, share in choices:
        at -= share
        if at < 0:
            return choice
    return choices[-1][0]


def draw_style(rng: random.Random) -> Style:
    """Draw how a page writes its readings."""
    before, after = weighted(rng, PADDINGS)
    second = SECOND_READING if rng.random() < SECOND_READING_PAGES else 0.0
    return Style(weighted(rng, STYLES), before, after, second)


def draw_list(rng: random.Random, kind: str) -> tuple[str, str]:
    """Draw the characters a page glosses, in order of replacement; return (name, characters).

    `kind`: "any" (a tier or a share), "share", "tier", "all".
    """
    if kind == "any":
        kind = "tier" if rng.random() < TIER_SHARE else "share"
    if kind == "tier":
        name = ("small", "medium", "large")[rng.randrange(3)]
        chars = list(TIERS[name])
    else:
        share = 1.0 if kind == "all" else rng.uniform(LEAST_SHARE, MOST_SHARE)
        name = f"{share:.2f}"
        chars = [ch for ch in pagedata.targets() if rng.random() < share]
    # The order of the program's list is unknown: by code point, by GBK bytes, or any.
    order = rng.randrange(3)
    if order == 1:
        chars.sort(key=lambda ch: ch.encode("gbk", "replace"))
    elif order == 2:
        rng.shuffle(chars)
    return f"{name} {('listed', 'by bytes', 'shuffled')[order]}", "".join(chars)


def _draw(rng: random.Random, kind: str) -> tuple[Rules, list[tuple[str, Parameter]]]:
    style = draw_style(rng)
    name, chars = draw_list(rng, kind)
    written = ((ch, style.write(ch, rng)) for ch in chars)
    rules = Rules(
        glossed=tuple((ch, reading) for ch, reading in written if reading),
        parens="（）" if rng.random() < FULLWIDTH_PARENS else "()",
        convert="first" if rng.random() < DOUBTFUL_CONVERTED else "kept",
        lone="" if rng.random() < LONE_DROPPED else "?",
        fold=weighted(rng, FOLDS),
        indent=rng.random() < INDENTED,
        joined_lines=rng.random() < JOINED_LINES,
        overlapping=rng.random() < OVERLAPPING,
    )
    return rules, [("list", name), ("tones", style.tones), ("space", style.before + style.after)]


def _some_cuts(rng: random.Random) -> tuple[str, ...]:
    if rng.random() >= SOME_CUTS:
        return CUTS
    return tuple(cut for cut in CUTS if rng.random() < 0.6) or CUTS[:1]


def page(text: str, rng: random.Random, variant: str = "plain") -> Outcome:
    """Make a gloss page by drawn rules; `variant` is what the registry says of a channel.

    Not for chosen rules: that is `glosspage.run`.
    """
    kind = {"tiers": "tier", "nested": "all", "simplified": "tier"}.get(variant, "any")
    rules, parameters = _draw(rng, kind)
    if variant == "cuts":
        rules = replace(rules, cuts=_some_cuts(rng))
    elif variant == "python":
        codec, mode = rng.choice(("gbk", "gb18030")), rng.choice(tuple(MARKS))
        cuts = _some_cuts(rng) if rng.random() < CUT_PYTHON else ()
        rules = replace(rules, reader=f"{codec} {mode}", cuts=cuts)
    elif variant == "markup":
        rules = replace(rules, markup=True, joined_lines=True)
    elif variant == "nested":
        rules = replace(rules, glossed=_late_straddlers(text, rules), overlapping=True)
    elif variant == "simplified":
        rules = replace(rules, glossed=_simplified(rules), convert="")
    outcome = glosspage.run(text, rules)
    parameters += [(name, getattr(rules, name)) for name in _REPORTED]
    if rules.reader:
        parameters.append(("reader", rules.reader))
    parameters.append(("cuts", "".join(rules.cuts)))
    parameters.append(("glossed", len(rules.glossed)))
    return replace(outcome, parameters=tuple(parameters))


def _late_straddlers(text: str, rules: Rules) -> tuple[tuple[str, str], ...]:
    """Put the page's own characters first: then pairs inside tears are glossed too."""
    own = set(glosspage.base(text, rules.convert))
    return tuple(sorted(rules.glossed, key=lambda row: row[0] not in own))


def _simplified(rules: Rules) -> tuple[tuple[str, str], ...]:
    """Gloss the simplified characters instead: both bytes are high, so tears are many."""
    back: dict[str, str] = {}
    for simplified, target in pagedata.conversions().items():
        back.setdefault(target, chr(simplified))
    return tuple((back[ch], reading) for ch, reading in rules.glossed if ch in back)
