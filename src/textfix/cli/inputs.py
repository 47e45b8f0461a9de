"""What commands share: their inputs as tasks, and telling in one line what went wrong."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator

from textfix.files.walk import STDIN, Choice, Found, walk


def names(options: Namespace) -> list[str]:
    """Return the input names of a call; none means standard input."""
    return options.files or [STDIN]


def choice(options: Namespace, *more: str) -> Choice:
    """Return which files of folders a call means; `more` are globs left out besides."""
    return Choice(
        tuple(options.include or ()), (*(options.exclude or ()), *more), bool(options.hidden)
    )


def found(options: Namespace, *more: str) -> Iterator[Found]:
    """Yield the files of a call."""
    return walk(names(options), choice(options, *more))


def fail(name: str, reason: str, failures: list[str]) -> None:
    """Tell on standard error, in one line, why an input failed."""
    tell(f"textfix: {shown(name)}: {reason}")
    failures.append(name)


def shown(name: str) -> str:
    """Return how an input is called in messages.

    >>> shown("-")
    'standard input'
    """
    return "standard input" if name == STDIN else name


def tell(line: str) -> None:
    """Print a line on standard error; names of raw bytes come out as these bytes."""
    sys.stderr.flush()
    try:
        data = os.fsencode(line.replace("\n", " ") + "\n")
        sys.stderr.buffer.write(data)
        sys.stderr.buffer.flush()
    except (UnicodeEncodeError, AttributeError):
        print(line, file=sys.stderr)


def out(line: str) -> None:
    """Print a line on standard output as UTF-8, names of raw bytes as these bytes."""
    data = line.encode("utf-8", "surrogateescape" if _raw(line) else "backslashreplace")
    sys.stdout.buffer.write(data + b"\n")


def _raw(line: str) -> bool:
    """Tell whether all surrogates of a line stand for raw bytes."""
    return not any("\ud800" <= c <= "\udfff" and not "\udc80" <= c <= "\udcff" for c in line)
