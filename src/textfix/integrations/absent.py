"""What stands in for the classes of a host that is not installed."""

from __future__ import annotations

from typing import Any

from textfix.errors import InputError


class Absent:
    """A base class that only says which package is missing.

    Not to be caught: install the extra.
    """

    def __init__(self, *_: Any, **__: Any) -> None:
        """Raise InputError."""
        host = type(self).__module__.rpartition(".")[2]
        raise InputError(f"this needs a package that is absent: pip install 'textfix[{host}]'")
