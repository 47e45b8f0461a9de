"""Ray Data: tasks take `Columns(...)` itself; actors need a class of their own, which is here."""

from __future__ import annotations

from typing import Any

from textfix.integrations.columns import Columns


class ColumnsActor:
    """What `map_batches` makes an actor of: tables are loaded once for each.

    Not for tasks: `Columns` does there. Ray adds attributes to what it makes actors of, which
    a frozen value does not allow.

    >>> ColumnsActor(Columns("text"))({"text": ["a"]})
    {'text': ['a']}
    """

    def __init__(self, work: Columns) -> None:
        """Take the settings and load what the first batch will need."""
        self.work = work
        work.cleaner("")

    def __call__(self, batch: Any) -> Any:
        """Return the batch clean."""
        return self.work(batch)
