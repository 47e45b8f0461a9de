"""Generates tables/codecs/{gaps,euc-tw}.json.z: web, UAO, ETEN and CNS cells that Python lacks.

Made from behavior, not code: each source is asked for every pair; only differences are kept.
"""

import argparse
import hashlib
import json
import platform
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

TABLES = Path(__file__).resolve().parents[1]
FOLDER = TABLES / "codecs"
MANIFEST = TABLES / "manifest" / "codecs.json"
GENERATOR = "textfix.tables.build.codecs_gaps"
WEB_PACKAGE, WEB_VERSION = "@exodus/bytes", "1.16.0"
UAO_VERSION = "0.2.0"

Cells = dict[bytes, str]
Build = Callable[[], tuple[Any, list[dict[str, str]]]]

_NODE = """
import { multibyteDecoder } from './package/fallback/multi-byte.js'
const out = {}
for (const enc of ['gb18030', 'big5', 'euc-jp']) {
  const t = {}
  const put = (...b) => {
    const hex = Buffer.from(b).toString('hex')
    try { t[hex] = multibyteDecoder(enc, false)(Uint8Array.from(b)) } catch (e) { return }
  }
  for (let l = 0x81; l <= 0xfe; l++) for (let r = 0x40; r <= 0xfe; r++) put(l, r)
  if (enc === 'euc-jp')
    for (let l = 0xa1; l <= 0xfe; l++) for (let r = 0xa1; r <= 0xfe; r++) put(0x8f, l, r)
  out[enc] = t
}
process.stdout.write(JSON.stringify(out))
"""


def _web() -> tuple[dict[str, Cells], dict[str, str]]:
    """Ask the JavaScript implementation of the Encoding Standard for every cell."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pack = ["npm", "pack", "--silent", f"{WEB_PACKAGE}@{WEB_VERSION}"]
        subprocess.run(pack, cwd=folder, check=True, capture_output=True)
        (archive,) = folder.glob("*.tgz")
        digest = hashlib.sha256(archive.read_bytes()).hexdigest()
        subprocess.run(["tar", "xzf", archive.name], cwd=folder, check=True)
        (folder / "dump.mjs").write_text(_NODE, "utf-8")
        run = subprocess.run(["node", "dump.mjs"], cwd=folder, check=True, capture_output=True)
    tables = {
        enc: {bytes.fromhex(k): v for k, v in cells.items()}
        for enc, cells in json.loads(run.stdout).items()
    }
    source = {"name": f"npm {WEB_PACKAGE}", "version": WEB_VERSION, "license": "MIT"}
    return tables, source | {"sha256": digest}


def _uao() -> tuple[Cells, dict[str, str]]:
    """Ask the `uao` package (Unicode-At-On 2.50) for every cell, in a process of its own."""
    code = (
        "import json,sys; sys.path.insert(0, sys.argv[1]);"
        "from uao.b2u import b2u_table as t;"
        "print(json.dumps({(k if isinstance(k, int) else int.from_bytes(k, 'big')): v"
        " for k, v in t.items()}))"
    )
    with tempfile.TemporaryDirectory() as name:
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", name]
        subprocess.run([*pip, f"uao=={UAO_VERSION}"], check=True, capture_output=True)
        (wheel,) = Path(name).glob("*.whl")
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        call = [sys.executable, "-c", code, str(wheel)]
        run = subprocess.run(call, check=True, capture_output=True)
    table = {int(k): v for k, v in json.loads(run.stdout).items()}
    cells = {k.to_bytes(2, "big"): v for k, v in table.items() if k > 0x8000}
    return cells, {"name": "pip uao", "version": UAO_VERSION, "license": "MIT", "sha256": digest}


def _iconv(encoding: str, candidates: list[bytes]) -> tuple[Cells, dict[str, str]]:
    """Ask the C library for every candidate; what it cannot decode, `-c` leaves empty."""
    command = ["iconv", "-c", "-f", encoding, "-t", "UTF-8"]
    run = subprocess.run(
        command, input=b"".join(c + b"\n" for c in candidates), capture_output=True
    )
    lines = run.stdout.decode("utf-8").split("\n")[:-1]
    if len(lines) != len(candidates):
        raise SystemExit(f"iconv gave {len(lines)} lines for {len(candidates)} {encoding} cells")
    pairs = zip(candidates, lines, strict=True)
    cells = {c: s for c, s in pairs if s and not (len(s) > 1 and c.endswith(s[-1:].encode()))}
    digest = hashlib.sha256(json.dumps(sorted((k.hex(), v) for k, v in cells.items())).encode())
    version = " ".join(platform.libc_ver())
    source = {"name": f"iconv {encoding} (behavior)", "version": version, "license": "LGPL-2.1+"}
    return cells, source | {"sha256": digest.hexdigest()}


def _python(cell: bytes, base: str) -> str | None:
    try:
        text = cell.decode(base)
    except UnicodeDecodeError:
        return None
    return None if len(text) > 1 and cell.endswith(text[-1:].encode("utf-8")) else text


def _runs(cells: Iterable[tuple[bytes, str]]) -> dict[str, str]:
    """Join neighboring one-character cells: {"8140": "丗丢…"}; other cells stand alone."""
    runs: dict[str, str] = {}
    start, following = "", b""
    for cell, text in sorted(cells):
        if start and cell == following and len(text) == 1:
            runs[start] += text
        else:
            start = cell.hex()
            runs[start] = text
        # A run never continues behind a cell of two code points, nor into another lead byte.
        following = cell[:-1] + bytes([cell[-1] + 1]) if len(text) == 1 and cell[-1] < 255 else b""
    return runs


def _difference(cells: Cells, base: str) -> dict[str, Any]:
    return {
        "base": base,
        "cells": _runs((c, s) for c, s in cells.items() if _python(c, base) != s),
    }


def build_gaps() -> tuple[Any, list[dict[str, str]]]:
    """Differences of each table from the Python codec that is nearest to it."""
    web, web_source = _web()
    uao, uao_source = _uao()
    # The ETEN extension stands in UAO unchanged; glibc's BIG5 has private-use characters there.
    eten = {c: s for c, s in uao.items() if 0xC6 <= c[0] <= 0xC8 or c[0] == 0xF9}
    tables = {
        "gb18030-web": _difference(web["gb18030"], "gb18030"),
        "big5-web": _difference(web["big5"], "big5hkscs"),
        "euc-jp-web": _difference(web["euc-jp"], "euc_jp"),
        "big5-uao": _difference(uao, "cp950"),
        "big5-eten": _difference(eten, "cp950"),
    }
    return tables, [web_source, uao_source]


def build_euc_tw() -> tuple[Any, list[dict[str, str]]]:
    """CNS 11643 planes as EUC-TW writes them; plane 1 in two bytes, the others behind 8E."""
    rows = [bytes((x, y)) for x in range(0xA1, 0xFF) for y in range(0xA1, 0xFF)]
    planes = [bytes((0x8E, plane)) + row for plane in range(0xA2, 0xB0) for row in rows]
    cells, source = _iconv("EUC-TW", rows + planes)
    return {"euc-tw": {"base": "", "cells": _runs(cells.items())}}, [source]


TABLES_BUILT: dict[str, Build] = {"gaps.json.z": build_gaps, "euc-tw.json.z": build_euc_tw}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _check(name: str, content: bytes | None, entry: dict[str, Any]) -> str:
    """One word on one table: current, stale, or (sources out of reach) unchanged."""
    stored = (FOLDER / name).read_bytes()
    same = _digest(stored) == entry.get("sha256")
    if content is None:
        return "unchanged (sources out of reach: only its digest was checked)" if same else "stale"
    return "current" if same and zlib.decompress(stored) == content else "stale"


def _write(name: str, content: bytes, sources: list[dict[str, str]]) -> dict[str, Any]:
    packed = zlib.compress(content, 9)
    (FOLDER / name).write_bytes(packed)
    return {
        "file": f"codecs/{name}",
        "generator": GENERATOR,
        "sources": sources,
        "sha256": _digest(packed),
        "sha256_content": _digest(content),
        "bytes": len(packed),
    }


def main() -> None:
    """Write the tables and their MANIFEST, or prove them current with `--check`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    manifest = json.loads(MANIFEST.read_text("utf-8")) if MANIFEST.exists() else {}
    bad = False
    for name, build in TABLES_BUILT.items():
        try:
            tables, sources = build()
            text = json.dumps(tables, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            content = text.encode("utf-8")
        except (OSError, subprocess.CalledProcessError):
            if not check:
                raise
            content, sources = None, []
        if check or content is None:
            word = _check(name, content, manifest.get(name, {}))
            bad = bad or word == "stale"
        else:
            manifest[name], word = _write(name, content, sources), "written"
        sys.stdout.write(f"{name}: {word}\n")
    if not check:
        MANIFEST.parent.mkdir(parents=True, exist_ok=True)
        MANIFEST.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", "utf-8")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
