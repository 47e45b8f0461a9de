"""What every rule must obey: a loop over a few rules, and the laws as checks. No tests here."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

from textfix import alignment, order
from textfix.model import Edit
from textfix.planner import plan
from textfix.profiles import MIN_CONFIDENCE, Profile
from textfix.rule import Rule

PASSES = 8
CORPUS = Profile("corpus")
EVERYTHING = Profile(
    "corpus",
    select=("escapes",),
    options={"compatibility-ideographs": "unify", "han-spaces": "all", "han-latin": "space"},
)
OTHER = Profile(
    "corpus",
    options={
        "quotes": "corner",
        "indent": "none",
        "repeats": 1,
        "blank-lines": 0,
        "han-latin": "none",
    },
)
SETTINGS = (EVERYTHING, CORPUS, OTHER, Profile("normalize"))
STAGES = ("escapes", "normalization")
RULES = tuple(order.load(name) for name in order.names() if name.partition(".")[0] in STAGES)
NAMES = [rule.name for rule in RULES]

# Small pieces that wake rules, and plain ones to stand between.
PIECES = (
    *("中", "国", "這個", "人。", "，", "Python", "a", "7", " ", "\n", "\u3000", "  ", "\t"),
    *(",", ".", "?", "!", ":", ";", "(", ")", '"', "“", "”", "「", "」", "‘", "’", "（", "）"),
    *("...", "。。。", "…", "--", "—", "──", "！！！！", "~~", "**", "`", "$", "<b>", "&", "://"),
    *(
        "\r\n",
        "\r",
        "\x0c",
        "\u2028",
        "\x85",
        "\x00",
        "\x1b[1m",
        "\x1b",
        "a\x08a",
        "\xa0",
        "\u2003",
    ),
    *("\u200b", "\u200d", "\ufeff", "\xad", "\u202e", "\u202c", "ש", "\U000e0041", "👩", "\u0301"),
    *(
        "e",
        "\uf900",
        "\ud83d",
        "\ude00",
        "\udce4\udcbd\udca0",
        "\uffff",
        "\ue84e",
        "\ue600",
        "⼈",
        "⻚",
    ),
    *("ｱ", "ﾞ", "１", "Ａ", "．", "％", "\ufffd", "烫" * 9, "锟斤拷" * 3, "é", "\x81", "Ã"),
    *(
        "&#20013;",
        "&amp;",
        "&lt;",
        "\\u4e2d",
        "\\\\",
        "\\xe4\\xb8\\xad",
        "u4e2d",
        "%E4%B8%AD",
        "%25",
    ),
    *(
        "%u4E2D",
        "=E4=B8=AD",
        "=\n",
        "=?utf-8?B?5Lit?=",
        "+Ti0-",
        "~{VP~}",
        "~~",
        "我们去图书馆看书",
    ),
)


def mix(a: Rule, b: Rule, seed: int) -> str:
    """Return a text made of the examples and keeps of two rules, broken into by other pieces."""
    rng = random.Random(f"{a.name} {b.name} {seed}")
    parts: list[str] = []
    for _ in range(rng.randrange(1, 4)):
        for rule in rng.sample((a, b), 2):
            part = rng.choice([*(e.before for e in rule.examples), *rule.keeps])
            if rng.random() < 0.3:
                at = rng.randrange(len(part) + 1)
                part = part[:at] + rng.choice(PIECES) + part[at:]
            parts += part, rng.choice(("", "", "\n", " ", *PIECES))
    return "".join(parts)


def fired(text: str, rules: Sequence[Rule], profile: Profile) -> set[Rule]:
    """Return the rules that change a text on the way to its fixed point."""
    found: set[str] = set()
    for before, edits in trace(text, rules, profile):
        for rule in rules:
            made = {edit for f in rule.find(before, profile) for edit in f.edits}
            if not made.isdisjoint(edits):
                found.add(rule.name)
    return {rule for rule in rules if rule.name in found}


def trace(text: str, rules: Sequence[Rule], profile: Profile) -> list[tuple[str, tuple[Edit, ...]]]:
    """Run some rules stage by stage to a fixed point; fail if there is none within the bound."""
    steps: list[tuple[str, tuple[Edit, ...]]] = []
    for _ in range(PASSES):
        changed = False
        for stage in STAGES:
            stage_rules = [r for r in rules if r.name.startswith(stage)]
            found = [f for r in stage_rules for f in r.find(text, profile)]
            edits = plan(found, MIN_CONFIDENCE, NAMES).edits
            if edits:
                steps.append((text, edits))
                text = alignment.apply(text, edits)
                changed = True
        if not changed:
            return [*steps, (text, ())]
    raise AssertionError(f"{[r.name for r in rules]} do not settle on {steps[0][0]!r}")


def check(text: str, rules: Sequence[Rule], profile: Profile = CORPUS) -> str:
    """Check idempotence, undo and alignment of some rules on a text; return the clean text."""
    steps = trace(text, rules, profile)
    after = steps[-1][0]
    for (before, edits), (result, _) in pairwise(steps):
        _check_edits(before, edits, result)
    back = after
    for before, edits in reversed(steps[:-1]):
        back = alignment.apply(back, alignment.invert(before, edits))
    assert back == text
    again = trace(after, rules, profile)
    assert again == [(after, ())]
    return after


def _check_edits(before: str, edits: tuple[Edit, ...], result: str) -> None:
    """Edits are in bounds, disjoint and real; unchanged characters map to themselves."""
    at = 0
    for start, end, new in edits:
        assert at <= start <= end <= len(before)
        assert before[start:end] != new
        at = end
    one = alignment.Alignment(edits)
    places = [one.to_after(k) for k in range(len(before) + 1)]
    assert places == sorted(places)
    assert places[-1] == len(result)
    inside = {k for start, end, _ in edits for k in range(start, end)}
    for k, ch in enumerate(before):
        if k not in inside:
            assert result[places[k] : places[k] + 1] == ch or one.to_before(places[k]) != k
