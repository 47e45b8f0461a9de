"""One text-like content, block by block: decoded, cleaned by units, encoded, recorded.

Law: what is written follows from the content and the job alone, however it arrives.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO, NamedTuple

from textfix import alignment, order
from textfix.codecs import register
from textfix.document import Document
from textfix.errors import InputError
from textfix.files import records
from textfix.files.blocks import Block, Opened, read
from textfix.files.engine import Engine, encoder
from textfix.files.job import Job, Told
from textfix.files.jsontext import Json
from textfix.files.separated import Separated
from textfix.files.tally import Counter
from textfix.files.telling import findings
from textfix.files.units import Plain, Shape, Unit, declared
from textfix.files.words import counted
from textfix.model import Edit

_UTF8_BOM = b"\xef\xbb\xbf"
_NAMED = 5
_FIELDED = ("csv", "tsv", "jsonl", "json")


class Piece(NamedTuple):
    """A block done: its old and new bytes, and the record of the way back, if one is kept."""

    old: bytes
    new: bytes
    record: records.Record | None


def shape_of(kind: str, fields: tuple[str, ...]) -> Shape:
    """Return how a kind of text is taken apart.

    >>> shape_of("text", ()).whole
    True

    Raises InputError for fields of a kind that has none.
    """
    if fields and kind not in _FIELDED:
        raise InputError(f"--field is for tables and JSON; this is {kind} (see --format)")
    if kind in ("jsonl", "json"):
        return Json(fields, lines=kind == "jsonl")
    if kind in ("csv", "tsv"):
        return Separated("" if kind == "csv" else "\t", fields)
    return Plain()


class Content:
    """The work on one content: iterate `pieces`, then read what was found.

    Not for tables and archives: see `columns` and `warc`.
    """

    def __init__(self, job: Job, kind: str, counter: Counter, undo: bool) -> None:
        """Take the settings; `undo` asks for records."""
        self._job = job
        self._kind = kind
        self._engine = engine_for(job, kind)
        self._shape = shape_of(kind, job.fields)
        self._counter = counter
        self._undo = undo
        self.told: list[Told] = []
        self.codec = ""
        self._line = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What went well but should be known."""
        return self._shape.notes()

    def open(self, open_content: Callable[[], BinaryIO]) -> Opened:
        """Detect; refuse what cannot be decoded or would lose bytes for good."""
        opened = read(open_content, self._shape.cut)
        self._counter.encoding = opened.detection.encoding or ""
        self._counter.bad = opened.bad
        self.codec = opened.codec
        lost = self._job.where == "place" and not (self._job.spool or self._job.backup)
        if opened.bad and lost and not self._keeps(opened.codec):
            which = counted(opened.bad, "byte sequence is", "byte sequences are")
            raise InputError(
                f"{which} no character in {opened.codec} and would be lost;"
                " use --log or --backup, or --encoding keep"
            )
        return opened

    def _keeps(self, codec: str) -> bool:
        """Tell whether bytes that are no character are written again as they are."""
        same = codec in ("utf-8", "ascii") and self._job.encoding == "utf-8"
        return self._job.encoding == "keep" or (same and self._kind in _FIELDED)

    def pieces(self, opened: Opened) -> Iterator[Piece]:
        """Yield the blocks in order, old and new."""
        register()
        keeps = self._keeps(opened.codec)
        mark, codec = self._output(opened)
        first = True
        for block in opened.blocks:
            edits = self._edits(block, codec, first)
            old = block.source()
            self._counter.bytes += len(old)
            if keeps and not edits:
                new, text = old, block.text
            else:
                text = alignment.apply(block.text, edits)
                raws = _moved(block, edits) if keeps else ()
                new = (mark if first else b"") + self._encoded(text, codec, raws)
            record = None
            if self._undo:
                used = mark if first else b""
                record = records.of_block(block, old, new, used, codec, text, edits)
            yield Piece(old, new, record)
            self._line += block.text.count("\n")
            first = False

    def _output(self, opened: Opened) -> tuple[bytes, str]:
        """Return the mark and the codec of what is written."""
        bom = opened.detection.bom
        if self._job.encoding == "keep":
            # ASCII is UTF-8 as well, and a repair may need more than ASCII.
            return bom, "utf-8" if opened.codec == "ascii" else opened.codec
        if self._job.encoding == "utf-8":
            return (_UTF8_BOM if bom == _UTF8_BOM else b""), "utf-8"
        return encoder(self._job.encoding)

    def _edits(self, block: Block, codec: str, first: bool) -> tuple[Edit, ...]:
        units = self._shape.units(block.text)
        traces = self._engine([unit.value for unit in units])
        edits: tuple[Edit, ...] = ()
        changed, lines = list[Edit](), list[int]()
        for unit, steps in zip(units, traces, strict=True):
            document = Document(unit.value, unit.value, self._engine.profile, steps)
            token = self._token(block, unit, document.text)
            if token is None:
                continue
            self._counter.see(document, self._line)
            if not steps:
                continue
            if self._shape.whole:
                edits = document.edits
            elif document.text != unit.value:
                changed.append(Edit(unit.start, unit.end, token))
            if self._job.told:
                lines = lines or _lines(block.text)
                self._tell(document, unit, lines)
        names = first and self._kind == "html" and self._job.encoding != "keep"
        if names and (true := declared(block.text, codec)):
            edits = alignment.compose(edits, _shifted(edits, Edit(*true)))
        return edits if self._shape.whole else tuple(changed)

    def _token(self, block: Block, unit: Unit, new: str) -> str | None:
        """Return what stands for a changed value, None if it cannot; nothing for the same."""
        if self._shape.whole or new == unit.value:
            return ""
        return self._shape.token(unit, block.text[unit.start : unit.end], new)

    def _tell(self, document: Document, unit: Unit, lines: Sequence[int]) -> None:
        """Note findings; inside a field they stand where the field begins, plus their column."""
        row = bisect_right(lines, unit.start)
        column = unit.start - lines[row - 1]
        self.told += findings(document, self._line + row, column, self._shape.whole)

    @staticmethod
    def _encoded(text: str, codec: str, raws: tuple[tuple[int, int, bytes], ...]) -> bytes:
        try:
            return Block(text, raws, b"", codec).source()
        except UnicodeEncodeError:
            raise InputError(unencodable(text, codec)) from None


def unencodable(text: str, codec: str) -> str:
    """Name the characters that a codec has no place for, and where the first one stands.

    >>> unencodable("a\\U0001f600", "gbk")
    "1 character has no place in gbk: U+1F600 '😀' at line 1, column 2"
    """
    places: dict[str, int] = {}
    for place, ch in enumerate(text):
        if ch not in places:
            try:
                ch.encode(codec)
            except UnicodeEncodeError:
                places[ch] = place
    first = min(places.values(), default=0)
    line, column = text.count("\n", 0, first) + 1, first - text.rfind("\n", 0, first)
    shown = ", ".join(
        f"U+{ord(c):04X} {c!r}" if c.isprintable() else f"U+{ord(c):04X}"
        for c in list(places)[:_NAMED]
    )
    many = "character has" if len(places) == 1 else "different characters have"
    more = "" if len(places) <= _NAMED else ", …"
    return (
        f"{len(places)} {many} no place in {codec}: {shown}{more} at line {line}, column {column}"
    )


def engine_for(job: Job, kind: str) -> Engine:
    """Return the engine for a kind: escapes in pages are markup unless the call says otherwise.

    >>> engine_for(Job(), "text") == Job().engine
    True
    """
    engine = job.engine
    if "escapes" not in order.stages() or engine.config is not None:
        return engine
    profile = engine.profile
    if job.escapes:
        profile = replace(profile, select=(*profile.select, "escapes"))
    elif kind == "html":
        profile = replace(profile, ignore=(*profile.ignore, "escapes"))
    return replace(engine, profile=profile)


def _lines(text: str) -> list[int]:
    return [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]


def _shifted(edits: tuple[Edit, ...], edit: Edit) -> tuple[Edit, ...]:
    """Return an edit of the old text in positions of the new one, unless it was edited itself."""
    if any(e.start < edit.end and edit.start < e.end for e in edits):
        return ()
    moved = alignment.Alignment(edits)
    return (Edit(moved.to_after(edit.start), moved.to_after(edit.end), edit.new),)


def _moved(block: Block, edits: tuple[Edit, ...]) -> tuple[tuple[int, int, bytes], ...]:
    """Return the raws that no edit touches, in positions of the new text."""
    out = []
    shift = k = 0
    for start, end, data in block.raws:
        while k < len(edits) and edits[k].end <= start:
            shift += len(edits[k].new) - (edits[k].end - edits[k].start)
            k += 1
        if k == len(edits) or edits[k].start >= end:
            out.append((start + shift, end + shift, data))
    return tuple(out)
