"""WARC and WET: texts of conversion and resource records cleaned, lengths and digests true.

Law: records that do not change keep every byte. Responses are kept: their bytes are the archive.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from textfix.detection import decode
from textfix.errors import InputError
from textfix.files.contained import Texts
from textfix.files.sink import Sink
from textfix.files.tally import Counter

_READ: Final = 1 << 18
_LONGEST_HEAD: Final = 1 << 16
_LENGTH: Final = re.compile(rb"^content-length:[ \t]*(\d+)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_DIGEST: Final = re.compile(
    rb"^(WARC-(?:Block|Payload)-Digest:[ \t]*)(\S+?)(\r?)$", re.IGNORECASE | re.MULTILINE
)
_TEXT: Final = re.compile(
    rb"^warc-type:[ \t]*(conversion|resource)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)
_PLAIN: Final = re.compile(rb"^content-type:[ \t]*text/plain", re.IGNORECASE | re.MULTILINE)
_LIMIT: Final = 1 << 26


class Head(NamedTuple):
    """The head of a record with its blank line, and the length of its block."""

    data: bytes
    length: int

    @property
    def is_text(self) -> bool:
        """Whether the block is text that was made from a page, or a text of its own."""
        return bool(_TEXT.search(self.data) and _PLAIN.search(self.data))


class Reader:
    """Reads records one after the other from a stream that cannot seek."""

    def __init__(self, file: BinaryIO) -> None:
        """Start at the first record."""
        self._file = file
        self._rest = b""

    def _more(self) -> bool:
        data = self._file.read(_READ)
        self._rest += data
        return bool(data)

    def gap(self) -> bytes:
        """Take the line ends between two records."""
        while not self._rest.strip(b"\r\n") and self._more():
            pass
        found = self._rest[: len(self._rest) - len(self._rest.lstrip(b"\r\n"))]
        self._rest = self._rest[len(found) :]
        return found

    def heads(self) -> Iterator[Head]:
        """Yield heads; take the block with `block` and the `gap` before the next one."""
        while self._rest or self._more():
            while (at := self._rest.find(b"\r\n\r\n")) < 0:
                if not self._more():
                    raise InputError("the archive ends inside the head of a record")
                if len(self._rest) > _LONGEST_HEAD + _READ:
                    raise InputError("no end of a record's head in 64 kB")
            head, self._rest = self._rest[: at + 4], self._rest[at + 4 :]
            found = _LENGTH.search(head)
            if not head.startswith(b"WARC/") or found is None:
                raise InputError("not a WARC archive: a record does not begin as one")
            yield Head(head, int(found[1]))

    def block(self, length: int) -> Iterator[bytes]:
        """Yield the block of the record just begun."""
        while length:
            if not self._rest and not self._more():
                raise InputError("the archive ends inside a record")
            data, self._rest = self._rest[:length], self._rest[length:]
            length -= len(data)
            yield data


def pour(source: BinaryIO, sink: Sink, texts: Texts, counter: Counter) -> None:
    """Rewrite an archive record by record, each in a gzip member of its own where it is packed.

    Raises InputError for what is no WARC archive, or ends too early.
    """
    reader = Reader(source)
    gap = reader.gap()
    sink.put(gap, gap)
    line = 1 + gap.count(b"\n")
    for head in reader.heads():
        counter.bytes += len(head.data) + head.length + 4
        line += head.data.count(b"\n")
        if not head.is_text or head.length > _LIMIT:
            sink.put(head.data, head.data)
            for data in reader.block(head.length):
                sink.put(data, data)
                line += data.count(b"\n")
        else:
            old = b"".join(reader.block(head.length))
            new = _text(old, texts, counter, line)
            line += old.count(b"\n")
            # A failure must not leave half a record compared: head and block go together.
            sink.put(head.data + old, (head.data if old == new else renewed(head.data, new)) + new)
        gap = reader.gap()
        sink.put(gap, gap)
        line += gap.count(b"\n")
        sink.member()


def _text(old: bytes, texts: Texts, counter: Counter, line: int) -> bytes:
    decoded = decode(old)
    if decoded.binary:
        return old
    counter.encoding = counter.encoding or decoded.encoding or ""
    found = decoded.detection
    counter.bad += found.bad_count if found else 0
    text = texts.clean([decoded.text], [line])[0]
    if text == decoded.text and decoded.encoding in ("utf-8", "ascii"):
        return old
    return text.encode("utf-8")


def renewed(head: bytes, block: bytes) -> bytes:
    r"""Return a record's head with the length and the SHA-1 digests of another block.

    Not for responses, whose payload is not their block.

    >>> renewed(b"WARC/1.0\r\nContent-Length: 9\r\n\r\n", b"ab")
    b'WARC/1.0\r\nContent-Length: 2\r\n\r\n'
    """
    found = _LENGTH.search(head)
    assert found is not None
    head = head[: found.start(1)] + str(len(block)).encode() + head[found.end(1) :]
    digest = b"sha1:" + b32encode(hashlib.sha1(block).digest())
    return _DIGEST.sub(lambda m: m[1] + digest + m[3], head)
