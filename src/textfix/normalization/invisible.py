"""normalization.invisible: characters that take no room and say nothing.

What: soft hyphens, zero-width spaces and joiners, word joiners and byte order marks are removed.
Why: they split words for search and tokenizers, and no reader can see them.
When not: joiners in emoji and in scripts that are shaped by them; variation selectors.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.normalization import odd
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_RUN: Final = re.compile(f"[{odd.inside(odd.INVISIBLE)}]+")
# Scripts whose letters join or stack, or whose words are parted by U+200B: Hebrew to Tai Tham
# but Hangul, Cherokee, Ogham and Runes are not; the blocks of Indic and Arabic scripts above.
_SHAPED: Final = re.compile(
    "[\u0590-\u10ff\u1200-\u137f\u1700-\u1cff\ua800-\ua8ff\ua900-\ua95f\ua980-\uaaff\uabc0-\uabff"
    "\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00011fff\U0001e800-\U0001efff]"
)
_EMOJI: Final = re.compile(
    "[\xa9\xae\u203c-\u3299\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
# After these as Latin-1, AD can be the second byte of a character of UTF-8.
_LEADS: Final = re.compile("[\xc2-\xde]")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find runs of invisible characters that nothing around them needs."""
    if not odd.holds(text, odd.INVISIBLE):
        return ()
    wrong = odd.wrongly_read(text)
    return [
        Finding(RULE.name, m.start(), m.end(), (Edit(m.start(), m.end(), ""),))
        for m in _RUN.finditer(text)
        if not _needed(text, m, wrong)
    ]


def _needed(text: str, m: re.Match[str], wrong: bool) -> bool:
    """Tell whether the neighbors of a run need it; a run is kept or removed whole."""
    before, after = text[max(0, m.start() - 1) : m.start()], text[m.end() : m.end() + 1]
    if m[0][0] == "\xad" and (wrong or _LEADS.match(before)):
        return True
    if _SHAPED.match(before) or _SHAPED.match(after):
        return True
    return m[0] == "\u200d" and bool(_EMOJI.match(before) and _EMOJI.match(after))


RULE = Rule(
    name="normalization.invisible",
    what="Remove soft hyphens, zero-width characters and byte order marks inside text.",
    why="nothing around needs this character, and no reader sees it",
    when_not="Joiners in emoji and in Arabic, Indic and other shaped scripts stay.",
    safety="exact",
    profile="normalize",
    wakes=odd.WAKES,
    find=find,
    examples=(
        Example("零\u200b宽\u200c字\u200d符\u2060", "零宽字符"),
        Example("\ufeff第一个文件\n\ufeff第二个文件", "第一个文件\n第二个文件"),
        Example("Donau\xaddampf\xadschiff", "Donaudampfschiff"),
    ),
    keeps=(
        "👨\u200d👩\u200d👧 🏳️\u200d🌈 ❤️\u200d🔥",
        "می\u200cخواهم क्\u200dष ภาษา\u200bไทย",
        "葛\U000e0100 ☎\ufe0f",
        "Ã\xad",
    ),
    sources=("Unicode general category Cf; UTS #51",),
)
