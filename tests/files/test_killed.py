"""kill -9 at random moments of an in-place run: no file lost or half written; resume finishes."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.files import torture
from tests.files.conftest import Cli

TEXT = torture.HANS * 20


def _tree(root: Path, number: int) -> dict[Path, tuple[bytes, bytes]]:
    """Make files; return for each its old and new bytes."""
    out = {}
    for k in range(number):
        text = f"第{k}页\n" + TEXT * (1 + k % 7)
        path = root / f"{k % 5}" / f"{k}.txt"
        torture.write(path, text.encode("gbk"))
        out[path] = (text.encode("gbk"), text.encode("utf-8"))
    return out


def _whole(tree: dict[Path, tuple[bytes, bytes]]) -> int:
    """Check that each file is its old or its new self; return how many are new."""
    new = 0
    for path, (before, after) in tree.items():
        data = path.read_bytes()
        assert data in (before, after), f"{path} is neither old nor new"
        new += data == after
    return new


def _killed_run(root: Path, seconds: float, jobs: str, at_work: bool = False) -> bool:
    """Run with --resume; kill it after so many seconds, of work if asked; tell if it still ran."""
    line = torture.command(
        "clean", "--in-place", "--log", "log.jsonl", "--resume", "--jobs", jobs, "tree"
    )
    log = root / "log.jsonl"
    begun = log.stat().st_size if log.exists() else 0
    run = subprocess.Popen(line, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if at_work:
        # Start-up is most of a short run: wait for the log to grow, then let the moment be random.
        while run.poll() is None and (not log.exists() or log.stat().st_size < begun + 600):
            time.sleep(0.001)
    try:
        _, errors = run.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGKILL)
        run.communicate()
        return True
    assert run.returncode == 0, errors.decode()
    return False


def _proof(root: Path, cli: Cli, times: int, seed: int) -> None:
    rng = random.Random(seed)
    tree = _tree(root / "tree", 80)
    start = time.monotonic()
    _killed_run(root, 600, "1")
    whole = time.monotonic() - start
    kills = hits = 0
    while kills < times:
        if _whole(tree) == len(tree) or ((root / "log.jsonl").exists() and not kills):
            hits += _restart(root, cli, tree)
        at_work = rng.random() < 0.7
        moment = rng.uniform(0.0, 0.1) if at_work else rng.uniform(0.05, whole)
        killed = _killed_run(root, moment, rng.choice("12"), at_work)
        kills += killed
        done = _whole(tree)
        hits += 0 < done < len(tree)
    _killed_run(root, 600, "2")
    assert _whole(tree) == len(tree)
    assert hits, "no kill hit the run at work: the proof proves nothing"
    time.sleep(0.1)
    assert not list(root.rglob(".textfix-*"))
    _restart(root, cli, tree)
    assert _whole(tree) == 0


def _restart(root: Path, cli: Cli, tree: dict[Path, tuple[bytes, bytes]]) -> int:
    """Take everything back by the log, then begin with a new one."""
    undone = cli("undo", "log.jsonl", cwd=root)
    assert undone.code == 0, undone.err
    assert _whole(tree) == 0
    (root / "log.jsonl").unlink()
    return 0


def test_ten_kills(tmp_path: Path, cli: Cli) -> None:
    _proof(tmp_path, cli, 10, 1)


@pytest.mark.prove
def test_two_hundred_kills(tmp_path: Path, cli: Cli) -> None:
    _proof(tmp_path, cli, 200, 2)
