"""The command line's grammar: every command, option and default in one place."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

_EPILOG = "exit status: 0 done, 1 some input could not be cleaned, 2 wrong call"


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line and point to the help."""

    def error(self, message: str) -> NoReturn:
        """Print one line and leave with status 2."""
        self.exit(2, f"{self.prog}: {message} (try {self.prog} --help)\n")


def build() -> argparse.ArgumentParser:
    """Return the parser of the `textfix` command."""
    parser = _Parser(
        prog="textfix",
        description="Undo damage in Chinese text; convert and normalize it.",
        epilog=_EPILOG,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and leave")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    _clean(commands)
    _explain(commands)
    return parser


class _Version(argparse.Action):
    """Print the version, importing the package only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        from textfix import __version__

        parser.exit(0, f"textfix {__version__}\n")


def _clean(commands: Any) -> None:
    p = commands.add_parser(
        "clean",
        help="print or write the clean text of files",
        description="Clean files, or standard input. The result is UTF-8.",
        epilog=_EPILOG,
    )
    _inputs(p)
    where = p.add_mutually_exclusive_group()
    where.add_argument("-o", "--output", metavar="OUT", help="write to a file, or into a folder")
    where.add_argument(
        "--in-place", action="store_true", help="replace each file by its clean text"
    )


def _explain(commands: Any) -> None:
    p = commands.add_parser(
        "explain",
        help="tell what would be changed, where and why",
        description="Tell each finding: line and column, rule, before and after, and the reason.",
        epilog=_EPILOG,
    )
    _inputs(p)


def _inputs(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "files", nargs="*", metavar="FILE", help="files to read; - or none: standard input"
    )
    p.add_argument(
        "--profile", default="repair", metavar="NAME",
        help="repair (default), normalize or corpus: how much may be changed",
    )  # fmt: skip
    p.add_argument(
        "--script", metavar="NAME", help="convert to hans, hant, hant-tw or hant-hk as well"
    )
