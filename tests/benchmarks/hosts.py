"""Hosts as functions from texts to texts, made only where the host is installed."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

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
