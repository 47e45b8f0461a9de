"""Standard streams that were closed by the caller: using them is an error that says so."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from typing import Any, NoReturn


class _Closed(io.RawIOBase):
    """A stream of which every use is an OSError with its name."""

    def __init__(self, name: str, writes: bool) -> None:
        self._name, self._writes = name, writes

    def readable(self) -> bool:
        return not self._writes

    def writable(self) -> bool:
        return self._writes

    def readinto(self, _: Any) -> NoReturn:
        raise OSError(errno.EBADF, "it is closed", self._name)

    def write(self, _: Any) -> NoReturn:
        raise OSError(errno.EBADF, "it is closed", self._name)


def open_standard() -> None:
    """Put streams in place of standard ones that Python did not find open.

    Not for redirecting: streams that are open stay.

    >>> open_standard()
    """
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(_Closed("standard input", False)))
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(_Closed("standard output", True)))
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def give_up_output() -> None:
    """Let what standard output still holds go nowhere, so that the exit does not try it again.

    Not before an error: nothing is shown afterwards.
    """
    nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    with contextlib.suppress(OSError):
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    sys.stdout = nowhere
