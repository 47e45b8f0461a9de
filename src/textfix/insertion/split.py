"""insertion.split: GBK characters split by ASCII that was put between their two bytes.

What: `的菜?<br>谐÷蛐┬孪实氖卟恕?` -> `的菜市场买些新鲜的蔬菜。`
Why: programs that wrap lines or mark text up at bytes; what follows is one byte off.
When not: marks and tags before text that makes sense; pages with readings (`insertion.torn`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textfix import chars
from textfix.insertion import evidence, split_runs, torn_runs
from textfix.model import Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule, Wake

DOUBT: Final = 3.0
"""Of runs read with 0.90 to 0.97, 3 in 100 have one wrong character (350 runs of held-out prose):
too many for the level at which profiles repair, so the confidence is stated lower."""

MARKED: Final = Wake(chars.of("?\ufffd"), (*chars.of("</ \r\n-"), *chars.LATIN, (0x80, 0xFFFF)))
"""A mark and what may stand behind it; with `insertion.hooks`."""

TAGGED: Final = Wake(chars.of(">@"), (*chars.HAN, (0x80, 0x7FF)))
"""What may stand at the end of a tag; with `insertion.autolink`, as each wake costs the sieve."""


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find characters that were split, and what is one byte off behind them."""
    if next(split_runs.sites(text), None) is None or evidence.weigh(text).damaged:
        return ()
    runs = split_runs.find(text)
    return [f for run in runs for f in torn_runs.told(RULE.name, text, run, DOUBT)]


RULE = Rule(
    name="insertion.split",
    what="Pair the bytes again where ASCII was put between the two bytes of a GBK character.",
    why="text that made no sense makes sense one byte on, and splitting it again gives this text",
    when_not="Marks, line ends and tags before text that makes sense as it stands.",
    safety="likely",
    profile="repair",
    wakes=(MARKED, TAGGED),
    find=find,
    examples=(
        Example(
            "下个月我们将在图?\n楣菥侔煲淮喂赜谒\ue18c局种驳慕沧\ue292?\n欢迎大家。",
            "下个月我们将在图书馆举办一次关于水稻种植的讲座。\n欢迎大家。",
            "a line of so many bytes; pairs of the user-defined area show as private use",
        ),
    ),
    keeps=(
        "你去过图书馆吗?<br>没有,下次一起去吧。",
        "真的吗?\n好。",
        "他问:谁?\n嬲罴卿魏茆。",
        "这个字丢了:\ufffd 其余都在。",
        "第一行<br>第二行<br>第三行",
        "Куда?\nС кем?",
    ),
    sources=("damage.md §4",),
)
