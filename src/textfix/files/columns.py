"""Parquet and Arrow files: string columns cleaned batch by batch, schema and metadata kept.

Needs pyarrow (the extra `arrow` or `files`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from importlib import import_module
from typing import Any, BinaryIO, Final

from textfix.errors import InputError
from textfix.files.contained import Texts
from textfix.files.sink import Sink

_BATCH: Final = 4096
_IN_MEMORY: Final = 1 << 24
_READ: Final = 1 << 20


def pour(kind: str, source: BinaryIO, sink: Sink, texts: Texts, fields: tuple[str, ...]) -> None:
    """Rewrite a columnar file: only string columns, or those named in `fields`.

    Not for nested columns: those are kept as they are. Raises InputError without pyarrow, for
    a file that is none, or for a column that does not exist or holds no strings.
    """
    pa = _pyarrow()
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as kept:
        # Columnar files are read from their end; packed ones cannot seek.
        while data := source.read(_READ):
            kept.write(data)
        kept.seek(0)
        try:
            if kind == "parquet":
                _parquet(kept, sink, texts, fields)
            else:
                _arrow(kept, sink, texts, fields)
        except pa.ArrowInvalid as error:
            raise InputError(f"not a readable {kind} file: {error}") from None


def _pyarrow() -> Any:
    try:
        return import_module("pyarrow")
    except ImportError:
        raise InputError(
            "Parquet and Arrow files need the package pyarrow: pip install 'textfix[files]'"
        ) from None


def _parquet(kept: Any, sink: Sink, texts: Texts, fields: tuple[str, ...]) -> None:
    pq = import_module("pyarrow.parquet")
    file = pq.ParquetFile(kept)
    columns = _wanted(file.schema_arrow, fields)
    codecs = _codecs(file)

    def groups() -> Iterator[Any]:
        for k in range(file.num_row_groups):
            yield file.read_row_group(k)

    def write(out: Any, tables: Iterator[Any]) -> None:
        with pq.ParquetWriter(
            out, file.schema_arrow, compression=codecs, version="2.6", store_schema=True
        ) as writer:
            for table in tables:
                writer.write_table(table, row_group_size=max(table.num_rows, 1))

    _rewrite(groups, write, columns, sink, texts)


def _codecs(file: Any) -> Any:
    """Return the compression of each column, as the first row group has it."""
    if not file.num_row_groups:
        return "snappy"
    group = file.metadata.row_group(0)
    found = {}
    for k in range(group.num_columns):
        column = group.column(k)
        name = column.compression.lower()
        found[column.path_in_schema] = "none" if name == "uncompressed" else name
    return found


def _arrow(kept: Any, sink: Sink, texts: Texts, fields: tuple[str, ...]) -> None:
    ipc = import_module("pyarrow.ipc")
    stream = kept.read(6) != b"ARROW1"
    kept.seek(0)
    reader = ipc.open_stream(kept) if stream else ipc.open_file(kept)
    columns = _wanted(reader.schema, fields)

    def batches() -> Iterator[Any]:
        if stream:
            kept.seek(0)
            yield from ipc.open_stream(kept)
        else:
            for k in range(reader.num_record_batches):
                yield reader.get_batch(k)

    def write(out: Any, parts: Iterator[Any]) -> None:
        new = ipc.new_stream if stream else ipc.new_file
        with new(out, reader.schema) as writer:
            for part in parts:
                writer.write(part)

    _rewrite(batches, write, columns, sink, texts)


def _wanted(schema: Any, fields: tuple[str, ...]) -> list[str]:
    """Return the columns to clean."""
    strings = [field.name for field in schema if _is_text(field.type)]
    for name in fields:
        if name not in schema.names:
            raise InputError(f"no column {name!r}; there are {', '.join(schema.names[:20])}")
        if name not in strings:
            raise InputError(f"column {name!r} holds {schema.field(name).type}, not strings")
    return [name for name in strings if not fields or name in fields]


def _is_text(kind: Any) -> bool:
    return str(kind) in ("string", "large_string", "string_view")


def _rewrite(parts: Any, write: Any, columns: list[str], sink: Sink, texts: Texts) -> None:
    """Clean once to see whether anything changes; then write, changed columns kept on disk."""
    import pickle

    with tempfile.TemporaryFile() as changes:
        places: list[tuple[int, int]] = []
        row = 1
        for number, part in enumerate(parts()):
            for name in columns:
                at = part.schema.get_field_index(name)
                new = _cleaned(part.column(at), texts, row, f"column {name}: ")
                if new is not None:
                    places.append((number, at))
                    pickle.dump(new, changes)
            row += part.num_rows
        if not places:
            return
        changes.seek(0)
        waiting = iter(places)

        def renewed() -> Iterator[Any]:
            following = next(waiting, None)
            for number, part in enumerate(parts()):
                while following is not None and following[0] == number:
                    part = _replaced(part, following[1], pickle.load(changes))
                    following = next(waiting, None)
                yield part

        write(_Out(sink), renewed())


class _Out:
    """A sink as the file that pyarrow wants to write to."""

    closed = False

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._at = 0

    def write(self, data: Any) -> int:
        self._at += self._sink.write(bytes(data))
        return len(data)

    def tell(self) -> int:
        return self._at

    def writable(self) -> bool:
        return True

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass


def _replaced(part: Any, at: int, values: list[str | None]) -> Any:
    """Return a batch or table with the column at `at` holding other values of the same type."""
    pa = import_module("pyarrow")
    field = part.schema.field(at)
    return part.set_column(at, field, pa.array(values, type=field.type))


def _cleaned(column: Any, texts: Texts, first: int, where: str) -> list[str | None] | None:
    """Return the clean values of a column whose first row is `first`, None if nothing changed."""
    values: list[str | None] = column.to_pylist()
    at = [k for k, value in enumerate(values) if value]
    changed = False
    for start in range(0, len(at), _BATCH):
        rows = at[start : start + _BATCH]
        old = [value for k in rows if (value := values[k])]
        new = texts.clean(old, [first + k for k in rows], whole=False, where=where)
        for k, before, after in zip(rows, old, new, strict=True):
            if before != after:
                values[k] = after
                changed = True
    return values if changed else None
