"""Polars: an expression and a series namespace, `pl.col("text").textfix.clean()`.

`import textfix.integrations.polars` adds it. It is elementwise, so streaming engines may cut.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from textfix.api import Cleaner
from textfix.integrations.values import cleaner_of


def clean_series(series: Any, cleaner: Cleaner | None = None) -> Any:
    """Return a Polars Series of strings, clean; binaries are decoded.

    Not for categories: cast them to strings. Raises InputError for other types.
    """
    import polars as pl

    if series.dtype == pl.Null:
        return series.cast(pl.String)
    made = cleaner or Cleaner()
    return pl.Series(series.name, made(series.to_arrow()), dtype=pl.String)


class ExprNamespace:
    """What `expression.textfix` offers.

    Not for frames: select the columns.
    """

    def __init__(self, expression: Any) -> None:
        """Take the expression."""
        self._expression = expression

    def clean(self, cleaner: Cleaner | str | None = None) -> Any:
        """Return an expression of clean strings; `cleaner` may be the name of a profile."""
        import polars as pl

        work = partial(clean_series, cleaner=cleaner_of(cleaner))
        return self._expression.map_batches(work, return_dtype=pl.String, is_elementwise=True)


class SeriesNamespace:
    """What `series.textfix` offers.

    Not for frames: select the columns.
    """

    def __init__(self, series: Any) -> None:
        """Take the series."""
        self._series = series

    def clean(self, cleaner: Cleaner | str | None = None) -> Any:
        """Return the series clean; `cleaner` may be the name of a profile."""
        return clean_series(self._series, cleaner_of(cleaner))


def register() -> bool:
    """Add the namespaces; False where Polars is absent."""
    try:
        import polars as pl
    except ImportError:
        return False
    pl.api.register_expr_namespace("textfix")(ExprNamespace)
    pl.api.register_series_namespace("textfix")(SeriesNamespace)
    return True


register()
