"""`textfix explain`: each finding with its place, what would change, and why."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from textfix.cli import config
from textfix.cli.inputs import documents
from textfix.document import Document, Explanation
from textfix.files.walk import STDIN

_RED, _GREEN, _DIM, _BOLD, _OFF = "\x1b[31m", "\x1b[32m", "\x1b[2m", "\x1b[1m", "\x1b[0m"
_LONGEST = 60


def run(options: Namespace) -> int:
    """Explain the inputs of a call; return 1 if some could not be read."""
    failures: list[str] = []
    color = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for name, document in documents(options, config.load(options), failures):
        shown = "<stdin>" if name == STDIN else name
        for line in lines(shown, document, color):
            sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
    return 1 if failures else 0


def lines(name: str, document: Document, color: bool = False) -> list[str]:
    """Return what is printed about one document: two lines a finding, then the totals."""
    told = document.explain()
    out = [line for e in told for line in _finding(name, e, color)]
    applied = sum(e.status == "applied" for e in told)
    source = f" ({document.encoding})" if document.encoding else ""
    out.append(f"{name}{source}: {applied} applied, {len(told) - applied} not applied")
    return out


def _finding(name: str, e: Explanation, color: bool) -> list[str]:
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
