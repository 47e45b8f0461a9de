"""`textfix names`: better names for files whose names are mojibake or raw bytes."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable

from textfix.cli import places
from textfix.cli.inputs import fail, out, tell
from textfix.errors import InputError
from textfix.files.names import Renaming, apply, propose, undo


def run(options: Namespace) -> int:
    """Propose, apply or take back names; return 1 if some could not be changed."""
    if options.output and not options.zip:
        raise InputError("-o goes with --zip")
    if options.zip and (options.apply or options.undo):
        raise InputError("--zip writes a copy: it goes with -o, not with --apply or --undo")
    if options.undo:
        if options.files:
            raise InputError("--undo takes back all renames of a log; name no folder")
        done = list(undo(options.undo))
        if not done and not options.quiet:
            tell("textfix: nothing to undo")
        return _told(done, options)
    if not options.files:
        raise InputError("names needs a folder, or with --zip an archive")
    if options.zip:
        return _zip(options)
    if options.apply and not options.log:
        raise InputError("--apply needs --log: the way back")
    found = propose(options.files)
    if not found and not options.quiet:
        tell("textfix: no name needs a repair")
    return _told(apply(found, options.log) if options.apply and found else found, options)


def _told(renamings: Iterable[Renaming], options: Namespace) -> int:
    failed = 0
    for r in renamings:
        if r.problem:
            failed += 1
            tell(f"textfix: {r.path} → {r.name}: {r.problem}")
        elif not options.quiet:
            out(f"{shown(r.path)} → {r.name} ({r.why})")
    return 1 if failed else 0


def shown(path: str) -> str:
    r"""Return a path with raw bytes and controls as escapes, so that it can be read.

    >>> shown("a\udcb1")
    'a\\xb1'
    """
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _zip(options: Namespace) -> int:
    from textfix.files import zipnames

    if options.output and len(options.files) > 1:
        raise InputError("-o writes one archive")
    failures: list[str] = []
    for path in options.files:
        try:
            names = zipnames.proposed(path)
            if options.output:
                places.free(options.output, options.files, options.force)
                zipnames.rewrite(path, options.output, names)
            for old, new in names:
                if old != new and not options.quiet:
                    out(f"{shown(old)} → {new}")
        except OSError as error:
            where = "" if error.filename in (None, path) else f"{os.fsdecode(error.filename)}: "
            fail(path, f"{where}{error.strerror or error}", failures)
        except InputError as error:
            fail(path, str(error), failures)
    return 1 if failures else 0
