"""mojibake.piecewise: GBK or Big5 read as UTF-8 where valid, as Latin-1 elsewhere.

What: `ÎÒÃǵĹ«Òæ` -> `我们的公益`: letters of UTF-8's two-byte range stand for two bytes.
Why: readers that guess by piece do it, and so does ftfy run over GBK as Latin-1.
When not: runs that no such reader shows.
"""

from __future__ import annotations

from collections.abc import Sequence

from textfix.model import Edit, Finding
from textfix.mojibake import survey
from textfix.mojibake.health import talk, wakes
from textfix.mojibake.shown import bytewise
from textfix.profiles import Profile
from textfix.rule import Example, Rule


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find runs in which bytes were shown by piece, and what they spell."""
    runs = survey.of(text, profile.expect).mixtures
    return talk.guard(
        text,
        (
        Finding(
            RULE.name, r.start, r.end, (Edit(r.start, r.end, r.new),), "exact", 0.99,
            f"{r.encoding} read as UTF-8 where valid, else as Latin-1",
        )
        for r in runs)
    )  # fmt: skip


RULE = Rule(
    name="mojibake.piecewise",
    what="Read bytes again that were shown as UTF-8 where valid and as Latin-1 elsewhere.",
    why="a piecewise reader, or ftfy over Latin-1, shows the reading exactly as it stands",
    when_not="Letters that are meant; runs of fewer than four.",
    safety="exact",
    profile="repair",
    wakes=(wakes.woken()[0], bytewise.wake()),
    expecting=(wakes.SHORT_ONLY,),
    find=find,
    examples=(Example("ÎÒÃǵĹ«ÒæÊÂÒµ", "我们的公益事业", "after ftfy"),),
    keeps=("naïve façade ÀÉÎÕÜ ŠŽ", "[ɐɑɒɓʙβɔɕ] çðøθ"),
    sources=("damage.md §3: already repaired by ftfy",),
)
