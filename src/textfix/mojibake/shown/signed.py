"""What GBK's reader shows for the byte order mark of UTF-8, EF BB BF, before ASCII: `锘縰sing`.

Law: worked out from the reader's own table.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from textfix import codecs
from textfix.chars import Chars, of

SIGN: Final = "锘"
"""What GBK's reader shows for EF BB; Chinese has it for an element that is hardly written of."""


@cache
def following() -> Chars:
    """Return what GBK's reader shows for BF and an ASCII letter after it, or for BF alone.

    >>> (ord("縰"), ord("縰")) in following()
    True
    """
    pairs = codecs.get("gb18030").pairs()
    return of("".join(pairs.get(0xBF00 | low, "") for low in range(0x40, 0x7F)) + "\ufffd")
