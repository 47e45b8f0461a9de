"""Simplifies what a simplified text has in traditional characters among its own: 發现 under hans.

A run of traditional characters alone is a quotation or a name, and stays.
"""

from __future__ import annotations

import re
from functools import cache

from textfix.conversion import tables
from textfix.conversion.hanrun import han_run
from textfix.conversion.identify import class_of, exclusive
from textfix.conversion.replacement import SURE, Replacement
from textfix.conversion.spelling import OLD_ENOUGH, SAMPLE

KEPT = "霑"
"""Kept in names (黄霑)."""

NEAR = 50
"""Simplified characters farther away say nothing."""

WHY = "traditional among simplified"

_AT = re.compile("於(?<=[关对由属至位等低高大小终过处基限善便利用致在出]於)")


@cache
def _traditional() -> re.Pattern[str]:
    return class_of(exclusive()[1] - set(KEPT))


def mingled(text: str) -> bool:
    """Tell whether a text has characters that only traditional text has, and is not old.

    >>> mingled("我们發现了问题"), mingled("我们发现了问题")
    (True, False)
    """
    from textfix.conversion.machine import is_old

    # A set of the text is five times as fast as the pattern.
    if exclusive()[1].isdisjoint(set(text)) and not _AT.search(text):
        return False
    return len(text) < OLD_ENOUGH or not is_old(text[:SAMPLE])


def unmingled(line: str, offset: int = 0) -> list[Replacement]:
    """List what simplifies the runs of a simplified line that have both kinds of characters.

    >>> [(r.start, r.new) for r in unmingled("發现问题，叫「發現」")]
    [(0, '发')]
    """
    simplified, _ = exclusive()
    table = tables.character_map(tables.OFFICIAL, "TSCharacters")
    found = []
    for pattern in (_traditional(), _AT):
        for at in pattern.finditer(line):
            new = chr(table[ord(at.group())])
            start, end = han_run(line, at.start(), NEAR, NEAR)
            # Fonts lack most of the characters outside of the first block.
            if "\u4e00" <= new <= "\u9fa5" and not simplified.isdisjoint(line[start:end]):
                place = at.start() + offset
                found.append(Replacement(place, place + 1, new, SURE, WHY))
    return sorted(found, key=lambda r: r.start)
