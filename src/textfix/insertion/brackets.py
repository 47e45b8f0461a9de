"""Brackets and quotation marks that stand open before a torn place, or are closed behind it.

Law: in a line, what is opened is closed; a half that stands alone wants its other one in the run.
"""

from __future__ import annotations

import re
from typing import Final

PAIRS: Final = {"（": "）", "“": "”", "「": "」", "『": "』", "《": "》", "〈": "〉", "【": "】"}
CLOSED: Final = {closing: opening for opening, closing in PAIRS.items()}

ALONE: Final = -1.0
"""Nats of a half whose other half the line does not have: both are seldom in one run."""
WANTED: Final = 2.0
"""Nats of a half whose other half stands alone in the line."""
FARTHEST: Final = 200
"""Characters of the line that are looked at on either side."""

_READING: Final = re.compile(
    r"[(（?\ufffd]?[ \u3000]?[a-zɑɡ\xe0-\u01dc\u0300-\u030c]{1,8}[ \u3000]?[)）]"
)
_WIDE: Final = str.maketrans("()", "（）")


def wanted(text: str, start: int, end: int) -> frozenset[str]:
    """Return the halves that a line wants between two places of it.

    >>> sorted(wanted("他說“今天??hi", 5, 7)), sorted(wanted("讀《詩經》，聽歌", 5, 6))
    (['”'], [])
    """
    low = max(text.rfind("\n", 0, start) + 1, start - FARTHEST)
    high = text.find("\n", end, end + FARTHEST)
    before = _bare(text[low:start])
    behind = _bare(text[end : high if high >= 0 else end + FARTHEST])
    closing = {PAIRS[ch] for ch in _open(before, PAIRS)}
    opening = {CLOSED[ch] for ch in _open(behind[::-1], CLOSED)}
    # What is open before and closed behind is whole: the run stands inside it.
    return frozenset(c for c in closing if CLOSED[c] not in opening) | frozenset(
        o for o in opening if PAIRS[o] not in closing
    )


def _open(line: str, pairs: dict[str, str]) -> set[str]:
    """Return the signs of a line that are opened in it and not closed, read from its far end."""
    found: list[str] = []
    for ch in line:
        if ch in pairs:
            found.append(ch)
        elif found and ch == pairs[found[-1]]:
            found.pop()
    return set(found)


def _bare(line: str) -> str:
    return _READING.sub("", line).translate(_WIDE)
