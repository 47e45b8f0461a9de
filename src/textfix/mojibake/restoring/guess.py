"""The way of a text of which bytes were lost, where what is left in step proves none.

Law: only lines with U+FFFD are read, and a way is taken only from what would prove it to strict
reading, each lost byte counting against it.
"""

from __future__ import annotations

from math import inf
from typing import Final

from textfix.mojibake.reading import sense, weigh
from textfix.mojibake.reading.choose import Stretch
from textfix.mojibake.restoring import accepted, dropped, losses, reread
from textfix.mojibake.restoring.losses import MARK
from textfix.mojibake.shown import shapes, views
from textfix.mojibake.shown.strict import Piece, Way, line_around

OF_UTF8: Final = ("cp932", "cp949")
"""Readers of UTF-8 that lose 0.2 and 0.5 bytes of a Chinese character. Of 30 sentences read by the
source model where the reader is known, 24 and 8 come back whole. Big5, EUC-JP and EUC-KR lose 1.4
of three bytes (none comes back); GBK loses so few that holes are read one by one."""

WAYS: Final = tuple(
    Way(e, r)
    for r in ("cp932", "cp949", "big5", "euc-jp")
    for e in (*((shapes.UTF8,) if r in OF_UTF8 else ()), *shapes.CHINESE)
    if e != r
)

MOST: Final = 120
"""Characters that are read in each way."""

LEAST: Final = 8
"""Characters below which nothing is tried."""

MARKS: Final = 4
"""Marks for each character left beside them beyond which nothing is: what is left must prove it."""


def of(text: str) -> Stretch | None:
    """Return the way that surely explains the lines with U+FFFD, as a stretch of no pieces."""
    joined = "\n".join(_lines(text))
    left = views.beyond(joined) - joined.count(MARK)
    if len(joined) < LEAST or joined.count(MARK) > MARKS * left:
        return None
    standing = weigh.Standing(joined)
    tried = [
        (_gain(joined, way, standing), way)
        for way in WAYS
        if not accepted.mixed(joined, way.reader)
    ]
    gain, way = max(tried, default=(0.0, WAYS[0]))
    return Stretch((way,), (), gain) if gain >= sense.surely(way) else None


def strange(new: str, way: Way) -> bool:
    """Tell whether what was read of UTF-8 is no Chinese: what is lost of it, this model cannot say.

    >>> strange("ひらがな", WAYS[0]), strange("这样", WAYS[0])
    (True, False)
    """
    return way.encoding == shapes.UTF8 and sense.foreign(new, way._replace(encoding="gb18030"))


def _lines(text: str) -> list[str]:
    """Return the first lines with U+FFFD, and of each its beginning: up to `MOST` characters."""
    out: list[str] = []
    at = text.find(MARK)
    while at >= 0 and sum(map(len, out)) < MOST:
        low, high = line_around(text, at, at)
        # In a long line, from white space or the line's beginning on, bytes are in step.
        start = low if at - low < MOST else max(low, text.rfind(" ", low, at) + 1)
        out.append(text[start:high][:MOST])
        at = text.find(MARK, high)
    return out


def _gain(text: str, way: Way, standing: weigh.Standing) -> float:
    """Return the nats that a text gains by being read in a way with its best habit."""
    read = [reread.read(text, 0, len(text), way, habit, 0) for habit in losses.HABITS[MARK]]
    best = max(read, key=lambda line: line.score)
    parts = list(dropped.joined(text, best.parts, set()))
    if strange("".join([p.new for p in parts]), way):
        return -inf
    pieces = [Piece(p.start, p.end, p.new, way) for p in parts]
    gains = weigh.gains(pieces, standing).tolist() if pieces else []
    lost = sum(text.count(MARK, p.start, p.end) for p in parts)
    return float(sum(gains) + accepted.BY_CHANCE * lost)
