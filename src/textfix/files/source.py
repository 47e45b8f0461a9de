"""Where old content comes from: files, packed or not, and standard input, kept."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

READ = 1 << 18
IN_MEMORY = 1 << 22


class Closing:
    """A stream over another one; closing it closes both."""

    def __init__(self, top: BinaryIO, below: BinaryIO) -> None:
        """Read from `top`."""
        self._top, self._below = top, below

    def __enter__(self) -> Closing:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close both."""
        self._top.close()
        self._below.close()

    def read(self, size: int = -1) -> bytes:
        """Read content."""
        return self._top.read(size)


class Kept(Closing):
    """Standard input, read once and kept: opening it again begins at its start."""

    def __init__(self, file: BinaryIO) -> None:
        """Start over."""
        file.seek(0)
        super().__init__(file, file)

    def __exit__(self, *_: object) -> None:
        """Keep it open."""


@contextlib.contextmanager
def spooled(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Yield a file with all of a stream that cannot be read twice, in memory while small.

    Not for two readers at once.
    """
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as kept:
        while data := stream.read(READ):
            kept.write(data)
        yield kept  # type: ignore[misc]


def stat_facts(found: os.stat_result) -> dict[str, int]:
    """Return size, times (nanoseconds) and mode, as the log keeps them.

    >>> stat_facts(os.stat("/"))["mode"] > 0
    True
    """
    return {
        "size": found.st_size, "mtime": found.st_mtime_ns, "atime": found.st_atime_ns,
        "mode": stat.S_IMODE(found.st_mode),
    }  # fmt: skip


def digest_of(open_file: Callable[[], BinaryIO]) -> str:
    """Return the SHA-256 of a content in hexadecimal.

    >>> import io; digest_of(lambda: io.BytesIO(b""))[:8]
    'e3b0c442'
    """
    digest = hashlib.sha256()
    with open_file() as file:
        while data := file.read(READ):
            digest.update(data)
    return digest.hexdigest()


def file_digest(path: str | Path) -> str:
    """Return the SHA-256 of a file.

    >>> len(file_digest("/dev/null"))
    64
    """
    return digest_of(lambda: open(path, "rb"))


def same_file(path: str | Path, facts: dict[str, Any]) -> bool:
    """Tell whether a file still has the digest of `facts`; False if it cannot be read.

    >>> same_file("/nowhere", {"sha256": ""})
    False
    """
    try:
        same_size = os.stat(path).st_size == int(facts["size"])
        return same_size and file_digest(path) == str(facts["sha256"])
    except OSError:
        return False
