"""The last step of a run: one process lets new files take their names, log before replacement.

Law: a file takes its new content only after the log that leads back is on the disk.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field
from typing import Any

from textfix.errors import InputError
from textfix.files.atomic import Pending
from textfix.files.job import Job, Result
from textfix.files.log import Log
from textfix.files.records import Record, line

FLOOR = 1000
"""Characters read before --max-changed-share may stop a run: one is a large share of few."""


class StoppedError(InputError):
    """The run was stopped on purpose; what was committed before stays."""


@dataclass(slots=True)
class Limit:
    """Stops a run in which one rule rewrites too large a share of all characters.

    >>> Limit(0.05).check(Result(None, characters=9, shares={"r": 9}))
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

    >>> from textfix.files.job import Task
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
