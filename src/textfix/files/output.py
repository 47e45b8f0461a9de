"""Where one task's new content is written: a file beside its target, or standard output."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from textfix.files import formats
from textfix.files.atomic import Pending
from textfix.files.job import Job, Result, Task
from textfix.files.source import IN_MEMORY, READ
from textfix.files.walk import STDIN


@dataclass(frozen=True, slots=True)
class Output:
    """Opens the output of one task, noted in its result; `source` is the input's packing.

    Not for committing.
    """

    task: Task
    job: Job
    result: Result
    source: tuple[str, ...]

    @property
    def packing(self) -> tuple[str, ...]:
        """How the output is packed: as its name says; standard output is not."""
        if self.job.where == "stdout":
            return ()
        if self.job.where == "tree" and self.task.target is not None:
            return formats.of(self.task.target).packing
        return self.source

    @property
    def repacks(self) -> bool:
        """Whether the output is packed unlike the input, so that it differs in any case."""
        return self.job.where == "tree" and self.packing != self.source

    def start(self) -> BinaryIO:
        """Open what the new content is written to."""
        if self.job.where == "stdout":
            if self.task.target == STDIN:
                return sys.stdout.buffer
            spooled: Any = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
            return cast(BinaryIO, spooled)
        target = self.task.found.path if self.job.where == "place" else self.task.target
        assert target is not None
        if self.job.where == "tree":
            os.makedirs(os.path.dirname(target) or ".", exist_ok=True)
        self.result.pending = Pending.beside(target, self.job.run)
        return self.result.pending.open()

    def hand_over(self, file: Any) -> None:
        """Pass output on to the process that owns standard output: small by value, big by name."""
        file.seek(0, os.SEEK_END)
        small = file.tell() <= IN_MEMORY
        file.seek(0)
        if small:
            self.result.data = file.read()
        else:
            handle, self.result.data_path = tempfile.mkstemp(prefix="textfix-")
            with os.fdopen(handle, "wb") as out:
                while data := file.read(READ):
                    out.write(data)
        file.close()
