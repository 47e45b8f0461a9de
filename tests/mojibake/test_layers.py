"""The folders of the stage: each stands on those before it, as `docs/how-it-works.md` says."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import textfix.mojibake

ROOT = Path(textfix.mojibake.__file__).parent
FOLDERS = ("shown", "health", "letters", "reading", "bypiece", "restoring")
BELOW_ALL = {"ftfy_bridge"}

OTHERWISE = {("shown/strict.py", "health"), ("restoring/dropped.py", "edges")}
"""What is known not to: the scripts of characters are in `judge`, and `edges` is in no folder."""


def _parts(path: Path) -> set[str]:
    """Return the folders and modules of the stage that a file imports, for types alone or not."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for name in (f"{node.module}.{a.name}" for a in node.names):
                if name.startswith("textfix.mojibake."):
                    found.add(name.split(".")[2])
    return found


def test_every_folder_is_listed() -> None:
    assert {p.parent.name for p in ROOT.glob("*/__init__.py")} == set(FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_stands_on_those_before_it(folder: str) -> None:
    below = {*FOLDERS[: FOLDERS.index(folder) + 1], *BELOW_ALL}
    above = {
        (f"{folder}/{path.name}", part)
        for path in (ROOT / folder).glob("*.py")
        for part in _parts(path) - below
    }
    assert above == {known for known in OTHERWISE if known[0].startswith(f"{folder}/")}
