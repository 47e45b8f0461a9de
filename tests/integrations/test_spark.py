"""Spark in a local[2] session: mapInArrow, the Arrow UDF, binary columns, shards of an RDD."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integrations.conftest import (
    DAMAGED,
    HEALTHY,
    Mixed,
    hard_bytes,
    need,
    need_java,
    told,
    travels,
)
from textfix.integrations import Account, Columns, Shards

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    need("pyspark")
    need_java()
    import os

    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "2000")
        .getOrCreate()
    )
    yield session
    session.stop()


def test_map_in_arrow_and_the_account(spark: Any, mixed: Mixed) -> None:
    from textfix.integrations.spark import clean_frame

    frame = spark.createDataFrame(list(enumerate(mixed.texts)), "id long, text string")
    found = clean_frame(frame, Columns(account="told")).orderBy("id").collect()
    assert [r.text for r in found] == mixed.clean
    assert Account.merged(r.told for r in found) == Columns().accounted({"text": mixed.texts})[1]


def test_the_udf_and_binary_columns(spark: Any, mixed: Mixed) -> None:
    from textfix.integrations.spark import clean_frame, udf

    frame = spark.createDataFrame(list(enumerate(mixed.texts)), "id long, text string")
    new = frame.select("id", udf()("text").alias("text")).orderBy("id").collect()
    assert [r.text for r in new] == mixed.clean
    raw = spark.createDataFrame([(bytearray(HEALTHY[0].encode("gbk")),), (None,)], "text binary")
    done = clean_frame(raw, Columns())
    assert done.schema["text"].dataType.simpleString() == "string"
    assert sorted(str(r.text) for r in done.collect()) == sorted([HEALTHY[0], "None"])


def test_hard_rows(spark: Any, tmp_path: Path) -> None:
    from textfix.integrations.spark import clean_frame

    pa, pq = need("pyarrow"), need("pyarrow.parquet")
    raw, clean = hard_bytes()
    table = pa.table({"id": range(len(raw)), "text": pa.array(raw, pa.binary())})
    pq.write_table(table, tmp_path / "hard.parquet")
    frame = spark.read.parquet(str(tmp_path / "hard.parquet"))
    found = clean_frame(frame, Columns(account="told")).orderBy("id").collect()
    assert [r.text for r in found] == clean
    told(Account.merged(r.told for r in found))


def batched(work: Columns) -> list[Any]:
    batch = need("pyarrow").RecordBatch.from_pydict({"text": [DAMAGED, None, HEALTHY[1]]})
    return [b.to_pydict() for b in work.batches(iter([batch]))]


def test_what_workers_are_sent_travels() -> None:
    need("pyarrow")
    travels(Columns(), batched)


def test_shards_of_an_rdd(spark: Any, tmp_path: Path) -> None:
    paths = []
    for k in range(3):
        paths.append(str(tmp_path / f"{k}.txt"))
        Path(paths[-1]).write_text(DAMAGED)
    work = Shards(str(tmp_path / "out"))
    done = spark.sparkContext.parallelize(paths, 3).map(work).collect()
    assert Account.merged(done).changed == 3
