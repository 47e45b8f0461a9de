"""What the conversion tests share: corpora, the official wheel, the releases' rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared"

_CONVERT = """
import json, sys
sys.path.insert(0, sys.argv[1])
import opencc
name, texts = json.load(sys.stdin)
converter = opencc.OpenCC(name)
json.dump([converter.convert(text) for text in texts], sys.stdout)
"""


def wheel_folder() -> Path | None:
    """Find the official wheel, unpacked aside (never installed beside the named package)."""
    given = os.environ.get("TEXTFIX_OPENCC_UNPACKED")
    folder = Path(given or Path(tempfile.gettempdir()) / "textfix-opencc-1.4.2")
    return folder if (folder / "opencc").is_dir() else None


@pytest.fixture(scope="session")
def official() -> Callable[[str, list[str]], list[str]]:
    """Convert texts with the official engine, in a process of its own."""
    folder = wheel_folder()
    if folder is None:
        pytest.skip("official wheel absent: unpack opencc==1.4.2 to /tmp/textfix-opencc-1.4.2")

    def convert(name: str, texts: list[str]) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-c", _CONVERT, str(folder)],
            input=json.dumps([name, texts]),
            capture_output=True,
            text=True,
            check=True,
        )
        return list(json.loads(done.stdout))

    return convert


@pytest.fixture(scope="session")
def corpus() -> Callable[[str], str]:
    """Read one clean corpus file."""
    if not SHARED.is_dir():
        pytest.skip(f"no corpora at {SHARED}")

    @cache
    def read(name: str) -> str:
        return (SHARED / "corpora" / "clean" / f"{name}.txt").read_text("utf-8")

    return read


@pytest.fixture(scope="session")
def named() -> Any:
    """The rows of opencc-python-reimplemented."""
    from textfix.tables.build import conversion_sources

    return conversion_sources.named()


@pytest.fixture(scope="session")
def release() -> Any:
    """The rows of the official wheel, where it is unpacked."""
    from textfix.tables.build import conversion_sources

    folder = wheel_folder()
    if folder is None:
        pytest.skip("official wheel absent: unpack opencc==1.4.2 to /tmp/textfix-opencc-1.4.2")
    return conversion_sources.official_from(folder)
