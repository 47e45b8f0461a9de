"""From runs of bytes in known encodings to text, bad bytes marked, and raws for the way back."""

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from textfix.chars import points
from textfix.codecs import MultiReader, Reader, walk
from textfix.codecs.cells import cells
from textfix.codecs.tokens import has_any
from textfix.detection.naming import TRIES, reader_of
from textfix.detection.parse import wrong_places
from textfix.detection.result import Raw

if TYPE_CHECKING:
    from textfix.detection.mending import Mended

MARK = "\ufffd"
# Wrong places that are weighed: the first 64 of a file, then one for so many bytes.
_ONE_IN = 32_768
# Codecs that all text answered with them was read by; for others pieces may differ.
_SURE = frozenset({"gb18030-web", "big5", "cp932", "cp949", "euc_jp", "johab", "euc-tw"})
# Those, and others of which two may read the pieces of one file, by the names of their tables.
_TABLES = _SURE | {"cp950", "big5hkscs"}
_FEW_CELLS, _MOST_CELLS = 24, 400
# Codecs in which every byte sequence that decodes is what its text encodes to.
_EXACT = frozenset({"ascii", "utf-8", "gb18030", "latin-1", "utf-16-le", "utf-16-be"})


@dataclass(slots=True)
class Builder:
    """Collects text and raws of one file, piece by piece; `codec` is what its bytes are written in.

    Not for reuse: one for each file. `allowed` wrong places are weighed yet.

    >>> builder = Builder("gb18030"); builder.add(b"\\xd6\\xd0\\xff", "gb18030", None)
    >>> builder.text(), builder.raws
    ('中\ufffd', [(1, 2, b'\\xff')])
    """

    codec: str
    parts: list[str] = field(default_factory=list)
    raws: list[Raw] = field(default_factory=list)
    length: int = 0
    allowed: int = 64

    def text(self) -> str:
        """Return all text so far."""
        return "".join(self.parts)

    def add(
        self, data: bytes, encoding: str, text: str | None, skip: int = 0, known: str = ""
    ) -> None:
        """Add `data` in an internal encoding; `text` is their strict reading, None if wrong.

        `known` is a Python codec that is known to read it so.
        """
        mended = self._mended(data, encoding) if skip else None
        if mended:
            # No character cut at the start, but one that lost a byte further on.
            text, skip = None, 0
        if skip:
            self._raw(MARK, data[:skip])
        if text is None:
            self._tolerant(data[skip:], encoding, mended or None)
        else:
            self._same(text, data[skip:], encoding, self._is_own(encoding), known)

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _raw(self, text: str, data: bytes) -> None:
        """Text whose bytes are kept: `codec` would write others."""
        last = self.raws[-1] if self.raws else None
        if last is not None and last[1] == self.length:
            self.raws[-1] = (last[0], self.length + len(text), last[2] + data)
        else:
            self.raws.append((self.length, self.length + len(text), data))
        self._put(text)

    def _is_own(self, encoding: str) -> bool:
        return encoding == self.codec or self.codec in TRIES.get(encoding, ())

    def _same(self, text: str, data: bytes, encoding: str, own: bool, known: str = "") -> None:
        """Text of all of `data`; `own` says that `codec` was seen to read it so."""
        plain = len(text) == len(data) and data.isascii()
        exact = own and is_exact(text, data, self.codec, known)
        if plain or exact or (not own and writes(text, self.codec) == data):
            self._put(text)
            return
        reader = reader_of(encoding)
        if reader is None:
            self._raw(text, data)
            return
        if places := differing(text, data, self.codec):
            done = 0
            for number, start in places:
                self._put(text[done:number])
                self._raw(text[number], data[start : start + 2])
                done = number + 1
            self._put(text[done:])
            return
        pieces = list(walk(reader, data))
        if "".join(shown or "" for _, _, shown in pieces) != text:
            self._raw(text, data)
            return
        for start, end, shown in pieces:
            piece = shown or ""
            if writes(piece, self.codec) == data[start:end]:
                self._put(piece)
            else:
                self._raw(piece, data[start:end])

    def _tolerant(self, data: bytes, encoding: str, mended: "list[Mended] | None") -> None:
        """Read what can be read; wrong bytes are kept beside a mark, or what they surely were.

        `mended`, which costs the most, is worked out here unless it is known.
        """
        reader = reader_of(encoding)
        if reader is None:
            self._raw(data.decode(encoding, "replace"), data)
            return
        begin = 0
        for found in self._mended(data, encoding) if mended is None else mended:
            self._walked(reader, data[begin : found.begin], encoding)
            self._raw(found.text or MARK, data[found.begin : found.resume])
            begin = found.resume
        self._walked(reader, data[begin:], encoding)

    def _mended(self, data: bytes, encoding: str) -> "list[Mended]":
        """What Chinese words tell of wrong bytes, as long as they are few."""
        reader = reader_of(encoding)
        if encoding not in ("gb18030", "big5") or not isinstance(reader, MultiReader):
            return []
        from textfix.detection.mending import mend_all

        self.allowed += len(data) // _ONE_IN
        places = [start for start, _ in wrong_places(reader, data)][: max(0, self.allowed)]
        self.allowed -= len(places)
        return mend_all(reader, data, places)

    def _walked(self, reader: Reader, data: bytes, encoding: str) -> None:
        """Every wrong sequence becomes one mark."""
        places = wrong_places(reader, data)
        shown = reader.decode(data).split(MARK) if places else []
        # Marks that bytes spell out would be counted as well.
        matched = len(shown) == len(places) + 1
        begin = 0
        for number, (start, end) in enumerate([*places, (len(data), len(data))]):
            good = data[begin:start]
            text = shown[number] if matched else reader.decode(good)
            self._same(text, good, encoding, False)
            if end > start:
                self._raw(MARK, data[start:end])
            begin = end


@cache
def _doubtful(codec: str, known: str) -> list[tuple[str, bytes]] | None:
    """Characters and cells of `known` that `codec` writes otherwise; None if they are many."""
    if known not in _TABLES:
        return None
    found = [(t, cell) for cell, t in cells(known).items() if writes(t, codec) != cell]
    return found if len(found) < _MOST_CELLS else None


@cache
def _characters(codec: str, known: str) -> frozenset[str]:
    """The characters of `_doubtful`."""
    return frozenset(ch for ch, _ in _doubtful(codec, known) or ())


def is_exact(text: str, data: bytes, codec: str, known: str = "") -> bool:
    """Tell whether `text` encodes to exactly `data`; the usual codecs need no trial.

    Not for text that is not the decoding of `data`. `known` is a codec that reads it so.

    >>> is_exact("中", b"\\xd6\\xd0", "gb18030")
    True
    """
    if codec in _EXACT:
        return True
    known = codec if codec in _SURE else known
    doubtful = _doubtful(codec, known) if len(text) > 1000 and known else None
    if doubtful is not None:
        # Many are looked for together first.
        if len(doubtful) > _FEW_CELLS and not has_any(text, _characters(codec, known)):
            return True
        # A usual character has a second cell that nobody writes: 十 in Big5.
        if not any(ch in text and _has_cell(data, cell) for ch, cell in doubtful):
            return True
    return writes(text, codec) == data


def differing(text: str, data: bytes, codec: str) -> list[tuple[int, int]]:
    """Return the characters that `codec` writes as another pair: their places in text and bytes.

    Not for text with other widths than one byte for ASCII, two for the rest: an empty list. It
    takes 10 ns a character, which `walk` takes a microsecond for.

    >>> differing("a十", b"a\\xa4Q", "big5"), differing("a十", b"a\\xa2\\xcc", "big5")
    ([], [(1, 1)])
    """
    import numpy as np

    written = writes(text, codec)
    if written is None or len(written) != len(data):
        return []
    ends = np.cumsum(1 + (points(text) >= 0x80))
    if not len(ends) or ends[-1] != len(data):
        return []
    wrong = np.frombuffer(written, np.uint8) != np.frombuffer(data, np.uint8)
    numbers = np.unique(np.searchsorted(ends, np.flatnonzero(wrong), "right"))
    ends = np.concatenate(([0], ends))
    if (ends[numbers + 1] - ends[numbers] != 2).any():
        return []
    return list(zip(numbers.tolist(), ends[numbers].tolist(), strict=True))


def _has_cell(data: bytes, cell: bytes) -> bool:
    """Tell whether two bytes stand in `data`: ten times as fast as `in`."""
    import numpy as np

    if len(cell) != 2:
        return cell in data
    units = np.frombuffer(data, np.uint8)
    return bool(((units[:-1] == cell[0]) & (units[1:] == cell[1])).any())


def writes(text: str, codec: str) -> bytes | None:
    """Return the bytes of `text`, or None if `codec` cannot write it.

    Not for habits.

    >>> writes("中", "ascii") is None
    True
    """
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        return None
