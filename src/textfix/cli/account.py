"""The account of a run: its log, what is done already, and its report."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from argparse import Namespace
from collections.abc import Iterable, Iterator

from textfix.cli import places
from textfix.errors import InputError
from textfix.files import tally
from textfix.files.atomic import Pending, sweep
from textfix.files.job import Result, Task
from textfix.files.log import VERSION, Log, parts
from textfix.files.records import Record
from textfix.files.walk import STDIN


class Book:
    """Keeps the log open, knows the files done before, adds up the report.

    Not for two runs at once: the log is locked.
    """

    def __init__(self, options: Namespace, run: str) -> None:
        """Keep the account of one run."""
        self._options = options
        self.run = run
        self.log: Log | None = None
        self.folder = ""
        self._done: dict[str, list[Record]] = {}
        self._total = tally.empty() if options.report else None

    def start(self) -> None:
        """Begin or go on with the log."""
        path = self._options.log
        if not path:
            return
        self.folder = os.path.dirname(os.path.abspath(path))
        header: Record = {
            "textfix": VERSION, "run": self.run, "folder": os.getcwd(),
            "time": time.strftime("%Y-%m-%dT%H:%M:%S%z"), "call": sys.argv[1:],
        }  # fmt: skip
        if self._options.resume and os.path.exists(path):
            self.log = Log.resume(path, lambda: self._read(path), header)
        else:
            self.log = Log.start(path, header, ", or go on with its run by --resume")

    def _read(self, path: str) -> int:
        """Take in what a log says is done; return where its last whole entry ends."""
        good, runs = 0, set[str]()
        entries: list[Record] = []
        for end, record in parts(path):
            if "textfix" in record:
                if record["folder"] != os.getcwd():
                    raise InputError(
                        f"resume {path} in the folder it was begun in: {record['folder']}"
                    )
                runs.add(record["run"])
            elif record.get("k") == "file":
                entries.append(record)
            else:
                continue
            good = end
        for record in entries:
            self._done.setdefault(record["path"], []).append(record)
        self._sweep(runs)
        return good

    def _sweep(self, runs: set[str]) -> None:
        """Remove temporary files that killed runs of this log left behind."""
        folders = {os.path.dirname(os.path.abspath(path)) for path in self._done}
        for name in self._options.files:
            folders.update(folder for folder, _, _ in os.walk(name))
            folders.add(os.path.dirname(os.path.abspath(name)))
        sweep({*folders, self.folder}, runs)

    def give_up(self, tasks: Iterable[Task]) -> None:
        """Remove what an interrupted run left beside its files: a signal may come at any moment.

        Not before its workers have ended.
        """
        paths = (path for task in tasks for path in (task.found.path, task.target) if path)
        folders = {os.path.dirname(os.path.realpath(path)) for path in paths if path != STDIN}
        sweep({*folders, self.folder}, (self.run,))

    def done(self, path: str) -> bool:
        """Tell whether an earlier part of this run finished the file, and it is still so."""
        for record in self._done.get(path, ()):
            facts = record.get("after") or record.get("before")
            if not facts or record["status"] in ("failed", "binary"):
                continue
            with contextlib.suppress(OSError):
                now = os.stat(path)
                if (now.st_size, now.st_mtime_ns) == (facts["size"], facts["mtime"]):
                    return True
        return False

    def add(self, result: Result) -> None:
        """Count a committed result."""
        if self._total is not None and result.tally is not None:
            tally.add(self._total, result.tally)

    def close(self) -> None:
        """End the log and write the report."""
        if self.log is not None:
            self.log.sync()
            self.log.close()
        if self._total is not None:
            write_report(self._total, self._options.report)


def write_report(total: tally.Tally, path: str) -> None:
    """Write a tally as the kind of file that its name asks for.

    Not to standard output. Raises InputError for a name that is neither .html nor .json.
    """
    from pathlib import Path

    from textfix.files.atomic import write

    if path.endswith(".json"):
        data = json.dumps(total, ensure_ascii=True, indent=1, sort_keys=True) + "\n"
    else:
        from textfix.report.page import page

        data = page(total)
    write(Path(path), data.encode("utf-8", "backslashreplace"))


@contextlib.contextmanager
def opened(options: Namespace) -> Iterator[Book]:
    """Yield the account of a run, its log begun; refuse names that would not work at the end."""
    if options.report and not options.report.endswith((".html", ".htm", ".json")):
        raise InputError(f"--report writes .html or .json, not {options.report}")
    if options.report:
        places.free(options.report, options.files, options.force or options.resume)
        # Whether it can be written is better known before the work than after it.
        Pending.beside(options.report).abandon()
    run = os.urandom(6).hex()
    book = Book(options, run)
    book.start()
    yield book
