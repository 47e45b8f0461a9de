"""normalization.private_use: private-use code points that old tables gave to standard characters.

What: those of GBK, GB18030-2000, HKSCS and Big5-ETEN -> the characters' own code points.
Why: the characters got code points later; without a font of their time nobody sees them.
When not: icons and characters that a document defines for itself: those are reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.chars import is_han
from textfix.model import Edit, Finding
from textfix.normalization import forms, lines, odd
from textfix.profiles import Profile
from textfix.rule import Example, Rule

CONFIDENCE: Final = 0.95
"""The tables are exact; which of them a text follows is read from the text."""

_RUN: Final = re.compile("[\ue000-\uf8ff]+|[\U000f0000-\U000ffffd\U00100000-\U0010fffd]+")
_CJK: Final = re.compile("[\u2e80-\u312f\u31c0-\u33ff\uff00-\uffef]")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find private-use characters; give them their standard code points where one table fits."""
    if not odd.holds(text, ((0xE000, 0xF8FF), *odd.PRIVATE_PLANES)):
        return ()
    runs = list(_RUN.finditer(text))
    table = _table(text, runs)
    return [_finding(m, table) for m in runs]


def _finding(m: re.Match[str], table: dict[str, str]) -> Finding:
    start, end = m.span()
    if not table:
        detail = f"private use without a standard meaning: {_names(m[0])}"
        return Finding(RULE.name, start, end, (), "report", 1.0, detail)
    new = "".join(table[c] for c in m[0])
    return Finding(RULE.name, start, end, (Edit(start, end, new),), "likely", CONFIDENCE)


def _names(run: str) -> str:
    shown = " ".join(f"U+{ord(c):04X}" for c in run[:4])
    return shown + (" …" if len(run) > 4 else "")


def _table(text: str, runs: list[re.Match[str]]) -> dict[str, str]:
    """Return the one table that knows every private-use character of a text, or an empty one.

    Icons stand alone; characters stand among Han. One icon, and no table is believed.
    """
    inside = sum(_embedded(text, m) for m in runs)
    if 2 * inside < len(runs):
        return {}
    used = {c for m in runs for c in m[0]}
    traditional = lines.of(text).script() == "hant"
    table = _big5(used) if traditional else _gbk(used)
    return table if len(table) == len(used) else {}


def _gbk(used: set[str]) -> dict[str, str]:
    gbk = forms.table("gbk")
    return {c: gbk[c] for c in used if c in gbk}


def _big5(used: set[str]) -> dict[str, str]:
    row: str = forms.table("big5")
    places = {c: ord(c) - 0xE000 for c in used}
    return {c: row[k] for c, k in places.items() if k < len(row) and row[k] != "-"}


def _embedded(text: str, m: re.Match[str]) -> bool:
    """Tell whether Han stands on one side; on the other Han, CJK marks or a line's edge."""
    before, after = text[max(0, m.start() - 1) : m.start()], text[m.end() : m.end() + 1]
    han = [bool(c) and is_han(c) for c in (before, after)]
    fits = [
        h or c in ("", "\n") or bool(_CJK.match(c))
        for h, c in zip(han, (before, after), strict=True)
    ]
    return any(han) and all(fits)


RULE = Rule(
    name="normalization.private_use",
    what="Give characters that old tables kept in private use their standard code points.",
    why="every private-use character of this text is one of an old Chinese table",
    when_not="Icons of fonts and characters that a document defines for itself are only reported.",
    safety="likely",
    profile="normalize",
    wakes=odd.WAKES,
    find=find,
    examples=(
        Example("朱镕基，\ue84e、\ue863两字", "朱镕基，䦅、䶮两字", "GBK, row FE"),
        Example("他姓\ue863，这是家谱", "他姓䶮，这是家谱"),
        Example("呢個字係\uecee，唔係嗰個", "呢個字係揾，唔係嗰個", "HKSCS"),
    ),
    keeps=("\ue600 首页", "搜索\uf002", "自造字\U000f0001", "首頁\ue001 聯絡我們"),
    sources=(
        "GB 18030-2005, GB 18030-2022; WHATWG Encoding Standard; HKSCS-2008; Big5-ETEN",
        "Microsoft's order of Big5 user-defined rows in the private-use area",
    ),
)
