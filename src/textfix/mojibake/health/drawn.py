"""Signs that stand for themselves: lines of a drawing, ranges of a class of characters.

Law: what bytes would look so by chance is far rarer than a drawing or a pattern.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

STYLES: Final = (frozenset("═║╔╗╚╝╠╣╦╩╬"), frozenset("─│┌┐└┘├┤┬┴┼"))
"""Lines of one style: of the bytes of Han, a quarter shows each at most."""

MIXED: Final = (*(style | set("═║─│") for style in STYLES), frozenset("█▓▒░▀▄▌▐■"))
"""What one drawing is made of: a frame with simple lines inside, or blocks."""

LINE: Final = -2.6
"""What each of its lines costs in nats: one of thirteen."""


FEWEST: Final = 4
"""Such lines that make a drawing."""


def drawing(shown: str) -> bool:
    """Tell whether characters are the lines of a drawing.

    >>> drawing("╔═╗║"), drawing("╔┐"), drawing("╔╦█")
    (True, False, False)
    """
    return len(shown) >= FEWEST and any(style.issuperset(shown) for style in STYLES)


def nats(text: str) -> float:
    """Return what each line costs in a text that holds one drawing alone, -inf for another.

    >>> nats("╔═╗║ ╚╩│"), nats("╠┘╤│"), nats("╔к═")
    (-2.6, -inf, -inf)
    """
    shown = {ch for ch in text if ch > "\x7f"}
    return LINE if any(shown <= style for style in MIXED) else -math.inf


def ranged(text: str, start: int, end: int) -> bool:
    """Tell whether a span lies between the hyphens of two ranges, as in `[À-ÖØ-öø-ÿ]`.

    >>> ranged("[À-ÖØ-öø-ÿ]", 3, 5), ranged("À-ÖØ-öø-ÿ", 2, 4), ranged("[ÖØ]", 1, 3)
    (True, False, False)
    """
    if text[start - 1 : start] != "-" or text[end : end + 1] != "-":
        return False
    line = text.rfind("\n", 0, start) + 1
    opened = text.rfind("[", line, start)
    return opened >= 0 and text.find("]", opened, start) < 0


def any_of(text: str, spans: Iterator[tuple[int, int]]) -> bool:
    """Tell whether one of the spans of a reading is drawn or a range, or all are together."""
    every = list(spans)
    shown = "".join([text[a:b] for a, b in every])
    return drawing(shown) or any(ranged(text, a, b) for a, b in every)
