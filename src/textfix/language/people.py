"""Names of people in Chinese: how probable two or three Han alone are as one.

Law: a name is what stands alone as a surname and one or two characters that given names have.
"""

from __future__ import annotations

from functools import cache
from math import inf
from typing import TYPE_CHECKING, Final, NamedTuple

from textfix.chars import HAN
from textfix.errors import TableError
from textfix.language import packaged, scripts

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

STEP: Final = 0.3
"""Nats for each step of a stored cost."""

SHARE: Final = {2: -4.6, 3: -3.2}
"""How many of two or three Han alone are a name: one of twenty is, four of five with three."""

OTHER: Final = -3.0
"""How many characters of given names are none of those in the table: as usual as in any text."""

_MAPPED: Final = 0x10001


class _Tables(NamedTuple):
    """For each code point up to U+10000: log share as a surname and in given names; Han or not."""

    first: npt.NDArray[np.float32]
    given: npt.NDArray[np.float32]
    han: npt.NDArray[np.bool_]


@cache
def _tables() -> _Tables:
    """Read the table.

    Errors: `TableError` for another version of it.
    """
    import numpy as np

    from textfix.language import model

    header, *lines = packaged.read("people.z").decode("gb18030").splitlines()
    if header != "#people 1":
        raise TableError(f"table of names has header {header!r}, this code reads '#people 1'")
    source = model.load()
    ids = source.ids_array(np.arange(_MAPPED, dtype=np.uint32))
    alone = np.array([source.unigram(k) for k in range(len(source))], np.float32)[ids]
    han = np.zeros(_MAPPED, np.bool_)
    for low, high in HAN:
        han[low : high + 1] = True
    tables = _Tables(
        np.full(_MAPPED, -np.inf, np.float32),
        np.where(han, alone + np.float32(OTHER), np.float32(-np.inf)),
        han,
    )
    for line in lines:
        cost, characters = line[1:].split(" ")
        out = tables.first if line[0] == "s" else tables.given
        for ch in characters:
            for form in (ch, *scripts.traditional_of(ch)):
                out[ord(form)] = -STEP * int(cost)
    return tables


def nats(text: str) -> float:
    """Return what a text costs as a name of two or three Han that stand alone, -inf for others.

    >>> nats("李晓梅") > nats("李晓梦") > nats("的晓梅")
    True
    """
    share = SHARE.get(len(text), -inf)
    if share == -inf or max(map(ord, text)) >= _MAPPED:
        return -inf
    first, given, _ = _tables()
    given_nats = sum(given.item(ord(ch)) for ch in text[1:])
    return share + first.item(ord(text[0])) + given_nats


def named(
    codes: npt.NDArray[np.uint32], scores: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """Return scores, those of names that stand alone raised to what a name's characters cost.

    `codes` are code points, those beyond the BMP as U+10000; `scores` natural logs of the same
    shape, changed in place. Not for names within prose: their neighbors are what tells. Linear.
    """
    import numpy as np

    first, given, han = _tables()
    edges = np.flatnonzero(np.diff(han[codes], prepend=False, append=False))
    starts, sizes = edges[::2], edges[1::2] - edges[::2]
    for size, share in SHARE.items():
        ours = starts[sizes == size]
        if not len(ours):
            continue
        places = ours[:, None] + np.arange(size)
        each = given[codes[places]]
        each[:, 0] = first[codes[ours]] + np.float32(share)
        better = each.sum(axis=1) > scores[places].sum(axis=1)
        scores[places[better]] = each[better]
    return scores
