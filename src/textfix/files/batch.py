"""The run over many files: workers do, one process commits, in order; log before replacement.

Law: a file takes its new content only after the log that leads back is on the disk.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait
from typing import Any

from textfix.errors import InputError
from textfix.files.atomic import Pending
from textfix.files.job import Job, Result, Task
from textfix.files.log import Log
from textfix.files.records import Record, line
from textfix.files.work import do

_AHEAD = 8
_BATCH = 16
FLOOR = 1000
"""Characters read before --max-changed-share may stop a run: one is a large share of few."""


class StoppedError(InputError):
    """The run was stopped on purpose; what was committed before stays."""


@dataclass(slots=True)
class Limit:
    """Stops a run in which one rule rewrites too large a share of all characters.

    >>> Limit(0.05).check(Result(Task(None), characters=9, shares={"r": 9}))
    """

    share: float | None = None
    characters: int = 0
    rules: dict[str, int] = field(default_factory=dict)

    def check(self, result: Result) -> None:
        """Add a result that is to be committed; raise StoppedError if it crosses the limit."""
        self.characters += result.characters
        for rule, n in result.shares.items():
            self.rules[rule] = self.rules.get(rule, 0) + n
        if self.share is None or self.characters < FLOOR:
            return
        rule, most = max(self.rules.items(), key=lambda kv: kv[1], default=("", 0))
        if most > self.share * self.characters:
            raise StoppedError(
                f"stopped before {result.task.found.path}: {rule} would have rewritten"
                f" {most / self.characters:.1%} of {self.characters:,} characters,"
                f" more than --max-changed-share {self.share:g}"
            )


def results(tasks: Iterable[Task], job: Job, jobs: int) -> Generator[Result, None, None]:
    """Yield the results of tasks in their order, from `jobs` processes.

    Not for committing: see `Committer`. With one job everything happens here.
    """
    if jobs <= 1:
        for task in tasks:
            yield do(task, job)
        return
    _warm(job)
    with ProcessPoolExecutor(jobs, get_context(_method()), initializer=_quiet) as pool:
        waiting: deque[Future[list[Result]]] = deque()
        ready: deque[Result] = deque()
        try:
            for batch in _batches(tasks):
                waiting.append(pool.submit(_do_all, batch, job))
                while waiting and (len(waiting) >= _AHEAD * jobs or waiting[0].done()):
                    yield from _taken(waiting, ready)
            while waiting:
                yield from _taken(waiting, ready)
        except BrokenProcessPool:
            raise StoppedError(
                "a worker process was killed (out of memory?); what was committed before stays,"
                " --log and --resume go on from there"
            ) from None
        except BaseException:
            for worker in active_children():
                worker.terminate()
            raise
        finally:
            # After an interruption: what was done but not taken must not stay behind.
            pool.shutdown(wait=True, cancel_futures=True)
            for future in waiting:
                if not future.cancelled() and future.exception() is None:
                    ready.extend(future.result())
            for result in ready:
                abandon(result)


def _taken(waiting: deque[Future[list[Result]]], ready: deque[Result]) -> Iterator[Result]:
    """Yield the results of the first batch; those not yielded yet stay in `ready`."""
    ready.extend(waiting[0].result())
    waiting.popleft()
    while ready:
        yield ready.popleft()


def _warm(job: Job) -> None:
    """Load the tables once: forked workers share them, and none waits for its own."""
    from textfix.detection import decode

    job.engine([decode("先把各种表格读进来，再分给别的进程。".encode("gb18030")).text])


def _method() -> str:
    return "fork" if os.name == "posix" else "spawn"


def _quiet() -> None:
    """Leave Ctrl-C and `kill` to the process that commits, and end when that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A killed parent leaves its workers waiting for ever: each holds the others' pipes open."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _do_all(tasks: list[Task], job: Job) -> list[Result]:
    """Do some tasks in a worker; told to end, leave nothing of them behind."""
    done: list[Result] = []
    try:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        done.extend(do(task, job) for task in tasks)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    except BaseException:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for result in done:
            abandon(result)
        raise
    return done


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """Send small files together, big ones alone."""
    batch: list[Task] = []
    size = 0
    for task in tasks:
        batch.append(task)
        with contextlib.suppress(OSError):
            size += os.path.getsize(task.found.path)
        if len(batch) >= _BATCH or size > 1 << 16:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def abandon(result: Result) -> None:
    """Remove everything that a result holds outside memory.

    Not for committed results.
    """
    if result.pending is not None:
        result.pending.abandon()
    if result.spool is not None:
        result.spool.drop()
    if result.data_path:
        with contextlib.suppress(OSError):
            os.unlink(result.data_path)


class Committer:
    """Commits results in order: checks the limit, writes the log, then lets files take their names.

    Not for several processes at once: there is one for a run.
    """

    def __init__(self, job: Job, log: Log | None, limit: Limit) -> None:
        """Commit for this job."""
        self._job, self._log, self._limit = job, log, limit

    def commit(self, result: Result) -> None:
        """Make one result real; a failure to do so turns it into a failed one.

        Raises StoppedError at the limit, OSError if the log cannot be written.
        """
        try:
            self._limit.check(result)
            self._record(result)
        except BaseException:
            abandon(result)
            raise
        if result.pending is None:
            return
        try:
            if self._job.backup and self._job.where == "place":
                _back_up(result.pending, self._job.backup)
            result.pending.commit()
        except OSError as error:
            abandon(result)
            result.status, result.reason = "failed", error.strerror or str(error)
            if self._log is not None:
                self._record(result)
        except BaseException:
            abandon(result)
            raise

    def _record(self, result: Result) -> None:
        if self._log is None:
            return
        if result.spool is not None and result.pending is not None:
            self._log.write(result.spool.take())
        self._log.write([line(entry(result, self._job))])
        if result.pending is not None:
            self._log.sync()


def entry(result: Result, job: Job) -> Record:
    """Return the log's line about one file.

    >>> from textfix.files.walk import Found
    >>> entry(Result(Task(Found("a", "a"))), Job())["status"]
    'same'
    """
    out: Record = {"k": "file", "path": result.task.found.path, "status": result.status}
    if job.where == "tree":
        out["to"] = result.task.target
    optional: dict[str, Any] = {
        "reason": result.reason, "encoding": result.encoding, "rules": result.shares,
        "before": result.before, "after": result.after,
    }  # fmt: skip
    return out | {key: value for key, value in optional.items() if value}


def _back_up(pending: Pending, suffix: str) -> None:
    """Keep the old file under another name; never over a file that is there."""
    backup = pending.target + suffix
    try:
        os.link(pending.target, backup)
    except FileExistsError:
        raise OSError(17, f"the backup {os.path.basename(backup)} is there already") from None
    except OSError:
        import shutil

        with open(pending.target, "rb") as source, open(backup, "xb") as out:
            shutil.copyfileobj(source, out)
            out.flush()
            os.fsync(out.fileno())
        shutil.copystat(pending.target, backup)
