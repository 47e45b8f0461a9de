"""The command line: `textfix clean`, `textfix explain`. Nothing heavy is imported for `--help`."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence

from textfix.cli import closed
from textfix.cli.parser import build

OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, 1 if some input failed, or 2 if the call was wrong."""
    from textfix.errors import TextfixError

    closed.open_standard()
    closed.clean_up_when_ended()
    try:
        try:
            code = _called(arguments)
        except SystemExit as end:
            # argparse ends so after help and wrong calls.
            code = end.code if isinstance(end.code, int) else OK
        sys.stdout.flush()
    except TextfixError as error:
        print(f"textfix: {error}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        # The reader has seen enough: go quietly.
        closed.give_up_output()
        return OK
    except OSError as error:
        name = closed.OUTPUT if error.filename is None else os.fsdecode(error.filename)
        if name == closed.OUTPUT:
            closed.give_up_output()
        print(f"textfix: {name}: {error.strerror or error}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        print("textfix: interrupted", file=sys.stderr)
        return INTERRUPTED
    return code


def _called(arguments: Sequence[str] | None) -> int:
    parser = build()
    options, more = parser.parse_known_args(arguments)
    # argparse takes files before the options or behind them, not both: put them together.
    unknown = [word for word in more if word.startswith("-") and word != "-"]
    if unknown or (more and not hasattr(options, "files")):
        parser.error(f"unrecognized arguments: {' '.join(unknown or more)}")
    if more:
        options.files = [*options.files, *more]
    if options.command is None:
        parser.print_help()
        return OK
    return _command(options.command)(options)


def _command(name: str) -> Callable[[Namespace], int]:
    from importlib import import_module

    run: Callable[[Namespace], int] = import_module(f"textfix.cli.{name}").run
    return run
