"""File names: raw bytes and mojibake turned into what was meant, proposed, applied, taken back.

Law: no name is ever taken from another file, and each rename is logged before it is done.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textfix.errors import InputError
from textfix.files.log import VERSION, Log, parts
from textfix.files.walk import Choice, walk


class Renaming(NamedTuple):
    """A path, the name proposed for it, and why; `problem` says why it cannot be done."""

    path: str
    name: str
    why: str
    problem: str = ""

    @property
    def target(self) -> str:
        """The path under the new name."""
        return os.path.join(os.path.dirname(self.path), self.name)


def meant(names: Sequence[bytes]) -> list[tuple[str, str] | None]:
    """Return for each name what was meant and why, or None where it is fine as it is.

    Not for whole paths: give single names. Names that are not UTF-8 are judged together, since
    one short name alone tells little.

    >>> meant([b"plain.txt", "你好，世界.txt".encode("gbk"), "朋友们的照片.txt".encode("gbk")])[1]
    ('你好，世界.txt', 'bytes of gb18030')
    """
    import textfix

    codecs = iter(_codecs([name for name in names if not _utf8(name)]))
    out: list[tuple[str, str] | None] = []
    for name in names:
        if _utf8(name):
            text = name.decode()
            new = textfix.clean(text)
            out.append((new, "mojibake") if new != text and _fit(new) else None)
            continue
        codec = next(codecs)
        decoded = _decoded(name, codec) if codec else None
        out.append((decoded, f"bytes of {codec}") if decoded and _fit(decoded) else None)
    return out


def _codecs(names: Sequence[bytes]) -> list[str]:
    """Return the encoding of each name, judged together: as lines of a text that may be mixed."""
    from textfix.detection import decode

    lines = [name.replace(b"\n", b" ") for name in names]
    found = decode(b"\n".join(lines))
    parts = found.detection.segments if found.detection else ()
    out, at = [], 0
    for line in lines:
        own = [part.encoding for part in parts if part.start <= at < part.end]
        out.append(own[0] if own else found.encoding or "")
        at += len(line) + 1
    return out


def _utf8(name: bytes) -> bool:
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True


def _decoded(name: bytes, codec: str) -> str | None:
    try:
        return name.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _fit(name: str) -> bool:
    """A proposal must be a name: one part, printable, and nothing lost."""
    good = name not in ("", ".", "..") and "/" not in name and "\ufffd" not in name
    return good and all(_usual(c) for c in name)


def _usual(c: str) -> bool:
    """Tell what names are written with; vertical forms only come of wrong readings."""
    shown = c.isprintable() or c == "\u3000"
    return shown and not unicodedata.decomposition(c).startswith("<vertical>")


def propose(folders: Sequence[str]) -> list[Renaming]:
    """Return the renamings for all files and folders below some folders, the deepest first.

    Not for the folders themselves; a file that is named stands for itself. Raises InputError for
    what is not there.
    """
    paths: list[str] = []
    for folder in folders:
        if not os.path.lexists(folder):
            raise InputError(f"{folder} is not there")
        if not os.path.isdir(folder):
            paths.append(folder)
            continue
        paths += [f.path for f in walk([folder], Choice(hidden=True)) if not f.problem]
        paths += [
            os.path.join(top, name)
            for top, below, _ in os.walk(folder)
            for name in below
            if not os.path.islink(os.path.join(top, name))
        ]
    paths = sorted(set(paths), key=lambda path: (-path.count(os.sep), path))
    found = meant([os.fsencode(os.path.basename(path)) for path in paths])
    out = [Renaming(p, m[0], m[1]) for p, m in zip(paths, found, strict=True) if m is not None]
    return _checked(out)


def _checked(renamings: list[Renaming]) -> list[Renaming]:
    """Refuse names that are taken, by a file or by another proposal."""
    wanted: dict[str, int] = {}
    for r in renamings:
        wanted[r.target] = wanted.get(r.target, 0) + 1
    out = []
    for r in renamings:
        if os.path.lexists(r.target):
            r = r._replace(problem="the name is taken")
        elif wanted[r.target] > 1:
            r = r._replace(problem="two files would get this name")
        out.append(r)
    return out


def apply(renamings: Sequence[Renaming], path: str) -> Iterator[Renaming]:
    """Rename, each one logged in `path` first; yield what was done or, with a problem, was not.

    Raises InputError if the log exists.
    """
    log = Log.start(path, {"textfix": VERSION, "run": "names", "folder": os.getcwd()})
    try:
        for r in renamings:
            if not r.problem:
                log.write([_line(r)])
                log.sync()
                r = r._replace(problem=_rename(r.path, r.target))
            yield r
    finally:
        log.close()


def _line(r: Renaming) -> bytes:
    from textfix.files.records import line

    return line({"k": "name", "old": r.path, "new": r.target})


def _rename(old: str, new: str) -> str:
    """Rename unless the new name is taken; return what went wrong."""
    if os.path.lexists(new):
        return "the name is taken"
    try:
        os.rename(old, new)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def undo(path: str) -> Iterator[Renaming]:
    """Take back the renames of a log, the last first; those that were never done are left out.

    Raises InputError for a file that is no log.
    """
    folder, done = "", list[tuple[str, str]]()
    for _, record in parts(path):
        if "textfix" in record:
            folder = record["folder"]
        elif record.get("k") == "name":
            old, new = (os.path.join(folder, record[key]) for key in ("old", "new"))
            done.append((old, new))
        else:
            raise InputError(f"{path} is the log of a run over contents: `textfix undo` takes it")
    for old, new in reversed(done):
        if not os.path.lexists(new) and os.path.lexists(old):
            continue
        yield Renaming(new, os.path.basename(old), "undo", _rename(new, old))
