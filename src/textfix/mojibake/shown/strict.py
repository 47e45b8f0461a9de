"""Lossless readings: which stretches of a text are bytes of one encoding shown by another's reader.

Law: every candidate replays exactly; how probable it is, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from textfix import chars
from textfix.model import Edit
from textfix.mojibake.health import judge
from textfix.mojibake.shown import bytewise, shapes, views

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Way(NamedTuple):
    """One wrong turn: bytes of `encoding` were shown by `reader`."""

    encoding: str
    reader: str


class Piece(NamedTuple):
    """A stretch of a text and what its bytes spell; `loose` counts its neighbors left unread."""

    start: int
    end: int
    new: str
    way: Way
    loose: int = 0


def lines(text: str, pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces of each line; linear in the text, however long its lines."""
    line: list[Piece] = []
    for piece in pieces:
        if line and text.find("\n", line[-1].end, piece.start) >= 0:
            yield line
            line = []
        line.append(piece)
    if line:
        yield line


def line_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the line begins and ends that a span stands in, or its lines.

    >>> line_around("a\\nbcd\\ne", 3, 4)
    (2, 5)
    """
    high = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, high if high >= 0 else len(text)


def leaves(text: str, start: int, end: int, pieces: Iterable[Piece]) -> bool:
    """Tell whether pieces leave anything of a stretch in which bytes may have been lost.

    >>> leaves("Ã¤ Ã", 0, 4, [Piece(0, 2, "ä", WAYS[0])]), leaves("Ã¤", 0, 2, [])
    (True, True)
    """
    rest = left(text, start, end, pieces)
    return not rest.isascii() or "?" in rest


def left(text: str, start: int, end: int, pieces: Iterable[Piece]) -> str:
    """Return what pieces, in order, leave of a stretch.

    >>> left("Ã¤ Ã", 0, 4, [Piece(0, 2, "ä", WAYS[0])])
    ' Ã'
    """
    gaps, at = [], start
    for p in pieces:
        gaps.append(text[at : p.start])
        at = p.end
    gaps.append(text[at:end])
    return "".join(gaps)


def read_in(text: str, start: int, end: int, pieces: Iterable[Piece | Edit]) -> str:
    """Return what a stretch of a text becomes by the pieces in it, in order.

    >>> read_in("eine schÃ¶ne Ã¤", 5, 12, [Edit(8, 10, "ö")])
    'schöne'
    """
    out: list[str] = []
    at = start
    for p in pieces:
        out += (text[at : p.start], p.new)
        at = max(at, p.end)
    out.append(text[at:end])
    return "".join(out)


WAYS = tuple(Way(e, r) for r in (*views.SINGLE, *views.DOUBLE) for e in shapes.ENCODINGS
             if (e, r) not in {("gb18030", "gb18030"), ("big5", "big5"), ("cp949", "cp949"),
                               ("euc-jp", "euc-jp"), ("cp932", "cp932")})  # fmt: skip
"""All pairs of an encoding and another's reader, the commoner readers first."""


LAST: Final = views.SINGLE[-1]
"""The reader met least: ISO-8859-2, half of whose letters are Latin-1's."""

UNSEEN: Final = bytes((views.UNSEEN,))


def pieces(codes: NDArray[np.uint32], text: str, ways: Iterable[Way] = WAYS) -> list[Piece]:
    """Return for each way the stretches of a text that it explains, in order.

    `codes` are the code points of the text (`views.points`). Two ways that see the same bytes
    are one: the first speaks for both.
    """
    kinds = judge.kinds()[codes]
    wide = bool((kinds & (judge.HAN | judge.KANA | judge.HANGUL)).any()) or bool(
        bytewise.marked(chars.PRIVATE)[codes].any()
    )
    wanted: dict[str, list[str]] = {}
    for way in ways:
        # Without characters of theirs, the tables of these readers need not even be loaded.
        if wide or way.reader not in views.DOUBLE:
            wanted.setdefault(way.reader, []).append(way.encoding)
    out: list[Piece] = []
    seen: dict[bytes, set[str]] = {}
    for reader, encodings in wanted.items():
        view = views.view(codes, reader)
        if view.owners is not None and len(view.data) == len(codes):
            continue
        if reader == LAST and not _own(codes, view.data):
            continue
        known = seen.setdefault(view.data, set())
        for encoding in encodings:
            if encoding not in known:
                known.add(encoding)
                out.extend(_pieces(view, text, Way(encoding, reader)))
    return out


def _own(codes: NDArray[np.uint32], data: bytes) -> bool:
    """Tell whether a reader shows anything of a text that Latin-1 does not show for it."""
    import numpy as np

    return bool(((codes > 0xFF) & (np.frombuffer(data, np.uint8) < views.UNSEEN)).any())


def _pieces(view: views.View, text: str, way: Way) -> Iterator[Piece]:
    """Yield the pieces of one way that begin and end with whole characters of the reader."""
    data = view.data
    for run in shapes.runs(data, way.encoding):
        start, end, new = run.start, run.end, run.text
        if view.owners is not None:
            cut = _fit(view, run)
            if cut is None:
                continue
            start, end, new = cut
        first = view.owner(start)
        last = view.owner(end) if end < len(data) else len(text)
        if text[first:last].isascii():
            continue
        loose = _high(data, start - 1) + _high(data, end)
        if view.owners is None and way.encoding != shapes.UTF8:
            loose += _letter(text[first - 1 : first], data[start - 1 : start])
            loose += _letter(text[last : last + 1], data[end : end + 1])
        yield Piece(first, last, new, way, loose)


def _high(data: bytes, place: int) -> int:
    return 0 <= place < len(data) and 0x80 <= data[place] < views.UNSEEN


def _letter(ch: str, byte: bytes) -> bool:
    """Tell whether a neighbor is a letter that the reader never shows: bytes of another's."""
    return byte == UNSEEN and bool(judge.kinds()[min(ord(ch), 0x10000)] & judge.ALPHABETS)


def _fit(view: views.View, run: shapes.Run) -> tuple[int, int, str] | None:
    """Fit a run so that both ends lie between characters of the reader and of the encoding.

    The reader may have taken ASCII for the second byte of the last character; else it shrinks.
    """
    start, end, new = run.start, run.end, run.text
    if not view.whole(end) and view.data[end] < 0x80:
        new += chr(view.data[end])
        end += 1
    try:
        while new and not view.whole(start):
            start += len(new[0].encode(run.codec))
            new = new[1:]
        while new and not view.whole(end):
            end -= len(new[-1].encode(run.codec))
            new = new[:-1]
    except UnicodeEncodeError:  # some cells of Big5 are two code points
        return None
    return (start, end, new) if new else None
