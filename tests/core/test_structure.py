"""The dependency law, the weight of an import, sizes of files and functions, by reading files."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src"
FILES = sorted(SRC.rglob("*.py"))
WORLD = ("files", "cli", "report", "integrations")
"""The only packages that touch the world; nothing below them may know them."""


def _module(path: Path) -> str:
    return ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")


def _imports(path: Path) -> set[str]:
    """Every module a file imports, at the top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found.update(f"{node.module}.{a.name}" for a in node.names)
    return found


def _id(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


@pytest.mark.parametrize("path", FILES, ids=_id)
def test_only_the_outer_packages_touch_the_world(path: Path) -> None:
    parts = _module(path).split(".")
    if len(parts) > 1 and parts[1] in (*WORLD, "__main__"):
        return
    worldly = {f"textfix.{name}" for name in WORLD}
    assert not [m for m in _imports(path) if ".".join(m.split(".")[:2]) in worldly]


@pytest.mark.parametrize(
    ("package", "most"), [("ftfy", 1), ("charset_normalizer", 1), ("opencc", 0), ("pypinyin", None)]
)
def test_a_peer_is_imported_in_one_module_at_most(package: str, most: int | None) -> None:
    users = [_module(p) for p in FILES if package in {m.split(".")[0] for m in _imports(p)}]
    if most is None:
        assert all(user.startswith("textfix.tables.build") for user in users)
    else:
        assert len(users) <= most, users


def test_the_model_knows_nothing_of_the_rest() -> None:
    assert not [m for m in _imports(SRC / "textfix" / "model.py") if m.startswith("textfix")]


@pytest.mark.parametrize("path", FILES, ids=_id)
def test_no_relative_imports_and_no_output_in_the_core(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.level]
    if _module(path).split(".")[1:2] in ([w] for w in (*WORLD, "tables")):
        return
    called = [n.func for n in ast.walk(tree) if isinstance(n, ast.Call)]
    names = [f.id for f in called if isinstance(f, ast.Name)]
    assert "print" not in names
    assert "logging" not in _imports(path)


_LOOK = """
import sys, textfix
heavy = [m for m in sys.modules if m.split('.')[0] in
         ('numpy', 'ftfy', 'charset_normalizer', 'opencc', 'hypothesis', 'pyarrow')]
tables = [m for m in sys.modules if m.startswith('textfix.tables') or m in
          ('textfix.language.model', 'textfix.conversion.tables', 'textfix.detection.tables')]
print(heavy + tables)
"""


def test_importing_textfix_loads_neither_numpy_nor_tables() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOOK], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", FILES, ids=_id)
def test_files_are_short_and_say_what_they_are_for(path: Path) -> None:
    source = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(source)), "the file opens with its purpose"
    assert source.count("\n") < 250


@pytest.mark.parametrize("path", FILES, ids=_id)
def test_functions_are_short(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    long = {f.name: n for f in functions if (n := (f.end_lineno or 0) - f.lineno + 1) >= 40}
    assert not long
