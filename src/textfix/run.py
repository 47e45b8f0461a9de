"""The one loop: look at a batch, wake rules, plan and apply stage by stage until nothing changes.

Law: the result is a fixed point, so cleaning twice is cleaning once; if a text finds none
within the bound, it is left as it came and that is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Final

from textfix import alignment, order
from textfix.model import Finding, Plan, Step
from textfix.planner import plan
from textfix.profiles import MIN_CONFIDENCE, Profile, resolve
from textfix.rule import Rule
from textfix.sieve import Sieve

MAX_PASSES: Final = 8
"""Passes over all stages before a text counts as one that does not settle."""

Trace = tuple[Step, ...]
"""The steps that led from one text to its clean form; empty for a text left asleep."""


@dataclass(frozen=True)
class Program:
    """The rules of a profile in order, and the sieve compiled from them."""

    profile: Profile
    rules: tuple[Rule, ...]
    sieve: Sieve

    @cached_property
    def bars(self) -> dict[str, float]:
        """The confidence from which the findings of each rule are applied."""
        asked = self.profile.min_confidence
        return {r.name: r.level if asked == MIN_CONFIDENCE else asked for r in self.rules}

    _woken: dict[int, tuple[tuple[str, tuple[Rule, ...]], ...]] = field(default_factory=dict)

    def woken(self, mask: int) -> tuple[tuple[str, tuple[Rule, ...]], ...]:
        """Return the rules that a mask of the sieve wakes, by their stages, in order."""
        groups = self._woken.get(mask)
        if groups is None:
            rules = groupby(self.sieve.woken(mask), _stage)
            groups = self._woken[mask] = tuple((stage, tuple(group)) for stage, group in rules)
        return groups


@lru_cache(maxsize=32)
def program(profile: Profile) -> Program:
    """Return the compiled program of a profile."""
    rules = tuple(order.load(name) for name in order.names() if _wanted(name, profile))
    if profile.expect:
        rules = tuple(replace(r, wakes=r.wakes + r.expecting) for r in rules)
    return Program(profile, rules, Sieve(rules))


def _wanted(name: str, profile: Profile) -> bool:
    """Say whether a profile runs a rule, before its module is imported where that can be helped."""
    stage = name.partition(".")[0]
    if name in profile.ignore or stage in profile.ignore:
        return False
    if stage == "conversion":
        return profile.script is not None
    selected = profile.selects(name)
    if not selected and not profile.includes(order.LEAST.get(stage, profile.level)):
        return False
    rule = order.load(name)
    if rule.off and profile.option(rule.off[0]) == rule.off[1]:
        return False
    return selected or profile.includes(rule.profile)


def run(texts: Sequence[str], profile: Profile) -> list[Trace]:
    """Clean a batch; a single text is a batch of one.

    >>> run(["nothing to do"], Profile())
    [()]
    """
    return list(each(texts, profile))


def each(texts: Sequence[str], profile: Profile) -> Iterator[Trace]:
    """Clean a batch and yield one trace after the other: all together may take much memory.

    >>> next(each(["nothing to do"], Profile()))
    ()
    """
    work = program(profile)
    for text, mask in zip(texts, work.sieve.look(texts), strict=True):
        yield _settle(text, mask, work) if mask else ()


@lru_cache(maxsize=64)
def _named(level: str, script: str | None) -> Program:
    """Return the program of a level and script: two words hash faster than a Profile."""
    return program(resolve(level, script))


def run_one(text: str, profile: str | Profile, script: str | None = None) -> Trace:
    """Clean one text: what `run` does with a batch of one, without the batch.

    >>> run_one("nothing to do", "repair")
    ()
    """
    if isinstance(profile, str) and (script is None or isinstance(script, str)):
        work = _named(profile, script)
    else:
        work = program(resolve(profile, script))
    mask = work.sieve.look_one(text)
    return _settle(text, mask, work) if mask else ()


def _settle(text: str, mask: int, work: Program) -> Trace:
    """Run passes over one text until a pass changes nothing."""
    steps: list[Step] = []
    now = text
    for _ in range(MAX_PASSES):
        done = _one_pass(now, mask, work)
        steps.extend(done)
        if not any(step.plan.edits for step in done):
            return tuple(steps)
        now = done[-1].after
        mask = work.sieve.look([now])[0]
        if not mask:
            return tuple(steps)
    return (_unsettled(text),)


def _one_pass(text: str, mask: int, work: Program) -> list[Step]:
    """Run the woken rules stage by stage over one text."""
    steps: list[Step] = []
    for stage, rules in work.woken(mask):
        findings = [f for r in rules for f in r.find(text, work.profile)]
        if not findings:
            continue
        planned = plan(findings, work.bars, order.names())
        after = alignment.apply(text, planned.edits)
        steps.append(Step(stage, text, after, planned))
        text = after
    return steps


def _stage(rule: Rule) -> str:
    return rule.name.partition(".")[0]


def _unsettled(text: str) -> Step:
    report = Finding(
        "run.unsettled", 0, len(text), safety="report",
        detail=f"no fixed point within {MAX_PASSES} passes; the text is left as it came",
    )  # fmt: skip
    return Step("run", text, text, Plan(reported=(report,)))
