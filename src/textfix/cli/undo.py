"""`textfix undo LOG`: the exact bytes from before a run, for all of its files or some."""

from __future__ import annotations

import os
from argparse import Namespace

from textfix.cli.inputs import tell
from textfix.errors import InputError
from textfix.files.undo import undo


def run(options: Namespace) -> int:
    """Restore the files of a log; return 1 if some could not be."""
    only = frozenset(os.path.abspath(name) for name in options.files)
    counts: dict[str, int] = {}
    seen: set[str] = set()
    try:
        for done in undo(options.log, only, options.dry_run):
            counts[done.status] = counts.get(done.status, 0) + 1
            seen.add(os.path.abspath(done.path))
            if done.status in ("changed since", "failed"):
                tell(f"textfix: {done.path}: {done.reason}")
            elif options.verbose:
                tell(f"{done.path}: {done.status}")
    except OSError as error:
        raise InputError(f"{options.log}: {error.strerror}") from None
    missing = sorted(only - seen)
    for name in missing:
        tell(f"textfix: {name}: not changed in this log")
    if not options.quiet:
        would = "would be " if options.dry_run else ""
        parts = [f"{n} {would if s == 'restored' else ''}{s}" for s, n in sorted(counts.items())]
        tell(f"textfix: {', '.join(parts) or 'nothing to undo'}")
    return 1 if missing or counts.keys() & {"changed since", "failed"} else 0
