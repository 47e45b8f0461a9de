"""What commands share: reading their inputs, telling failures in one line."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from textfix.document import Document
from textfix.errors import InputError
from textfix.profiles import Profile, resolve

STDIN = "-"


def names(options: Namespace) -> list[str]:
    """Return the input names of a call; none means standard input."""
    return options.files or [STDIN]


def profile(options: Namespace) -> Profile:
    """Return the profile a call asks for."""
    return resolve(options.profile, options.script)


def read(name: str) -> bytes:
    """Return the bytes of a file or of standard input; OSError says why it cannot be read."""
    if name == STDIN:
        return sys.stdin.buffer.read()
    return Path(name).read_bytes()


def documents(options: Namespace, failures: list[str]) -> Iterator[tuple[str, Document]]:
    """Yield each input that can be read as text, cleaned; tell and count the others."""
    from textfix.api import inspect

    settings = profile(options)
    for name in names(options):
        try:
            document = inspect(read(name), settings)
            if document.decoding is not None and document.decoding.binary:
                raise InputError(f"not text: {document.decoding.binary}")
        except OSError as error:
            fail(name, error.strerror or str(error), failures)
        except InputError as error:
            fail(name, str(error), failures)
        else:
            yield name, document


def fail(name: str, reason: str, failures: list[str]) -> None:
    """Tell on standard error, in one line, why an input failed."""
    shown = "standard input" if name == STDIN else name
    print(f"textfix: {shown}: {reason}", file=sys.stderr)
    failures.append(name)
