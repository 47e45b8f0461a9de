"""Where output may go: never over what is read, and over nothing else unless that is asked for."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Sequence

from textfix.errors import InputError
from textfix.files.job import Task
from textfix.files.walk import STDIN

_Identity = tuple[int, int]


def check(tasks: Sequence[Task], output: str, names: Iterable[str], force: bool) -> None:
    """Refuse a run into `output` that would replace a source, or what it was not told to.

    Not for --in-place. `names` are the inputs as they were given. Raises InputError.
    """
    outside(output, names, "write outside of it, or use --in-place")
    sources = identities(task.found.path for task in tasks)
    taken: dict[str, str] = {}
    there: list[str] = []
    for task in tasks:
        if task.target is None:
            continue
        if (other := taken.setdefault(os.path.realpath(task.target), task.found.path)) is not (
            task.found.path
        ):
            raise InputError(f"{other} and {task.found.path} would both become {task.target}")
        if os.path.lexists(task.target):
            _not_read(task.target, sources)
            there.append(task.target)
    if there and not force:
        more = f" and {len(there) - 1} more files are" if len(there) > 1 else " is"
        raise InputError(f"{there[0]}{more} there already; --force replaces what is there")


def outside(folder: str, names: Iterable[str], hint: str = "name a folder outside of it") -> None:
    """Refuse a folder that lies in one that is read: what is put there would be read next time.

    >>> outside("/tmp/no-such-folder", ["/etc/hostname"])

    Raises InputError.
    """
    for name in names:
        if name != STDIN and os.path.isdir(name) and _within(folder, name):
            raise InputError(f"{folder} lies in {name}, which is read; {hint}")


def free(path: str, sources: Iterable[str], force: bool) -> None:
    """Refuse to write one file over a source of its own, or, without `force`, over any.

    >>> free("/tmp/no-such-folder/new", ["a"], False)

    Raises InputError.
    """
    if not os.path.lexists(path):
        return
    if identities((path,)) & identities(sources):
        raise InputError(f"{path} is what is read; name another file")
    if not force:
        raise InputError(f"{path} is there already; --force replaces it")


def identities(paths: Iterable[str]) -> frozenset[_Identity]:
    """Return what tells files apart whatever they are called, of those that are there."""
    out = set()
    for path in paths:
        if path != STDIN:
            with contextlib.suppress(OSError, ValueError):
                found = os.stat(path)
                out.add((found.st_dev, found.st_ino))
    return frozenset(out)


def _not_read(path: str, sources: frozenset[_Identity]) -> None:
    if identities((path,)) & sources:
        raise InputError(f"{path} is what is read; use --in-place to replace files")


def _within(path: str, folder: str) -> bool:
    path, folder = os.path.realpath(path), os.path.realpath(folder)
    return path == folder or path.startswith(os.path.join(folder, ""))
