"""conversion.script: turn the whole text into the script the caller asked for.

What: `經濟` -> `经济` under script="hans", and the reverse, down to regional standards.
Why: the caller said `script=`; every change is an edit like any other.
When not: without `script=`; a text that is in the wanted script already changes little or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textfix import chars
from textfix.conversion.convert import matches
from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule, Wake

CONFIGS: Final = {"hans": "t2s", "hant": "s2t", "hant-tw": "s2tw", "hant-hk": "s2hk"}


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find every stretch that the wanted script writes differently."""
    if profile.script is None:
        return ()
    return [
        Finding(RULE.name, m.start, m.end, (Edit(m.start, m.end, m.new),), "exact", m.confidence, m.why)
        for m in matches(text, CONFIGS[profile.script], mode="best")
    ]  # fmt: skip


RULE = Rule(
    name="conversion.script",
    what="Convert the text to the script that was asked for.",
    why="the caller asked for this script",
    when_not="Texts whose script is part of what they say: leave out `script=`.",
    safety="exact",
    profile="repair",
    wakes=(Wake(chars.HAN),),
    find=find,
    examples=(Example("經濟發展", "经济发展", "script=hans"),),
    keeps=("经济发展", "ひらがな", "plain"),
    sources=("docs/conversion.md",),
)
