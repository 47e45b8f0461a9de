"""Installs the hosts in one virtual environment of their own and runs their tests there.

`make test-integrations`, also run by `.ci/run`. A host that cannot be installed fails the run:
its tests fail with pip's reason, so that a lost network does not read as "passed".
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / ".venv-hosts"
PYTHON: Final = FOLDER / "bin" / "python"
EXTRAS: Final = (
    "pandas", "polars", "duckdb", "datasets", "datatrove", "ray", "spark", "files", "juicer"
)  # fmt: skip
"""All in one place: their pins allow it (2026-11), and most bring Arrow and pandas anyway."""
TESTS: Final = ("tests/integrations", "tests/core/test_values.py", "tests/files/test_formats.py")


def main() -> int:
    """Install and test; return 1 if a test failed or a host is lacking."""
    lacking = _prepared()
    if "textfix" in lacking:
        print(f"textfix itself cannot be installed: {lacking['textfix']}", flush=True)
        return 1
    told = "; ".join(f"{extra}: {reason}" for extra, reason in lacking.items())
    # What cannot be imported at the head of a file is an error of that file alone.
    command = [
        str(PYTHON), "-m", "pytest", "-q", "-rs", "-n", "2", "--dist", "loadfile",
        "--continue-on-collection-errors", *TESTS,
    ]  # fmt: skip
    environment = {**os.environ, "TEXTFIX_HOSTS": "1", "TEXTFIX_LACKING": told}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)
    for extra, reason in lacking.items():
        print(f"FAILED: {extra} cannot be installed: {reason}", flush=True)
    return int(done.returncode != 0 or bool(lacking))


def _prepared() -> dict[str, str]:
    """Install what is not there yet; return the extras that could not be, with the reason."""
    stamp = FOLDER / ".ready"
    key = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == key:
        return {}
    print(f"installing {', '.join(EXTRAS)} in {FOLDER.name}: about 2 GB", flush=True)
    if not PYTHON.exists():
        venv.create(FOLDER, with_pip=True)
    lacking = _installed()
    if not lacking:
        stamp.write_text(key)
    return lacking


def _installed() -> dict[str, str]:
    """Install textfix and the test tools, then all extras at once, else one by one."""
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]["test"]
    if reason := _pip("pip>=25.1") or _pip("-e", ".", *tools, "cloudpickle"):
        return {"textfix": reason}
    if not _pip("-e", f".[{','.join(EXTRAS)}]"):
        return {}
    tried = {extra: _pip("-e", f".[{extra}]") for extra in EXTRAS}
    return {extra: reason for extra, reason in tried.items() if reason}


def _pip(*what: str) -> str:
    """Install; return "" or the last line that tells why not."""
    command = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    done = subprocess.run(
        [*command, "--quiet", *what], cwd=ROOT, capture_output=True, text=True,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode == 0:
        return ""
    told = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    return (told or done.stderr.splitlines() or ["no reason given"])[-1]


if __name__ == "__main__":
    sys.exit(main())
