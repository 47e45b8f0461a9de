"""The settings of a run, what is to be done with one file, and what came of it: plain values.

Law: all of these pickle to their settings, so that a worker process can take and return them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from textfix.files.atomic import Pending
from textfix.files.engine import Engine
from textfix.files.log import Spool
from textfix.files.records import Record
from textfix.files.tally import Tally
from textfix.files.walk import Found

Where = Literal["stdout", "place", "tree", "nowhere"]
Status = Literal["changed", "same", "binary", "failed"]


@dataclass(frozen=True, slots=True)
class Job:
    """What holds for all files of a run.

    `kind` overrides what names say; `encoding` is a codec name or "keep"; `spool` is the folder
    of the log, "" without one. `told` asks for findings, `report` for samples.

    >>> Job().encoding
    'utf-8'
    """

    engine: Engine = field(default_factory=Engine)
    where: Where = "nowhere"
    kind: str | None = None
    fields: tuple[str, ...] = ()
    escapes: bool = False
    encoding: str = "utf-8"
    run: str = "0"
    spool: str = ""
    backup: str = ""
    force: bool = False
    keep_times: bool = False
    told: bool = False
    report: bool = False
    seed: int = 0


class Task(NamedTuple):
    """One file to do, and where its result goes (None: standard output or its own place)."""

    found: Found
    target: str | None = None


class Told(NamedTuple):
    """One finding at its place in the file, ready to be shown."""

    line: int
    column: int
    rule: str
    status: str
    safety: str
    confidence: float
    why: str
    left: str
    before: str
    after: str
    right: str


@dataclass(slots=True)
class Result:
    """What came of one task; `pending` still waits for its commit.

    `shares` counts the damaged characters of each rule, `data` holds what goes to standard output
    (or `data_path` a file with it). `before` and `after` are digest, size, times and mode.
    """

    task: Task
    status: Status = "same"
    reason: str = ""
    encoding: str = ""
    pending: Pending | None = None
    data: bytes = b""
    data_path: str = ""
    spool: Spool | None = None
    before: Record = field(default_factory=dict)
    after: Record = field(default_factory=dict)
    tally: Tally | None = None
    told: tuple[Told, ...] = ()
    notes: tuple[str, ...] = ()
    size: int = 0
    characters: int = 0
    shares: dict[str, int] = field(default_factory=dict)
    fatal: bool = False
