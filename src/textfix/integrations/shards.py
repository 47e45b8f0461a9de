"""Whole shards as units of work: one file in, one file and its account out, resumable by name.

Law: a shard is done when its account exists, which is written last; done again it is the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from textfix.api import Cleaner
from textfix.integrations.account import Account
from textfix.integrations.columns import Columns

_ROWS: Final = 1024
"""Rows of a Parquet file taken together: bounds memory whatever its row groups."""


@dataclass(frozen=True, slots=True)
class Shards:
    """Cleans one shard after the other into `folder`: Parquet, WET and WARC, JSON lines, text.

    Not for shards of the same base name: give each folder its own. Of Parquet `columns` are
    cleaned; other kinds are taken as the command line takes them. Each result has its account
    beside it (NAME.account.json); a shard that has one is skipped, so a killed run goes on. A
    shard that cannot be read leaves an account that says so, no result, and is tried again.

    >>> Shards("/tmp/out").target("/data/a.parquet")
    '/tmp/out/a.parquet'

    For Ray Data call it with a row ({"item": path}), for Spark with a path.
    """

    folder: str
    columns: tuple[str, ...] = ("text",)
    cleaner: Cleaner = field(default_factory=Cleaner)
    seed: int = 0

    def __call__(self, row: str | Mapping[str, Any]) -> Any:
        """Do one shard; return its account, or for a row the row with it as `account`."""
        if isinstance(row, str):
            return self.clean(row)
        path = row["item"] if "item" in row else row["path"]
        return {"path": path, "account": self.clean(path).data}

    def target(self, path: str) -> str:
        """Return where the result of a shard goes."""
        return os.path.join(self.folder, os.path.basename(path))

    def clean(self, path: str) -> Account:
        """Clean one shard unless it is done; return its account."""
        target = self.target(path)
        note = Path(f"{target}.account.json")
        if note.exists() and os.path.exists(target):
            return Account.parse(note.read_bytes())
        os.makedirs(self.folder, exist_ok=True)
        try:
            account = (
                self._parquet(path, target) if _is_parquet(path) else self._other(path, target)
            )
        except Exception as error:
            # One bad shard must not end a run over thousands; its account says what was wrong.
            account = _failed(path, f"{type(error).__name__}: {error}")
        from textfix.files.atomic import write

        write(note, account.data.encode())
        return account

    def sweep(self) -> int:
        """Remove the unfinished files that a killed run left in `folder`; return how many.

        Not while another run writes there: call it before the first shard.
        """
        from textfix.files.atomic import MARK

        left = list(Path(self.folder).glob(f"{MARK}*.tmp"))
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def report(self, paths: Iterable[str], output: str) -> Account:
        """Merge the accounts of these shards, write the report, and return the sum."""
        total = Account.merged(Path(f"{self.target(p)}.account.json").read_text() for p in paths)
        total.save(output)
        return total

    def _parquet(self, path: str, target: str) -> Account:
        import pyarrow as pa
        import pyarrow.parquet as pq

        from textfix.files.atomic import replacing

        work = Columns(self.columns, self.cleaner, seed=self.seed)
        accounts = []
        with pq.ParquetFile(path) as source:
            schema = work(source.schema_arrow.empty_table()).schema
            with (
                replacing(target) as file,
                pq.ParquetWriter(file, schema, compression="zstd") as writer,
            ):
                for batch in source.iter_batches(_ROWS):
                    new, account = work.accounted(pa.Table.from_batches([batch]))
                    accounts.append(account)
                    writer.write_table(new)
        return Account.merged(accounts)

    def _other(self, path: str, target: str) -> Account:
        from textfix.files.engine import Engine
        from textfix.files.job import Job, Task
        from textfix.files.walk import Found
        from textfix.files.work import do

        job = Job(Engine(self.cleaner.profile), where="tree", report=True, seed=self.seed)
        result = do(Task(Found(path, os.path.basename(path)), target), job)
        if result.pending is not None:
            result.pending.commit()
        return Account() if result.tally is None else _account(result.tally)


def _account(total: dict[str, Any]) -> Account:
    import json

    return Account.parse(json.dumps(total))


def _failed(path: str, reason: str) -> Account:
    from textfix.files.tally import Counter

    return _account(Counter(path, 0, full=False).tally("failed", reason))


def _is_parquet(path: str) -> bool:
    return path.endswith((".parquet", ".pq"))
