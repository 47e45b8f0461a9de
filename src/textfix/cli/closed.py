"""What the caller did to this process: standard streams that are closed, signals to end."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import signal
import sys
from typing import Any, Final, NoReturn

OUTPUT: Final = "standard output"


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
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(_Closed(OUTPUT, True)))
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def clean_up_when_ended() -> None:
    """Let `kill` and a closed terminal end this process as Ctrl-C does: with its work tidied up.

    Not where the caller has a handler of their own, or in a thread.

    >>> clean_up_when_ended()
    """
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        with contextlib.suppress(ValueError):
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, _end)


def _end(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)


def give_up_output() -> None:
    """Let what standard output still holds go nowhere, so that the exit does not try it again.

    Not before an error: nothing is shown afterwards.
    """
    nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    with contextlib.suppress(OSError):
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    sys.stdout = nowhere
