"""What the language generators share: writing or checking a table, and its MANIFEST entry.

A table is current when its decompressed bytes are what the generator makes from its sources.
"""

import argparse
import hashlib
import json
import sys
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

TABLES = Path(__file__).resolve().parents[1]
FOLDER = TABLES / "language"
MANIFEST = TABLES / "manifest" / "language.json"
CORPORA = TABLES.parents[3] / "shared" / "corpora"


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that a table was made from."""

    name: str
    version: str
    license: str
    sha256: str


def package_source(package: str, license_name: str, paths: Sequence[Path]) -> Source:
    """Describe the files of an installed package; the digest runs over all of them in order."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return Source(package, version(package), license_name, digest.hexdigest())


def pack(name: str, content: bytes) -> bytes:
    """Compress a `.z` table; a `.bin` table is used in place, and the wheel compresses it."""
    return zlib.compress(content, 9) if name.endswith(".z") else content


def write(name: str, generator: str, content: bytes, sources: Sequence[Source]) -> None:
    """Store one table and record it in the MANIFEST."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    packed = pack(name, content)
    (FOLDER / name).write_bytes(packed)
    entries = json.loads(MANIFEST.read_text("utf-8")) if MANIFEST.exists() else {}
    entries[name] = {
        "file": f"language/{name}",
        "generator": f"textfix.tables.build.{generator}",
        "sha256": hashlib.sha256(packed).hexdigest(),
        "sha256_content": hashlib.sha256(content).hexdigest(),
        "bytes": len(packed),
        "sources": [
            {"name": s.name, "version": s.version, "license": s.license, "sha256": s.sha256}
            for s in sources
        ],
    }
    text = json.dumps(dict(sorted(entries.items())), ensure_ascii=False, indent=1)
    MANIFEST.write_text(text + "\n", "utf-8")


def is_current(name: str, content: bytes) -> bool:
    """Tell whether the stored table and its MANIFEST entry are what the generator makes now."""
    path = FOLDER / name
    if not path.exists() or not MANIFEST.exists():
        return False
    packed = path.read_bytes()
    entry = json.loads(MANIFEST.read_text("utf-8")).get(name, {})
    stored = zlib.decompress(packed) if name.endswith(".z") else packed
    return (
        stored == content
        and entry.get("sha256") == hashlib.sha256(packed).hexdigest()
        and entry.get("sha256_content") == hashlib.sha256(content).hexdigest()
    )


Build = Callable[[], tuple[bytes, list[Source]]]


def main(generator: str, tables: dict[str, Build]) -> None:
    """Run a generator from the command line: write its tables, or prove them with `--check`."""
    parser = argparse.ArgumentParser(prog=f"python -m textfix.tables.build.{generator}")
    parser.add_argument("--check", action="store_true", help="prove the tables current")
    check = parser.parse_args().check
    stale = []
    for name, build in tables.items():
        content, sources = build()
        if not check:
            write(name, generator, content, sources)
        elif not is_current(name, content):
            stale.append(name)
        sys.stdout.write(f"{name}: {'stale' if name in stale else 'current'}\n")
    sys.exit(1 if stale else 0)
