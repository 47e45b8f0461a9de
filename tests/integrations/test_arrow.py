"""Arrow columns: all string and binary types, slices, chunks, nulls, bad bytes, huge rows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.integrations.conftest import DAMAGED, HEALTHY, Mixed, need
from textfix import Cleaner, InputError, Profile, clean_many
from textfix.integrations import Columns
from textfix.run import program

pa: Any = need("pyarrow")
STRINGS = ("string", "large_string", "string_view")
BINARIES = ("binary", "large_binary", "binary_view")
# What may wake or join wrongly at the ends of rows, one and two UTF-16 units wide.
PIECES = st.sampled_from(
    ["?", "\n", "�", "(a", ")", "，", ",", "😀", "会议", "a", ">", "\x05", "&#2"]
)
ROWS = st.lists(st.none() | st.lists(PIECES, max_size=50).map("".join), max_size=30)


def of(kind: str, rows: list[Any]) -> Any:
    return pa.array(rows, type=getattr(pa, kind)())


@pytest.mark.parametrize("kind", STRINGS)
def test_ten_thousand_strings(kind: str, mixed: Mixed) -> None:
    array = of(kind, mixed.texts)
    new = Cleaner()(array)
    assert new.type == array.type
    assert new.to_pylist() == mixed.clean
    assert Cleaner()(array.slice(501, 99)).to_pylist() == mixed.clean[501:600]


@pytest.mark.parametrize("kind", BINARIES)
def test_binaries_become_strings(kind: str, mixed: Mixed) -> None:
    rows = [None if t is None else t.encode() for t in mixed.texts[:1500]]
    new = Cleaner()(of(kind, rows))
    assert str(new.type) == kind.replace("binary", "string")
    known = iter(clean_many([r for r in rows if r is not None]))
    assert new.to_pylist() == [None if r is None else next(known) for r in rows]


def test_chunks_stay_and_an_unchanged_column_is_the_same_object() -> None:
    clean = pa.array([HEALTHY[0], None, ""])
    assert Cleaner()(clean) is clean
    column = pa.chunked_array([clean, pa.array([DAMAGED]), pa.array([], pa.string())])
    new = Cleaner()(column)
    assert [len(c) for c in new.chunks] == [3, 1, 0]
    assert new.to_pylist() == [HEALTHY[0], None, "", HEALTHY[0]]
    assert Cleaner()(pa.chunked_array([clean])).type == pa.string()


@given(ROWS)
def test_the_look_at_blocks_is_the_look_at_texts(rows: list[str | None]) -> None:
    array = pa.array(rows, pa.string())
    if len(rows):
        alone = {k for k, t in enumerate(rows) if t is not None and look_one(t)}
        found = dict(woken(array))
        assert alone <= set(found)
        assert all(found[k] == rows[k] for k in found)
    expected = [None if t is None else clean_many([t])[0] for t in rows]
    assert Cleaner()(array).to_pylist() == expected


@pytest.mark.parametrize("size", [4, 5, 6, 7, 64])
def test_where_blocks_are_cut_makes_no_difference(
    size: int, mixed: Mixed, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [t for t in mixed.texts[:300] if t is None or len(t) < 200]
    rows = [*texts, "😀?", "?😀", "a\x05", "“?", "é", "會", "😀", "?", "&#20250;"]
    array = of("string", rows)
    whole = list(woken(array))
    monkeypatch.setattr("textfix.arrow_look._BLOCK", size)
    assert list(woken(array)) == whole
    assert {k for k, _ in whole} >= {k for k, t in enumerate(rows) if t and look_one(t)}


def woken(array: Any) -> Any:
    from textfix.arrow_look import woken

    return woken(array, program(Profile()).sieve)


def look_one(text: str) -> int:
    return program(Profile()).sieve.look_one(text)


def test_bytes_that_nulls_hide_are_not_looked_at() -> None:
    offsets = pa.py_buffer(bytes([0, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0]))
    array = pa.StringArray.from_buffers(
        3, offsets, pa.py_buffer(b"a?\xff\xffb"), pa.py_buffer(b"\x05")
    )
    assert array.to_pylist() == ["a?", None, "b"]
    assert Cleaner()(array) is array


def test_rows_that_are_valid_only_together_are_mended() -> None:
    raw = pa.array([b"a\xe4\xbd", b"\xa0b"], pa.binary()).view(pa.string())
    assert Cleaner()(raw).to_pylist() == ["a�", "�b"]


def test_rows_that_are_not_valid_utf8_are_mended_and_told() -> None:
    gbk = "".join(HEALTHY[:1] * 5)
    raw = [b"ok", b"a\xff\xffb", None, b"\xed\xa0\x80", gbk.encode("gbk"), DAMAGED.encode()]
    array = pa.array(raw, pa.binary()).view(pa.string())
    new, account = Columns().accounted(pa.table({"text": array}))
    rows = new.column("text").to_pylist()
    new.validate(full=True)
    assert rows[0] == "ok"
    assert rows[1].startswith("a�")
    assert rows[1].endswith("b")
    assert rows[2] is None
    assert "�" in rows[3]
    assert rows[4:] == [gbk, HEALTHY[0]]
    assert account.encodings["gb18030"] == 1
    assert account.texts == 5


def test_a_row_of_fifty_megabytes() -> None:
    huge = "会议记录。" * (50_000_000 // 15)
    array = pa.array(["a", huge, DAMAGED, None])
    table, account = Columns().accounted(pa.table({"text": array}))
    new = table.column("text")
    assert new[1].as_buffer().size == len(huge) * 3
    assert [new[0].as_py(), new[2].as_py(), new[3].as_py()] == ["a", HEALTHY[0], None]
    assert account.total["characters"] == len(huge) + len(DAMAGED) + 1


def test_tables_keep_their_schema_and_metadata() -> None:
    field = pa.field("text", pa.string(), metadata={"k": "v"})
    schema = pa.schema([pa.field("id", pa.int64()), field], metadata={"own": "kept"})
    table = pa.table([[1, 2], [DAMAGED, "b"]], schema=schema)
    for batch in (table, table.to_batches()[0]):
        new = Columns()(batch)
        assert type(new) is type(batch)
        assert new.schema.equals(schema, check_metadata=True)
        assert new.to_pylist()[0] == {"id": 1, "text": HEALTHY[0]}
        told = Columns(account="told")(batch)
        assert told.schema.names == ["id", "text", "told"]


def test_accounts_of_arrow_and_of_lists_are_the_same(mixed: Mixed) -> None:
    texts = mixed.texts[:3000]
    _, plain = Columns().accounted({"text": texts})
    for kind in STRINGS:
        _, arrow = Columns().accounted(pa.table({"text": of(kind, texts)}))
        assert arrow == plain


def test_other_types_are_refused() -> None:
    with pytest.raises(InputError, match="Arrow strings or binaries, not int64"):
        Cleaner()(pa.array([1]))
