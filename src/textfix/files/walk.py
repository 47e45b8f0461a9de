"""From the names of a call to the files they mean: folders, globs, excludes, links, each file once.

Law: the order is sorted by name, so two runs see the same list; nothing is opened here.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from textfix.files.atomic import MARK

STDIN = "-"


class Found(NamedTuple):
    """A file to read: its path as given, its place below the folder that was named, or why not.

    `walked` says that a folder or glob led here, not the caller by name. `problem` is "" or the
    reason why the file is left alone.
    """

    path: str
    inside: str
    walked: bool = False
    problem: str = ""


class Choice(NamedTuple):
    """Which files of a folder are meant: globs over the path inside it or the base name."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hidden: bool = False


ALL = Choice()
"""Every file but hidden ones."""


def walk(names: Sequence[str], choice: Choice = ALL) -> Iterator[Found]:
    """Yield the files that `names` mean: files, folders, globs, or "-" for standard input.

    Not for following links out of a folder: a linked file outside is told, not touched. Links to
    folders are not followed. Names are `os.fsdecode` strings, so any bytes are a name.

    >>> [f.inside for f in walk(["-"])]
    ['-']

    Folders that cannot be listed are yielded with their problem; never raises OSError.
    """
    seen: set[str] = set()
    for name in names:
        if name == STDIN:
            yield Found(STDIN, STDIN)
        elif os.path.isdir(name):
            yield from _once(_folder(name, choice), seen)
        elif glob.has_magic(name) and not os.path.lexists(name):
            yield from _once(_globbed(name, choice), seen)
        else:
            yield from _once(iter([Found(name, os.path.basename(name))]), seen)


def _once(found: Iterator[Found], seen: set[str]) -> Iterator[Found]:
    for one in found:
        real = os.path.realpath(one.path)
        if real not in seen or one.problem:
            seen.add(real)
            yield one


def _globbed(pattern: str, choice: Choice) -> Iterator[Found]:
    hits = sorted(glob.glob(pattern, recursive=True))
    for hit in hits:
        if os.path.isfile(hit) and not excluded(hit, choice):
            yield Found(hit, os.path.basename(hit), walked=True)
    if not hits:
        yield Found(pattern, pattern, problem="no file matches this pattern")


def _folder(root: str, choice: Choice) -> Iterator[Found]:
    """Yield regular files below `root`; the links are kept for last, their targets come first."""
    home = os.path.realpath(root) + os.sep
    links: list[Found] = []
    stack = [root]
    while stack:
        folder = stack.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda e: e.name)
        except OSError as error:
            yield Found(folder, folder, True, f"cannot be listed: {error.strerror}")
            continue
        below: list[str] = []
        for entry in entries:
            inside = os.path.relpath(entry.path, root)
            if _skipped(entry, inside, choice):
                continue
            if entry.is_dir(follow_symlinks=False):
                below.append(entry.path)
            elif entry.is_symlink():
                links.extend(_link(entry, inside, home))
            elif _regular(entry) and included(inside, choice):
                yield Found(entry.path, inside, walked=True)
        stack.extend(reversed(below))
    yield from links


def _skipped(entry: os.DirEntry[str], inside: str, choice: Choice) -> bool:
    if entry.name.startswith(MARK) and entry.name.endswith(".tmp"):
        return True
    if entry.name.startswith(".") and not choice.hidden:
        return True
    return excluded(inside, choice)


def _link(entry: os.DirEntry[str], inside: str, home: str) -> Iterator[Found]:
    """A link to a file of the same folder is that file; others are told."""
    if not entry.is_file():
        return
    if os.path.realpath(entry.path).startswith(home):
        yield Found(entry.path, inside, walked=True)
    else:
        yield Found(entry.path, inside, True, "a link to a file outside the folder; name it itself")


def _regular(entry: os.DirEntry[str]) -> bool:
    try:
        return stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode)
    except OSError:
        # It will be told when it is opened.
        return True


def excluded(path: str, choice: Choice) -> bool:
    """Tell whether an exclude glob matches the path or its base name.

    >>> excluded("a/node_modules", Choice(exclude=("node_modules",)))
    True
    """
    return _matches(path, choice.exclude)


def included(path: str, choice: Choice) -> bool:
    """Tell whether the include globs, if there are any, name this path or its base name.

    >>> included("a/b.txt", Choice(include=("*.md",)))
    False
    """
    return not choice.include or _matches(path, choice.include)


def _matches(path: str, globs: tuple[str, ...]) -> bool:
    path = path.removeprefix("./")
    base = os.path.basename(path)
    return any(fnmatchcase(base, g) or fnmatchcase(path, g.removeprefix("./")) for g in globs)
