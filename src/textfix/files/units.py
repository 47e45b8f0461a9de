"""The stretches of a text that are cleaned: all of it, the fields of a table, the strings of JSON.

Law: outside the units nothing changes; a unit that is not changed keeps its bytes.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple, Protocol

from textfix.files.blocks import line_cut

_DECLARED: Final = re.compile(
    r"""(<meta\b[^>]{0,200}?charset\s*=\s*["']?"""
    r"""|<\?xml\b[^>]{0,100}?encoding\s*=\s*["'])"""
    r"""([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_HEAD: Final = 4096


class Unit(NamedTuple):
    """text[start:end] stands for `value`."""

    start: int
    end: int
    value: str


class Shape(Protocol):
    """How a kind of text is taken apart; one object for each file, fed its blocks in order."""

    whole: bool
    """Whether a unit is all of the text, so that positions in it are positions in the text."""

    def cut(self, text: str, start: int) -> int:
        """Return where a block may end, near `start`; 0 for nowhere yet."""
        ...

    def units(self, text: str) -> list[Unit]:
        """Return the units of the next block."""
        ...

    def token(self, unit: Unit, old: str, new: str) -> str | None:
        """Return what is to be written for the new value; `old` is what stands there.

        None where nothing could be written that leaves the structure as it is.
        """
        ...

    def notes(self) -> tuple[str, ...]:
        """Return what should be known after the last block; InputError if it was all in vain."""
        ...


class Plain:
    """All of the text is one unit.

    >>> Plain().units("ab")
    [Unit(start=0, end=2, value='ab')]
    """

    whole = True

    def cut(self, text: str, start: int) -> int:
        """Cut behind lines."""
        return line_cut(text, start)

    def units(self, text: str) -> list[Unit]:
        """Return the text."""
        return [Unit(0, len(text), text)]

    def token(self, unit: Unit, old: str, new: str) -> str:
        """Return the value itself."""
        return new

    def notes(self) -> tuple[str, ...]:
        """Return nothing: all went well."""
        return ()


def declared(text: str, codec: str) -> tuple[int, int, str] | None:
    """Return the edit that makes the charset named in a page's head true, or None.

    Not for headers outside the page.

    >>> declared('<meta charset="gbk">', "utf-8")
    (15, 18, 'utf-8')
    """
    import codecs

    found = _DECLARED.search(text[:_HEAD])
    if found is None:
        return None
    try:
        same = codecs.lookup(found[2]).name == codecs.lookup(codec).name
    except LookupError:
        same = False
    return None if same else (found.start(2), found.end(2), codec)
