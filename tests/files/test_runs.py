"""Runs over files and folders: where output goes, what stops a run, what is told."""

from __future__ import annotations

import json
import os
import subprocess
from multiprocessing import parent_process
from pathlib import Path

import pytest

from tests.files import torture
from tests.files.conftest import Cli
from textfix.files import atomic
from textfix.files.engine import Engine

HANS = torture.HANS.encode()
GBK = torture.HANS.encode("gbk")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    torture.write(root / "a.txt", torture.damaged().encode())
    torture.write(root / "sub" / "b.txt", GBK)
    torture.write(root / "sub" / "c.md", HANS)
    torture.write(root / ".hidden" / "d.txt", GBK)
    torture.write(root / "skip" / "e.txt", GBK)
    return root


def test_tree_is_mirrored(cli: Cli, tree: Path, tmp_path: Path) -> None:
    done = cli("clean", "-o", "out", "--exclude", "skip", "--include", "*.txt", tree)
    assert done.code == 0
    made = {str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*.txt")}
    assert made == {"a.txt", "sub/b.txt"}
    assert (tmp_path / "out" / "sub" / "b.txt").read_bytes() == HANS
    assert (tree / "sub" / "b.txt").read_bytes() == GBK


def test_globs_hidden_and_each_file_once(cli: Cli, tree: Path) -> None:
    done = cli("detect", "--hidden", tree, tree / "a.txt", f"{tree}/**/*.txt")
    assert len(done.out.splitlines()) == 5
    assert cli("clean", f"{tree}/*.nothing").code == 1


def test_check_tells_and_changes_nothing(cli: Cli, tree: Path) -> None:
    before = torture.snapshot(tree)
    done = cli("check", tree)
    assert done.code == 1
    lines = done.out.decode().splitlines()
    assert any(line.endswith("sub/b.txt:1:1 encoding gb18030 would become utf-8") for line in lines)
    assert any(":1:12 insertion.gloss (jīng)" in line for line in lines)
    assert torture.snapshot(tree) == before
    assert cli("check", tree / "sub" / "c.md").code == 0
    diff = cli("check", "--diff", tree / "a.txt").out.decode()
    assert "  - [????]8月" in diff
    assert "U+3000 U+3000" in diff


def test_detect_json_lines(cli: Cli, tree: Path) -> None:
    torture.write(tree / "lies.html", b'<meta charset="utf-8">' + GBK * 3)
    torture.write(tree / "bom.txt", b"\xef\xbb\xbf" + HANS.replace(b"\n", b"\r\n"))
    torture.write(tree / "bad.txt", GBK * 3 + b"\xff" + GBK * 3)
    out = cli("detect", "--format", "json", tree).out
    rows = {os.path.basename(r["file"]): r for r in map(json.loads, out.splitlines())}
    assert rows["lies.html"]["declared_true"] is False
    assert (rows["bom.txt"]["bom"], rows["bom.txt"]["line_ends"]) == ("efbbbf", "crlf")
    assert rows["bad.txt"]["bad_count"] >= 1
    assert 0 < rows["bad.txt"]["bad_share"] < 0.02
    assert rows["b.txt"]["script"] == "hans"


def test_convert(cli: Cli, tree: Path) -> None:
    assert "裝好了" in cli("convert", "s2t", tree / "sub" / "c.md").out.decode()
    assert cli("convert", "x2y", tree).code == 2
    done = cli("convert", "s2t", "--in-place", "--log", "log.jsonl", tree / "sub")
    assert done.code == 0
    assert cli("undo", "log.jsonl").code == 0
    assert (tree / "sub" / "b.txt").read_bytes() == GBK


def test_output_encoding_never_writes_question_marks(cli: Cli) -> None:
    done = cli("clean", "--encoding", "big5", data="好\n软".encode())
    assert done.code == 1
    assert done.out == b""
    assert "U+8F6F '软' at line 2, column 1" in done.err.decode()
    assert cli("clean", "--encoding", "utf-16", data=HANS).out.decode("utf-16") == torture.HANS
    assert cli("clean", "--encoding", "nonsense", data=HANS).code == 2
    assert cli("clean", "--encoding", "keep", data=GBK + b"\xff").out == GBK + b"\xff"


def test_bytes_are_not_lost_without_a_way_back(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(GBK * 4 + b"\xff\n" + GBK)
    done = cli("clean", "--in-place", path)
    assert done.code == 1
    assert b"would be lost" in done.err
    assert cli("clean", "--in-place", "--backup", ".old", path).code == 0
    assert (tmp_path / "x.txt.old").read_bytes() == GBK * 4 + b"\xff\n" + GBK
    assert "\ufffd" in path.read_text("utf-8")


def test_backup_is_never_overwritten(cli: Cli, tree: Path) -> None:
    torture.write(tree / "sub" / "b.txt.old", b"mine")
    done = cli("clean", "--in-place", "--backup", ".old", tree / "sub")
    assert done.code == 1
    assert b"is there already" in done.err
    assert (tree / "sub" / "b.txt.old").read_bytes() == b"mine"
    assert (tree / "sub" / "b.txt").read_bytes() == GBK


def test_times_and_force(cli: Cli, tree: Path) -> None:
    path = tree / "sub" / "b.txt"
    os.utime(path, (1, 1))
    path.chmod(0o440)
    assert cli("clean", "--in-place", path).code == 1
    assert cli("clean", "--in-place", "--force", "--keep-times", path).code == 0
    assert path.read_bytes() == HANS
    assert path.stat().st_mtime == 1
    assert path.stat().st_mode & 0o777 == 0o440


def test_quarantine(cli: Cli, tree: Path, tmp_path: Path) -> None:
    torture.write(tree / "sub" / "p.png", b"\x89PNG\r\n\x1a\n\0\0")
    done = cli("clean", "-o", "out", "--quarantine", "q", tree)
    assert done.code == 0
    assert b"1 not text" in done.err
    assert (tmp_path / "q" / "sub" / "p.png").read_bytes() == b"\x89PNG\r\n\x1a\n\0\0"
    assert not (tmp_path / "out" / "sub" / "p.png").exists()


def test_limit_stops_before_the_file(cli: Cli, tree: Path) -> None:
    before = (tree / "a.txt").read_bytes()
    done = cli("clean", "--in-place", "--max-changed-share", "0.05", tree)
    assert done.code == 2
    assert b"insertion.gloss would have rewritten" in done.err
    assert (tree / "a.txt").read_bytes() == before
    assert not list(tree.rglob(".textfix-*"))
    assert cli("clean", "--in-place", "--max-changed-share", "0.9", tree).code == 0


def test_settings_files(cli: Cli, tree: Path, tmp_path: Path) -> None:
    (tmp_path / "textfix.toml").write_text('script = "hant"\nexclude = ["skip"]\n', "utf-8")
    assert "裝好了" in cli("clean", "tree/sub/c.md").out.decode()
    assert "装好了" in cli("clean", "--isolated", "tree/sub/c.md").out.decode()
    assert "装好了" in cli("clean", "--script", "hans", "tree/sub/c.md").out.decode()
    assert len(cli("detect", "tree").out.splitlines()) == 3
    (tmp_path / "textfix.toml").write_text('scirpt = "hant"\n', "utf-8")
    done = cli("clean", "tree/sub/c.md")
    assert (done.code, done.err.count(b"\n")) == (2, 1)
    assert b"did you mean 'script'" in done.err
    (tmp_path / "textfix.toml").unlink()
    (tmp_path / "pyproject.toml").write_text('[tool.textfix]\nscript = "hant"\n', "utf-8")
    assert "裝好了" in cli("clean", "tree/sub/c.md").out.decode()


def test_log_is_not_overwritten_and_is_needed(cli: Cli, tree: Path) -> None:
    assert cli("clean", "--in-place", "--log", "l.jsonl", tree).code == 0
    assert cli("clean", "--in-place", "--log", "l.jsonl", tree).code == 2
    assert cli("clean", "--in-place", "--resume", tree).code == 2
    assert cli("undo", tree / "a.txt").code == 2
    assert cli("undo", "nowhere.jsonl").code == 2
    (tree / "sub" / "b.txt").write_bytes(b"mine now\n")
    done = cli("undo", "l.jsonl")
    assert done.code == 1
    assert b"not what the run left" in done.err
    assert (tree / "sub" / "b.txt").read_bytes() == b"mine now\n"


def test_undo_of_some_and_torn_logs(cli: Cli, tree: Path, tmp_path: Path) -> None:
    before = torture.snapshot(tree)
    cli("clean", "--in-place", "--log", "l.jsonl", tree)
    assert cli("undo", "--dry-run", "l.jsonl").code == 0
    assert cli("undo", "l.jsonl", tree / "a.txt").code == 0
    assert torture.snapshot(tree)[b"a.txt"] == before[b"a.txt"]
    with (tmp_path / "l.jsonl").open("ab") as log:
        log.write(b'{"k":"text","n":3,"torn')
    assert cli("undo", "l.jsonl").code == 0
    assert torture.snapshot(tree) == before


def test_resume_skips_what_is_done(cli: Cli, tree: Path, tmp_path: Path) -> None:
    cli("clean", "--in-place", "--log", "l.jsonl", tree)
    torture.write(tree / "new.txt", GBK)
    with (tmp_path / "l.jsonl").open("ab") as log:
        log.write(b'{"k":"same","n":3}\n{"torn')
    done = cli("clean", "--in-place", "--log", "l.jsonl", "--resume", tree)
    assert b"1 changed" in done.err
    assert b"4 done before" in done.err
    assert (tree / "new.txt").read_bytes() == HANS
    assert cli("undo", "l.jsonl").code == 0
    assert (tree / "new.txt").read_bytes() == GBK


def test_a_full_disk_leaves_the_old_file(
    cli: Cli, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = torture.snapshot(tree)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    done = cli("clean", "--in-place", tree)
    assert done.code == 2
    assert b"No space left" in done.err
    assert torture.snapshot(tree) == before


def test_interrupt_leaves_the_old_file(
    cli: Cli, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = torture.snapshot(tree)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(atomic.Pending, "commit", interrupt)
    assert cli("clean", "--in-place", tree).code == 130
    assert torture.snapshot(tree) == before


def test_pipes_are_read_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    size = 40000
    line = torture.command("clean", tmp_path / "pipe")
    with subprocess.Popen(line, stdout=subprocess.PIPE) as run:
        (tmp_path / "pipe").write_bytes(GBK * size)
        out, _ = run.communicate(timeout=120)
    assert out == HANS * size


def test_a_mistake_in_one_file_does_not_end_the_run(
    cli: Cli, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Engine.__call__

    def broken(self: Engine, texts: list[str]) -> object:
        if "8月" in texts[0]:
            raise ZeroDivisionError("by test")
        return real(self, texts)

    monkeypatch.setattr(Engine, "__call__", broken)
    before = (tree / "a.txt").read_bytes()
    done = cli("clean", "--in-place", tree)
    assert done.code == 1
    assert b"internal error, the file is left alone: ZeroDivisionError: by test" in done.err
    assert (tree / "a.txt").read_bytes() == before
    assert (tree / "sub" / "b.txt").read_bytes() == HANS


def test_a_killed_worker_stops_the_run_in_one_line(
    cli: Cli, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = torture.snapshot(tree)

    def dying(*_: object) -> list[object]:
        if parent_process() is not None:
            os._exit(9)
        return []

    monkeypatch.setattr(Engine, "__call__", dying)
    done = cli("clean", "--in-place", "--jobs", "2", tree)
    assert done.code == 2
    assert b"a worker process was killed" in done.err
    after = {k: v for k, v in torture.snapshot(tree).items() if not k.startswith(b".textfix-")}
    assert after == before


def test_closed_pipe_is_quiet(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(HANS * 20000)
    line = torture.command("clean", path)
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.read(10)
        run.stdout.close()
        assert run.stderr.read() == b""
        assert run.wait() == 0


def test_rules(cli: Cli) -> None:
    assert b"insertion.torn" in cli("rules").out
    card = json.loads(cli("rules", "--format", "json", "insertion.torn").out)
    assert card["examples"]
    assert b"did you mean" in cli("rules", "insertion.tron").err


def test_help_is_quick() -> None:
    best = 9.0
    for _ in range(5):
        start = os.times()
        subprocess.run(torture.command("--help"), check=True, stdout=subprocess.DEVNULL)
        end = os.times()
        user = end.children_user - start.children_user
        best = min(best, user + end.children_system - start.children_system)
    assert best < 0.2, f"{best:.3f} s of processor time"
