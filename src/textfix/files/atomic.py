"""Write a file so that at every moment either the old or the new one is there, whole."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from textfix.errors import InputError


def write(path: Path, data: bytes) -> None:
    """Write `data` to `path` through a temporary file beside it, synced before it takes the name.

    Not for appending or for pipes. Symbolic links are written through; the mode of an existing
    file is kept. Raises InputError for what is not a regular file, OSError where the system
    refuses; the old file is then untouched.

    >>> write(Path("/tmp/textfix-doctest.txt"), b"whole")
    """
    target = Path(os.path.realpath(path))
    mode = _mode(target)
    handle, name = tempfile.mkstemp(
        prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent
    )
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    _sync_folder(target.parent)


def _mode(target: Path) -> int:
    """Return the mode the new file is to have: the old one's, or what the umask leaves."""
    try:
        found = target.stat()
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask
    if not stat.S_ISREG(found.st_mode):
        raise InputError(f"{target} is not a regular file; write to a file or to standard output")
    return stat.S_IMODE(found.st_mode)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
