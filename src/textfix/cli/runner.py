"""What `clean` and `convert` share: a run over all inputs, log, report, summary, exit code."""

from __future__ import annotations

import contextlib
import filecmp
import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator

from textfix.cli import account, places
from textfix.cli.inputs import choice, names, shown, tell
from textfix.cli.progress import Progress
from textfix.errors import InputError
from textfix.files import formats
from textfix.files.batch import results
from textfix.files.commit import Committer, Limit
from textfix.files.engine import Engine, encoder
from textfix.files.job import Job, Result, Task, Where
from textfix.files.walk import STDIN, Found, walk
from textfix.files.words import counted

FAILED = 1


def run(options: Namespace, engine: Engine) -> int:
    """Run over the inputs of a call and return the exit code."""
    where = _check(options)
    if options.encoding not in (None, "keep"):
        encoder(options.encoding)
    with account.opened(options) as book:
        job = Job(
            engine, where, options.kind, tuple(options.field or ()), options.escapes,
            options.encoding or "utf-8", book.run, book.folder, options.backup or "",
            options.force, options.keep_times, report=bool(options.report), seed=options.seed,
        )  # fmt: skip
        formats.of("", options.kind)
        return _Run(options, job, book).go()


def _check(options: Namespace) -> Where:
    """Refuse calls whose output has no sensible place."""
    wanted = names(options)
    if options.output == "-":
        options.output = None
    if options.in_place and STDIN in wanted:
        raise InputError("--in-place needs files; standard input has no place to write to")
    if options.backup is not None and not options.in_place:
        raise InputError("--backup goes with --in-place")
    if options.backup is not None and (not options.backup or "/" in options.backup):
        raise InputError(f"--backup takes a suffix such as .bak, not {options.backup!r}")
    if options.resume and not options.log:
        raise InputError("--resume needs --log: the log tells what is done")
    if options.output:
        _check_output(options.output, wanted)
    if options.quarantine:
        places.outside(options.quarantine, wanted)
    share = options.max_changed_share
    if share is not None and not 0 < share <= 1:
        raise InputError(f"max-changed-share is a share from 0 to 1, not {share:g}")
    return "place" if options.in_place else "tree" if options.output else "stdout"


def _check_output(output: str, wanted: list[str]) -> None:
    """Refuse an output that cannot take what is read."""
    several = len(wanted) > 1 or any(os.path.isdir(name) for name in wanted)
    if several and os.path.isfile(output):
        raise InputError(f"{output} is a file; several files are written into a folder")
    if len(wanted) > 1 and not os.path.isdir(output) and not output.endswith("/"):
        raise InputError(
            f"{output} is not a folder; several files need one to be written into: -o {output}/"
        )
    if os.path.exists(output) and not os.path.isfile(output) and not os.path.isdir(output):
        raise InputError(f"{output} is no file; without -o the result goes to standard output")


class _Run:
    """One run: tasks, results, what is printed."""

    def __init__(self, options: Namespace, job: Job, book: account.Book) -> None:
        self._options, self._job, self._book = options, job, book
        self._jobs = processes(options.jobs)
        self._several = len(names(options)) > 1 or any(map(os.path.isdir, names(options)))
        self._counts: dict[str, int] = {}
        self._failed = False

    def go(self) -> int:
        more = [f"*{self._options.backup}"] if self._options.backup else []
        tasks = list(self._tasks(walk(names(self._options), choice(self._options, *more))))
        if self._job.where == "tree":
            replace = self._options.force or self._options.resume
            places.check(tasks, self._options.output, names(self._options), replace)
        limit = Limit(self._options.max_changed_share)
        committer = Committer(self._job, self._book.log, limit)
        progress = Progress(tasks, self._options.quiet)
        try:
            done = results(tasks, self._job, self._jobs)
            with contextlib.closing(done):
                for result in done:
                    committer.commit(result)
                    self._after(result, progress)
                    if result.fatal:
                        raise InputError("stopped; what was done before stays")
        except BaseException:
            self._book.give_up(tasks)
            raise
        finally:
            progress.end()
            self._book.close()
        self._summary()
        return FAILED if self._failed else 0

    def _tasks(self, found: Iterator[Found]) -> Iterator[Task]:
        for one in found:
            if self._book.done(one.path):
                self._count("done before")
            else:
                yield Task(one, self._target(one))

    def _target(self, found: Found) -> str | None:
        if self._job.where == "stdout":
            # One process writes to standard output at once; several hand their output over.
            return STDIN if self._jobs <= 1 else None
        if self._job.where != "tree":
            return None
        target = self._options.output
        if os.path.isdir(target) or target.endswith("/") or self._several:
            inside = "stdin.txt" if found.path == STDIN else found.inside
            target = os.path.join(target, inside)
        return str(target)

    def _after(self, result: Result, progress: Progress) -> None:
        if result.data or result.data_path:
            _copy_out(result)
        self._book.add(result)
        self._count(result.status)
        progress.step(result)
        name = result.task.found.path
        if result.status in ("failed", "binary"):
            walked = result.task.found.walked and result.status == "binary"
            self._failed = self._failed or not walked
            if not walked or self._options.verbose:
                progress.clear()
                tell(f"textfix: {shown(name)}: {result.reason}")
            self._quarantine(result)
        elif self._options.verbose:
            progress.clear()
            told = ", ".join(f"{rule} {n}" for rule, n in sorted(result.shares.items()))
            tell(f"{shown(name)}: {result.status} ({result.encoding}) {told}".rstrip())
        for note in result.notes:
            progress.clear()
            tell(f"textfix: {shown(name)}: {note}")

    def _count(self, status: str) -> None:
        self._counts[status] = self._counts.get(status, 0) + 1

    def _quarantine(self, result: Result) -> None:
        """Copy a file that is no text, or could not be decoded, into the folder for such files."""
        folder = self._options.quarantine
        found = result.task.found
        if not folder or not result.reason.startswith(("not text", "undecodable", "damaged")):
            return
        target = os.path.join(folder, found.inside)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        free, number = target, 1
        while os.path.lexists(free):
            if os.path.isfile(free) and filecmp.cmp(found.path, free, shallow=False):
                return
            free, number = f"{target}.{number}", number + 1
        shutil.copy2(found.path, free)

    def _summary(self) -> None:
        if self._options.quiet or not (self._several or self._options.verbose):
            return
        total = sum(self._counts.values())
        words = {"changed": "changed", "same": "as they were", "binary": "not text",
                 "failed": "failed", "done before": "done before"}  # fmt: skip
        parts = [f"{self._counts[k]} {word}" for k, word in words.items() if k in self._counts]
        tell(f"textfix: {counted(total, 'file')}: {', '.join(parts) or 'none'}")


def _copy_out(result: Result) -> None:
    """Write a worker's output to standard output."""
    sys.stdout.buffer.write(result.data)
    if result.data_path:
        with open(result.data_path, "rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer, 1 << 20)
        os.unlink(result.data_path)


def processes(jobs: int | None) -> int:
    """Return how many processes a call asks for.

    >>> processes(None), processes(2)
    (1, 2)

    Raises InputError for a negative number.
    """
    if jobs is None:
        return 1
    if jobs < 0:
        raise InputError(f"jobs is a number of processes, or 0 for one per core, not {jobs}")
    return jobs or os.cpu_count() or 1
