"""One task from file to result: everything but the last step, which gives the new file its name.

Law: whatever happens here, the file itself is untouched; damage and bad files are results.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import sys
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from textfix.errors import InputError
from textfix.files import formats, packed
from textfix.files.content import Content
from textfix.files.job import Job, Result, Task
from textfix.files.log import Spool
from textfix.files.output import Output
from textfix.files.records import whole
from textfix.files.sink import Nowhere, Sink
from textfix.files.source import READ, Closing, Kept, digest_of, file_digest, spooled, stat_facts
from textfix.files.tally import Counter
from textfix.files.walk import STDIN

_FULL = (errno.ENOSPC, errno.EDQUOT)
_CONTAINED = ("parquet", "arrow", "warc")


def do(task: Task, job: Job) -> Result:
    """Do one task; the result's `pending` file waits to be committed or abandoned.

    Not for committing: the process that writes the log does that. Never raises for a bad file;
    BrokenPipeError and KeyboardInterrupt pass.
    """
    result = Result(task)
    counter = Counter(_label(task), job.seed, job.report)
    try:
        if task.found.problem:
            raise InputError(task.found.problem)
        _Work(task, job, result, counter).run()
    except BrokenPipeError:
        raise
    except Exception as error:
        # A mistake of ours in one file must not end a run over thousands; it is told as ours.
        ours = f"internal error, the file is left alone: {type(error).__name__}: {error}"
        _failed(result, _reason(error, task, job) or ours)
        result.fatal = isinstance(error, OSError) and error.errno in _FULL
    except BaseException:
        _failed(result, "interrupted")
        raise
    result.encoding, result.characters = counter.encoding, counter.characters
    result.shares = {rule: n[3] for rule, n in counter.rules.items() if n[3]}
    if job.report:
        folder = os.path.dirname(task.found.inside)
        result.tally = counter.tally(result.status, result.reason, folder)
    return result


def _failed(result: Result, reason: str) -> None:
    """Take back what was begun."""
    result.status = "binary" if reason.startswith("not text") else "failed"
    result.reason = reason
    if result.pending is not None:
        result.pending.abandon()
        result.pending = None
    if result.spool is not None:
        result.spool.drop()
        result.spool = None
    if result.data_path:
        with contextlib.suppress(OSError):
            os.unlink(result.data_path)
        result.data_path = ""


def _reason(error: Exception, task: Task, job: Job) -> str | None:
    """Return one line for an error that is the file's or the system's, None for one of ours."""
    if isinstance(error, InputError):
        return str(error)
    if (told := packed.reason(error)) is not None:
        return told
    if isinstance(error, OSError):
        told = error.strerror or str(error)
        if error.filename not in (None, task.found.path):
            return f"{os.fsdecode(error.filename)}: {told}"
        piped = job.where == "stdout" and error.errno in _FULL
        return f"standard output: {told}" if piped else told
    return None


def _label(task: Task) -> str:
    return "<stdin>" if task.found.path == STDIN else task.found.path


class _Work:
    """The steps of one task, sharing what is known of its file."""

    def __init__(self, task: Task, job: Job, result: Result, counter: Counter) -> None:
        self._task, self._job, self._result, self._counter = task, job, result, counter
        self._path = task.found.path
        self._format = formats.of("" if self._path == STDIN else self._path, job.kind)
        self._stat: os.stat_result | None = None
        self._output = Output(task, job, result, self._format.packing)
        self._undo = job.where == "place" and bool(job.spool)

    def run(self) -> None:
        if self._path == STDIN:
            self._piped(sys.stdin.buffer)
            return
        self._look()
        if self._stat is not None and not stat.S_ISREG(self._stat.st_mode):
            with open(self._path, "rb") as pipe:
                self._piped(pipe)
            return
        self._contents(lambda: open(self._path, "rb"))  # noqa: SIM115
        if self._job.where == "place":
            now = os.stat(self._path)
            was = self._stat
            if was and _version(now) != _version(was):
                raise InputError("the file was changed by someone else while it was read")

    def _piped(self, stream: BinaryIO) -> None:
        with spooled(stream) as data:
            self._contents(lambda: cast(BinaryIO, Kept(data)))

    def _look(self) -> None:
        """Refuse files that cannot be replaced as the caller expects, before they are read."""
        found = self._stat = os.stat(self._path)
        if not stat.S_ISREG(found.st_mode):
            kind = "a folder" if stat.S_ISDIR(found.st_mode) else "not a regular file"
            if self._job.where == "place" or kind == "a folder":
                raise InputError(f"{kind}, not replaced" if kind != "a folder" else kind)
        self._result.size = found.st_size
        if self._job.where != "place" or self._job.force:
            return
        if not found.st_mode & 0o222:
            raise InputError("the file is read-only; --force replaces it all the same")
        if found.st_nlink > 1:
            raise InputError(
                f"the file has {found.st_nlink} names (hard links); --force replaces this one"
                " and leaves the others as they are"
            )

    def _contents(self, open_raw: Callable[[], BinaryIO]) -> None:
        """Clean the content into a sink, keep the way back, tell how it ended."""
        if self._undo:
            self._result.spool = Spool(self._job.spool, self._job.run)
            self._result.before = self._facts(open_raw)
        sink = Sink(self._output.start, lambda: self._unpacked(open_raw), self._output.packing)
        if self._job.where == "nowhere":
            sink = Nowhere()
        # A WARC archive packed record by record must be written so from its first record on.
        members = self._format.kind == "warc" and self._format.packing == ("gz",)
        if self._job.where == "stdout" or self._output.repacks or members:
            sink.begin()
        try:
            self._pour(open_raw, sink)
            sink.finish()
            self._settle(sink, open_raw)
        finally:
            if sink.file is not None and sink.file is not sys.stdout.buffer:
                sink.file.close()

    def _pour(self, open_raw: Callable[[], BinaryIO], sink: Sink) -> None:
        if self._format.kind in _CONTAINED:
            from textfix.files import contained

            with self._unpacked(open_raw) as source:
                told = contained.pour(self._format.kind, source, sink, self._job, self._counter)
            self._result.told = tuple(told)
            return
        proving = self._undo and not self._format.packing
        content = Content(self._job, self._format.kind, self._counter, proving)
        digest = hashlib.sha256()
        for piece in content.pieces(content.open(lambda: self._unpacked(open_raw))):
            if proving:
                digest.update(piece.old)
            if piece.record is not None and self._result.spool is not None:
                self._result.spool.add(piece.record)
            sink.put(piece.old, piece.new)
        self._result.told = tuple(content.told)
        self._result.notes = content.notes
        if proving and digest.hexdigest() != self._result.before["sha256"]:
            raise InputError("undo could not be proven for this file, so it is left alone")

    def _settle(self, sink: Sink, open_raw: Callable[[], BinaryIO]) -> None:
        result = self._result
        result.status = "changed" if sink.changed else "same"
        if self._job.where == "nowhere":
            return
        if self._job.where == "place" and not sink.changed and sink.file is not None:
            _forget(result, sink.file)
            sink.file = None
        if self._job.where == "tree" and sink.file is None:
            sink.file = self._output.start()
            with open_raw() as source:
                while data := source.read(READ):
                    sink.file.write(data)
        if result.pending is not None and sink.file is not None:
            times = None
            if self._stat is not None and self._job.keep_times:
                times = (self._stat.st_atime_ns, self._stat.st_mtime_ns)
            result.pending.settle(sink.file, times)
            sink.file.close()
        elif sink.file is not None and sink.file is not sys.stdout.buffer:
            self._output.hand_over(sink.file)
        if self._undo:
            self._account(open_raw)

    def _account(self, open_raw: Callable[[], BinaryIO]) -> None:
        """Keep originals that cannot be rebuilt, and the digest of the new file."""
        result = self._result
        if result.pending is None or result.spool is None:
            if result.spool is not None:
                result.spool.drop()
            return
        if self._format.packing or self._format.kind in _CONTAINED:
            with open_raw() as source:
                while data := source.read(READ):
                    result.spool.add(whole(data))
        new = result.pending.name
        result.after = {"sha256": file_digest(new), **stat_facts(os.stat(new))}

    def _facts(self, open_raw: Callable[[], BinaryIO]) -> dict[str, Any]:
        assert self._stat is not None
        return {"sha256": digest_of(open_raw), **stat_facts(self._stat)}

    def _unpacked(self, open_raw: Callable[[], BinaryIO]) -> BinaryIO:
        raw = open_raw()
        if not self._format.packing:
            return raw
        return cast(BinaryIO, Closing(packed.reader(raw, self._format.packing), raw))


def _forget(result: Result, file: BinaryIO) -> None:
    """Drop a new file that came out as the old one."""
    file.close()
    if result.pending is not None:
        result.pending.abandon()
        result.pending = None


def _version(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_mtime_ns, found.st_size, found.st_ino
