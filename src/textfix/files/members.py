"""Packed data member by member: what stands behind one, or is cut off, is an error, never left out.

The readers of the standard library pass over what follows the last whole bzip2 or xz member, and
that of zstandard over a frame that ends too early: writing again what they give would lose bytes.
"""

from __future__ import annotations

import io
import lzma
from collections.abc import Callable
from typing import Any, BinaryIO, Final

from textfix.errors import InputError

_PIECE: Final = 1 << 11
"""Packed bytes taken at once; the most that a frame of zstandard makes of them is 64 MB."""


class Members(io.RawIOBase):
    """A stream of the content of members, each unpacked by a new `start()`.

    Not for seeking; `raw` stays open. `start` gives what `bz2.BZ2Decompressor` gives. Zeros
    between members are passed over.

    >>> import bz2
    >>> Members(io.BytesIO(bz2.compress(b"a") + bz2.compress(b"b")), bz2.BZ2Decompressor).read()
    b'ab'

    Reading raises InputError for damaged data.
    """

    def __init__(self, raw: BinaryIO, start: Callable[[], Any]) -> None:
        """Begin before the first member."""
        self._raw, self._start = raw, start
        self._member: Any = None
        self._left = b""
        self._out = memoryview(b"")

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer; 0 at the end."""
        while not self._out:
            if not self._filled():
                return 0
            self._out = memoryview(self._unpacked(len(buffer)))
        size = min(len(buffer), len(self._out))
        buffer[:size] = self._out[:size]
        self._out = self._out[size:]
        return size

    def _filled(self) -> bool:
        """Have a member at work with something to do; False behind the last one."""
        while True:
            if self._member is not None and (self._left or not self._member.needs_input):
                return True
            self._left = self._left or self._raw.read(_PIECE)
            if not self._left:
                if self._member is not None:
                    raise InputError("damaged packed data: it ends inside a member")
                return False
            if self._member is None:
                self._left = self._left.lstrip(b"\0")
                self._member = self._start() if self._left else None

    def _unpacked(self, most: int) -> bytes:
        try:
            data: bytes = self._member.decompress(self._left, most)
        except Exception as error:
            known = isinstance(error, (OSError, EOFError, ValueError, lzma.LZMAError))
            if not known and type(error).__name__ != "ZstdError":
                raise
            raise InputError(f"damaged packed data: {error}") from None
        self._left = b""
        if self._member.eof:
            self._left, self._member = self._member.unused_data, None
        return data


class Frame:
    """A frame of zstandard with the face of `bz2.BZ2Decompressor`; all output comes at once."""

    needs_input = True

    def __init__(self, unpacker: Any) -> None:
        """Take a new `decompressobj`."""
        self._unpacker = unpacker

    def decompress(self, data: bytes, _: int) -> bytes:
        """Unpack the next bytes."""
        return bytes(self._unpacker.decompress(data))

    @property
    def eof(self) -> bool:
        """Whether the frame has ended."""
        return bool(self._unpacker.eof)

    @property
    def unused_data(self) -> bytes:
        """What stands behind the frame."""
        return bytes(self._unpacker.unused_data)
