"""File names: proposed, applied, taken back; on disk and inside zip archives."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

from tests.files import torture
from tests.files.conftest import Cli

GOOD = ["春游合影.txt", "会议记录与附件.txt", "新建文件夹"]


def _tree(root: Path) -> None:
    torture.write(root / os.fsdecode(GOOD[0].encode("gbk")), b"1")
    folder, name = (os.fsdecode(GOOD[k].encode("gbk")) for k in (2, 1))
    torture.write(root / folder / name, b"2")
    torture.write(root / "fine 名字.txt", b"3")


def test_propose_apply_undo(cli: Cli, tmp_path: Path) -> None:
    root = tmp_path / "tree"
    _tree(root)
    before = torture.snapshot(root)
    proposed = cli("names", root).out.decode()
    assert all(name in proposed for name in GOOD)
    assert torture.snapshot(root) == before
    assert cli("names", "--apply", root).code == 2
    assert cli("names", "--apply", "--log", "names.jsonl", root).code == 0
    assert (root / GOOD[2] / GOOD[1]).read_bytes() == b"2"
    assert cli("names", root).out == b""
    assert cli("names", "--undo", "names.jsonl").code == 0
    assert torture.snapshot(root).keys() == before.keys()


def test_taken_names_are_left(cli: Cli, tmp_path: Path) -> None:
    root = tmp_path / "tree"
    _tree(root)
    torture.write(root / GOOD[0], b"taken")
    done = cli("names", "--apply", "--log", "names.jsonl", root)
    assert done.code == 1
    assert b"the name is taken" in done.err
    assert (root / GOOD[0]).read_bytes() == b"taken"


def test_mojibake_names(cli: Cli, tmp_path: Path) -> None:
    root = tmp_path / "tree"
    torture.write(root / "资料汇总与说明.txt".encode("gbk").decode("latin-1"), b"1")
    assert "资料汇总与说明.txt" in cli("names", root).out.decode()


def test_zip(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for k, name in enumerate(GOOD[:2]):
            info = zipfile.ZipInfo("xy"[k] * len(name.encode("gbk")), (2020, 1, 2, 3, 4, 6))
            archive.writestr(info, f"content {k}")
    data = path.read_bytes()
    for name, letter in zip(GOOD, (b"x", b"y"), strict=False):
        raw = name.encode("gbk")
        data = data.replace(letter * len(raw), raw)
    path.write_bytes(data)
    out = cli("names", "--zip", path, "-o", "b.zip")
    assert out.code == 0, out.err
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert archive.namelist() == GOOD[:2]
        assert archive.read(GOOD[0]) == b"content 0"
        assert archive.infolist()[0].date_time == (2020, 1, 2, 3, 4, 6)
    assert path.read_bytes() == data
    assert cli("names", "--zip", tmp_path / "b.zip").out == b""
    (tmp_path / "no.zip").write_bytes(b"no")
    assert cli("names", "--zip", "no.zip").code == 1
