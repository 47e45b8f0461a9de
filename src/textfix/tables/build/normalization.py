"""Generates tables/normalization/forms.z: radicals, private-use code points, combining marks.

Sources: the Unicode Character Database (Debian's unicode-data) and the tables of `textfix.codecs`.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from textfix.codecs.cells import cells

TABLES = Path(__file__).resolve().parents[1]
FILE = TABLES / "normalization" / "forms.z"
MANIFEST = TABLES / "manifest" / "normalization.json"
PACKAGE, VERSION = "unicode-data", "15.0.0-1"
UCD = ("EquivalentUnifiedIdeograph.txt", "UnicodeData.txt", "DerivedNormalizationProps.txt")
# Six characters of GBK's row FE have had a code point since Unicode 3.1, yet GB 18030-2022 keeps
# their bytes in the private-use area: the glyphs of its code charts say which they are.
PLANE_2 = {0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC,
           0xE831: 0x215D7, 0xE83B: 0x2298F, 0xE855: 0x241FE}  # fmt: skip
# How Windows counts Big5's user-defined rows into the private-use area: (first, lead bytes, trail).
BIG5_ROWS = ((0xE000, range(0xFA, 0xFF), 0x40), (0xE311, range(0x8E, 0xA1), 0x40),
             (0xEEB8, range(0x81, 0x8E), 0x40), (0xF6B1, range(0xC6, 0xC9), 0xA1))  # fmt: skip
LAST_BIG5 = 0xF848
BIG5_TRAILS = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
COMPATIBILITY = (range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))

Files = dict[str, str]


def _download() -> Files:
    """Return the files of the UCD from Debian's package, installed or downloaded by apt."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        get = ["apt-get", "download", "-qq", f"{PACKAGE}={VERSION}"]
        subprocess.run(get, cwd=folder, check=True, capture_output=True)
        (package,) = folder.glob("*.deb")
        subprocess.run(["dpkg-deb", "-x", package.name, "."], cwd=folder, check=True)
        return {file: (folder / "usr/share/unicode" / file).read_text("utf-8") for file in UCD}


def _rows(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        body = line.partition("#")[0].strip()
        if body:
            yield [field.strip() for field in body.split(";")]


def _points(field: str) -> range:
    low, _, high = field.partition("..")
    return range(int(low, 16), int(high or low, 16) + 1)


def radicals(files: Files) -> dict[str, str]:
    """Return radical -> the unified ideograph that looks like it."""
    found = {}
    for field, target, *_ in _rows(files["EquivalentUnifiedIdeograph.txt"]):
        for point in _points(field):
            if 0x2E80 <= point <= 0x2FDF:
                found[chr(point)] = chr(int(target, 16))
    return found


def gbk() -> dict[str, str]:
    """Return private-use code point -> standard one, of GBK (cp936) and GB18030-2000."""
    new = cells("gb18030-web")
    found = {chr(old): chr(point) for old, point in PLANE_2.items()}
    for table in ("gb18030", "cp936"):
        for cell, old in cells(table).items():
            now = new.get(cell, "")
            if len(cell) == 2 and _private(old) and now and not _private(now):
                found[old] = now
    return found


def _private(text: str) -> bool:
    return len(text) == 1 and "\ue000" <= text <= "\uf8ff"


def big5() -> str:
    """Return the characters of U+E000..U+F848 as HKSCS has them, else ETEN; "-" for none."""
    hkscs, eten = cells("big5-web"), cells("big5-eten")
    out = ["-"] * (LAST_BIG5 - 0xE000 + 1)
    for first, leads, trail in BIG5_ROWS:
        pairs = [bytes((x, y)) for x in leads for y in BIG5_TRAILS]
        pairs = pairs[pairs.index(bytes((leads[0], trail))) :]
        for number, cell in enumerate(pairs):
            ch = hkscs.get(cell) or eten.get(cell) or "-"
            if len(ch) == 1 and not _private(ch):
                out[first - 0xE000 + number] = ch
    return "".join(out)


def _marks(files: Files) -> tuple[set[int], set[int]]:
    """Return the code points that act on the one before, and those that NFC replaces alone."""
    marks = {
        int(point, 16)
        for point, _, _, combining, *_ in _rows(files["UnicodeData.txt"].replace("#", ""))
        if combining != "0"
    }
    alone: set[int] = set()
    for field, kind, *value in _rows(files["DerivedNormalizationProps.txt"]):
        if kind == "NFC_QC":
            (marks if value == ["M"] else alone).update(_points(field))
    alone -= marks
    return marks, {p for p in alone if not any(p in block for block in COMPATIBILITY)}


def _ranges(points: Iterable[int]) -> list[list[int]]:
    out: list[list[int]] = []
    for point in sorted(points):
        if out and out[-1][1] == point - 1:
            out[-1][1] = point
        else:
            out.append([point, point])
    return out


def build() -> tuple[bytes, list[dict[str, str]]]:
    """Make the table and describe its sources."""
    files = _download()
    marks, alone = _marks(files)
    table: dict[str, Any] = {
        "radicals": radicals(files),
        "gbk": gbk(),
        "big5": big5(),
        "marks": _ranges(marks),
        "alone": _ranges(alone),
    }
    digest = hashlib.sha256("".join(files[name] for name in UCD).encode("utf-8")).hexdigest()
    codecs = json.loads((TABLES / "manifest" / "codecs.json").read_text("utf-8"))
    sources = [
        {"name": PACKAGE, "version": VERSION, "license": "Unicode-DFS-2016", "sha256": digest},
        {"name": "textfix tables/codecs/gaps.json.z", "version": "as in manifest/codecs.json",
         "license": "see manifest/codecs.json",
         "sha256": codecs["gaps.json.z"]["sha256_content"]},
    ]  # fmt: skip
    text = json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8"), sources


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _check() -> str:
    """One word on the table: current, stale, or unchanged (where apt is out of reach)."""
    stored = FILE.read_bytes()
    entry = json.loads(MANIFEST.read_text("utf-8"))[FILE.name]
    if _digest(stored) != entry["sha256"]:
        return "stale"
    try:
        content, sources = build()
    except (OSError, subprocess.CalledProcessError):
        return "unchanged (sources out of reach: only its digest was checked)"
    same = zlib.decompress(stored) == content and entry["sources"] == sources
    return "current" if same else "stale"


def main() -> None:
    """Write the table and its MANIFEST, or prove it current with `--check`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        word = _check()
        sys.stdout.write(f"{FILE.name}: {word}\n")
        sys.exit(1 if word == "stale" else 0)
    content, sources = build()
    packed = zlib.compress(content, 9)
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_bytes(packed)
    entry = {
        "file": f"normalization/{FILE.name}",
        "generator": "textfix.tables.build.normalization",
        "sources": sources,
        "sha256": _digest(packed),
        "sha256_content": _digest(content),
        "bytes": len(packed),
    }
    text = json.dumps({FILE.name: entry}, ensure_ascii=False, indent=1)
    MANIFEST.write_text(text + "\n", "utf-8")
    sys.stdout.write(f"{FILE.name}: written\n")


if __name__ == "__main__":
    main()
