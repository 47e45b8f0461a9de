"""Simplifies what a simplified text has in traditional characters among its own: 發现 under hans.

A run of traditional characters alone is a quotation or a name, and stays.
"""

from __future__ import annotations

import re
from functools import cache

from textfix.conversion import tables
from textfix.conversion.identify import class_of, exclusive
from textfix.conversion.replacement import SURE, Replacement
from textfix.conversion.spelling import OLD_ENOUGH, SAMPLE

KEPT = "霑"
"""Kept in names (黄霑)."""

WHY = "traditional among simplified"

_AT = re.compile("於(?<=[关对由属至位等低高大小终过处基限善便利用致在出]於)")
_RUN = re.compile("[\u3400-\u9fff]+")


@cache
def _traditional() -> re.Pattern[str]:
    return class_of(exclusive()[1] - set(KEPT))


def mingled(text: str) -> bool:
    """Tell whether a text has characters that only traditional text has, and is not old.

    >>> mingled("我们發现了问题"), mingled("我们发现了问题")
    (True, False)
    """
    from textfix.conversion.machine import is_old

    if not _traditional().search(text) and not _AT.search(text):
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
    for run in _RUN.finditer(line):
        if simplified.isdisjoint(run.group()):
            continue
        for pattern in (_traditional(), _AT):
            for at in pattern.finditer(line, *run.span()):
                new = chr(table[ord(at.group())])
                if "\u4e00" <= new <= "\u9fa5":  # fonts lack most of the others
                    place = at.start() + offset
                    found.append(Replacement(place, place + 1, new, SURE, WHY))
    return sorted(found, key=lambda r: r.start)
