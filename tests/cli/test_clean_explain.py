"""`textfix clean` and `textfix explain` as a shell meets them: outputs, files, codes, messages."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from textfix import cli
from textfix.files import atomic

DAMAGED = "經(jīng)開區(qū)召開黨工委會(huì)議\n"
CLEAN = "經開區召開黨工委會議\n"
SIMPLE = "经开区召开党工委会议\n"


def call(*arguments: str, data: bytes = b"", **extra: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "textfix", *arguments]
    env = {**os.environ, "PYTHONIOENCODING": "", **extra}
    return subprocess.run(command, input=data, capture_output=True, env=env, timeout=120)


def one_line(error: bytes) -> str:
    text = error.decode()
    assert text.count("\n") == 1, text
    assert "Traceback" not in text
    assert text.startswith("textfix")
    return text


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(DAMAGED, "utf-8")
    return path


@pytest.mark.parametrize("arguments", [("clean",), ("clean", "-")])
def test_standard_input_to_standard_output(arguments: tuple[str, ...]) -> None:
    done = call(*arguments, data=DAMAGED.encode())
    assert (done.returncode, done.stdout, done.stderr) == (0, CLEAN.encode(), b"")


def test_output_is_utf8_whatever_the_locale(damaged: Path) -> None:
    done = call("clean", "--script", "hans", str(damaged), LC_ALL="C", PYTHONUTF8="0")
    assert (done.returncode, done.stdout) == (0, SIMPLE.encode())


def test_other_encodings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "gbk.txt"
    path.write_bytes((DAMAGED * 3).encode("gb18030"))
    assert call("clean", str(path)).stdout == (CLEAN * 3).encode()


def test_several_files_follow_each_other(damaged: Path, capfdbinary: Any) -> None:
    other = damaged.with_name("other.txt")
    other.write_text("别的文件\n", "utf-8")
    assert cli.main(["clean", str(damaged), str(other)]) == 0
    assert capfdbinary.readouterr().out == (CLEAN + "别的文件\n").encode()


def test_output_to_a_file_and_into_a_folder(damaged: Path, tmp_path: Path) -> None:
    out, folder = tmp_path / "out.txt", tmp_path / "folder"
    folder.mkdir()
    assert cli.main(["clean", str(damaged), "-o", str(out)]) == 0
    assert out.read_text("utf-8") == CLEAN
    assert cli.main(["clean", str(damaged), "-o", str(folder)]) == 0
    assert (folder / "page.txt").read_text("utf-8") == CLEAN
    assert damaged.read_text("utf-8") == DAMAGED


def test_in_place_keeps_the_mode(damaged: Path) -> None:
    damaged.chmod(0o640)
    assert cli.main(["clean", "--in-place", str(damaged)]) == 0
    assert damaged.read_text("utf-8") == CLEAN
    assert stat.S_IMODE(damaged.stat().st_mode) == 0o640
    assert os.listdir(damaged.parent) == ["page.txt"]


def test_in_place_does_not_rewrite_what_is_clean(tmp_path: Path) -> None:
    path = tmp_path / "clean.txt"
    path.write_text(CLEAN, "utf-8")
    before = path.stat()
    assert cli.main(["clean", "--in-place", str(path)]) == 0
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_in_place_writes_through_a_symbolic_link(damaged: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(damaged)
    assert cli.main(["clean", "--in-place", str(link)]) == 0
    assert link.is_symlink()
    assert damaged.read_text("utf-8") == CLEAN


def test_a_failed_write_leaves_the_old_file(damaged: Path) -> None:
    old = DAMAGED * 400
    damaged.write_text(old, "utf-8")
    # A file size limit is a disk that fills up in the middle of the write.
    shell = f"ulimit -f 4; exec {sys.executable} -m textfix clean --in-place {damaged}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, timeout=120)
    assert done.returncode == 1
    assert "File too large" in one_line(done.stderr)
    assert damaged.read_text("utf-8") == old
    assert os.listdir(damaged.parent) == ["page.txt"]


def test_atomic_write_refuses_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a regular file"):
        atomic.write(tmp_path, b"x")
    with pytest.raises(FileNotFoundError):
        atomic.write(tmp_path / "absent" / "x", b"x")


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("clean", "--profile", "repiar"), "repair"),
        (("clean", "--script", "hant-tv"), "hant-tw"),
        (("clean", "--in-place"), "needs files"),
        (("claen",), "clean"),
        (("clean", "--nonsense"), "--nonsense"),
        (("clean", "-o", "x", "--in-place", "y"), "not allowed"),
        (("clean", "a", "b", "-o", "/nonexistent/x"), "not a folder"),
    ],
)
def test_a_wrong_call_is_one_line_and_status_2(arguments: tuple[str, ...], hint: str) -> None:
    done = call(*arguments, data=b"x")
    assert done.returncode == 2
    assert done.stdout == b""
    assert hint in one_line(done.stderr)


def test_a_bad_input_is_told_and_the_others_are_cleaned(damaged: Path, tmp_path: Path) -> None:
    done = call("clean", str(tmp_path / "absent.txt"), str(damaged))
    assert done.returncode == 1
    assert done.stdout == CLEAN.encode()
    assert b"Traceback" not in done.stderr
    assert "No such file" in done.stderr.decode().splitlines()[0]


def test_binary_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    data = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8
    path.write_bytes(data)
    done = call("clean", "--in-place", str(path))
    assert done.returncode == 1
    one_line(done.stderr)
    assert path.read_bytes() == data


def test_a_reader_who_leaves_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(CLEAN * 40_000, "utf-8")
    shell = f"{sys.executable} -m textfix clean {path} | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", shell], capture_output=True, timeout=120)
    assert done.stderr == b""
    assert done.stdout == CLEAN.encode()[:10]


def test_explain_tells_place_rule_change_and_reason(damaged: Path, capfdbinary: Any) -> None:
    assert cli.main(["explain", str(damaged)]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert lines[0].startswith(f"{damaged}:1:2 insertion.gloss [exact]: ")
    assert lines[1] == "    經[(jīng)]開區(qū)召開黨工委會 → 經[]開區(qū)召開黨工委會"
    assert lines[-1] == f"{damaged} (utf-8): 3 applied, 0 not applied"
    assert "\x1b" not in "".join(lines)


def test_color_is_for_terminals_without_no_color(
    damaged: Path, capfdbinary: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert cli.main(["explain", str(damaged)]) == 0
    assert b"\x1b[" in capfdbinary.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    assert cli.main(["explain", str(damaged)]) == 0
    assert b"\x1b" not in capfdbinary.readouterr().out


def test_version_and_help() -> None:
    assert call("--version").stdout.startswith(b"textfix 0.")
    assert b"clean" in call("--help").stdout
