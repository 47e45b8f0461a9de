"""Characters in the order of a code: rows of charts, lists by radical, classes such as `[ÀÁÂÃÄÅ]`.

Law: whoever writes them needs no language; bytes of words fall into such an order by chance only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textfix.mojibake.shown import views

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEXT: Final = -0.7
"""Nats of a character that is the next of a code, or the one before: half of a table's are."""
NEAR: Final = -4.9
"""Nats of a Han character within 64 code points of the one before: dictionaries sort by radical."""
WITHIN: Final = 64

STEPS: Final = 2
"""Steps in a row that make an order: bytes of words take two in one direction once in 4,000."""
STEPS_NEAR: Final = 3

CHARTS: Final = (
    *("cp437", "cp850", "mac_roman", "koi8-r", "cp866", "cp1251-web"),
    *("gb18030", "big5", "cp932", "cp949"),
)
"""Codes whose charts are drawn in their order; that of Latin-1 is Unicode's."""


def nats(codes: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Return what each character costs whoever goes through a code, -inf where nobody does.

    Shape (len(codes),), natural log; `codes` as of `views.points`. Linear.

    >>> nats(views.points("[ÀÁÂ]")).round(1).tolist()
    [-inf, -inf, -0.7, -0.7, -inf]
    """
    import numpy as np

    out = np.full(len(codes), -np.inf)
    if len(codes) <= STEPS or not (codes > 0x7F).any():
        return out
    beyond = (codes[1:] > 0x7F) & (codes[:-1] > 0x7F)
    steps = np.diff(codes.astype(np.int64))
    han = (codes >= 0x3400) & (codes < 0xFB00)
    near = (np.abs(steps) <= WITHIN) & (steps != 0) & han[1:] & han[:-1]
    out[1:][_in_a_row(near, STEPS_NEAR)] = NEAR
    for reader in (None, *CHARTS):
        place = codes if reader is None else views.table(reader)[codes]
        known = beyond & (place[1:] != views.UNSEEN) & (place[:-1] != views.UNSEEN)
        step = np.diff(place.astype(np.int64))
        for direction in (1, -1):
            out[1:][_in_a_row(known & (step == direction), STEPS)] = NEXT
    return out


def _in_a_row(hits: NDArray[np.bool_], least: int) -> NDArray[np.bool_]:
    """Keep the hits that stand in a row of at least so many."""
    import numpy as np

    out = np.zeros(len(hits), np.bool_)
    whole = hits[: len(hits) - least + 1].copy()
    for k in range(1, least):
        whole &= hits[k : len(hits) - least + 1 + k]
    for k in range(least):
        out[k : k + len(whole)] |= whole
    return out
