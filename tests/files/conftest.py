"""The command line run in this process: its tables are loaded once for all tests."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from textfix.cli import main


class Done(NamedTuple):
    """What a run gave."""

    code: int
    out: bytes
    err: bytes


Cli = Callable[..., Done]


@pytest.fixture
def cli(
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Cli:
    """Run a command in `tmp_path`, with `data` on standard input."""

    def run(*arguments: str | Path, data: bytes = b"", cwd: Path | None = None) -> Done:
        monkeypatch.chdir(cwd or tmp_path)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        capsysbinary.readouterr()
        try:
            code = main([os.fspath(a) for a in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        return Done(code, *capsysbinary.readouterr())

    return run
