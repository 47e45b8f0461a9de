"""insertion.gloss: readings in parentheses that a page generator pushed in after characters.

What: `經(jīng)濟` -> `經濟`; toned or not, `v` or `ü`, padded, repeated, any parentheses.
Why: cloned pages gloss the characters of a conversion table to look unique.
When not: lessons, dictionaries, names, notes on rare characters: those readings are meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from textfix import chars
from textfix.insertion import evidence, glosses, teaching, torn_runs
from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule, Wake


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find the whole glosses of a page whose readings a generator pushed in."""
    page = evidence.weigh(text)
    if not page.damaged:
        return ()
    if all(teaching.is_shown(text, g.start, g.end) for g in page.glosses):
        return ()
    inside = torn_runs.covered(torn_runs.find(text), [g.start for g in page.glosses])
    return [
        Finding(RULE.name, start, end, (Edit(start, end, ""),))
        for start, end, _, mark, _, fits in page.glosses
        if fits and mark in glosses.OPENED and start not in inside
    ]


RULE = Rule(
    name="insertion.gloss",
    what="Remove readings in parentheses that a page generator pushed in after characters.",
    why="the reading is one of the character's, and the page glosses as generators do",
    when_not="Lessons, dictionaries, name lists and notes on rare characters keep their readings.",
    safety="exact",
    profile="repair",
    wakes=(Wake(chars.PINYIN_TAIL, chars.CLOSING),),
    find=find,
    examples=(
        Example("經(jīng)開區(qū)召開黨工委會(huì)議", "經開區召開黨工委會議"),
        Example(
            "會(huì )舉行,部門(mén)單位都來(lái)參加這個(gè)會(huì )",
            "會舉行,部門單位都來參加這個會",
        ),
        Example("學(xue)(xue)(xue)習的時(shi)候", "學習的時候", "toneless, repeated"),
        Example("參觀（擴（kuò）大）后的動（dòng）物園和場（chǎng）", "參觀（擴大）后的動物園和場"),
    ),
    keeps=(
        "他在路上行(xíng)走,又到銀行(háng)去。",
        "複姓:歐(ōu)陽(yáng)、單(chán)于;單姓:王(Wáng)、李(Lǐ)。",
        "贠(yùn)姓很少見。",
        "贪(lobha)、运行时(runtime)、长度(bit)",
        "漢(かん)字(じ)",
        "例如“經(jīng)開區(qū)”这种拼音",
        "老師問「飛(fēi)、飄(piāo)」怎麼寫,「飛」字和「飄」字我都會寫。",
        "✅ 貨(huò), 獲(huò), 過(guò), 會(huì)",
    ),
    sources=("damage.md §1-2: cloned pages of Chinese development zones and SEO farms",),
)
