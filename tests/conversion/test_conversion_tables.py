"""The packaged tables: listed, small, and as the engines take them to be."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import textfix
from textfix.conversion import fast, tables

TABLES = Path(str(textfix.__file__)).parent / "tables"
PLANS = [(c, "1.4.2") for c in tables.CONFIGS] + [(c, "1.1.6") for c in tables.NAMED_CONFIGS]


def test_manifest_lists_every_table_with_its_digest() -> None:
    entries = json.loads((TABLES / "manifest" / "conversion.json").read_text("utf-8"))
    files = {path.name: path for path in (TABLES / "conversion").glob("*.z")}
    assert entries.keys() == files.keys()
    for name, entry in entries.items():
        assert hashlib.sha256(files[name].read_bytes()).hexdigest() == entry["sha256"], name
        assert all(source["license"] and source["sha256"] for source in entry["sources"])
    assert sum(path.stat().st_size for path in files.values()) <= 2_000_000


@pytest.mark.parametrize(("config", "release"), PLANS)
def test_plans_are_as_the_engines_take_them(config: str, release: str) -> None:
    plan = tables.plan(config, release)
    assert 1 <= len(plan.steps) <= 2, "compose joins two passes"
    for step in [*plan.steps, *([plan.segment] if plan.segment else [])]:
        alphabet = step.trie.alphabet
        assert len(set(alphabet)) == len(alphabet)
        assert not set(alphabet) & {*fast.BREAKS, chr(fast.KEPT), "\uffff"}
        assert not any("\u2ff0" <= ch <= "\u2fff" for ch in alphabet)
        assert len(step.marks) == step.trie.keys + 1
        assert max(step.marks) <= len(step.values)
        assert all(value for value in step.values[1:])
        assert all(step.chars.values())


def test_candidates_begin_with_the_default() -> None:
    several = tables.candidates("1.4.2", "STCharacters")
    default = tables.character_map("1.4.2", "STCharacters")
    assert len(several) > 200
    for ch, forms in several.items():
        assert len(forms) == len(set(forms)) > 1
        assert chr(default.get(ord(ch), ord(ch))) == forms[0]


@pytest.mark.prove
@pytest.mark.parametrize("generator", ["conversion", "conversion_native", "conversion_names"])
def test_tables_are_current(generator: str) -> None:
    given = os.environ.get("TEXTFIX_OPENCC_WHEEL")
    if generator == "conversion" and not given:
        pytest.skip(f"TEXTFIX_OPENCC_WHEEL is not set (temporary: {tempfile.gettempdir()})")
    if generator != "conversion" and not (TABLES.parents[3] / "shared").is_dir():
        pytest.skip("no training corpora")
    if generator == "conversion_names":
        pytest.importorskip("jieba")
    command = [sys.executable, "-m", f"textfix.tables.build.{generator}", "--check"]
    subprocess.run(command, check=True)
