"""Names inside zip archives: what was meant by bytes without the UTF-8 flag, and a good copy."""

from __future__ import annotations

import copy
import shutil
import zipfile
import zlib

from textfix.errors import InputError
from textfix.files.atomic import replacing
from textfix.files.names import meant

_UTF8_FLAG = 0x800
_ENCRYPTED = 1
_READ = 1 << 20


def proposed(path: str) -> list[tuple[str, str]]:
    """Return (name as it is, name as meant) of all entries of a zip archive, in order.

    Not for other archives. Raises InputError for what is no zip archive, OSError as reading does.
    """
    with _opened(path) as archive:
        entries = archive.infolist()
    parts = sorted({part for e in entries for part in _raw(e).split(b"/") if part})
    known = {
        part: found[0] if found else None for part, found in zip(parts, meant(parts), strict=True)
    }
    return [(e.filename, _joined(e, known)) for e in entries]


def _opened(path: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise InputError(f"not a zip archive: {error}") from None


def _raw(entry: zipfile.ZipInfo) -> bytes:
    """The name's bytes: without the flag Python showed them as cp437."""
    name = entry.orig_filename
    return name.encode("utf-8" if entry.flag_bits & _UTF8_FLAG else "cp437")


def _joined(entry: zipfile.ZipInfo, known: dict[bytes, str | None]) -> str:
    parts = []
    for part in _raw(entry).split(b"/"):
        new = known.get(part)
        try:
            parts.append(new if new is not None else part.decode("utf-8"))
        except UnicodeDecodeError:
            return entry.filename
    return "/".join(parts)


def rewrite(path: str, target: str, names: list[tuple[str, str]]) -> None:
    """Write a copy of an archive whose entries have the names meant, times and modes kept.

    Not in place: the old archive stays. Raises InputError if two entries would get one name.
    """
    new = [name for _, name in names]
    if len(set(new)) < len(new):
        raise InputError("two entries would get the same name")
    try:
        _copied(path, target, new)
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        # What the standard library says of unknown packings and of damage.
        raise InputError(f"an entry cannot be read: {error}") from None


def _copied(path: str, target: str, new: list[str]) -> None:
    with replacing(target) as file, _opened(path) as old, zipfile.ZipFile(file, "w") as out:
        out.comment = old.comment
        for entry, name in zip(old.infolist(), new, strict=True):
            renamed = copy.copy(entry)
            renamed.filename = renamed.orig_filename = name
            renamed.extra = b""
            if entry.flag_bits & _ENCRYPTED:
                raise InputError(f"{name} is encrypted and cannot be copied without its password")
            if entry.is_dir():
                out.writestr(renamed, b"")
                continue
            with old.open(entry) as source, out.open(renamed, "w") as sink:
                shutil.copyfileobj(source, sink, _READ)
