"""`textfix check`: what would change, as file:line:col rule message; nothing is written."""

from __future__ import annotations

import codecs
import os
import sys
from argparse import Namespace

from textfix.cli import config
from textfix.cli.inputs import found, out, shown, tell
from textfix.cli.runner import processes
from textfix.files.batch import results
from textfix.files.engine import Engine, encoder
from textfix.files.job import Job, Result, Task, Told
from textfix.files.walk import STDIN
from textfix.files.words import counted

_LONGEST = 40
_CODES = 8


def run(options: Namespace) -> int:
    """Check the inputs of a call; return 1 if something would change or could not be read."""
    profile = config.load(options)
    wanted = options.encoding or "utf-8"
    if wanted != "keep":
        encoder(wanted)
    job = Job(
        Engine(profile), "nowhere", options.kind, tuple(options.field or ()), options.escapes,
        wanted, told=True,
    )  # fmt: skip
    tasks = [Task(one) for one in found(options)]
    changed = failed = 0
    for result in results(tasks, job, processes(options.jobs)):
        name = shown(result.task.found.path)
        if result.status == "failed" or (
            result.status == "binary" and not result.task.found.walked
        ):
            failed += 1
            tell(f"textfix: {name}: {result.reason}")
        elif result.status == "changed":
            changed += 1
            for line in lines(result, options.diff, wanted):
                out(line)
        for note in result.notes:
            tell(f"textfix: {name}: {note}")
    sys.stdout.buffer.flush()
    if changed and not options.quiet:
        tell(f"textfix: {changed:,} of {counted(len(tasks), 'file')} would change")
    return 1 if changed or failed else 0


def lines(result: Result, diff: bool, wanted: str) -> list[str]:
    """Return what is printed about one file that would change, to be written in `wanted`.

    >>> from textfix.files.walk import Found
    >>> lines(Result(Task(Found("a", "a")), encoding="gb18030"), False, "utf-8")
    ['a:1:1 encoding gb18030 would become utf-8']
    """
    path = result.task.found.path
    name = "<stdin>" if path == STDIN else os.path.normpath(path)
    told = [t for t in result.told if t.status == "applied"]
    out_lines = []
    if result.encoding and wanted != "keep" and not _same(result.encoding, wanted):
        out_lines.append(f"{name}:1:1 encoding {result.encoding} would become {wanted}")
    if not told and not out_lines:
        what = "bytes that are no character, or a declared charset, would change"
        out_lines.append(f"{name}:1:1 encoding {what}")
    for t in sorted(told, key=lambda t: (t.line, t.column)):
        out_lines.append(f"{name}:{t.line}:{t.column} {t.rule} {_message(t)}")
        if diff:
            out_lines += [f"  - {_codes(t, t.before)}", f"  + {_codes(t, t.after)}"]
    return out_lines


def _same(encoding: str, wanted: str) -> bool:
    """Tell whether text in one encoding is the same bytes in the other; ASCII is in most."""
    if encoding == "ascii":
        return True
    return codecs.lookup(encoding).name.removesuffix("-sig") == codecs.lookup(wanted).name


def _message(t: Told) -> str:
    sure = "" if t.safety == "exact" else f" ({t.confidence:.2f})"
    return f"{_shown(t.before) or 'nothing'} → {_shown(t.after) or 'nothing'}: {t.why}{sure}"


def _codes(t: Told, text: str) -> str:
    """Show a stretch in its context, then its code points."""
    codes = " ".join(f"U+{ord(c):04X}" for c in text[:_CODES])
    more = f" … ({len(text)} in all)" if len(text) > _CODES else ""
    return (
        f"{_shown(t.left[-8:])}[{_shown(text)}]{_shown(t.right[:8])}  {codes or '(nothing)'}{more}"
    )


def _shown(text: str) -> str:
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"
    return "".join(c if c.isprintable() else _escaped(c) for c in text)


def _escaped(c: str) -> str:
    return c.encode("unicode_escape", "surrogatepass").decode()
