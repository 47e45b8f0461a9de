"""What the detection generators share: sources (corpora, Debian packages), storing and checking."""

import argparse
import gzip
import hashlib
import html
import json
import re
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

TABLES = Path(__file__).resolve().parents[1]
FOLDER = TABLES / "detection"
MANIFEST = TABLES / "manifest" / "detection.json"
TRAIN = TABLES.parents[3] / "shared" / "corpora" / "train"

Source = dict[str, str]
Build = Callable[[], tuple[bytes, list[Source]]]
Entry = dict[str, Any]
"""What the manifest says of one table."""

_TAG = re.compile(r"<(script|style).*?</\1>|<[^>]+>", re.S)
_ROFF = re.compile(r"^\.\\?\".*$|^\.[A-Za-z]+ ?|\\f[A-Z]|\\[-&|^e]|\\\(..", re.M)


def corpus(name: str, limit: int) -> tuple[str, Source]:
    """Return up to `limit` characters of one training file, and where it is from."""
    raw = (TRAIN / name).read_bytes()
    source = {"name": f"shared/corpora/train/{name}", "version": "2026-11"}
    return raw.decode("utf-8")[:limit], source | {
        "license": "per document, see shared/corpora/README.md (counts only)",
        "sha256": hashlib.sha256(raw).hexdigest(),
    }


def _texts(root: Path) -> Iterator[str]:
    """Texts of an unpacked package: HTML, manual pages, Fluent and properties files."""
    for path in sorted(p for p in root.rglob("*") if p.is_file() and not p.is_symlink()):
        if path.suffix == ".html":
            yield html.unescape(_TAG.sub(" ", path.read_text("utf-8", "replace")))
        elif path.suffix == ".gz" and "/man/" in str(path):
            yield _ROFF.sub(" ", gzip.decompress(path.read_bytes()).decode("utf-8", "replace"))
        elif path.suffix == ".xpi":
            with zipfile.ZipFile(path) as archive:
                for name in sorted(archive.namelist()):
                    if name.endswith((".ftl", ".properties")):
                        yield archive.read(name).decode("utf-8", "replace")


def debian(package: str, license_name: str, limit: int) -> tuple[str, Source]:
    """Download one Debian package aside and return the lines of its texts, each line once."""
    with tempfile.TemporaryDirectory() as name:
        get = ["apt-get", "download", "-qq", "-o", "APT::Sandbox::User=root", package]
        subprocess.run(get, cwd=name, check=True, capture_output=True)
        (archive,) = Path(name).glob("*.deb")
        digest = hashlib.sha256(archive.read_bytes()).hexdigest()
        version = archive.name.split("_")[1]
        subprocess.run(["dpkg-deb", "-x", archive.name, "x"], cwd=name, check=True)
        lines = dict.fromkeys(
            line.strip() for text in _texts(Path(name) / "x") for line in text.split("\n")
        )
    text = "\n".join(line for line in lines if not line.isascii())[:limit]
    source = {"name": f"Debian {package}", "version": version, "license": license_name}
    return text, source | {"sha256": digest}


def pack(header: object, blobs: list[bytes]) -> bytes:
    """Join a JSON header and binary pieces: length-prefixed header, then the pieces as they are."""
    head = json.dumps(header, ensure_ascii=False, sort_keys=True).encode("utf-8")
    return struct.pack("<I", len(head)) + head + b"".join(blobs)


def main(generator: str, tables: dict[str, Build]) -> None:
    """Write the tables and their MANIFEST entries, or prove them current with `--check`."""
    parser = argparse.ArgumentParser(prog=f"python -m textfix.tables.build.{generator}")
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    manifest = json.loads(MANIFEST.read_text("utf-8")) if MANIFEST.exists() else {}
    stale = False
    for name, build in tables.items():
        content: bytes | None = None
        sources: list[Source] = []
        try:
            content, sources = build()
        except (OSError, subprocess.CalledProcessError):
            if not check:
                raise
        word = _check(name, content, sources, manifest.get(name, {}))
        if not check and content is not None:
            manifest[name], word = _write(name, f"textfix.tables.build.{generator}", content), "new"
            manifest[name]["sources"] = sources
        stale = stale or word == "stale"
        sys.stdout.write(f"{name}: {word}\n")
    if not check:
        MANIFEST.parent.mkdir(parents=True, exist_ok=True)
        MANIFEST.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", "utf-8")
    sys.exit(1 if stale else 0)


def _check(name: str, content: bytes | None, sources: list[Source], entry: Entry) -> str:
    """Say whether a stored table is what its sources make, as far as these can be had as they were.

    Distributions replace their packages: a table from one that is gone is checked by its digest.
    """
    path = FOLDER / name
    stored = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(stored).hexdigest() != entry.get("sha256"):
        return "stale"
    if content is None:
        return "unchanged (sources out of reach: only its digest was checked)"
    known = entry.get("sources", [])
    moved = ", ".join(s["name"] for s in sources if s not in known)
    if moved:
        return f"unchanged (only its digest was checked, other versions now: {moved})"
    return "current" if zlib.decompress(stored) == content else "stale"


def _write(name: str, generator: str, content: bytes) -> dict[str, object]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    packed = zlib.compress(content, 9)
    (FOLDER / name).write_bytes(packed)
    return {
        "file": f"detection/{name}",
        "generator": generator,
        "sha256": hashlib.sha256(packed).hexdigest(),
        "sha256_content": hashlib.sha256(content).hexdigest(),
        "bytes": len(packed),
    }
