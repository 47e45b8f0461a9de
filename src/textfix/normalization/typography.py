"""What the rules of Chinese typography share: the pairs of characters that wake them, and sides.

Law: a place is judged by its own line; protected stretches (code, addresses) are never touched.
"""

from __future__ import annotations

import re
from typing import Final

from textfix.chars import Chars, of
from textfix.normalization.context import HAN as HAN_INSIDE
from textfix.rule import Wake

_CLOSERS: Final = "）】」』”’》〉〕］｝！？…"
_OPENERS: Final = "（【「『“‘《〈〔［｛"
_OTHER: Final[Chars] = ((0x80, 0xFFFF),)
_BLANK: Final = of(" \t\u3000")
_MARKS: Final = of(",;:!?.")
_DASHES: Final = of("-–—―─－")
_REPEATED: Final = of("。，,、；：！？.~～・．·")

# The sieve tells thirty-two wakes apart; what costs little to look at shares one.
LINES: Final = Wake(of("\n"))
LINE_END: Final = Wake(_BLANK, of("\n"))
INDENT: Final = Wake(_BLANK, _OTHER)
SPACED: Final = Wake(_OTHER, of(" "))
QUOTES: Final = Wake(of('"“”‘’「」『』'))
PARENTHESES: Final = Wake(of("()"))
DOTS: Final = Wake(of("…"))
DASHES: Final = Wake(_DASHES, _DASHES)
REPEATED: Final = Wake(_REPEATED, _REPEATED)
AFTER_CHINESE: Final = Wake((*_OTHER, *of(" *_")), _MARKS)
"""A mark behind Chinese, perhaps with a space or emphasis between."""
BEFORE_CHINESE: Final = Wake(_MARKS, (*_OTHER, *of(" \n")))
"""A mark before Chinese, a space or a line end."""
AFTER_HAN: Final = Wake(_OTHER, ((0x30, 0x7A), (0x20, 0x20)))
BEFORE_HAN: Final = Wake(((0x30, 0x7A), (0x20, 0x20)), _OTHER)

LEFT: Final = f"{HAN_INSIDE}{re.escape(_CLOSERS)}"
"""What ends a piece of Chinese before a mark, as the inside of a class."""
RIGHT: Final = f"{HAN_INSIDE}{re.escape(_OPENERS)}"
"""What begins a piece of Chinese behind a mark."""

is_left: Final = re.compile(f"[{LEFT}]").match
is_right: Final = re.compile(f"[{RIGHT}]").match
has_han: Final = re.compile(f"[{HAN_INSIDE}]").search
