"""What a rule is: one declaration with its card, the classes that wake it, and its `find`.

Law: a rule finds and never edits; what it may not touch (`keeps`) is declared beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textfix.chars import Chars
from textfix.model import Finding, Safety
from textfix.profiles import MIN_CONFIDENCE, Profile


class Wake(NamedTuple):
    """What must stand in a text for a rule to have work: a character, or two in a row.

    With `cluster`, that many of them must stand close together; a short text needs one
    (see `textfix.sieve` for both numbers). More than can stand close wake short texts only.

    >>> from textfix.chars import of
    >>> Wake(of("?"), of("?")).then is None
    False
    """

    first: Chars
    then: Chars | None = None
    cluster: int = 1


class Example(NamedTuple):
    """A damaged text and what the rule, alone, must make of it."""

    before: str
    after: str
    note: str = ""


Find = Callable[[str, Profile], Sequence[Finding]]
"""Look at a whole text under a profile; return findings in any order, overlapping or not."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's card and its `find`.

    `profile` is the smallest profile that has the rule. A text in which none of `wakes`
    occurs must give no finding: the sieve never shows it to the rule. `off` names a setting
    and the value under which the rule does nothing: then it is no part of a run. `level` is the
    confidence from which its findings are applied where a profile names none. `expecting` are
    further wakes where the profile expects a language.
    """

    name: str
    what: str
    why: str
    when_not: str
    safety: Safety
    profile: str
    wakes: tuple[Wake, ...]
    find: Find
    examples: tuple[Example, ...]
    keeps: tuple[str, ...]
    sources: tuple[str, ...] = ()
    off: tuple[str, str] | None = None
    level: float = MIN_CONFIDENCE
    expecting: tuple[Wake, ...] = ()
