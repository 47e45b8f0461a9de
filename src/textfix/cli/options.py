"""Options that several commands share."""

from __future__ import annotations

from typing import Any


def files(p: Any) -> None:
    """Add the inputs of a command, and where its settings are."""
    p.add_argument("files", nargs="*", default=[], metavar="FILE",
                   help="files, folders or globs; - or none: standard input")  # fmt: skip
    p.add_argument("--include", action="append", metavar="GLOB", help="in folders, only such files")
    p.add_argument(
        "--exclude", action="append", metavar="GLOB", help="leave out such files and folders"
    )
    p.add_argument("--hidden", action="store_true", help="names that begin with a dot as well")
    settings_file(p)


def inputs(p: Any) -> None:
    """Add inputs, and how they are read."""
    files(p)
    p.add_argument(
        "--format", dest="kind", metavar="KIND",
        help="text, html, csv, tsv, jsonl, json, parquet, arrow or warc; else by name",
    )  # fmt: skip
    p.add_argument("--field", action="append", metavar="NAME",
                   help="of JSON, tables and columns: only this (a.b for nested JSON)")  # fmt: skip
    p.add_argument(
        "--escapes", action="store_true", help="undo escapes (&#x4e2d; \\u4e2d %%E4 ...) as well"
    )


def settings_file(p: Any) -> None:
    """Add the options for the settings file."""
    which = p.add_mutually_exclusive_group()
    which.add_argument(
        "--config-file", metavar="TOML", help="settings; else textfix.toml or pyproject.toml"
    )
    which.add_argument("--isolated", action="store_true", help="read no settings from files")


def settings(p: Any) -> None:
    """Take the settings of profiles from nowhere: the command has none."""
    p.set_defaults(profile=None, script=None, select=None, ignore=None, expect=None)


def profile(p: Any) -> None:
    """Add the settings of profiles."""
    p.add_argument(
        "--profile", metavar="NAME",
        help="repair (default), normalize or corpus: how much may be changed",
    )  # fmt: skip
    p.add_argument(
        "--script", metavar="NAME", help="convert to hans, hant, hant-tw or hant-hk as well"
    )
    p.add_argument("--select", action="append", metavar="RULE", help="this rule or stage as well")
    p.add_argument("--ignore", action="append", metavar="RULE", help="not this rule or stage")
    p.add_argument("--expect", metavar="LANG", help="the language you know it is: zh, ja or ko")


def writing(p: Any) -> None:
    """Add where the result goes."""
    where = p.add_mutually_exclusive_group()
    where.add_argument("-o", "--output", metavar="OUT",
                       help="write to a file, or into a folder (OUT/ makes it)")  # fmt: skip
    where.add_argument(
        "--in-place", action="store_true", help="replace each file by its clean text"
    )
    p.add_argument("--backup", metavar="SUFFIX", help="keep the old file under NAME+SUFFIX")
    p.add_argument(
        "--force",
        action="store_true",
        help="replace read-only and hard-linked files, and what is at OUT or the report",
    )
    p.add_argument("--keep-times", action="store_true", help="give new files the times of the old")
    p.add_argument("--encoding", metavar="NAME",
                   help="of the output: utf-8 (default), keep, or a codec name")  # fmt: skip
    p.add_argument("--quarantine", metavar="DIR", help="copy files that are no text into DIR")


def running(p: Any) -> None:
    """Add how a run over many files goes, and its account."""
    p.add_argument("--jobs", type=int, metavar="N", help="processes (default 1; 0: one per core)")
    p.add_argument(
        "--log", metavar="LOG", help="keep the way back: .jsonl, .jsonl.gz or .jsonl.zst"
    )
    p.add_argument("--resume", action="store_true", help="go on with the run of LOG")
    p.add_argument("--report", metavar="FILE", help="the account of the run: .html or .json")
    p.add_argument("--seed", type=int, default=0, metavar="N", help="for the samples of the report")
    p.add_argument("--max-changed-share", type=float, metavar="SHARE",
                   help="stop if one rule rewrites more of all characters")  # fmt: skip
    loudness(p)


def loudness(p: Any) -> None:
    """Add how much is told."""
    p.add_argument("-q", "--quiet", action="store_true", help="print no summary")
    p.add_argument("-v", "--verbose", action="store_true", help="print what became of each file")
