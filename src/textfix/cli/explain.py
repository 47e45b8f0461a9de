"""`textfix explain`: each finding with its place, what would change, and why."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from textfix.cli import config
from textfix.cli.inputs import fail, found, out, shown, tell
from textfix.files.batch import results
from textfix.files.engine import Engine
from textfix.files.job import Job, Result, Task, Told
from textfix.files.walk import STDIN

_RED, _GREEN, _DIM, _BOLD, _OFF = "\x1b[31m", "\x1b[32m", "\x1b[2m", "\x1b[1m", "\x1b[0m"
_LONGEST = 60


def run(options: Namespace) -> int:
    """Explain the inputs of a call; return 1 if some could not be read."""
    profile = config.load(options)
    job = Job(
        Engine(profile), "nowhere", options.kind, tuple(options.field or ()), options.escapes,
        told=True,
    )  # fmt: skip
    failures: list[str] = []
    color = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for result in results((Task(one) for one in found(options)), job, 1):
        name = result.task.found.path
        if result.status in ("failed", "binary"):
            if result.status == "failed" or not result.task.found.walked:
                fail(name, result.reason, failures)
            continue
        for line in lines("<stdin>" if name == STDIN else name, result, color):
            out(line)
        for note in result.notes:
            tell(f"textfix: {shown(name)}: {note}")
    sys.stdout.buffer.flush()
    return 1 if failures else 0


def lines(name: str, result: Result, color: bool = False) -> list[str]:
    """Return what is printed about one file: two lines a finding, then the totals.

    >>> from textfix.files.walk import Found
    >>> lines("a", Result(Task(Found("a", "a")), encoding="utf-8"))
    ['a (utf-8): 0 applied, 0 not applied']
    """
    out_lines = [line for e in result.told for line in _finding(name, e, color)]
    applied = sum(e.status == "applied" for e in result.told)
    source = f" ({result.encoding})" if result.encoding else ""
    refused = len(result.told) - applied
    return [*out_lines, f"{name}{source}: {applied} applied, {refused} not applied"]


def _finding(name: str, e: Told, color: bool) -> list[str]:
    sure = e.safety if e.safety != "likely" else f"likely {e.confidence:.3f}"
    head = f"{name}:{e.line}:{e.column}"
    if color:
        head = f"{_BOLD}{head}{_OFF}"
    status = "" if e.status == "applied" else f" {e.status}"
    first = f"{head} {e.rule} [{sure}]{status}: {e.why}"
    before, after = _shown(e.before), _shown(e.after)
    left, right = _shown(e.left), _shown(e.right)
    if color:
        second = (
            f"    {_DIM}{left}{_OFF}{_RED}{before}{_OFF}{_DIM}{right}{_OFF}"
            f" → {_DIM}{left}{_OFF}{_GREEN}{after}{_OFF}{_DIM}{right}{_OFF}"
        )
    else:
        second = f"    {left}[{before}]{right} → {left}[{after}]{right}"
    return [first, second]


def _shown(text: str) -> str:
    """Make a stretch of text fit for one line: controls escaped, the middle of long ones gone."""
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"
    return "".join(
        c
        if c.isprintable() or c == "\u3000"
        else c.encode("unicode_escape", "surrogatepass").decode()
        for c in text
    )
