"""Syllables of Korean that hardly any word has: those that KS X 1001 lacks.

Law: they are told by the standard alone, not by a word list.
"""

from __future__ import annotations

from typing import Final

RARE: Final = -14.0
"""What one costs: two of 27,451 in `train` are among these 8,822 (`됬`, `떄` for 됐, 때)."""


def rare() -> list[int]:
    """Return the code points of these syllables.

    >>> ord("쫳") in rare(), ord("한") in rare()
    (True, False)
    """
    # Python spells what the standard lacks letter by letter, in eight bytes.
    return [k for k in range(0xAC00, 0xD7A4) if len(chr(k).encode("euc-kr")) > 2]
