"""Generates tables/conversion/native.z: which forms writers of traditional Chinese really use.

Rows `simplified OpenCC's-form form count`, counted in the training corpora (`--check` needs them).
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Callable

from textfix.conversion.machine import positions
from textfix.tables.build.conversion import TABLES, pack, stale, store

CORPORA = TABLES.parents[3] / "shared" / "corpora" / "train"
NATIVE = (
    *("zh-hant-tw-transcripts", "zh-hant-tw-transcripts-2", "zh-hant-tw-transcripts-3"),
    *("zh-hant-tw-wiki", "zh-hant-hk-cantonese", "zh-hant-poems", "zh-hant-poems-2"),
)
SHARE = 1_200_000
"""Bytes of each file, so that no one genre drowns the others."""


def build() -> tuple[dict[str, bytes], list[dict[str, str]]]:
    """Count, and describe the sources."""
    seen: Counter[tuple[str, str, str]] = Counter()
    digest = hashlib.sha256()
    for name in NATIVE:
        content = (CORPORA / f"{name}.txt").read_bytes()[:SHARE]
        digest.update(content)
        seen.update((y, z, x) for _, y, z, x in positions(content.decode("utf-8", "ignore")))
    rows = [f"{y}{z}{x}{n}" for (y, z, x), n in sorted(seen.items()) if n > 1]
    blobs = {"rows": "\n".join(rows).encode("utf-8")}
    source = {
        "name": "textfix training corpora (counts only)",
        "version": "dev half, November 2026",
    }
    source |= {"license": "CC0 1.0, CC BY-SA 3.0 and 4.0, public domain (see corpora/README.md)"}
    source |= {"files": " ".join(NATIVE), "sha256": digest.hexdigest()}
    return {"native.z": pack({"kind": "counts"}, blobs)}, [source]


def write_or_check(
    build: Callable[[], tuple[dict[str, bytes], list[dict[str, str]]]],
    generator: str,
    about: str | None,
) -> int:
    """Write what a generator of one table makes, or with `--check` say whether it is current."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--check", action="store_true", help="prove the table current")
    made, sources = build()
    if parser.parse_args().check:
        return 1 if stale(made) else 0
    store(made, sources, generator)
    return 0


if __name__ == "__main__":
    sys.exit(write_or_check(build, "textfix.tables.build.conversion_native", __doc__))
