"""Undo: from a log and the files as they are now to the exact bytes from before the run.

Law: a file is written only if it is what the run left, and the result has the recorded digest.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import NamedTuple

from textfix.errors import InputError
from textfix.files.atomic import Pending
from textfix.files.log import Spool, parts
from textfix.files.records import Record, restore
from textfix.files.source import same_file


class Undone(NamedTuple):
    """How it went with one file: "restored", "as before", "changed since" or "failed"."""

    path: str
    status: str
    reason: str = ""


class Entry(NamedTuple):
    """One file of a log with the records that lead back; `folder` is where relative paths start."""

    record: Record
    spool: Spool
    folder: str

    @property
    def path(self) -> str:
        """The path of the file, from here."""
        return os.path.join(self.folder, self.record["path"])


def entries(path: str) -> Iterator[Entry]:
    """Yield the files of a log that were changed, in the order of the log.

    Raises InputError for a file that is no log, OSError if it cannot be read.
    """
    folder = ""
    spool = Spool(os.path.dirname(os.path.abspath(path)), "undo")
    try:
        for _, record in parts(path):
            if "textfix" in record:
                folder = record["folder"]
            elif record.get("k") == "name":
                raise InputError(f"{path} tells of renames: `textfix names --undo` takes it")
            elif record.get("k") != "file":
                spool.add(record)
            else:
                if record["status"] == "changed" and "after" in record:
                    yield Entry(record, spool, folder)
                spool.drop()
                spool = Spool(os.path.dirname(os.path.abspath(path)), "undo")
    finally:
        spool.drop()


def undo(path: str, only: frozenset[str] = frozenset(), dry: bool = False) -> Iterator[Undone]:
    """Restore the files of a log; yield how it went with each.

    Not for files changed since the run: they are told and left alone. `only` are absolute paths;
    `dry` writes nothing. A file changed twice goes back step by step, so the log is read until
    nothing more can be undone.
    """
    told: dict[str, Undone] = {}
    while True:
        progress = False
        for entry in entries(path):
            name = entry.path
            if only and os.path.abspath(name) not in only:
                continue
            done = _one(entry, dry)
            old = told.get(name)
            if done.status == "restored":
                progress = True
            if old is None or done.status in ("restored", "failed") or (
                done.status == "as before" and old.status == "changed since"
            ):  # fmt: skip
                told[name] = done
        if not progress or dry or len(told) == _count(path):
            break
    yield from told.values()


def _count(path: str) -> int:
    """Count entries: as many as files means that none was changed twice."""
    return sum(record.get("k") == "file" and "after" in record for _, record in parts(path))


def _one(entry: Entry, dry: bool) -> Undone:
    name, record = entry.path, entry.record
    try:
        if same_file(name, record["before"]):
            if not dry:
                _times(name, record["before"])
            return Undone(name, "as before")
        if not same_file(name, record["after"]):
            here = os.path.lexists(name)
            reason = "not what the run left; left alone" if here else "the file is gone"
            return Undone(name, "changed since", reason)
        if not dry:
            _restore(entry)
        return Undone(name, "restored")
    except (InputError, OSError, ValueError, KeyError, LookupError) as error:
        return Undone(name, "failed", getattr(error, "strerror", None) or str(error))


def _restore(entry: Entry) -> None:
    before = entry.record["before"]
    pending = Pending.beside(entry.path, "undo").with_mode(before["mode"])
    try:
        with open(entry.path, "rb") as new, pending.open() as out:
            restore((json.loads(one) for one in entry.spool.take()), new, out)
            pending.settle(out, (before["atime"], before["mtime"]))
        if not same_file(pending.name, before):
            raise InputError("the log does not lead back to the recorded bytes; nothing written")
        pending.commit()
    except BaseException:
        pending.abandon()
        raise


def _times(name: str, before: Record) -> None:
    """Give back the recorded times where only they differ."""
    if os.stat(name).st_mtime_ns != before["mtime"]:
        os.utime(name, ns=(before["atime"], before["mtime"]))
