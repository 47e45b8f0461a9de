"""What a caller gets wrong or does unusually: it is said who is to blame, and nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from tests.files import torture
from tests.files.conftest import Cli

PAGE = torture.damaged().encode()
GOOD = {"a": "你好，世界", "b": "今天的会议改到下午"}
NAMES = {
    "big5": ["香港大學校董會記錄", "年度預算與說明", "開會通知書", "圖書館藏書目錄"],
    "gbk": ["会议记录与附件说明", "春游合影与说明", "项目进度表", "新员工培训材料"],
}  # fmt: skip


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE)
    return path


def test_dash_and_slash_as_output(cli: Cli, page: Path, tmp_path: Path) -> None:
    want = cli("clean", page).out
    assert cli("clean", page, "-o", "-").out == want
    assert cli("clean", page, "-o", "new/").code == 0
    assert (tmp_path / "new" / "page.txt").read_bytes() == want
    other = tmp_path / "other.txt"
    other.write_bytes(PAGE)
    assert b"-o both/" in cli("clean", page, other, "-o", "both").err
    assert cli("clean", page, other, "-o", "both/").code == 0
    assert (tmp_path / "both" / "other.txt").read_bytes() == want


def test_an_output_that_is_no_file_is_refused(cli: Cli, page: Path) -> None:
    done = cli("clean", page, "-o", "/dev/null", "--force")
    assert (done.code, done.out) == (2, b"")
    assert b"/dev/null is no file" in done.err


@pytest.mark.parametrize("option", ["--report", "--log"])
def test_a_missing_folder_is_named(cli: Cli, page: Path, option: str) -> None:
    done = cli("clean", page, option, "nowhere/r.json")
    assert done.code == 2
    assert b".tmp" not in done.err
    assert b"nowhere" in done.err


def test_a_report_is_not_overwritten(cli: Cli, page: Path, tmp_path: Path) -> None:
    report = tmp_path / "r.json"
    report.write_text("mine", "utf-8")
    assert cli("clean", page, "-o", "out", "--report", report).code == 2
    assert report.read_text("utf-8") == "mine"
    assert cli("clean", page, "-o", "out", "--report", report, "--force").code == 0
    assert cli("report", report, "-o", "sum.json").code == 0
    assert cli("report", report, "-o", "sum.json").code == 2
    assert cli("report", report, "-o", "sum.json", "--force").code == 0
    assert b"name another file" in cli("report", report, "-o", report, "--force").err


def test_quarantine_keeps_all_of_one_name(cli: Cli, tmp_path: Path) -> None:
    for k, folder in enumerate("ab"):
        torture.write(tmp_path / folder / "x.png", b"\x89PNG\r\n\x1a\n" + bytes([k]) * 90)
    for _ in range(2):
        cli("clean", "a", "b", "--quarantine", "q")
        assert sorted(os.listdir(tmp_path / "q")) == ["x.png", "x.png.1"]
    assert b"q lies in ." in cli("clean", ".", "-o", "../out", "--quarantine", "q").err


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("--backup", "", "--in-place"), b"takes a suffix"),
        (("--encoding", "idna"), b"no text encoding"),
        (("--isolated", "--config-file", "x"), b"not allowed with"),
        (("--select", "no-such-rule-at-all"), b"`textfix rules`"),
    ],
)
def test_wrong_options(cli: Cli, page: Path, words: tuple[str, ...], hint: bytes) -> None:
    done = cli("clean", page, *words)
    assert done.code == 2
    assert hint in done.err
    assert len(done.err) < 200


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ('formt = "csv"', "no key 'formt'"),
        ('encodng = "gbk"', "did you mean 'encoding'?"),
        ('include = "*.txt"', "include is a list of strings, not '*.txt'"),
        ("jobs = -3", "not -3"),
    ],
)
def test_wrong_settings(cli: Cli, page: Path, tmp_path: Path, line: str, hint: str) -> None:
    (tmp_path / "textfix.toml").write_text(line, "utf-8")
    done = cli("clean", page)
    assert done.code == 2
    assert hint in done.err.decode()


def test_only_what_is_missing_is_called_required(cli: Cli) -> None:
    for command, name in (("convert", b"CONFIG"), ("undo", b"LOG")):
        assert b"required: " + name + b" (" in cli(command).err


def test_check_goes_by_the_encoding_of_the_settings(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes((torture.HANS * 6).encode("gb18030"))
    assert b"would become utf-8" in cli("check", "a.txt").out
    for name in ("keep", "gb18030"):
        (tmp_path / "textfix.toml").write_text(f'encoding = "{name}"', "utf-8")
        assert cli("check", "a.txt").code == 0
    (tmp_path / "textfix.toml").write_text('encoding = "utf-16"', "utf-8")
    assert b"gb18030 would become utf-16" in cli("check", "a.txt").out


def test_ascii_kept_may_become_utf8(cli: Cli) -> None:
    data = b"Lin said: \\u4f60\\u597d\\u4e16\\u754c\n"
    done = cli("clean", "--encoding", "keep", "--escapes", data=data)
    assert done.out.decode() == "Lin said: 你好世界\n"


def test_explain_goes_by_fields(cli: Cli) -> None:
    bad = {key: value.encode().decode("latin-1") for key, value in GOOD.items()}
    data = json.dumps(bad, ensure_ascii=False).encode() + b"\n"
    told = cli("explain", "--format", "jsonl", "--field", "b", data=data).out.decode()
    assert GOOD["b"] in told
    assert GOOD["a"] not in told


def test_logs_of_another_kind_are_refused(cli: Cli, tmp_path: Path) -> None:
    torture.write(tmp_path / "tree" / os.fsdecode("会议记录与附件.txt".encode("gbk")), b"1")
    assert cli("names", "tree", "--apply", "--log", "names.jsonl").code == 0
    (tmp_path / "a.txt").write_bytes(PAGE)
    assert cli("clean", "--in-place", "a.txt", "--log", "run.jsonl").code == 0
    assert b"names --undo" in cli("undo", "names.jsonl").err
    assert b"textfix undo" in cli("names", "--undo", "run.jsonl").err
    assert cli("names", "--undo", "names.jsonl").code == 0
    assert b"nothing to undo" in cli("names", "--undo", "names.jsonl").err


def test_names_in_several_encodings(cli: Cli, tmp_path: Path) -> None:
    for codec, names in NAMES.items():
        for name in names:
            torture.write(tmp_path / "tree" / os.fsdecode(f"{name}.txt".encode(codec)), b"1")
    told = cli("names", "tree").out.decode()
    assert [n for names in NAMES.values() for n in names if f"{n}.txt" not in told] == []


def test_a_zip_that_cannot_be_copied_is_told(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "text")
    data = bytearray(path.read_bytes())
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + at] |= 1
    path.write_bytes(data)
    done = cli("names", "--zip", "a.zip", "-o", "b.zip")
    assert done.code == 1
    assert b"encrypted" in done.err
    assert not (tmp_path / "b.zip").exists()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_ended_run_leaves_no_temporary_file(tmp_path: Path, jobs: str) -> None:
    for k in range(60):
        torture.write(tmp_path / "tree" / f"{k:02}.txt", PAGE * 20)
    call = torture.command("clean", "--in-place", "--jobs", jobs, "tree")
    run = subprocess.Popen(call, cwd=tmp_path, stderr=subprocess.PIPE)
    first = tmp_path / "tree" / "00.txt"
    while run.poll() is None and first.stat().st_size == len(PAGE) * 20:
        time.sleep(0.05)
    run.send_signal(signal.SIGTERM)
    run.communicate(timeout=60)
    assert run.returncode == 128 + signal.SIGTERM
    assert not list((tmp_path / "tree").glob(".textfix-*"))
