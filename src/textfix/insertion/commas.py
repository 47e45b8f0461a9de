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
_BESIDE: Final = re.compile(
    rf",(?:(?<={_HAN},)(?=[，、；：,]{_HAN})|(?<={_HAN}[，、；：],)(?={_HAN}))"
)
# A half-width comma between a fullwidth mark and text, whatever is written there: no hand makes
# that. The corpora beside the repository have four, all in forum posts; of `,,` eight.
_MIXED: Final = re.compile(
    rf",(?:(?<=[^，、；：。！？,.!?\s][，、；],)(?=[\u3400-\u9fffA-Za-z0-9《「『（“])"
    rf"|(?<={_HAN},)(?=[，、；]{_HAN}))"
)

# Places that must agree before the marks count as pushed in, of `,,` on damaged pages too: one
# is the author's slip more often than the program's (pages of `channels` from reviews and forums).
AGREE: Final = 3


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find half-width commas beside another mark: on damaged pages each, elsewhere between Han."""
    places = {m.start() for m in _BESIDE.finditer(text)}
    mixed = {m.start() for m in _MIXED.finditer(text)}
    damaged = bool(places | mixed) and evidence.weigh(text).damaged
    if len(places) < AGREE:
        places = set()
    if damaged:
        places |= mixed
    confidence = 0.99 if damaged else 1 - 0.2 / max(1, len(places))
    return [
        Finding(RULE.name, at, at + 1, (Edit(at, at + 1, ""),), "likely", confidence)
        for at in sorted(places)
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
        Example(
            "經(jīng)濟(jì)發(fā)展，,會(huì)議討論",
            "經(jīng)濟(jì)發(fā)展，會(huì)議討論",
            "one is enough on a page with such readings",
        ),
    ),
    keeps=(
        "一次手滑，,就一次",
        "標點有，、,。四種",
        "a,,b,,c,,d",
        "好。。。",
        "真的？！",
        "好。,坏。,行。,",
        "CSV:张三,,李四,，王五",
    ),
    sources=("damage.md §2: siblings of the gloss generator",),
)
