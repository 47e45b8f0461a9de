"""The one literal table of stages and rules, in the order in which they run, with the reasons.

Law: a rule is named here and in its own file, nowhere else.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from textfix.rule import Rule

ORDER: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    # First: escapes hide the characters that all other stages look at, and may hide mojibake.
    (
        "escapes",
        (
            "mime_words",  # headers first: their words may hold any other escape
            "quoted_printable",
            "hz",
            "utf7",
            "entities",  # a reference is the outer layer of what pages hold
            "unicode",
            "backslash",
            "percent_u",  # before percent, which would take its sign
            "percent",
            "references",  # what is left of them in prose, once whole texts are read
            "big5_backslash",
        ),
    ),
    # Before all that reads text: a page must be readable before its glosses can be seen.
    ("mojibake", ("wide", "piecewise", "lossless", "lossy", "european", "lost")),
    # All on the same text: a page's glosses are the evidence that its question marks are losses.
    ("insertion", ("gloss", "torn", "hooks", "split", "autolink", "controls", "indent", "commas")),
    # After the repairs, which read the odd characters as evidence; before conversion, which needs
    # whole characters. Where two rules claim one place, the earlier has it.
    (
        "normalization",
        (
            "line_ends",  # all rules after it look at lines
            "surrogates",  # halves become characters before anything looks at characters
            "noncharacters",
            "private_use",  # gives radicals and Han to the next rules
            "radicals",
            "ansi",  # whole sequences, before their parts are controls
            "controls",
            "tags",
            "bidi",
            "invisible",
            "spaces",  # odd spaces are spaces to all rules of layout
            "nfc",  # composes across what was removed
            "fillers",
            "width",  # digits and letters tell what a mark belongs to
            "trailing",
            "han_spaces",  # Han side by side are the context of marks
            "wraps",
            "blank_lines",
            "ellipsis",  # three dots before each is a full stop
            "dashes",
            "parentheses",
            "punctuation",
            "quotes",  # typed marks around are settled first
            "repeats",  # counts fullwidth marks
            "indents",
            "spacing",
        ),
    ),
    # Last: conversion reads what the author wrote, not what the damage made of it.
    ("conversion", ("target",)),
)


LEAST: Final = {"normalization": "normalize"}
"""The smallest profile that a whole stage belongs to: `repair` need not import its modules."""


def stages() -> tuple[str, ...]:
    """Return the names of the stages in order."""
    return tuple(stage for stage, _ in ORDER)


@cache
def names() -> tuple[str, ...]:
    """Return the full names of all rules in order."""
    return tuple(f"{stage}.{rule}" for stage, rules in ORDER for rule in rules)


@cache
def load(name: str) -> Rule:
    """Import one rule by its full name; each rule module declares it as RULE."""
    rule: Rule = import_module(f"textfix.{name}").RULE
    return rule
