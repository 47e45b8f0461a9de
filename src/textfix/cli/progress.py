"""A progress line on standard error, on a terminal only: share, rate, time left, files changed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence

from textfix.files.job import Result, Task

_EVERY = 0.1


class Progress:
    """Counts results and redraws its line ten times a second at most.

    >>> Progress([], quiet=True).end()
    """

    def __init__(self, tasks: Sequence[Task], quiet: bool) -> None:
        """Measure the work, if the line will be shown at all."""
        terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._on = terminal and not quiet and len(tasks) > 1
        self._files = len(tasks)
        self._bytes = sum(_size(task) for task in tasks) if self._on else 0
        self._done = self._read = self._changed = 0
        self._start = self._drawn = time.monotonic()

    def step(self, result: Result) -> None:
        """Count one result."""
        self._done += 1
        self._changed += result.status == "changed"
        self._read += result.size
        now = time.monotonic()
        if self._on and now - self._drawn >= _EVERY:
            self._drawn = now
            sys.stderr.write("\r\x1b[K" + self.line(now - self._start))
            sys.stderr.flush()

    def line(self, elapsed: float) -> str:
        """Return the line after so many seconds."""
        rate = self._read / elapsed if elapsed else 0.0
        left = (self._bytes - self._read) / rate if rate else 0.0
        return (
            f"{self._done}/{self._files} files, {self._changed} changed,"
            f" {rate / 1e6:.1f} MB/s, {int(left) // 60}:{int(left) % 60:02d} left"
        )

    def clear(self) -> None:
        """Make room for another line."""
        if self._on:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave nothing behind."""
        self.clear()


def _size(task: Task) -> int:
    try:
        return os.path.getsize(task.found.path)
    except OSError:
        return 0
