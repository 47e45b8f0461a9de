"""A file as blocks of decoded text in bounded memory, with the exact way back to its bytes.

Law: the blocks follow from the file's bytes alone, and joined they are what `decode` gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, NamedTuple

from textfix.codecs import register
from textfix.detection import Detection, Raw, decode, encode_back
from textfix.errors import InputError
from textfix.files import stream

BLOCK: Final = 1 << 19
"""Characters after which a block ends at the next good place."""
WHOLE: Final = 1 << 22
"""Bytes up to which a file is read at once, and is one block: rules see all of it."""
LONGEST: Final = 1 << 26
"""Characters without a place to cut, in a format that has to be cut at records."""
MAX_BAD: Final = 0.1
"""Share of wrong sequences among the bytes above which a file counts as undecodable."""

Cutter = Callable[[str, int], int]
"""(text, from) -> where a block of `text` may end, at `from` or before or after it; 0: not yet."""


class Block(NamedTuple):
    """Some decoded text, and what is needed to get exactly its bytes.

    >>> Block("a", (), b"", "ascii").source()
    b'a'
    """

    text: str
    raws: tuple[Raw, ...]
    bom: bytes
    codec: str

    def source(self) -> bytes:
        """Return the bytes this block was decoded from."""
        return encode_back(self.text, self.codec, self.bom, self.raws)


@dataclass(frozen=True, slots=True)
class Opened:
    """What is known of a file before its first block: its encoding, and the blocks to come."""

    detection: Detection
    codec: str
    blocks: Iterator[Block]
    bad: int


def line_cut(text: str, start: int) -> int:
    r"""Return where plain text may be cut, near `start`: behind a line, or any soft place.

    Not for formats whose records span lines.

    >>> line_cut("ab\ncd\nef", 5), line_cut("ab\ncd", 0)
    (3, 3)
    """
    for mark in ("\n", "\r"):
        at = text.rfind(mark, 0, start) + 1
        if at or (at := text.find(mark, start, len(text) - 1) + 1):
            return at
    if len(text) < 4 * BLOCK:
        return 0
    # One enormous line: behind a sentence, a space, or where two plain characters meet.
    for mark in ("。", "！", "？", ". ", "；", "，", " "):
        if at := text.rfind(mark, start // 2, start) + 1:
            return at
    return start


def read(open_content: Callable[[], BinaryIO], cutter: Cutter = line_cut) -> Opened:
    """Detect the encoding of a content and return its blocks; big ones are read twice.

    Not for content that changes between two calls of `open_content`.

    >>> import io
    >>> [b.text for b in read(lambda: io.BytesIO("中文".encode())).blocks]
    ['中文']

    Raises InputError for binary and for undecodable data, OSError as reading does.
    """
    # Names that Python lacks ("gb18030-web") must decode and encode here.
    register()
    with open_content() as file:
        head = file.read(WHOLE + 1)
        if len(head) > WHOLE:
            return _streamed(head, file, open_content, cutter)
    decoded = decode(head)
    if decoded.binary or decoded.encoding is None:
        raise InputError(f"not text: {decoded.binary}")
    found = decoded.detection or Detection(decoded.encoding, 1.0)
    refuse(found, len(head))
    whole = Block(decoded.text, tuple(decoded.raws), decoded.bom, decoded.encoding)
    blocks = iter((whole,) if decoded.text or decoded.raws or decoded.bom else ())
    return Opened(found, decoded.encoding, blocks, found.bad_count)


def _streamed(
    head: bytes, file: BinaryIO, open_content: Callable[[], BinaryIO], cutter: Cutter
) -> Opened:
    plan, size = stream.survey(head, file)
    if plan.detection.encoding is None:
        raise InputError(f"not text: {plan.detection.reason}")
    refuse(plan.detection, size)
    blocks = cut(stream.pieces(plan, open_content), plan.bom, plan.codec, cutter)
    return Opened(plan.detection, plan.codec, blocks, plan.detection.bad_count)


def refuse(found: Detection, size: int) -> None:
    """Raise InputError where so many bytes are no character that the text would be noise.

    >>> refuse(Detection("utf-8", 0.9, bad_count=1), 100)
    """
    if found.bad_count > MAX_BAD * size and size > 8:
        raise InputError(
            f"undecodable: the best guess, {found.encoding}, leaves {found.bad_count}"
            f" of {size} bytes without a character"
        )


def cut(
    pieces: Iterator[tuple[str, tuple[Raw, ...]]], bom: bytes, codec: str, cutter: Cutter
) -> Iterator[Block]:
    """Join pieces of decoded text and cut them into blocks of about BLOCK characters.

    Not for text without raws: slicing does.

    >>> [b.text for b in cut(iter([("a", ()), ("b", ())]), b"", "ascii", line_cut)]
    ['ab']
    """
    text, raws = "", list[Raw]()
    for more, found in pieces:
        raws.extend((a + len(text), b + len(text), data) for a, b, data in found)
        text += more
        while len(text) > BLOCK:
            at = _clear(cutter(text, BLOCK), raws)
            if not at or at >= len(text):
                if len(text) > LONGEST:
                    raise InputError(f"one record is longer than {LONGEST:,} characters")
                break
            k = sum(b <= at for _, b, _ in raws)
            yield Block(text[:at], tuple(raws[:k]), bom, codec)
            text, bom = text[at:], b""
            raws = [(a - at, b - at, data) for a, b, data in raws[k:]]
    if text or raws or bom:
        yield Block(text, tuple(raws), bom, codec)


def _clear(at: int, raws: list[Raw]) -> int:
    """Move a cut out of a stretch whose bytes are kept as one."""
    return next((b for a, b, _ in raws if a < at < b), at)
