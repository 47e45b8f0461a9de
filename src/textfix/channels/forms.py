"""Characters in a wrong form: radicals, half-width punctuation, private use from old tables."""

from __future__ import annotations

import random
import unicodedata
from functools import cache

from textfix.channels.damaged import Outcome, joined

# CJK Radicals Supplement: only two of these have a decomposition in Unicode's data.
_SUPPLEMENT = dict(
    zip(
        "长门见贝车页风飞马鱼鸟麦黄齐龙西青母民",
        "⻓⻔⻅⻉⻋⻚⻛⻜⻢⻥⻦⻨⻩⻬⻰⻄⻘⺟⺠",
        strict=True,
    )
)
_HALF = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)} | {"\u3000": " "}
# GB18030-2005 gave these GBK pairs their own code points; older tables kept private use.
_LATER = dict(
    zip("龴龵龶龷龸龹龺龻", (0x59, 0x61, 0x66, 0x67, 0x6D, 0x7E, 0x90, 0xA0), strict=True)
)


@cache
def radicals() -> dict[str, str]:
    """Return Han character → the radical that looks like it.

    >>> radicals()["文"], radicals()["页"]
    ('⽂', '⻚')
    """
    kangxi = {unicodedata.normalize("NFKC", chr(c)): chr(c) for c in range(0x2F00, 0x2FD6)}
    return kangxi | _SUPPLEMENT


@cache
def private_use() -> dict[str, str]:
    """Return character → its private-use code point in the tables of GBK of 1995 (row FE).

    >>> private_use()["䌷"]
    '\\ue837'
    """
    trails = [trail for trail in range(0x50, 0xA1) if trail != 0x7F]
    later = {trail: ch for ch, trail in _LATER.items()}
    table: dict[str, str] = {}
    for offset, trail in enumerate(trails):
        ch = later.get(trail) or bytes((0xFE, trail)).decode("gb18030")
        if not "\ue000" <= ch <= "\uf8ff":
            table[ch] = chr(0xE815 + offset)
    return table


def _mapped(text: str, table: dict[str, str]) -> Outcome:
    result, spans = joined((table.get(ch, ch), ch in table) for ch in text)
    return Outcome(result, text, spans)


def as_radicals(text: str, rng: random.Random) -> Outcome:
    """Show characters as their radicals; a PDF's font maps a character always or never."""
    share = rng.uniform(0.3, 1.0)
    table = {ch: form for ch, form in radicals().items() if rng.random() < share}
    return _mapped(text, table)


def as_private_use(text: str, rng: random.Random) -> Outcome:
    """Write the rare characters of GBK's row FE as old tables do."""
    return _mapped(text, private_use())


def half_width(text: str, rng: random.Random) -> Outcome:
    """Fold fullwidth forms to ASCII, as many cleaning programs do; 。、“” stay.

    >>> half_width("好，１！", random.Random(0)).text
    '好,1!'
    """
    return _mapped(text, _HALF)
