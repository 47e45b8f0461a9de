"""Packed files: gzip, bzip2, xz and Zstandard as streams, several members and layers included."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, BinaryIO, Final, cast

from textfix.errors import InputError
from textfix.files.members import Frame, Members

DAMAGE: Final = (EOFError, zlib.error, gzip.BadGzipFile)
"""What gzip raises for damaged data."""

_ZSTD_LEVEL: Final = 3
_READ: Final = 1 << 18


def reader(raw: BinaryIO, packing: Sequence[str]) -> BinaryIO:
    """Return a stream of the content of `raw`, unpacked layer by layer, outermost first.

    Not for archives of several files (zip, tar). The result must be closed; `raw` stays open.

    >>> import io
    >>> reader(io.BytesIO(gzip.compress(b"a") + gzip.compress(b"b")), ["gz"]).read()
    b'ab'

    Reading raises InputError or one of DAMAGE for damaged data; see `reason`.
    """
    stream: Any = raw
    for one in packing:
        if one == "gz":
            stream = gzip.open(stream, "rb")  # noqa: SIM115
        else:
            stream = io.BufferedReader(Members(stream, _starter(one)), _READ)
    return cast(BinaryIO, stream)


def _starter(packing: str) -> Callable[[], Any]:
    if packing == "bz2":
        return bz2.BZ2Decompressor
    if packing in ("xz", "lzma"):
        return lzma.LZMADecompressor
    unpacker = zstandard().ZstdDecompressor()
    return lambda: Frame(unpacker.decompressobj())


class Packer:
    """A writer through all packings at once; `close` ends every layer but not the file itself.

    >>> import io
    >>> out = io.BytesIO(); p = Packer(out, ["gz"]); _ = p.write(b"text"); p.close()
    >>> gzip.decompress(out.getvalue())
    b'text'
    """

    def __init__(self, raw: BinaryIO, packing: Sequence[str]) -> None:
        """Open the layers, the outermost around `raw`."""
        self._layers: list[Any] = []
        stream: Any = raw
        for one in packing:
            stream = _writer(stream, one)
            self._layers.append(stream)
        self._top = stream
        self._raw = raw
        self._ended = False

    def write(self, data: bytes) -> int:
        """Write content."""
        if self._ended:
            self._top = self._layers[0] = _writer(self._raw, "gz")
            self._ended = False
        self._top.write(data)
        return len(data)

    def member(self) -> None:
        """End a member of a single gzip layer, so that the next bytes begin one of their own."""
        if len(self._layers) == 1 and isinstance(self._top, gzip.GzipFile):
            self._top.close()
            self._ended = True

    def close(self) -> None:
        """End all layers, the innermost first."""
        for layer in reversed(self._layers):
            layer.close()


def _writer(stream: Any, packing: str) -> Any:
    if packing == "gz":
        # No name and no time inside: the same content gives the same bytes.
        return gzip.GzipFile(filename="", fileobj=stream, mode="wb", compresslevel=6, mtime=0)
    if packing == "bz2":
        return bz2.BZ2File(stream, "wb")
    if packing in ("xz", "lzma"):
        form = lzma.FORMAT_XZ if packing == "xz" else lzma.FORMAT_ALONE
        return lzma.LZMAFile(stream, "wb", format=form)
    return zstandard().ZstdCompressor(level=_ZSTD_LEVEL).stream_writer(stream, closefd=False)


def reason(error: BaseException) -> str | None:
    """Return what to say of damaged packed data, or None if `error` is something else.

    Not for errors of the system: those have their own words.

    >>> reason(EOFError("ended"))
    'damaged packed data: ended'
    """
    if isinstance(error, DAMAGE):
        return f"damaged packed data: {error}"
    return None


def zstandard() -> Any:
    """Return the module zstandard, or raise InputError that names the extra it comes with.

    Not needed for the other packings.
    """
    try:
        return import_module("zstandard")
    except ImportError:
        raise InputError(
            "zst files need the package zstandard: pip install 'textfix[files]'"
        ) from None
