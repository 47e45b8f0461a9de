"""insertion.hooks: what control characters pushed before punctuation bytes, and stripped, tore.

What: `一定要?；ず米约?。` -> `一定要保护好自己。`
Why: the program looks for bytes, not characters: 保护 is B1 [A3BB] A4, which holds those of ；.
When not: question marks before marks that make sense; pages with readings (`insertion.torn`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textfix import chars
from textfix.insertion import hook_runs, torn_runs
from textfix.insertion.split import MARKED
from textfix.model import Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule, Wake

LEVEL: Final = 0.95
"""Of 155 runs of held-out prose read with that much and nothing vanished none was wrong, of 111
with 0.85 to 0.95 six."""
UNSEEN: Final = 3.0
"""Runs with pairs that left no trace are less sure than they say: of 47 with 0.95 two were wrong,
and no page of readings backs them."""


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find the runs that hooks tore, and what they were."""
    out: list[Finding] = []
    for run in hook_runs.find(text):
        doubt = UNSEEN if any(choice.gap for choice in run.taken) else 1.0
        out += torn_runs.told(RULE.name, text, run, doubt)
    return out


RULE = Rule(
    name="insertion.hooks",
    what="Pair the bytes again where punctuation bytes inside characters were taken for a mark.",
    why="a mark behind a lone byte, and text that makes sense one byte on; hooks give this text",
    when_not="Question marks before other marks, where the text around makes sense as it stands.",
    safety="likely",
    profile="repair",
    wakes=(MARKED, Wake(chars.FILLERS, chars.FILLED)),
    find=find,
    examples=(
        Example(
            "出门在外一定要?；ず米约?，大家都这么说。",
            "出门在外一定要保护好自己，大家都这么说。",
            "a cleaner removed the controls",
        ),
        Example("这里的风景非?：?，下次再来。", "这里的风景非常好，下次再来。"),
    ),
    keeps=(
        "真的吗?！我不信。",
        "你去不去?，他问。",
        "什么??！再说一遍。",
        "他说:「谁?」；没有人回答。",
        "没有字?？榛。",
    ),
    level=LEVEL,
    sources=("damage.md §2: CommonCrawl pages of 2021",),
)
