"""What stands beside a stretch that is read: it tells whether its pieces belong together.

Law: only what touches a stretch is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textfix.mojibake.health import judge
from textfix.mojibake.shown import shapes, views

if TYPE_CHECKING:
    from textfix.mojibake.reading.choose import Stretch


def leaving(stretch: Stretch, text: str) -> bool:
    """Tell whether one character is read that touches others beyond ASCII which are not (`필Þ`).

    Who reads UTF-8 by single bytes reads all of it.
    """
    first, last = stretch.pieces[0], stretch.pieces[-1]
    if stretch.path[0].encoding != shapes.UTF8 or stretch.path[0].reader in views.DOUBLE:
        return False
    around = text[max(first.start - 1, 0) : first.start] + text[last.end : last.end + 1]
    return len(stretch.pieces) == len(last.new) == 1 and not around.isascii()


def scattered(stretch: Stretch, text: str) -> bool:
    """Tell whether a reading is of lone characters, none beside another or a letter or digit.

    A list of symbols reads so (`¿¡, §§`): nothing tells that one belongs to the next.
    """
    if stretch.path[0].encoding == shapes.UTF8 or any(len(p.new) > 1 for p in stretch.pieces):
        return False
    around = [text[max(p.start - 1, 0) : p.start] + text[p.end : p.end + 1] for p in stretch.pieces]
    return not any(ch.isalnum() for ch in "".join(around))


def apart(stretch: Stretch, text: str) -> bool:
    """Tell whether nothing but ASCII that is no letter stands beside a stretch of no initials."""
    start, end = stretch.pieces[0].start, stretch.pieces[-1].end
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    # Two Cyrillic letters are as well initials.
    kinds = judge.kinds()[views.points(text[start:end])] & (judge.ALPHABETS - judge.LATIN_KIND)
    return around.isascii() and not any(map(str.isalpha, around)) and not kinds.any()
