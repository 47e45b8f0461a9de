"""The examples of docs/examples run, twice: the second time there is nothing left to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integrations.conftest import DAMAGED, HEALTHY, need, need_java
from textfix.integrations import Account

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"


@pytest.mark.parametrize(("name", "host"), [("ray", "ray.data"), ("spark", "pyspark")])
def test_an_example_cleans_a_folder_and_goes_on(name: str, host: str, tmp_path: Path) -> None:
    pa, pq = need("pyarrow"), need("pyarrow.parquet")
    need(host)
    if name == "spark":
        need_java()
    (tmp_path / "in").mkdir()
    for k in range(3):
        pq.write_table(pa.table({"text": [DAMAGED, None, ""]}), tmp_path / "in" / f"{k}.parquet")
    out = tmp_path / "out"
    command = [sys.executable, str(EXAMPLES / f"clean_shards_{name}.py"), str(tmp_path / "in")]
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    stamps = []
    for _ in range(2):
        done = subprocess.run(
            [*command, str(out)], capture_output=True, text=True, env=environment, timeout=540
        )
        assert "6 texts, 3 changed, 0 problems" in done.stdout, done.stderr[-2000:]
        assert done.returncode == 0
        stamps.append([p.stat().st_mtime_ns for p in sorted(out.glob("*.parquet"))])
    assert stamps[0] == stamps[1]
    assert pq.read_table(out / "1.parquet")["text"].to_pylist() == [HEALTHY[0], None, ""]
    assert Account.parse((out / "1.parquet.account.json").read_bytes()).changed == 1
    assert "mojibake.lossless" in (out / "report.html").read_text("utf-8")
