"""normalization.width: letters and digits of ASCII width, kana and Hangul of full width.

What: `Ａ１` -> `A1`, `５０％` -> `50%`, `１２：３０` -> `12:30`; `ﾃｽﾄ` -> `テスト`, `ﾡ` -> `ㄱ`.
Why: one word written in two widths is two words to search, tokenizers and deduplication.
When not: typesetting; kaomoji drawn with half-width kana.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final

from textfix.chars import Chars
from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule, Wake

WAKE: Final[Chars] = (
    (0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A), (0xFF61, 0xFFDC), (0xFFE8, 0xFFEE),
)  # fmt: skip

_ALNUM: Final = "０-９Ａ-Ｚａ-ｚ"
_ANY: Final = re.compile(f"[{_ALNUM}｡-ￜ￨-￮]")
_EAST: Final = "\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3ｦ-ﾝ"
_RUN: Final = re.compile(
    # Marks inside a number, a name, an address belong to it; others are punctuation and stay wide.
    f"[{_ALNUM}](?:[{_ALNUM}]|[．／－＿＠](?=[{_ALNUM}])|：(?=[０-９])(?<=[０-９].)|％(?<=[０-９].)"
    "|\u3000(?=[Ａ-Ｚａ-ｚ])(?<=[Ａ-Ｚａ-ｚ].)"
    "|，(?=[０-９]{3}(?![０-９]))(?<=[０-９].))*"
    f"|[ｦ-ﾝ][ｦ-ﾟ]+|(?<=[{_EAST}ﾟﾞ])[｡-･]+(?![^\\w\\s、-」！？（）])|[｡-･]+(?=[{_EAST}])|[ﾠ-ￜ]+|[￨-￮]+"
)
_SHIFT: Final = 0xFF01 - 0x21


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find runs of characters in the wrong width."""
    table = _table()
    found = []
    end = 0
    for start in _ANY.finditer(text):
        if start.start() < end or not (m := _RUN.match(text, start.start())):
            continue
        end = m.end()
        new = unicodedata.normalize("NFC", m[0].translate(table))
        if new != m[0]:
            found.append(Finding(RULE.name, m.start(), end, (Edit(m.start(), end, new),)))
    return found


@cache
def _table() -> dict[int, str]:
    """Map fullwidth ASCII, and the half-width forms by their decompositions."""
    table = {wide: chr(wide - _SHIFT) for wide in range(0xFF01, 0xFF5F)} | {0x3000: " "}
    for point in range(0xFF61, 0xFFEF):
        kind, _, full = unicodedata.decomposition(chr(point)).partition(" ")
        if kind == "<narrow>":
            table[point] = chr(int(full, 16))
    return table | {0xFF9E: "\u3099", 0xFF9F: "\u309a"}


RULE = Rule(
    name="normalization.width",
    what="Bring letters and digits to ASCII width, katakana and Hangul to full width.",
    why="the same letter in its usual width",
    when_not="Typesetting. Fullwidth punctuation of Chinese text stays.",
    safety="exact",
    profile="corpus",
    wakes=(Wake(WAKE),),
    find=find,
    examples=(
        Example("ＣＰＵ占用５０％，１２：３０重启", "CPU占用50%，12:30重启"),
        Example("ﾊﾟｿｺﾝの｢電源｣", "パソコンの「電源」"),
        Example("共３．５万，第１，２章", "共3.5万，第1，2章"),
        Example("Ｉ\u3000ｌｏｖｅ\u3000ｙｏｕ", "I love you", "with the spaces between"),
        Example("１２，０００元，ａｂ＠ｃｄ．ｃｎ", "12,000元，ab@cd.cn"),
    ),
    keeps=("你好，世界！（笑）", "＋－＝＜＞", "￥100", "(ﾟДﾟ)", "(づ｡◕‿◕｡)づ", "テスト ㄱ"),
    sources=("Unicode East_Asian_Width, Decomposition_Type wide and narrow",),
)
