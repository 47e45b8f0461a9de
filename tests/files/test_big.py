"""Proofs with big files: a gigabyte in bounded memory, one line of 100 MB, and the way back."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.files import torture

LIMIT = 300 * 1024
"""Peak memory in kilobytes."""


def _peak(*arguments: str | Path, cwd: Path) -> tuple[int, int]:
    """Run a command; return its exit code and its peak memory in kilobytes."""
    run = subprocess.Popen(torture.command(*arguments), cwd=cwd, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    return run.returncode, usage.ru_maxrss


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _content(encoding: str, lines: bool, damaged: bool) -> bytes:
    """About 2 MB of healthy text, with a few damaged lines if asked."""
    page = "\n".join(torture.damaged().splitlines()[:3]) + "\n"
    text = torture.HANS * 300 + page * damaged + torture.HANS * 9000
    return (text if lines else text.replace("\n", "")).encode(encoding)


def _pieces(size: int, encoding: str, lines: bool) -> Iterator[bytes]:
    """Text of which one part in sixteen has damage: rules at work would take the hour."""
    parts = [_content(encoding, lines, damaged) for damaged in (False, True)]
    for k in range(size // len(parts[0]) + 1):
        yield parts[k % 16 == 1]


CASES = [("utf-8", 1 << 30, True), ("gb18030", 1 << 28, True), ("utf-8", 100 << 20, False)]


@pytest.mark.prove
@pytest.mark.parametrize(("encoding", "size", "lines"), CASES)
def test_big_files_in_bounded_memory(tmp_path: Path, encoding: str, size: int, lines: bool) -> None:
    path = tmp_path / "big.txt"
    try:
        with path.open("wb") as file:
            file.writelines(_pieces(size, encoding, lines))
        before = _digest(path)
        code, peak = _peak("clean", "--in-place", "--log", "log.jsonl", path, cwd=tmp_path)
        assert code == 0
        assert _digest(path) != before
        assert peak < LIMIT, f"{peak / 1024:.0f} MB"
        code, back = _peak("undo", "log.jsonl", cwd=tmp_path)
        assert code == 0
        assert back < LIMIT, f"{back / 1024:.0f} MB for undo"
        assert _digest(path) == before
        print(f"{encoding} {size >> 20} MB: clean {peak >> 10} MB, undo {back >> 10} MB")
    finally:
        path.unlink(missing_ok=True)
