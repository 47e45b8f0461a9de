"""escapes.percent_u: `%uXXXX`, as JavaScript's old `escape` writes.

What: `%u4E2D%u6587%20` -> characters.
Why: cookies and forms of old pages hold it, and no standard decodes it.
When not: texts with plain Han: there only by `select`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from textfix.escapes import evidence
from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_RUN: Final = re.compile("(?:%u[0-9a-fA-F]{4}|%[0-9a-fA-F]{2})+")
_WIDE_RUN: Final = re.compile("(?:%u[0-9a-fA-F]{4})+")
_UNIT: Final = re.compile("%u([0-9a-fA-F]{4})|%([0-9a-fA-F]{2})")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find percent-u escapes."""
    if "%u" not in text or evidence.is_idle(RULE.name, text, profile):
        return ()
    whole = list(_edits(text, _RUN))
    return evidence.findings(RULE.name, text, whole, list(_edits(text, _WIDE_RUN)), profile)


def _edits(text: str, run: re.Pattern[str]) -> Iterator[Edit]:
    for m in run.finditer(text):
        units = b"".join(int(u[1] or u[2], 16).to_bytes(2, "little") for u in _UNIT.finditer(m[0]))
        try:
            yield Edit(m.start(), m.end(), units.decode("utf-16-le"))
        except UnicodeDecodeError:  # half a pair: no text ever was written so
            continue


RULE = Rule(
    name="escapes.percent_u",
    what="Read `%uXXXX` escapes as characters.",
    why="the text is written in percent-u escapes throughout",
    when_not="Texts with plain Han, unless the rule is selected.",
    safety="exact",
    profile="repair",
    wakes=evidence.WAKES,
    find=find,
    examples=(
        Example("%u4ECA%u5929%u4E0B%u96E8%uFF0C%20bye", "今天下雨， bye"),
        Example("%uD842%uDFB7%u91CE%u5BB6%u5E97", "𠮷野家店"),
    ),
    keeps=("今天写作 %u4ECA", "%u of %u", '"%u4ECA%u5929%u4E0B%u96E8"', "%uD842"),
    sources=("ECMA-262, Annex B.2.1; damage.md §5",),
)
