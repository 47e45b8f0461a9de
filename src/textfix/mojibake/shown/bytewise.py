"""Bytes shown by piece: a byte as Latin-1 has it, beside two that are UTF-8 by chance (`ÊӲì`).

Law: what stands beside letters in healthy text wakes nothing.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from textfix.chars import Chars
from textfix.mojibake.shown import views
from textfix.rule import Wake

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TYPOGRAPHY: Final = "…—–‘’“”·«»•×"
"""Shown for lead bytes by some reader, and ordinary neighbors in healthy Chinese."""

BEFORE_LETTERS: Final = "\xa0¡¿°µ²³£€™´„‚‹›\u0300\u0301\u0303\u0309\u0323"
"""Signs that stand before ASCII letters in health (`¿Qué`, `°C`, `„Ja`), and accents."""

UTF8: Final[Chars] = ((0x0180, 0x02AF), (0x0370, 0x07FF))
"""What two bytes are shown as that are UTF-8 by chance; those below are shown for one, too."""


def ranges(wanted: NDArray[np.bool_]) -> Chars:
    """Return the ranges of the code points marked, below U+10000.

    >>> import numpy as np
    >>> ranges(np.array([0, 1, 1, 0, 1], bool))
    ((1, 2), (4, 4))
    """
    import numpy as np

    padded = np.concatenate(([False], wanted[:0x10000], [False]))
    edges = np.flatnonzero(padded[1:] != padded[:-1]).tolist()
    return tuple((low, high - 1) for low, high in zip(edges[::2], edges[1::2], strict=True))


@cache
def marked(wanted: Chars) -> NDArray[np.bool_]:
    """Mark the code points up to U+10000 that lie in some ranges."""
    import numpy as np

    out: NDArray[Any] = np.zeros(0x10001, np.bool_)
    for low, high in wanted:
        out[low : high + 1] = True
    return out


@cache
def wake() -> Wake:
    """Return the wake of what was shown by piece."""
    return Wake(ranges(_single_bytes()), UTF8, 2)


@cache
def _single_bytes() -> NDArray[np.bool_]:
    """Mark what Latin-1 and cp1252 show for bytes, but what stands before letters in health."""
    import numpy as np

    out: NDArray[Any] = np.zeros(0x10001, np.bool_)
    for reader in ("latin-1", "cp1252-web"):
        shown = views.table(reader)
        out |= (shown >= 0x80) & (shown < views.UNSEEN)
    for ch in TYPOGRAPHY + BEFORE_LETTERS:
        out[min(ord(ch), 0x10000)] = False
    return out


def places(codes: NDArray[np.uint32]) -> NDArray[np.intp]:
    """Return where in a text such a pair begins; `codes` as of `views.points`.

    >>> places(views.points("25 °С, ÊӲì")).tolist()
    [7]
    """
    import numpy as np

    return np.flatnonzero(_single_bytes()[codes[:-1]] & marked(UTF8)[codes[1:]])
