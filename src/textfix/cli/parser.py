"""The command line's grammar: every command, option and default in one place."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from textfix.cli import options

_EPILOG = "exit status: 0 done, 1 some input could not be cleaned, 2 wrong call"
_CHECK_EPILOG = "exit status: 0 nothing to change, 1 something would change or failed, 2 wrong call"


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line and point to the help."""

    def error(self, message: str) -> NoReturn:
        """Print one line and leave with status 2."""
        self.exit(2, f"{self.prog}: {message} (try {self.prog} --help)\n")


class _Version(argparse.Action):
    """Print the version, importing the package only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        from textfix import __version__

        print(f"textfix {__version__}")
        parser.exit(0)


def build() -> argparse.ArgumentParser:
    """Return the parser of the `textfix` command."""
    parser = _Parser(
        prog="textfix",
        description="Undo damage in Chinese text; convert and normalize it.",
        epilog=_EPILOG,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and leave")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for add in (_clean, _check, _detect, _convert, _explain, _undo, _rules, _report, _names):
        add(commands)
    return parser


def _clean(commands: Any) -> None:
    p = commands.add_parser(
        "clean",
        help="print or write the clean text of files",
        description="Clean files, folders, or standard input. The result is UTF-8.",
        epilog=_EPILOG,
    )
    options.inputs(p)
    options.profile(p)
    options.writing(p)
    options.running(p)


def _convert(commands: Any) -> None:
    p = commands.add_parser(
        "convert",
        help="convert files between scripts and regional forms",
        description="Convert by an OpenCC configuration (s2t, s2twp, ...); repair nothing.",
        epilog=_EPILOG,
    )
    p.add_argument("config", metavar="CONFIG", help="s2t, t2s, s2tw, tw2s, s2hk, t2jp, ...")
    p.add_argument(
        "--mode", choices=("opencc", "best"), default="opencc",
        help="opencc: exactly its answers (default); best: by context",
    )  # fmt: skip
    options.inputs(p)
    options.settings(p)
    options.writing(p)
    options.running(p)


def _check(commands: Any) -> None:
    p = commands.add_parser(
        "check",
        help="tell what would change, and change nothing",
        description="Print file:line:col rule message for all that `clean` would change.",
        epilog=_CHECK_EPILOG,
    )
    options.inputs(p)
    options.profile(p)
    p.set_defaults(encoding=None)
    p.add_argument("--diff", action="store_true", help="show each change by code points")
    p.add_argument("--jobs", type=int, metavar="N", help="processes (default 1; 0: one per core)")
    options.loudness(p)


def _explain(commands: Any) -> None:
    p = commands.add_parser(
        "explain",
        help="tell what would be changed, where and why",
        description="Tell each finding: line and column, rule, before and after, and the reason.",
        epilog=_EPILOG,
    )
    options.inputs(p)
    options.profile(p)


def _detect(commands: Any) -> None:
    p = commands.add_parser(
        "detect",
        help="tell the encodings of files",
        description="Tell encoding, confidence, script, line ends, marks, and bad bytes of files.",
        epilog="exit status: 0 done, 1 some input could not be read, 2 wrong call",
    )
    options.files(p)
    p.add_argument("--format", dest="output_format", choices=("text", "json"), default="text",
                   help="json: one object a line")  # fmt: skip


def _undo(commands: Any) -> None:
    p = commands.add_parser(
        "undo",
        help="restore the files of a run from its log",
        description="Restore the exact bytes from before a run with --in-place --log LOG.",
        epilog="exit status: 0 all is as before, 1 some file could not be restored, 2 wrong call",
    )
    p.add_argument("log", metavar="LOG", help="the log of the run")
    p.add_argument("files", nargs="*", default=[], metavar="FILE", help="only these files")
    p.add_argument("--dry-run", action="store_true", help="tell what would be restored")
    options.loudness(p)


def _rules(commands: Any) -> None:
    p = commands.add_parser("rules", help="list the rules, or show the card of one")
    p.add_argument("names", nargs="*", default=[], metavar="RULE", help="a rule or a stage")
    p.add_argument("--format", dest="output_format", choices=("text", "json"), default="text")


def _report(commands: Any) -> None:
    p = commands.add_parser(
        "report",
        help="add up the reports of several runs",
        description="Merge JSON reports (clean --report FILE.json) into one, as JSON or HTML.",
    )
    p.add_argument("reports", nargs="+", metavar="REPORT.json", help="reports to add up")
    p.add_argument(
        "-o", "--output", metavar="OUT", help="a .html or .json file; none: JSON to stdout"
    )
    p.add_argument("--force", action="store_true", help="replace what is at OUT")


def _names(commands: Any) -> None:
    p = commands.add_parser(
        "names",
        help="propose repairs of mojibake file names",
        description="Propose names for files whose names are mojibake or raw bytes; undo by LOG.",
        epilog="exit status: 0 done, 1 some name could not be changed, 2 wrong call",
    )
    p.add_argument("files", nargs="*", default=[], metavar="DIR", help="folders, or files")
    p.add_argument("--apply", action="store_true", help="rename; needs --log")
    p.add_argument("--log", metavar="LOG", help="where the way back is kept")
    p.add_argument("--undo", metavar="LOG", help="take back the renames of this log")
    p.add_argument(
        "--zip", action="store_true", help="the arguments are zip archives; names inside"
    )
    p.add_argument(
        "-o", "--output", metavar="OUT", help="with --zip: write the archive with good names"
    )
    p.add_argument("--force", action="store_true", help="replace what is at OUT")
    options.loudness(p)
