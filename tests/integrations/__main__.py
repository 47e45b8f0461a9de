"""Installs the hosts in virtual environments of their own and runs their tests there.

`make test-integrations`. A host that cannot be installed is told with the reason and its tests
are skipped; a test that fails fails the run.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOSTS = ("pandas", "polars", "duckdb", "datasets", "datatrove", "ray", "spark", "files")
PLACES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "hosts": (HOSTS, ("tests/integrations", "tests/core/test_values.py")),
    # Its pins are its own, and it brings a hundred packages.
    "juicer": (("juicer",), ("tests/integrations/test_juicer.py",)),
}


def main() -> int:
    """Run all places; return 1 if a test failed."""
    return max([_place(*found) for found in PLACES.items()])


def _place(name: str, what: tuple[tuple[str, ...], tuple[str, ...]]) -> int:
    extras, tests = what
    folder = ROOT / f".venv-{name}"
    python = folder / "bin" / "python"
    stamp = folder / ".ready"
    key = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != key:
        print(f"installing {', '.join(extras)} in {folder.name}", flush=True)
        if not python.exists():
            venv.create(folder, with_pip=True)
        if not _installed(python, extras):
            return 1
        stamp.write_text(key)
    command = [str(python), "-m", "pytest", "-q", "-rs", "-n", "2", "--dist", "loadfile", *tests]
    environment = {**os.environ, "TEXTFIX_HOSTS": "1"}
    return int(subprocess.run(command, cwd=ROOT, env=environment).returncode != 0)


def _installed(python: Path, extras: tuple[str, ...]) -> bool:
    """Install textfix, the test tools and the extras; False only if the first two fail."""
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]["test"]
    reason = _pip(python, "-e", ".", *tools, "cloudpickle")
    if reason:
        print(f"textfix itself cannot be installed: {reason}", flush=True)
        return False
    if not _pip(python, "-e", f".[{','.join(extras)}]"):
        return True
    for extra in extras:
        if reason := _pip(python, "-e", f".[{extra}]"):
            print(f"skipped: {extra} cannot be installed: {reason}", flush=True)
    return True


def _pip(python: Path, *what: str) -> str:
    """Install; return "" or the last line that tells why not."""
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*command, *what], cwd=ROOT, capture_output=True, text=True)
    if done.returncode == 0:
        return ""
    told = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    return (told or done.stderr.splitlines() or ["no reason given"])[-1]


if __name__ == "__main__":
    sys.exit(main())
