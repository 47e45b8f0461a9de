"""Hosts as functions from texts to texts, made only where the host is installed."""

from __future__ import annotations

import importlib
import os
import sys
import time
from collections.abc import Callable
from typing import Any

import textfix
from textfix import Cleaner
from textfix.integrations import Columns

Work = Callable[[list[str]], list[Any]]


def _arrow() -> Work:
    pa: Any = importlib.import_module("pyarrow")
    return lambda t: list(Cleaner()(pa.array(t)).to_pylist())


def _pandas() -> Work:
    pd: Any = importlib.import_module("pandas")
    importlib.import_module("textfix.integrations.pandas")
    return lambda t: list(pd.Series(t).textfix.clean())


def _polars() -> Work:
    pl: Any = importlib.import_module("polars")
    importlib.import_module("textfix.integrations.polars")
    column = pl.col("text").textfix.clean()
    return lambda t: list(pl.DataFrame({"text": t}).select(column)["text"])


def _duckdb() -> Work:
    duckdb: Any = importlib.import_module("duckdb")
    pa: Any = importlib.import_module("pyarrow")
    from textfix.integrations.duckdb import register

    con = register(duckdb.connect())

    def work(texts: list[str]) -> list[Any]:
        con.register("t", pa.table({"k": range(len(texts)), "x": texts}))
        return [r[0] for r in con.execute("SELECT textfix_clean(x) FROM t ORDER BY k").fetchall()]

    return work


def _datasets() -> Work:
    datasets: Any = importlib.import_module("datasets")
    datasets.disable_progress_bars()
    datasets.disable_caching()

    def work(texts: list[str]) -> list[Any]:
        data = datasets.Dataset.from_dict({"text": texts})
        return list(data.map(Columns(), batched=True)["text"])

    return work


def _datatrove(name: str, module: str) -> Callable[[], Work]:
    def make() -> Work:
        data: Any = importlib.import_module("datatrove.data")
        step = getattr(importlib.import_module(module), name)()

        def work(texts: list[str]) -> list[Any]:
            docs = [data.Document(t, str(k)) for k, t in enumerate(texts)]
            return [d.text for d in step.run(iter(docs))]

        return work

    return make


def _juicer(name: str) -> Callable[[], Work]:
    def make() -> Work:
        ops: Any = importlib.import_module("data_juicer.ops")
        op = ops.OPERATORS.modules[name]()
        return lambda t: list(op.process_batched({"text": list(t)})["text"])

    return make


def _ray() -> Work:
    ray: Any = importlib.import_module("ray")
    importlib.import_module("ray.data")
    pa: Any = importlib.import_module("pyarrow")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, ignore_reinit_error=True)
    return lambda t: _rows(ray.data.from_arrow(pa.table({"k": range(len(t)), "text": t})))


def _rows(data: Any) -> list[Any]:
    done = data.map_batches(Columns(), batch_format="pyarrow").take_all()
    return [row["text"] for row in sorted(done, key=lambda r: int(r["k"]))]


def _spark() -> Work:
    sql: Any = importlib.import_module("pyspark.sql")
    from textfix.integrations.spark import clean_frame

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()

    def work(texts: list[str]) -> list[Any]:
        frame = session.createDataFrame(list(enumerate(texts)), "k long, text string")
        return [r.text for r in clean_frame(frame, Columns()).orderBy("k").collect()]

    return work


def clocked(texts: list[str]) -> str:
    """Time Ray and Spark on the clock, and `clean_many` beside them: they work in processes."""
    told = []
    works = {"`clean_many`": lambda: textfix.clean_many, "Ray Data": _ray, "Spark": _spark}
    for name, make in works.items():
        try:
            work = make()
        except ImportError as reason:
            told.append(f"{name} absent ({reason})")
            continue
        same = work(texts) == textfix.clean_many(texts)
        start = time.perf_counter()
        work(texts)
        told.append(
            f"{name} {(time.perf_counter() - start) * 1e3:.0f} ms"
            f"{'' if same else ' (RESULTS DIFFER)'}"
        )
    return "On the clock, second run, two processes, all documents: " + ", ".join(told) + ".\n"


MAKERS: dict[str, Callable[[], Work]] = {
    "Arrow": _arrow,
    "pandas": _pandas,
    "Polars": _polars,
    "DuckDB": _duckdb,
    "HF datasets": _datasets,
    "datatrove, TextfixFormatter": _datatrove("TextfixFormatter", "textfix.integrations.datatrove"),
    "datatrove, its FTFYFormatter": _datatrove(
        "FTFYFormatter", "datatrove.pipeline.formatters.ftfy"
    ),
    "Data-Juicer, textfix_mapper": _juicer("textfix_mapper"),
    "Data-Juicer, its fix_unicode_mapper": _juicer("fix_unicode_mapper"),
}
