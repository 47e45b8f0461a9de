"""pandas: an accessor on Series, missing values, index and dtype kept.

`import textfix.integrations.pandas` adds it: `frame["text"].textfix.clean()`.
"""

from __future__ import annotations

from typing import Any

from textfix.api import Cleaner
from textfix.integrations.account import Account, Ledger
from textfix.integrations.values import clean_column, clean_values, cleaner_of


def clean_series(series: Any, cleaner: Cleaner | None = None, ledger: Ledger | None = None) -> Any:
    """Return a Series of the same length and index, its text clean.

    Not for frames: see `Columns`. A dtype that can hold str is kept (object, str, string,
    Arrow strings); categories are cleaned each once. Values that are no text stay.
    """
    import pandas as pd

    profile = (cleaner or Cleaner()).profile
    if isinstance(series.dtype, pd.CategoricalDtype):
        new = clean_values(series.astype(object).tolist(), profile, ledger)
        return pd.Series(new, series.index, name=series.name, dtype="category")
    if isinstance(series.dtype, pd.ArrowDtype):
        column = clean_column(series.array.__arrow_array__(), profile, ledger)
        dtype = pd.ArrowDtype(column.type)
        return pd.Series(pd.arrays.ArrowExtensionArray(column), series.index, dtype, series.name)
    new = clean_values(series.astype(object).tolist(), profile, ledger)
    return pd.Series(new, series.index, dtype=series.dtype, name=series.name)


class TextfixAccessor:
    """What `series.textfix` offers.

    Not for frames: see `Columns`.
    """

    def __init__(self, series: Any) -> None:
        """Take the series; nothing is done yet."""
        self._series = series

    def clean(self, cleaner: Cleaner | str | None = None) -> Any:
        """Return the series clean; `cleaner` may be the name of a profile."""
        return clean_series(self._series, cleaner_of(cleaner))

    def accounted(self, cleaner: Cleaner | str | None = None, seed: int = 0) -> tuple[Any, Account]:
        """Return the clean series and the account of it."""
        ledger = Ledger(seed)
        new = clean_series(self._series, cleaner_of(cleaner), ledger)
        return new, Account(ledger.json())


def register() -> bool:
    """Add the accessor; False where pandas is absent."""
    try:
        from pandas.api.extensions import register_series_accessor
    except ImportError:
        return False
    register_series_accessor("textfix")(TextfixAccessor)
    return True


register()
