"""`textfix clean`: the clean text of files, on standard output, in a folder, or in their place."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from textfix.cli.inputs import STDIN, documents, fail, names
from textfix.document import Document
from textfix.errors import InputError
from textfix.files import atomic

_UTF8_BOM = b"\xef\xbb\xbf"


def run(options: Namespace) -> int:
    """Clean the inputs of a call; return 1 if some could not be."""
    _check(options)
    failures: list[str] = []
    for name, document in documents(options, failures):
        try:
            _write(name, document, options)
        except BrokenPipeError:
            raise
        except (OSError, InputError) as error:
            fail(name, getattr(error, "strerror", None) or str(error), failures)
    return 1 if failures else 0


def _check(options: Namespace) -> None:
    """Refuse calls whose output has no sensible place."""
    wanted = names(options)
    if options.in_place and STDIN in wanted:
        raise InputError("--in-place needs files; standard input has no place to write to")
    if options.output and len(wanted) > 1 and not Path(options.output).is_dir():
        raise InputError(
            f"{options.output} is not a folder; several files need one to be written into"
        )


def encoded(document: Document) -> bytes:
    """Return a clean text as UTF-8, with the byte order mark its UTF-8 source had."""
    decoding = document.decoding
    bom = decoding.bom if decoding is not None else b""
    try:
        return (_UTF8_BOM if bom == _UTF8_BOM else b"") + document.text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            f"the text holds a lone surrogate at {error.start}; UTF-8 has no form for it"
        ) from None


def _write(name: str, document: Document, options: Namespace) -> None:
    data = encoded(document)
    if options.in_place:
        if data != document.source:
            atomic.write(Path(name), data)
    elif options.output:
        target = Path(options.output)
        if target.is_dir():
            target /= "stdin.txt" if name == STDIN else Path(name).name
        atomic.write(target, data)
    else:
        sys.stdout.buffer.write(data)
