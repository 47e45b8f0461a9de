"""pandas, Polars and DuckDB: results of clean_many, order, index, dtype and nulls kept."""

from __future__ import annotations

import importlib
import pickle
from typing import Any

import pytest

from tests.integrations.conftest import (
    DAMAGED,
    HEALTHY,
    Mixed,
    hard_bytes,
    hard_values,
    need,
    told,
    travels,
)
from textfix import Cleaner
from textfix.integrations import Columns

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.mark.parametrize("dtype", ["object", "str", "string", "arrow"])
def test_pandas_accessor(dtype: str, mixed: Mixed) -> None:
    pd = need("pandas")
    importlib.import_module("textfix.integrations.pandas")
    if dtype == "arrow":
        dtype = pd.ArrowDtype(need("pyarrow").string())
    index = pd.Index(range(5, 5 + len(mixed.texts)), name="key")
    series = pd.Series(mixed.texts, index, dtype=dtype, name="body")
    new = series.textfix.clean()
    assert new.dtype == series.dtype
    assert new.index.equals(index)
    assert new.name == "body"
    assert [None if pd.isna(v) else v for v in new] == mixed.clean
    assert new.isna().equals(series.isna())


def test_pandas_categories_frames_and_odd_values() -> None:
    pd = need("pandas")
    importlib.import_module("textfix.integrations.pandas")
    series = pd.Series([DAMAGED, "a", DAMAGED, None], dtype="category")
    assert series.textfix.clean().tolist()[:3] == [HEALTHY[0], "a", HEALTHY[0]]
    rows, clean = hard_values()
    odd = pd.Series([*rows, pd.NA, float("nan")], dtype=object)
    new, account = odd.textfix.accounted()
    assert new.tolist()[:-2] == clean
    assert new.isna().tolist() == odd.isna().tolist()
    assert account.total["files"] == {"changed": 1, "failed": 1, "null": 3, "same": 4}
    assert account.problems == (("row 1", "failed", "a int is no text; kept"),)
    raw, clean = hard_bytes()
    arrow = pd.Series(raw, dtype=pd.ArrowDtype(need("pyarrow").large_binary()))
    new, account = arrow.textfix.accounted()
    assert [None if pd.isna(v) else v for v in new] == clean
    told(account)
    frame = pd.DataFrame({"text": [DAMAGED, None], "n": [1, 2]}, index=[7, 8])
    done, account = Columns().accounted(frame)
    assert done.index.tolist() == [7, 8]
    assert done.columns.tolist() == ["text", "n"]
    assert done.text.tolist()[0] == HEALTHY[0]
    assert account.changed == 1


def test_polars_namespaces_eager_lazy_and_streaming(mixed: Mixed) -> None:
    pl = need("polars")
    need("pyarrow")
    importlib.import_module("textfix.integrations.polars")
    frame = pl.DataFrame({"id": mixed.ids, "text": mixed.texts})
    column = pl.col("text").textfix.clean()
    assert frame["text"].textfix.clean().to_list() == mixed.clean
    assert frame.with_columns(column)["text"].to_list() == mixed.clean
    streamed = frame.lazy().with_columns(column).collect(engine="streaming")
    assert streamed.sort("id")["text"].to_list() == mixed.clean
    grouped = frame.lazy().with_columns(column).filter(pl.col("id") < 3).collect()
    assert grouped["text"].to_list() == mixed.clean[:3]
    empty = pl.Series("text", [None, None])
    assert empty.textfix.clean().to_list() == [None, None]
    assert pl.Series([DAMAGED.encode(), None]).textfix.clean().to_list() == [HEALTHY[0], None]


def test_polars_hard_rows() -> None:
    pl = need("polars")
    importlib.import_module("textfix.integrations.polars")
    raw, clean = hard_bytes()
    frame = pl.DataFrame({"id": range(len(raw)), "text": pl.Series(raw, dtype=pl.Binary)})
    column = pl.col("text").textfix.clean()
    for engine in ("in-memory", "streaming"):
        done = frame.lazy().with_columns(column).collect(engine=engine).sort("id")
        assert done["text"].to_list() == clean


def selected(column: Any) -> list[Any]:
    frame = need("polars").DataFrame({"text": [DAMAGED, None, HEALTHY[1]]})
    return list(frame.lazy().select(column).collect()["text"].to_list())


def test_a_polars_expression_travels() -> None:
    pl = need("polars")
    importlib.import_module("textfix.integrations.polars")
    travels(pl.col("text").textfix.clean(), selected)


def test_duckdb_function(mixed: Mixed) -> None:
    duckdb = need("duckdb")
    pa = need("pyarrow")
    from textfix.integrations.duckdb import register

    con = register(duckdb.connect())
    table = pa.table({"id": mixed.ids, "text": mixed.texts})
    con.register("docs", table)
    rows = con.execute("SELECT textfix_clean(text) FROM docs ORDER BY id").fetchall()
    assert [r[0] for r in rows] == mixed.clean
    con.register("raw", pa.table({"b": pa.array([HEALTHY[0].encode("gbk"), None], pa.binary())}))
    done = con.execute("SELECT textfix_clean_bytes(b) FROM raw").fetchall()
    assert done == [(HEALTHY[0],), (None,)]
    raw, clean = hard_bytes()
    con.register("hard", pa.table({"id": range(len(raw)), "b": pa.array(raw, pa.binary())}))
    done = con.execute("SELECT textfix_clean_bytes(b) FROM hard ORDER BY id").fetchall()
    assert [r[0] for r in done] == clean


def registered(cleaner: Cleaner) -> list[Any]:
    from textfix.integrations.duckdb import register

    con = register(need("duckdb").connect(), "fixed", cleaner)
    return list(con.execute(f"SELECT fixed('{DAMAGED}')").fetchall())


def test_what_duckdb_and_pandas_are_given_travels() -> None:
    need("duckdb")
    travels(Cleaner(), registered)
    need("pandas")
    travels(Cleaner(), mapped)


def mapped(cleaner: Cleaner) -> list[Any]:
    pd = need("pandas")
    importlib.import_module("textfix.integrations.pandas")
    return list(pd.Series([DAMAGED, "a"]).textfix.clean(cleaner))


def test_the_cleaner_itself_maps_over_frames() -> None:
    pd = need("pandas")
    assert pickle.loads(pickle.dumps(Cleaner())) == Cleaner()
    assert pd.Series([DAMAGED]).map(Cleaner()).tolist() == [HEALTHY[0]]
