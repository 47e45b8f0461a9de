"""Kana, Greek, Cyrillic, boxes: what encodings share, or no Chinese text needs, proves none.

Law: a reading that holds much of it stands by the rest alone, and beside its sibling by what
differs.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias

from textfix.mojibake.health import judge
from textfix.mojibake.shown import shapes, views

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from textfix.mojibake.reading.choose import Stretch
    from textfix.mojibake.shown.strict import Piece

Reading: TypeAlias = tuple[int, int, str]
"""From where to where what is read."""

SIBLINGS: Final = {"gb18030": "euc-jp", "euc-jp": "gb18030"}
"""Encodings with the same kana, Greek and Cyrillic in the same rows (JIS X 0208, GB 2312)."""

KANA: Final = 4.5
"""What kana speak for Japanese, where Han do not: one of a hundred Chinese texts may have any."""

_WOVEN: Final = re.compile("[\u3400-\u9fff][\u3041-\u30ff]|[\u3041-\u30ff][\u3400-\u9fff]")
"""Kana directly beside Han, as only Japanese is written."""

LETTERS: Final = 6
_WORDS: Final = ({judge.CYRILLIC_KIND}, {judge.OTHERS["el"]})
"""Letters of one alphabet that are words, at least: each second byte is the same one."""

FEWEST: Final = 2
"""Han beside what is shared, at least: one is too often chance."""


def strange(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Mark what is neither Han nor a usual mark or symbol of Chinese, nor ASCII."""
    ours = (judge.kinds()[codes] & (judge.HAN | judge.CJK_MARK)) != 0
    out: NDArray[np.bool_] = ~(ours | (codes < 0x80) | judge.usual()[codes])
    return out


def without(text: str) -> str:
    """Return what of a text is not strange to Chinese.

    >>> without("│项目│")
    '项目'
    """
    marks = strange(views.points(text)).tolist()
    return "".join([ch for ch, alien in zip(text, marks, strict=True) if not alien])


def lettered(text: str, encoding: str) -> bool:
    """Tell whether a reading is words in Cyrillic or Greek, of pairs with one lead byte.

    >>> lettered("Привет", "euc-jp"), lettered("Привет", "big5"), lettered("Мир", "euc-jp")
    (True, False, False)
    """
    kinds = {int(judge.kinds()[min(ord(ch), 0x10000)]) for ch in text if ch > "\x7f"}
    return encoding in SIBLINGS and len(text) >= LETTERS and kinds in _WORDS


def own(stretch: Stretch, text: str) -> float:
    """Return what a Chinese reading gains by its own characters, those shared left out.

    Nothing where they cannot be told apart: below a layer, or of a reader of two bytes.
    """
    from textfix.mojibake.reading import weigh

    way = stretch.path[0]
    if len(stretch.path) > 1 or way.reader in views.DOUBLE or way.encoding not in shapes.CHINESE:
        return 0.0
    start, end = stretch.pieces[0].start, stretch.pieces[-1].end
    woven = [p for p in stretch.pieces if _WOVEN.search(p.new)]
    parts = [q for p in stretch.pieces if p not in woven for q in _own_parts(p, start)]
    if len(_han(parts)) < max(FEWEST, len(_han(woven))):
        return 0.0
    gain = weigh.gains(parts, weigh.Standing(text[start:end])).tolist()
    # What is said again is no new evidence.
    return float(sum({p.new: value for p, value in zip(parts, gain, strict=True)}.values()))


def _han(pieces: Sequence[Piece]) -> set[str]:
    found = {ch for p in pieces for ch in p.new}
    return {ch for ch in found if judge.kinds()[min(ord(ch), 0x10000)] & judge.HAN}


def _own_parts(piece: Piece, start: int) -> Iterator[Piece]:
    """Yield the parts of a piece that are not strange, their places counted from a start."""
    size = len(piece.new)
    each = [len(ch.encode("gb18030")) if piece.way.encoding == "gb18030" else 2 for ch in piece.new]
    if sum(each) != piece.end - piece.start:
        return
    marks = strange(views.points(piece.new)).tolist()
    at = piece.start - start
    for alien, group in groupby(range(size), key=lambda k: bool(marks[k])):
        ours = list(group)
        end = at + sum(each[ours[0] : ours[-1] + 1])
        if not alien:
            yield piece._replace(start=at, end=end, new=piece.new[ours[0] : ours[-1] + 1], loose=0)
        at = end


def lead(s: Stretch, pieces: Sequence[Piece], values: Sequence[float], text: str) -> float:
    """Return by what a reading is better than its sibling's where they differ, infinity if nowhere.

    `values` are what `pieces`, all readings of the text, gain.
    """
    from textfix.mojibake.reading import choose

    way = s.path[0]
    other = _sibling(s)
    if other is None:
        return math.inf
    if way.encoding == "euc-jp" and any(_WOVEN.search(p.new) for p in s.pieces):
        return math.inf
    codes = views.points("".join([p.new for p in s.pieces]))
    if not strange(codes).any():
        return math.inf
    start, end = s.pieces[0].start, s.pieces[-1].end
    taken = {(p.start, p.end, p.new) for p in s.pieces}
    ours: dict[Reading, float] = {}
    theirs: dict[str, dict[Reading, float]] = {}
    for p, value in zip(pieces, values, strict=True):
        if p.end <= start or p.start >= end:
            continue
        key = p.start, p.end, p.new
        if p.way == way and key in taken:
            ours[key] = choose.in_place(p, value, text)
        elif p.way.encoding == other and _alike(p.way.reader, way.reader):
            # Another reader may speak for the sibling: those that show the same bytes are one.
            theirs.setdefault(p.way.reader, {})[key] = choose.in_place(p, value, text)
    # Where they read nothing alike, they are rivals as any others are.
    leads = [
        _rest(ours, read) - max(0.0, _rest(read, ours))
        for read in theirs.values()
        if not read.keys() <= ours.keys() and not read.keys().isdisjoint(ours)
    ]
    if not leads:
        return math.inf
    kana = bool((judge.kinds()[codes] & judge.KANA).any())
    return min(leads) + (KANA if way.encoding == "euc-jp" else -KANA) * kana


def _sibling(s: Stretch) -> str | None:
    """Return the encoding whose bytes a stretch may be as well.

    Readers of two bytes cut the two apart: only what claims to be Japanese is asked there.
    """
    way = s.path[0]
    apart = way.encoding == "gb18030" and way.reader in views.DOUBLE
    return None if len(s.path) > 1 or apart else SIBLINGS.get(way.encoding)


def _alike(one: str, other: str) -> bool:
    """Tell whether two readers may have shown the same bytes so: the same, or of single bytes."""
    return one == other or {one, other}.isdisjoint(views.DOUBLE)


def _rest(read: dict[Reading, float], other: dict[Reading, float]) -> float:
    """Return what a reading gains where another does not read the same."""
    return sum(value for key, value in read.items() if key not in other)
