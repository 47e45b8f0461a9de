"""Where new content goes: begun at the first difference, so unchanged files stay untouched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import BinaryIO

from textfix.files.packed import Packer

_READ = 1 << 20


class Sink:
    """Takes pairs of old and new bytes; opens its file at the first difference.

    Not for output that is wanted in any case: `begin` at once for that.

    >>> Sink(lambda: None, lambda: None, ()).put(b"a", b"a")
    """

    def __init__(
        self,
        start: Callable[[], BinaryIO],
        content: Callable[[], BinaryIO],
        packing: Sequence[str],
    ) -> None:
        """`start` opens the new file, `content` the old content, for what was the same so far."""
        self._start = start
        self._content = content
        self._packing = packing
        self._same = 0
        self._packer: Packer | None = None
        self.file: BinaryIO | None = None
        self.changed = False
        """Whether new content differs from old; a file may be begun without."""

    def put(self, old: bytes, new: bytes) -> None:
        """Take the next block."""
        self.changed = self.changed or old != new
        if self._packer is None:
            if old == new:
                self._same += len(old)
                return
            self.begin()
        assert self._packer is not None
        self._packer.write(new)

    def write(self, data: bytes) -> int:
        """Take bytes that stand for no old ones: a file that is made anew."""
        self.changed = True
        if self._packer is None:
            self.begin()
        assert self._packer is not None
        return self._packer.write(data)

    def begin(self) -> None:
        """Open the file and write what was the same up to here."""
        self.file = self._start()
        self._packer = Packer(self.file, self._packing)
        if not self._same:
            return
        with self._content() as source:
            left = self._same
            while left and (data := source.read(min(left, _READ))):
                self._packer.write(data)
                left -= len(data)

    def member(self) -> None:
        """End a packed member."""
        if self._packer is not None:
            self._packer.member()

    def finish(self) -> None:
        """Write what the packing still holds; the file stays open."""
        if self._packer is not None:
            self._packer.close()


class Nowhere(Sink):
    """Only remembers whether something differed."""

    def __init__(self) -> None:
        """Start with no difference seen."""
        super().__init__(_nothing, _nothing, ())

    def put(self, old: bytes, new: bytes) -> None:
        """Compare a block."""
        self.changed = self.changed or old != new

    def begin(self) -> None:
        """Do nothing."""

    def write(self, data: bytes) -> int:
        """Count as different."""
        self.changed = True
        return len(data)

    def member(self) -> None:
        """Do nothing."""

    def finish(self) -> None:
        """Do nothing."""


def _nothing() -> BinaryIO:
    raise AssertionError("nothing is written nowhere")
