"""insertion.commas: half-width marks pushed in beside the marks of a Chinese text.

What: `活動,，二十多個` -> `活動，二十多個`, `能力,、` -> `能力、`.
Why: page generators double marks to look unique; a half-width comma beside another is theirs.
When not: a single slip, code, and marks that are doubled for effect (`？！`, `。。。`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix import chars
from textfix.insertion import evidence
from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule, Wake

_HAN: Final = "[\u3400-\u9fff]"
# Not beside a full stop: `。,` is how some people write.
_BESIDE: Final = re.compile(rf"(?<={_HAN}),(?=[，、；：,]{_HAN})|(?<={_HAN}[，、；：]),(?={_HAN})")

# Places that must agree before the marks count as pushed in, on damaged pages too: one `,,` is the
# author's slip more often than the program's (pages of `channels` from reviews and forums).
AGREE: Final = 3


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find half-width commas beside another mark, between Han."""
    places = list(_BESIDE.finditer(text))
    if len(places) < AGREE:
        return ()
    confidence = 0.99 if evidence.weigh(text).damaged else 1 - 0.2 / len(places)
    return [
        Finding(
            RULE.name, m.start(), m.end(), (Edit(m.start(), m.end(), ""),), "likely", confidence
        )
        for m in places
    ]


RULE = Rule(
    name="insertion.commas",
    what="Remove half-width commas that were pushed in beside other marks.",
    why="this text has half-width commas right beside other marks, again and again",
    when_not="One slip of the keyboard, code, and marks repeated for effect.",
    safety="likely",
    profile="repair",
    wakes=(Wake(chars.of("，、；：,"), chars.of("，、；：,")),),
    find=find,
    examples=(
        Example(
            "活動,，二十多個人,、三輛車；,還有狗,，都到了。",
            "活動，二十多個人、三輛車；還有狗，都到了。",
        ),
    ),
    keeps=(
        "一次手滑，,就一次",
        "a,,b,,c,,d",
        "好。。。",
        "真的？！",
        "好。,坏。,行。,",
        "CSV:张三,,李四,，王五",
    ),
    sources=("damage.md §2: siblings of the gloss generator",),
)
