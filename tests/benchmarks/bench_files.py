"""The command line at work on a folder, beside iconv, ftfy and opencc on the same files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.harness import MissingError, prose

FILES = 60
LENGTH = 4000


def run() -> str:
    """Return a section of Markdown: wall-clock seconds and MB/s of whole runs."""
    with tempfile.TemporaryDirectory(prefix="files-") as name:
        root = Path(name)
        size = _folder(root)
        rows = [_row(label, size[kind], work) for label, kind, work in _candidates(root)]
    busy = os.getloadavg()[0]
    head = [
        "## Files",
        "",
        f"{FILES} GBK and {FILES} UTF-8 files of {LENGTH} characters of Chinese prose,"
        " whole runs with start-up, best of two, wall clock;"
        f" load of this {os.cpu_count()}-core machine {busy:.1f}.",
        "",
        "| run | s | MB/s |",
        "|---|--:|--:|",
    ]
    return "\n".join([*head, *rows, ""])


def _folder(root: Path) -> dict[str, int]:
    """Write the files; return the bytes of each kind."""
    texts = prose("zh-hans-wiki", LENGTH, 40) + prose("zh-hans-novel", LENGTH, 40)
    size = {"gbk": 0, "utf8": 0, "all": 0}
    for k in range(FILES):
        text = texts[k % len(texts)]
        for kind, codec in (("gbk", "gb18030"), ("utf8", "utf-8")):
            data = text.encode(codec)
            path = root / kind / f"{k % 10}" / f"{k}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            size[kind] += len(data)
            size["all"] += len(data)
    (root / "both").mkdir()
    for kind in ("gbk", "utf8"):
        shutil.copytree(root / kind, root / "both" / kind)
    return size


Candidate = tuple[str, str, Callable[[], object]]


def _candidates(root: Path) -> list[Candidate]:
    def run(label: str, kind: str, *words: str) -> Candidate:
        folder = root / ("both" if kind == "all" else kind)
        return label, kind, lambda: _textfix(*words, "-o", _fresh(root), folder)

    ftfy = str(Path(sys.executable).with_name("ftfy"))
    opencc = os.environ.get("TEXTFIX_OPENCC", "opencc")
    return [
        run("textfix clean, mixed folder, 1 job", "all", "clean"),
        run("textfix clean, mixed folder, 2 jobs", "all", "clean", "--jobs", "2"),
        run("textfix clean, UTF-8", "utf8", "clean"),
        run("textfix clean, GBK", "gbk", "clean"),
        run("textfix convert s2t, UTF-8", "utf8", "convert", "s2t"),
        _peer(root, "iconv", "gbk", "iconv -f gb18030 -t utf-8 {} -o {o}"),
        _peer(root, "ftfy", "utf8", f"{ftfy} {{}} -o {{o}}"),
        _peer(root, "opencc s2t", "utf8", f"{opencc} -c s2t -i {{}} -o {{o}}"),
    ]


def _peer(root: Path, name: str, kind: str, line: str) -> Candidate:
    """A peer that takes one file at a time: a process for each."""
    program, *arguments = line.split()
    if shutil.which(program) is None:
        return f"{name}: not here", kind, _absent
    return f"{name}, a process a file", kind, lambda: _each(root, kind, program, arguments)


def _absent() -> None:
    raise MissingError("not here")


def _fresh(root: Path) -> Path:
    shutil.rmtree(root / "out", ignore_errors=True)
    (root / "out").mkdir()
    return root / "out"


def _textfix(*arguments: str | Path) -> None:
    call = "import sys; from textfix.cli import main; sys.exit(main())"
    line = [sys.executable, "-c", call, *arguments, "--isolated", "-q"]
    subprocess.run(line, check=True, stderr=subprocess.DEVNULL)


def _each(root: Path, kind: str, program: str, arguments: list[str]) -> None:
    out = _fresh(root)
    for path in sorted((root / kind).rglob("*.txt")):
        words = [a.replace("{o}", str(out / path.name)).replace("{}", str(path)) for a in arguments]
        subprocess.run([program, *words], check=True, stdout=subprocess.DEVNULL)


def _row(label: str, size: int, work: Callable[[], object]) -> str:
    best = float("inf")
    try:
        for _ in range(2):
            start = time.perf_counter()
            work()
            best = min(best, time.perf_counter() - start)
    except MissingError:
        return f"| {label} | – | – |"
    return f"| {label} | {best:.2f} | {size / best / 1e6:.2f} |"


if __name__ == "__main__":
    print(run())
