"""Folders of shards: Parquet and WET, resumable, the merged report; one bad shard is told."""

from __future__ import annotations

import gzip
import importlib
from pathlib import Path
from typing import Any

import pytest

from tests.integrations.conftest import DAMAGED, HEALTHY, Mixed, need
from textfix.integrations import Account, Columns, Shards

pytestmark = pytest.mark.filterwarnings("ignore")


def record(number: int, text: str) -> bytes:
    body = text.encode()
    head = (
        "WARC/1.0\r\nWARC-Type: conversion\r\n"
        f"WARC-Target-URI: http://example.org/{number}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        "WARC-Date: 2026-01-01T00:00:00Z\r\nContent-Type: text/plain\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + body + b"\r\n\r\n", mtime=0)


def test_wet_shards_are_cleaned_and_told(tmp_path: Path) -> None:
    source = tmp_path / "a.warc.wet.gz"
    source.write_bytes(b"".join(record(k, t) for k, t in enumerate([DAMAGED, HEALTHY[1]])))
    work = Shards(str(tmp_path / "out"))
    account = work(str(source))
    assert account.rules == {"mojibake.lossless": 1}
    new = gzip.decompress(Path(work.target(str(source))).read_bytes()).decode()
    assert HEALTHY[0] in new
    assert HEALTHY[1] in new
    assert DAMAGED not in new


@pytest.fixture
def parquet(tmp_path: Path, mixed: Mixed) -> list[str]:
    pa, pq = need("pyarrow"), need("pyarrow.parquet")
    (tmp_path / "in").mkdir()
    paths = []
    for k in range(4):
        rows = slice(k * 250, (k + 1) * 250)
        paths.append(str(tmp_path / "in" / f"{k}.parquet"))
        pq.write_table(pa.table({"text": mixed.texts[rows], "id": mixed.ids[rows]}), paths[-1])
    return paths


def read(path: str) -> Any:
    return importlib.import_module("pyarrow.parquet").read_table(path).to_pydict()


def test_parquet_shards_resume_and_merge(parquet: list[str], tmp_path: Path, mixed: Mixed) -> None:
    work = Shards(str(tmp_path / "out"))
    for path in parquet[:2]:
        work(path)
    stamps = {p: Path(work.target(p)).stat().st_mtime_ns for p in parquet[:2]}
    rows = [work({"item": p}) for p in parquet]
    assert stamps == {p: Path(work.target(p)).stat().st_mtime_ns for p in parquet[:2]}
    texts = [t for p in parquet for t in read(work.target(p))["text"]]
    assert texts == mixed.clean[:1000]
    one = Columns().accounted({"text": mixed.texts[:1000]})[1]
    assert Account.merged(row["account"] for row in rows) == one
    assert work.report(parquet, str(tmp_path / "all.html")) == one
    assert "mojibake" in (tmp_path / "all.html").read_text("utf-8")
    # Killed between the result and its account: the shard is done again, to the same bytes.
    first = Path(work.target(parquet[0])).read_bytes()
    Path(f"{work.target(parquet[0])}.account.json").unlink()
    work(parquet[0])
    assert Path(work.target(parquet[0])).read_bytes() == first


def test_what_a_killed_run_left_is_swept_away(tmp_path: Path) -> None:
    assert Shards(str(tmp_path / "none")).sweep() == 0
    left, own = tmp_path / ".textfix-0-abc.tmp", tmp_path / "a.tmp"
    left.touch()
    own.touch()
    assert Shards(str(tmp_path)).sweep() == 1
    assert [p.name for p in tmp_path.iterdir()] == ["a.tmp"]


def test_a_bad_shard_is_told_and_tried_again(parquet: list[str], tmp_path: Path) -> None:
    good = Path(parquet[0]).read_bytes()
    Path(parquet[0]).write_bytes(good[: len(good) // 2])
    work = Shards(str(tmp_path / "out"))
    account = work(parquet[0])
    assert account.problems[0][:2] == (parquet[0], "failed")
    assert not Path(work.target(parquet[0])).exists()
    assert not list((tmp_path / "out").glob("*.tmp"))
    Path(parquet[0]).write_bytes(good)
    assert work(parquet[0]).problems == ()
