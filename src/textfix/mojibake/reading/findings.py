"""Stretches to findings: edits line by line, each proven by replay and weighed as a probability."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from textfix import codecs
from textfix.model import Edit, Finding, Safety
from textfix.mojibake.reading import sense
from textfix.mojibake.reading.choose import Stretch
from textfix.mojibake.shown.strict import Piece, Way

SCALE: Final = 1.7
"""Nats of weight that make a stretch e times likelier to be read right: of short texts, damaged
in 96 ways, 97 of 100 were at 6 nats and 99.6 at 9 (docs/mojibake.md)."""

SIBLINGS: Final = {
    "gb18030": ("cp936", "gb18030-web"),
    "big5": ("cp950", "big5-web", "big5hkscs"),
    "cp932": ("shift_jis",),
}
"""Readers that differ from one of ours in few cells: what they show is the same damage."""


def of(rule: str, text: str, stretches: Sequence[Stretch]) -> list[Finding]:
    """Return one finding for each run of pieces that nothing else interrupts, by line."""
    rows = sorted(
        ((piece, k) for k, s in enumerate(stretches) for piece in s.pieces),
        key=lambda row: row[0].start,
    )
    proven = {s.path[0] for s in stretches if s.weight >= sense.surely(s.path[0])}
    out: list[Finding] = []
    for k, group in groupby(rows, key=lambda row: row[1]):
        pieces = [piece for piece, _ in group]
        # Line by line is the same, as no reader joins a line end with what is before it, but slow.
        seen = "\n".join([text[p.start : p.end] for p in pieces])
        whole = replays("\n".join([p.new for p in pieces]), stretches[k].path, seen)
        detail = ", then ".join(
            f"{w.encoding} read as {w.reader}" for w in reversed(stretches[k].path)
        )
        sure = 1.0 / (1.0 + math.exp(-stretches[k].weight / SCALE))
        # That the reading replays is certain; of little text, that it is the right one is not.
        safety: Safety = "exact" if stretches[k].path[0] in proven else "likely"
        for line in _lines(pieces, text):
            edits = tuple(_edits(text, stretches[k], line, whole))
            if edits:
                start, end = edits[0].start, edits[-1].end
                out.append(Finding(rule, start, end, edits, safety, sure, detail))
    return out


def _lines(pieces: Sequence[Piece], text: str) -> Iterator[list[Piece]]:
    """Cut consecutive pieces where a line ends between them, or something else may be found."""
    line: list[Piece] = []
    for piece in pieces:
        gap = text[line[-1].end : piece.start] if line else ""
        if "\n" in gap or "?" in gap or not gap.isascii():
            yield line
            line = []
        line.append(piece)
    if line:
        yield line


def _edits(text: str, stretch: Stretch, pieces: Sequence[Piece], whole: bool) -> Iterator[Edit]:
    for p in pieces:
        seen = text[p.start : p.end]
        if p.new != seen and (whole or replays(p.new, stretch.path, seen)):
            yield Edit(p.start, p.end, p.new)


def replays(new: str, path: Sequence[Way], seen: str) -> bool:
    """Tell whether sending a text through the path shows what stands there.

    >>> replays("中文", (Way("gb18030", "latin-1"),), "ÖÐÎÄ")
    True
    """
    data = written(new, path[-1].encoding)
    for k in range(len(path) - 1, 0, -1):
        data = None if data is None else written(shown(data, path[k].reader), path[k - 1].encoding)
    return data is not None and any(
        codecs.get(reader).decode(data) == seen
        for reader in (path[0].reader, *SIBLINGS.get(path[0].reader, ()))
    )


def written(text: str, encoding: str) -> bytes | None:
    """Return the bytes of a text in one of the encodings of this stage, None if it has none."""
    from textfix.mojibake.shown.shapes import codecs_of

    for codec in codecs_of(encoding):
        try:
            return text.encode(codec)
        except UnicodeError:
            continue
    return None


def shown(data: bytes, reader: str) -> str:
    """Return what a reader shows for bytes."""
    return codecs.get(reader).decode(data)
