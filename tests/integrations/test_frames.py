"""pandas, Polars and DuckDB: results of clean_many, order, index, dtype and nulls kept."""

from __future__ import annotations

import importlib
import pickle

import pytest

from tests.integrations.conftest import DAMAGED, HEALTHY, Mixed, need
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
    odd = pd.Series([DAMAGED, 3, pd.NA, b"\xff", float("nan"), "x\ud800"], dtype=object)
    new, account = odd.textfix.accounted()
    assert new.tolist()[:2] == [HEALTHY[0], 3]
    assert new.isna().tolist() == odd.isna().tolist()
    assert new[5] == "x\ud800"
    assert account.total["files"]["null"] == 2
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


def test_the_cleaner_itself_maps_over_frames() -> None:
    pd = need("pandas")
    assert pickle.loads(pickle.dumps(Cleaner())) == Cleaner()
    assert pd.Series([DAMAGED]).map(Cleaner()).tolist() == [HEALTHY[0]]
