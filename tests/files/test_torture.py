"""Clean a folder of horrors in place, take it back, and find every byte as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.files import torture
from tests.files.conftest import Cli


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    root.mkdir()
    torture.build(root)
    return root


@pytest.mark.parametrize(("jobs", "log"), [("1", "log.jsonl"), ("2", "log.jsonl.gz")])
def test_clean_then_undo_restores_every_byte(
    folder: Path, tmp_path: Path, cli: Cli, jobs: str, log: str
) -> None:
    before = torture.snapshot(folder)
    done = cli("clean", "--in-place", "--log", log, "--jobs", jobs, folder)
    assert done.code == 1, done.err
    after = torture.snapshot(folder)
    changed = {key for key in before if before[key] != after[key]}
    assert before.keys() == after.keys()
    assert len(changed) > 30
    for key in changed:
        data = (Path(os.fsdecode(os.path.join(os.fsencode(folder), key)))).read_bytes()
        if b".txt" in key and not key.startswith(b"packed"):
            data.decode("utf-8")
    undone = cli("undo", log)
    assert undone.code == 0, undone.err
    assert torture.snapshot(folder) == before
    assert not list(folder.rglob(".textfix-*"))


def test_what_must_not_be_touched_is_told_and_kept(folder: Path, cli: Cli) -> None:
    before = torture.snapshot(folder)
    done = cli("clean", "--in-place", "--log", "l.jsonl", folder)
    after = torture.snapshot(folder)
    kept = [
        b"odd/picture.png", b"odd/noise.bin", b"links/hard.txt", b"links/harder.txt",
        b"modes/read-only.txt", b"packed/cut.txt.gz", b"packed/not-gzip.txt.gz",
        b"encodings/utf-8.txt", b"odd/empty.txt",
    ]  # fmt: skip
    for key in kept:
        assert before[key] == after[key], key
    for word in (b"read-only", b"hard links", b"damaged packed data"):
        assert word in done.err
    assert after[b"links/link.txt"] == ("link", b"target.txt")
    assert (folder / "links" / "link.txt").read_text("utf-8").startswith("昨天")


def test_cleaning_again_changes_nothing(folder: Path, cli: Cli) -> None:
    cli("clean", "--in-place", "--log", "1.jsonl", folder)
    once = torture.snapshot(folder)
    cli("clean", "--in-place", "--log", "2.jsonl", folder)
    assert torture.snapshot(folder) == once


def test_jobs_write_what_one_process_writes(folder: Path, tmp_path: Path, cli: Cli) -> None:
    for jobs, out in (("1", "one"), ("2", "two")):
        cli("clean", "-o", out, "--jobs", jobs, folder)
    digests = [
        {key: value[-1] for key, value in torture.snapshot(tmp_path / out).items()}
        for out in ("one", "two")
    ]
    assert digests[0] == digests[1]
    assert len(digests[0]) > 40
    streams = [cli("clean", "--jobs", n, folder / "odd").out for n in ("1", "2")]
    assert streams[0] == streams[1]


def test_unreadable_files_are_told(folder: Path) -> None:
    if os.geteuid() == 0:
        # The super-user reads everything: ask as somebody else.
        if shutil.which("setpriv") is None or not os.access("/work", os.X_OK):
            pytest.skip("runs as root, and there is no setpriv to run as somebody else")
        who = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        if subprocess.run([*who, "true"], check=False).returncode:
            pytest.skip("runs as root, and setpriv is not allowed here")
        for path in [folder, *folder.parents]:
            if not path.stat().st_mode & 0o001 and path.is_relative_to(folder.parents[3]):
                os.chmod(path, 0o755)
        line = [*who, *map(str, torture.command("clean", folder / "modes" / "unreadable.txt"))]
        done = subprocess.run(line, capture_output=True, check=False)
        if b"No module named" in done.stderr or b"can't open" in done.stderr:
            pytest.skip("the interpreter cannot be run by somebody else here")
    else:
        line = list(map(str, torture.command("clean", folder / "modes" / "unreadable.txt")))
        done = subprocess.run(line, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"Permission denied" in done.stderr
    assert b"Traceback" not in done.stderr
