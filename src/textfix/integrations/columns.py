"""The batch function that every host takes: named columns of a batch cleaned, the rest untouched.

For Ray Data, Spark, HF datasets and whatever else hands over Arrow, pandas or dicts of lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from textfix import __version__
from textfix.api import Cleaner
from textfix.errors import InputError
from textfix.integrations.account import Account, Ledger
from textfix.integrations.values import clean_column, clean_values, cleaner_of


@dataclass(frozen=True, slots=True, init=False)
class Columns:
    """Cleans columns of a batch: a dict of lists or arrays, an Arrow table, a pandas frame.

    Not for rows that depend on each other. The same kind of batch comes back, with as many rows
    in the same order; a batch that lacks a column is an InputError that names those it has.

    >>> Columns("text")({"text": ["經(jīng)開區(qū)召開黨工委會(huì)議", None], "id": [1, 2]})
    {'text': ['經開區召開黨工委會議', None], 'id': [1, 2]}

    With `account`, a column of that name is added: the first row of each batch holds the batch's
    account as JSON, all others null. It arrives exactly once, as the rows do, whatever a host
    repeats; `Account.merged` adds it up. `version` is there so that caches keyed by settings
    (HF datasets) see another textfix as another function.
    """

    columns: tuple[str, ...]
    cleaner: Cleaner
    account: str
    seed: int
    version: str = field(default=__version__, repr=False)

    def __init__(
        self,
        columns: str | Iterable[str] = "text",
        cleaner: Cleaner | str | None = None,
        *,
        account: str = "",
        seed: int = 0,
    ) -> None:
        """Fix the settings; `cleaner` may be the name of a profile."""
        names = (columns,) if isinstance(columns, str) else tuple(columns)
        made = cleaner_of(cleaner)
        for name, value in zip(
            ("columns", "cleaner", "account", "seed", "version"),
            (names, made, account, seed, __version__),
            strict=True,
        ):
            object.__setattr__(self, name, value)

    def __call__(self, batch: Any) -> Any:
        """Return the batch with its columns clean."""
        ledger = Ledger(self.seed) if self.account else None
        kind = type(batch).__module__.partition(".")[0]
        if kind == "pyarrow":
            return self._arrow(batch, ledger)
        if isinstance(batch, Mapping):
            return self._mapping(batch, ledger)
        if kind == "pandas":
            return self._frame(batch, ledger)
        raise InputError(
            f"a batch is an Arrow table, a dict of columns or a pandas frame, not {type(batch)}"
        )

    def batches(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Clean one batch after the other: what Spark's `mapInArrow` takes."""
        for batch in batches:
            yield self(batch)

    def accounted(self, batch: Any) -> tuple[Any, Account]:
        """Return the clean batch and its account, for callers that keep both themselves."""
        name = self.account or "textfix_account"
        done = Columns(self.columns, self.cleaner, account=name, seed=self.seed)(batch)
        if isinstance(done, dict):
            found = done.pop(name)
            return done, Account.merged(found)
        if type(done).__module__.partition(".")[0] == "pyarrow":
            found = done.column(done.schema.get_field_index(name)).to_pylist()
            return done.drop_columns([name]), Account.merged(found)
        return done.drop(columns=name), Account.merged(done[name].dropna())

    def _arrow(self, batch: Any, ledger: Ledger | None) -> Any:
        import pyarrow as pa

        for name in self.columns:
            at = batch.schema.get_field_index(name)
            if at < 0:
                raise self._lacking(name, batch.schema.names)
            old = batch.column(at)
            new = clean_column(old, self.cleaner.profile, ledger)
            if new is not old:
                meta = batch.schema.field(at)
                batch = batch.set_column(at, meta.with_type(new.type), new)
        if ledger is not None:
            column = pa.array(_first(ledger, batch.num_rows), type=pa.string())
            batch = batch.append_column(self.account, column)
        return batch

    def _mapping(self, batch: Mapping[str, Any], ledger: Ledger | None) -> dict[str, Any]:
        out, rows = dict(batch), 0
        for name in self.columns:
            if name not in out:
                raise self._lacking(name, list(out))
            out[name] = self._values(out[name], ledger)
            rows = len(out[name])
        if ledger is not None:
            out[self.account] = _first(ledger, rows)
        return out

    def _values(self, values: Any, ledger: Ledger | None) -> Any:
        profile, kind = self.cleaner.profile, type(values).__module__.partition(".")[0]
        if kind == "pyarrow":
            return clean_column(values, profile, ledger)
        new = clean_values(list(values), profile, ledger)
        if kind != "numpy":
            return new
        import numpy as np

        # An array of fixed width would cut what became longer.
        array = np.empty(len(new), object)
        array[:] = new
        return array

    def _frame(self, frame: Any, ledger: Ledger | None) -> Any:
        from textfix.integrations.pandas import clean_series

        new = {}
        for name in self.columns:
            if name not in frame.columns:
                raise self._lacking(name, list(frame.columns))
            new[name] = clean_series(frame[name], self.cleaner, ledger)
        if ledger is not None:
            new[self.account] = _first(ledger, len(frame))
        return frame.assign(**new)

    @staticmethod
    def _lacking(name: str, there: list[str]) -> InputError:
        return InputError(f"the batch has no column {name!r}; it has {', '.join(there[:20])}")


def _first(ledger: Ledger, rows: int) -> list[str | None]:
    return [ledger.json(), *[None] * (rows - 1)] if rows else []
