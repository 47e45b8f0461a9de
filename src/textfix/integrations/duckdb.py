"""DuckDB: an Arrow function for SQL, `SELECT textfix_clean(text) FROM ...`."""

from __future__ import annotations

from typing import Any

from textfix.api import Cleaner


def register(connection: Any, name: str = "textfix_clean", cleaner: Cleaner | None = None) -> Any:
    """Add the function to a connection, and NAME_bytes for BLOBs; return the connection.

    Not for names that exist already: DuckDB raises. Nulls stay null.
    """
    made = cleaner or Cleaner()
    for suffix, kind in (("", "VARCHAR"), ("_bytes", "BLOB")):
        connection.create_function(name + suffix, _Function(made), [kind], "VARCHAR", type="arrow")
    return connection


class _Function:
    """A cleaner with the signature that DuckDB reads."""

    def __init__(self, cleaner: Cleaner) -> None:
        self._cleaner = cleaner

    def __call__(self, column: Any) -> Any:
        return self._cleaner(column)
