"""What the rules of Chinese typography share: the pairs of characters that wake them, and sides.

Law: a place is judged by its own line; protected stretches (code, addresses) are never touched.
"""

from __future__ import annotations

import re
from typing import Final

from textfix.chars import HAN, Chars, of
from textfix.normalization.context import HAN as HAN_INSIDE
from textfix.rule import Wake

_HAN_LIKE: Final[Chars] = (*HAN, *of("〇々〻"))
_CLOSERS: Final = "）】」』”’》〉〕］｝！？…"
_OPENERS: Final = "（【「『“‘《〈〔［｛"
_ASCII_MARKS: Final = of(",.:;!?()\"'-… ")

# Two wakes for everything that depends on Han beside ASCII marks: the sieve tells 16 apart.
AFTER_HAN: Final = Wake((*_HAN_LIKE, *of(_CLOSERS)), _ASCII_MARKS)
BEFORE_HAN: Final = Wake(_ASCII_MARKS, (*_HAN_LIKE, *of(_OPENERS)))
_DOTS: Final = of("。.…・．·")
_DASHES: Final = of("—-─―–－")
_STOPS: Final = of("，,、；：。！？~～")
DOTS: Final = Wake(_DOTS, _DOTS)
DASHES: Final = Wake(_DASHES, _DASHES)
STOPS: Final = Wake(_STOPS, _STOPS)
LAYOUT: Final = Wake(of("\n\t \u3000\"'“”‘’「」『』"))

LEFT: Final = f"{HAN_INSIDE}{re.escape(_CLOSERS)}"
"""What ends a piece of Chinese before a mark, as the inside of a class."""
RIGHT: Final = f"{HAN_INSIDE}{re.escape(_OPENERS)}"
"""What begins a piece of Chinese behind a mark."""

is_left: Final = re.compile(f"[{LEFT}]").match
is_right: Final = re.compile(f"[{RIGHT}]").match
has_han: Final = re.compile(f"[{HAN_INSIDE}]").search
