"""conversion.target: turn the whole text into the script the caller asked for.

What: `經濟` -> `经济` under script="hans", and the reverse, down to regional standards.
When not: without `script=`; a text that is in the wanted script already changes little or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from textfix import chars
from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule, Wake


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find every stretch that the wanted script writes differently."""
    if profile.script is None:
        return ()
    from textfix.conversion.script import to_script

    found = []
    for r in to_script(text, profile.script):
        edits = (Edit(r.start, r.end, r.new),)
        found.append(Finding(RULE.name, r.start, r.end, edits, "exact", r.confidence, r.why))
    return found


RULE = Rule(
    name="conversion.target",
    what="Convert the text to the script that was asked for.",
    why="the caller asked for this script",
    when_not="Texts whose script is part of what they say: leave out `script=`.",
    safety="exact",
    profile="repair",
    wakes=(Wake(chars.HAN),),
    find=find,
    examples=(Example("這個國家的經濟發展", "这个国家的经济发展", "script=hans"),),
    keeps=("这个国家的经济发展", "ひらがなとカタカナ", "plain"),
    sources=("docs/conversion.md",),
)
