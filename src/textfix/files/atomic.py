"""Write a file so that at every moment either the old or the new one is there, whole.

Law: the name is given to the new file in one step, after its bytes are on the disk.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from textfix.errors import InputError

MARK = ".textfix-"
"""How names of temporary files begin: walks leave them out, `--resume` removes those of its run."""


def write(path: Path, data: bytes) -> None:
    """Write `data` to `path` through a temporary file beside it, synced before it takes the name.

    Not for appending or for pipes. Symbolic links are written through; the mode of an existing
    file is kept. Raises InputError for what is not a regular file, OSError where the system
    refuses; the old file is then untouched.

    >>> write(Path("/tmp/textfix-doctest.txt"), b"whole")
    """
    with replacing(path) as file:
        file.write(data)


@contextlib.contextmanager
def replacing(path: str | Path) -> Iterator[BinaryIO]:
    """Give a file to fill, which takes the place of `path` if nothing is raised, as `write` does.

    Not for what is to be checked before it takes the name: see `Pending`.

    >>> with replacing("/tmp/textfix-doctest.txt") as file:
    ...     _ = file.write(b"whole")
    """
    pending = Pending.beside(path)
    try:
        with pending.open() as file:
            yield file
            pending.settle(file)
        pending.commit()
    except BaseException:
        pending.abandon()
        raise


def sweep(folders: Iterable[str], runs: Iterable[str]) -> None:
    """Remove the temporary files that ended runs left in folders.

    Not while one of them goes on.

    >>> sweep(["/tmp/no-such-folder"], ["0"])
    """
    marks = tuple(f"{MARK}{run}-" for run in runs)
    for folder in folders:
        with contextlib.suppress(OSError):
            for name in os.listdir(folder):
                if name.startswith(marks) and name.endswith(".tmp"):
                    os.unlink(os.path.join(folder, name))


@dataclass(frozen=True, slots=True)
class Pending:
    """A temporary file that may take the name of `target`; a value, so that it can change process.

    Not for files on another disk than their target. Fill what `open` gives, `settle` it, then
    `commit` or `abandon`.

    >>> p = Pending.beside(Path("/tmp/textfix-doctest.txt"))
    >>> with p.open() as file: p.settle(file)
    >>> p.abandon()
    """

    name: str
    target: str
    mode: int

    @classmethod
    def beside(cls, path: str | Path, run: str = "0") -> Pending:
        """Create an empty temporary file in the folder of the file that `path` leads to."""
        target = os.path.realpath(path)
        mode = _mode(Path(target))
        folder = os.path.dirname(target)
        try:
            handle, name = tempfile.mkstemp(prefix=f"{MARK}{run}-", suffix=".tmp", dir=folder)
        except OSError as error:
            # The caller knows nothing of temporary files: it is the folder that refuses.
            raise OSError(error.errno, error.strerror, folder) from None
        os.close(handle)
        return cls(name, target, mode)

    def with_mode(self, mode: int) -> Pending:
        """Return the same file, to get another mode."""
        return Pending(self.name, self.target, mode)

    def open(self) -> BinaryIO:
        """Open the temporary file for writing."""
        return open(self.name, "wb")

    def settle(self, file: BinaryIO, times: tuple[int, int] | None = None) -> None:
        """Give the file its mode, owner, attributes and times, and wait until it is on the disk."""
        file.flush()
        handle = file.fileno()
        _inherit(handle, self.target)
        os.fchmod(handle, self.mode)
        os.fsync(handle)
        if times is not None:
            os.utime(handle, ns=times)

    def commit(self) -> None:
        """Let the temporary file take the name."""
        os.replace(self.name, self.target)
        sync_folder(os.path.dirname(self.target))

    def abandon(self) -> None:
        """Remove the temporary file; the target stays as it was."""
        with contextlib.suppress(OSError):
            os.unlink(self.name)


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


def _inherit(handle: int, target: str) -> None:
    """Give a file the owner and the extended attributes of the one it replaces, where allowed."""
    with contextlib.suppress(OSError):
        old, new = os.stat(target), os.fstat(handle)
        if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            os.fchown(handle, old.st_uid, old.st_gid)
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(target):
                os.setxattr(handle, name, os.getxattr(target, name))


def sync_folder(folder: str | Path) -> None:
    """Make new names in a folder durable where the system can.

    Not for the bytes of files: `Pending.settle` syncs those.

    >>> sync_folder("/tmp")
    """
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
