"""The log of a run: one JSON object a line, written before the files it tells of are replaced.

Law: whatever moment the run dies at, the log up to its last file line is whole and true.
"""

from __future__ import annotations

import gzip
import json
import os
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from textfix.errors import InputError
from textfix.files.records import Record, line

VERSION: Final = 1
_PART: Final = 1 << 22
_TRIES: Final = 20


class Spool:
    """The log lines of one file, in memory while few, then in a temporary file; picklable.

    Not for sharing: the writer fills it, the log drinks it.

    >>> s = Spool("/tmp", "0"); s.add({"k": "same", "n": 1}); s.take()
    [b'{"k":"same","n":1}\\n']
    """

    def __init__(self, folder: str, run: str) -> None:
        """Start empty; `folder` is where a big one spills to."""
        self._prefix = os.path.join(folder, f".textfix-{run}-spool-")
        self.lines: list[bytes] = []
        self._size = 0
        self._path = ""

    def add(self, record: Record) -> None:
        """Take one record; runs of unchanged blocks become one."""
        new = line(record)
        self.lines.append(new)
        self._size += len(new)
        if self._size > _PART:
            self._spill()

    def _spill(self) -> None:
        if not self._path:
            self._path = f"{self._prefix}{os.getpid()}-{id(self)}.tmp"
        with open(self._path, "ab") as file:
            file.writelines(self.lines)
        self.lines, self._size = [], 0

    def take(self) -> Iterator[bytes] | list[bytes]:
        """Return all lines and forget them."""
        if not self._path:
            return self.lines
        return self._drain()

    def _drain(self) -> Iterator[bytes]:
        with open(self._path, "rb") as file:
            yield from file
        yield from self.lines
        self.drop()

    def drop(self) -> None:
        """Forget everything."""
        self.lines = []
        if self._path and os.path.exists(self._path):
            os.unlink(self._path)


class Log:
    """A log that is being written; plain, or packed by its name (.gz, .zst).

    Not for reading: `parts`.
    """

    def __init__(self, path: str, file: BinaryIO) -> None:
        """Write to `file`, which is at its end."""
        self._packing = Path(path).suffix.lower()
        self._file = file

    @classmethod
    def start(cls, path: str, header: Record, more: str = "") -> Log:
        """Begin a new log; InputError if there is one already, for it may be the only way back.

        `more` is what else the caller can do then.
        """
        try:
            file = open(path, "xb")  # noqa: SIM115
        except FileExistsError:
            raise InputError(
                f"{path} is there already, and a log is never overwritten; name another one{more}"
            ) from None
        _lock(file, path)
        log = cls(path, file)
        log.write([line(header)])
        log.sync()
        return log

    @classmethod
    def resume(cls, path: str, whole: Callable[[], int], header: Record) -> Log:
        """Go on behind the last whole entry, at the byte `whole` finds once the log is ours."""
        file = open(path, "r+b")  # noqa: SIM115
        _lock(file, path)
        good = whole()
        file.truncate(good)
        file.seek(good)
        log = cls(path, file)
        log.write([line(header)])
        log.sync()
        return log

    def write(self, lines: Iterator[bytes] | list[bytes]) -> None:
        """Append lines; packed, they are members of about 4 MB, each readable alone."""
        part, size = [], 0
        for one in lines:
            part.append(one)
            size += len(one)
            if size > _PART:
                self._file.write(_pack(b"".join(part), self._packing))
                part, size = [], 0
        if part:
            self._file.write(_pack(b"".join(part), self._packing))

    def sync(self) -> None:
        """Return when all that was written is on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """End the log."""
        self._file.close()


def _lock(file: BinaryIO, path: str) -> None:
    """Keep other runs away from this log, where the system can."""
    try:
        import fcntl
    except ImportError:
        return
    for k in range(_TRIES):
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError:
            # The workers of a run that was just killed may still be ending.
            time.sleep(0.1 if k < _TRIES - 1 else 0)
    file.close()
    raise InputError(f"another run is writing to {path}")


def _pack(data: bytes, packing: str) -> bytes:
    if packing == ".zst":
        from textfix.files.packed import zstandard

        return bytes(zstandard().ZstdCompressor(level=6).compress(data))
    return gzip.compress(data, mtime=0) if packing == ".gz" else data


def parts(path: str) -> Iterator[tuple[int, Record]]:
    """Yield (byte offset behind it, record) of a log; stops quietly where its end is torn.

    Packed, the offset is that of the member that holds the record. Raises InputError for a
    file that is no log, OSError if it cannot be read.
    """
    first = True
    for end, data in _lines(path):
        try:
            record = json.loads(data)
        except ValueError:
            break
        if first and not (isinstance(record, dict) and record.get("textfix") == VERSION):
            break
        first = False
        yield end, record
    if first:
        raise InputError(f"{path} is not a log of textfix")


def _lines(path: str) -> Iterator[tuple[int, bytes]]:
    packing = Path(path).suffix.lower()
    with open(path, "rb") as file:
        if packing not in (".zst", ".gz"):
            end = 0
            for data in file:
                end += len(data)
                if data.endswith(b"\n"):
                    yield end, data
            return
        yield from _members(file, packing)


def _members(file: BinaryIO, packing: str) -> Iterator[tuple[int, bytes]]:
    """Unpack member by member; a torn one is left out."""
    end, left = 0, file.read(_PART)
    while left:
        unpacker = _unpacker(packing)
        out: list[bytes] = []
        while True:
            try:
                out.append(unpacker.decompress(left))
            except Exception as error:
                if type(error).__name__ not in ("ZstdError", "error"):
                    raise
                return
            end += len(left)
            if unpacker.eof:
                break
            left = file.read(_PART)
            if not left:
                return
        left = bytes(unpacker.unused_data)
        end -= len(left)
        left = left or file.read(_PART)
        yield from ((end, one) for one in b"".join(out).splitlines(keepends=True))


def _unpacker(packing: str) -> Any:
    if packing == ".gz":
        return zlib.decompressobj(31)
    from textfix.files.packed import zstandard

    return zstandard().ZstdDecompressor().decompressobj()
