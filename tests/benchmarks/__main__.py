"""Run every bench_*.py (or those named) and write docs/benchmarks.md with machine and date.

A module gives `run() -> str`, Markdown, or prints in `main()`; what is missing is said there.
"""

from __future__ import annotations

import contextlib
import datetime
import importlib
import inspect
import io
import os
import platform
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from tests.benchmarks.harness import ROOT, MissingError

HERE = Path(__file__).parent
OUT = ROOT / "docs" / "benchmarks.md"


def modules(wanted: Sequence[str]) -> list[str]:
    """Return the names of the benchmark modules, all or those asked for."""
    found = sorted(p.stem for p in HERE.glob("bench_*.py"))
    found = [name for name in found if _is_section(name)]
    return [name for name in found if not wanted or name.removeprefix("bench_") in wanted]


def _is_section(name: str) -> bool:
    """Tell whether a module measures by itself; parts of a larger benchmark do not."""
    source = (HERE / f"{name}.py").read_text("utf-8")
    return "\ndef run(" in source or "\ndef main(" in source


def _measured(module: ModuleType) -> str:
    """Return a module's section: what `run()` returns, or what its `main()` prints."""
    run = getattr(module, "run", None)
    if run is not None and all(
        p.default is not p.empty for p in inspect.signature(run).parameters.values()
    ):
        return str(run())
    shown, before = io.StringIO(), sys.argv
    sys.argv = [module.__name__]
    try:
        with contextlib.redirect_stdout(shown):
            module.main()
    finally:
        sys.argv = before
    return f"```text\n{shown.getvalue().rstrip()}\n```\n"


def section(name: str) -> str:
    """Return what a module measured, or why it could not."""
    title = f"## {name.removeprefix('bench_').capitalize()}\n\n"
    print(f"{name} ...", file=sys.stderr, flush=True)
    try:
        text = _measured(importlib.import_module(f"tests.benchmarks.{name}"))
    except (MissingError, ImportError, FileNotFoundError) as reason:
        return f"{title}Not measured: {reason}.\n"
    return text if text.startswith("## ") else title + text.rstrip("\n") + "\n"


def head() -> str:
    """Return the opening of the page: when and on what machine."""
    today = datetime.datetime.now(datetime.UTC).date()
    return (
        "# Benchmarks\n\n"
        f"Written by `make bench` on {today}: Python {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores. Ratios compare runs "
        "that took turns in one process; absolute times depend on the machine.\n"
    )


def main(arguments: Sequence[str]) -> int:
    """Measure and write the page; with names, print those sections only."""
    sections = [section(name) for name in modules(arguments)]
    if arguments:
        print("\n".join(sections))
    else:
        OUT.write_text("\n".join([head(), *sections]), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
