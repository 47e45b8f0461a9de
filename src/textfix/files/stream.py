"""Big files: one reading to detect, a second one to decode with what is known then.

Law: the pieces joined are the text and raws of `textfix.detection.decode` on all bytes.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

from textfix.detection import Detection, Raw

if TYPE_CHECKING:
    from textfix.detection.scan import Kept

READ: Final = 1 << 20
# Codecs in which each stretch between two line feeds reads the same alone as in the whole.
_STEADY: Final = frozenset({"ascii", "utf-8", "gb18030", "latin-1"})
_WIDE: Final = {
    "utf-16-le": b"\n\0",
    "utf-16-be": b"\0\n",
    "utf-32-le": b"\n\0\0\0",
    "utf-32-be": b"\0\0\0\n",
}

Piece = tuple[str, tuple[Raw, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the first reading found: the answer, the codec, and which runs are in what."""

    detection: Detection
    codec: str
    bom: bytes
    scanned: bool
    runs: dict[int, str]


def survey(head: bytes, file: BinaryIO) -> tuple[Plan, int]:
    """Read all of a file to detect its encoding; `head` is what was read of it already.

    Not for small files: `decode` reads them once. Returns the plan and the size in bytes.
    """
    from textfix.detection import report
    from textfix.detection.engine import Analysis

    analysis = Analysis()
    size, data = 0, head
    while data:
        for start in range(0, len(data), READ):
            analysis.feed(data[start : start + READ])
        size += len(data)
        data = file.read(READ)
    analysis.finish()
    found = report.detection(analysis)
    shape = analysis.shape
    codec = report.body_codec(analysis) if found.encoding else ""
    scanned = not (shape and shape.encoding) and (not analysis.ascii or codec == "ascii")
    runs = {} if not found.encoding else {run.start: run.encoding for run in analysis.runs()}
    return Plan(found, codec, shape.bom if shape else b"", scanned, runs), size


def pieces(plan: Plan, open_content: Callable[[], BinaryIO]) -> Iterator[Piece]:
    """Yield (text, raws) in order; positions count from the start of each piece.

    Not for a plan of other content.
    """
    even = not plan.detection.segments and not plan.detection.bad_count
    with open_content() as file:
        if plan.codec in _WIDE:
            yield from _wide(plan, file)
        elif plan.scanned and not (even and plan.codec in _STEADY):
            yield from _scanned(plan, file)
        elif plan.codec in _STEADY:
            yield from _lines(plan, file)
        else:
            yield from _escaped(plan, file)


def _chunks(file: BinaryIO, mark: bytes, skip: int) -> Iterator[bytes]:
    """Yield the content behind `skip` bytes, cut behind `mark` where there is one in reach."""
    file.read(skip)
    rest = b""
    while data := file.read(READ):
        rest += data
        at = rest.rfind(mark) + len(mark)
        while at >= len(mark) and at % len(mark):
            at = rest.rfind(mark, 0, at - 1) + len(mark)
        if at >= len(mark) and rest:
            yield rest[:at]
            rest = rest[at:]
    if rest:
        yield rest


def _built(codec: str, data: bytes) -> Piece:
    from textfix.detection.naming import strict
    from textfix.detection.pieces import Builder

    builder = Builder(codec)
    builder.add(data, codec, strict(data, codec))
    return builder.text(), tuple(builder.raws)


def _lines(plan: Plan, file: BinaryIO) -> Iterator[Piece]:
    """One codec throughout; a line longer than a read is decoded bit by bit."""
    decoder = codecs.getincrementaldecoder(plan.codec)()
    file.read(len(plan.bom))
    if plan.detection.bad_count:
        for data in _chunks(file, b"\n", 0):
            yield _built(plan.codec, data)
        return
    while data := file.read(READ):
        yield decoder.decode(data), ()
    left = decoder.getstate()[0]
    if left:
        # The file ends inside a character.
        yield _built(plan.codec, left)


def _wide(plan: Plan, file: BinaryIO) -> Iterator[Piece]:
    for data in _chunks(file, _WIDE[plan.codec], len(plan.bom)):
        yield _built(plan.codec, data)


def _escaped(plan: Plan, file: BinaryIO) -> Iterator[Piece]:
    """Shifts may hold from the start to the end of a file, so each piece keeps its bytes."""
    decoder = codecs.getincrementaldecoder(plan.codec)("replace")
    for data in _chunks(file, b"\n", len(plan.bom)):
        text = decoder.decode(data)
        yield text, ((0, len(text), data),)


def _scanned(plan: Plan, file: BinaryIO) -> Iterator[Piece]:
    """Scan again, keeping the text of each piece just long enough to hand it on."""
    from textfix.detection.engine import Analysis

    analysis = Analysis(plan.detection.declared, keep=True)
    held, base = bytearray(), 0
    while True:
        data = file.read(READ)
        held += data
        if data:
            analysis.feed(data)
        else:
            analysis.finish()
        texts, analysis.scan.texts = analysis.scan.texts, []
        for kept in texts:
            skip = analysis.scan.skip if kept.start == 0 else 0
            yield _settled(plan, kept, bytes(held[kept.start - base : kept.end - base]), skip)
        if texts:
            last = texts[-1].end
            del held[: last - base]
            base = last
        if not data:
            return


def _settled(plan: Plan, kept: Kept, piece: bytes, skip: int) -> Piece:
    """Read one piece in the encoding that the whole file settled on for it."""
    from textfix.detection.naming import strict
    from textfix.detection.pieces import Builder

    _, _, name, text, known = kept
    settled = plan.runs.get(kept.start, name) or "ascii"
    if name and settled != name:
        text, known = strict(piece, settled), ""
    builder = Builder(plan.codec)
    builder.add(piece, settled, text, skip, known)
    return builder.text(), tuple(builder.raws)
