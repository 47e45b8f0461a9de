"""Run all generators of tables, one after another; `--check` proves the tables current."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

_RUNS: Final = '\nif __name__ == "__main__":\n'
"""The line by which a generator is told from what generators share."""


def generators() -> list[str]:
    """Return the modules in this folder that write a table."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    own = Path(__file__).name
    return [x.stem for x in files if x.name != own and _RUNS in x.read_text("utf-8")]


def main(arguments: list[str]) -> int:
    """Run each generator in a process of its own, as their models are large; tell which fail."""
    failed = []
    for name in generators():
        print(f"{__package__}.{name}", *arguments, flush=True)
        command = [sys.executable, "-m", f"{__package__}.{name}", *arguments]
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"failed, or not current: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
