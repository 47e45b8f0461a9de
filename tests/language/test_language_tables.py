"""The language tables are what their generators make, and the MANIFEST says so."""

import hashlib
import json
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

import textfix

TABLES = Path(textfix.__file__).parent / "tables"
CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "train"
MANIFEST = json.loads((TABLES / "manifest" / "language.json").read_text("utf-8"))


def _check(generator: str) -> None:
    """Run a generator with --check in a process of its own."""
    command = [sys.executable, "-m", f"textfix.tables.build.{generator}", "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", sorted(MANIFEST))
def test_manifest_describes_the_table(name: str) -> None:
    entry = MANIFEST[name]
    stored = (TABLES / entry["file"]).read_bytes()
    assert hashlib.sha256(stored).hexdigest() == entry["sha256"]
    assert len(stored) == entry["bytes"]
    assert entry["sources"]
    for source in entry["sources"]:
        assert source["license"]
        assert source["version"]
        assert len(source["sha256"]) == 64


def test_every_table_is_in_the_manifest() -> None:
    assert {path.name for path in (TABLES / "language").iterdir()} == set(MANIFEST)


def test_tables_fit_the_wheel() -> None:
    stored = [path.read_bytes() for path in (TABLES / "language").iterdir()]
    assert sum(len(zlib.compress(data, 6)) for data in stored) < 6_000_000


def test_readings_are_current() -> None:
    pytest.importorskip("pypinyin", reason="the source of the table, pypinyin, is not installed")
    _check("readings")


def test_scripts_are_current() -> None:
    _check("scripts")


@pytest.mark.prove
@pytest.mark.parametrize("generator", ["health_letters", "ngrams"])
def test_models_are_current(generator: str) -> None:
    pytest.importorskip("wordfreq", reason="a source of the table, wordfreq, is not installed")
    if not CORPORA.is_dir():
        pytest.skip(f"the training texts are not at {CORPORA}")
    _check(generator)
