"""The command line at work on a folder, beside iconv, ftfy and opencc on the same files."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.harness import MissingError, prose

FILES = 120
LENGTH = 4000

ONE = "textfix clean, mixed folder, 1 job"
ISOLATED = "--isolated"
CACHE = Path(tempfile.gettempdir()) / "textfix-bench-pycache"
"""Compiled modules, as after an installation: not compiled anew at each start."""
CALL = "import sys; from textfix.cli import main; sys.exit(main())"
SPLIT = """
import resource, sys, time
from textfix.cli import main
code = main()
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.process_time(), used.ru_utime + used.ru_stime)
sys.exit(code)
"""


def run() -> str:
    """Return a section of Markdown: processor seconds of whole runs, and MB for each."""
    with tempfile.TemporaryDirectory(prefix="files-") as name:
        root = Path(name)
        size = _folder(root)
        took = {label: (kind, _best(work)) for label, kind, work in _candidates(root)}
        one, (alone, shared) = took[ONE][1], _split(root)
    head = [
        "## Files",
        "",
        f"{FILES} GBK and {FILES} UTF-8 files of {LENGTH} characters of Chinese prose, whole runs"
        " with start-up: processor seconds of all processes, best of three.",
        "",
        "| run | s | MB/s |",
        "|---|--:|--:|",
    ]
    rows = [_row(label, size[kind], seconds) for label, (kind, seconds) in took.items()]
    ratio = (one or 0.0) / (alone + shared / 2)
    tail = (
        f"With two processes, {alone:.2f} s are spent in the first one, mostly before it can share"
        f" the work, and {shared:.2f} s in the two: {ratio:.2f} times one at best."
    )
    return "\n".join([*head, *rows, "", tail, ""])


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
    s2t = os.environ.get("TEXTFIX_OPENCC_CONFIG", "s2t")
    return [
        run(ONE, "all", "clean"),
        run("textfix clean, mixed folder, 2 jobs", "all", "clean", "--jobs", "2"),
        run("textfix clean, UTF-8", "utf8", "clean"),
        run("textfix clean, GBK", "gbk", "clean"),
        run("textfix convert s2t, UTF-8", "utf8", "convert", "s2t"),
        _peer(root, "iconv", "gbk", "iconv -f gb18030 -t utf-8 {} -o {o}"),
        _peer(root, "ftfy", "utf8", f"{ftfy} {{}} -o {{o}}"),
        _peer(root, "opencc s2t", "utf8", f"{opencc} -c {s2t} -i {{}} -o {{o}}"),
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
    subprocess.run(_line(CALL, *arguments), check=True, stderr=subprocess.DEVNULL)


def _line(call: str, *arguments: str | Path) -> list[str | Path]:
    return [sys.executable, "-X", f"pycache_prefix={CACHE}", "-c", call, *arguments, "-q", ISOLATED]


def _split(root: Path) -> tuple[float, float]:
    """Return the processor seconds of the first of three processes, and of the two others."""
    found = []
    for _ in range(3):
        words = ("clean", "--jobs", "2", "-o", _fresh(root), root / "both")
        done = subprocess.run(_line(SPLIT, *words), check=True, capture_output=True, text=True)
        found.append(tuple(map(float, done.stdout.split())))
    alone, shared = min(found, key=sum)
    return alone, shared


def _each(root: Path, kind: str, program: str, arguments: list[str]) -> None:
    out = _fresh(root)
    for path in sorted((root / kind).rglob("*.txt")):
        words = [a.replace("{o}", str(out / path.name)).replace("{}", str(path)) for a in arguments]
        subprocess.run([program, *words], check=True, stdout=subprocess.DEVNULL)


def _best(work: Callable[[], object]) -> float | None:
    best = float("inf")
    try:
        for _ in range(3):
            start = _children()
            work()
            best = min(best, _children() - start)
    except MissingError:
        return None
    return best


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _row(label: str, size: int, seconds: float | None) -> str:
    if seconds is None:
        return f"| {label} | – | – |"
    return f"| {label} | {seconds:.2f} | {size / seconds / 1e6:.2f} |"


if __name__ == "__main__":
    print(run())
