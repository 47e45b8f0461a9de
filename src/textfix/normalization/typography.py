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
_ASCII: Final[Chars] = ((0x20, 0x7E),)
_OTHER: Final[Chars] = ((0x80, 0xFFFF),)

# The sieve tells sixteen wakes apart: all that depends on Han beside ASCII shares two. A Chinese
# line with something of ASCII in it has a border of the two, wherever its marks stand.
AFTER_HAN: Final = Wake(_OTHER, _ASCII)
BEFORE_HAN: Final = Wake(_ASCII, _OTHER)
_REPEATED: Final = of("。，,、；：！？.…—-─―–－~～・．·")
RUNS: Final = Wake(_REPEATED, _REPEATED)
LAYOUT: Final = Wake(of("\n\t \u3000…\"'“”‘’「」『』"))

LEFT: Final = f"{HAN_INSIDE}{re.escape(_CLOSERS)}"
"""What ends a piece of Chinese before a mark, as the inside of a class."""
RIGHT: Final = f"{HAN_INSIDE}{re.escape(_OPENERS)}"
"""What begins a piece of Chinese behind a mark."""

is_left: Final = re.compile(f"[{LEFT}]").match
is_right: Final = re.compile(f"[{RIGHT}]").match
has_han: Final = re.compile(f"[{HAN_INSIDE}]").search
