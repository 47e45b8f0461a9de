"""The stretches of a text that are cleaned: all of it, the fields of a table, the strings of JSON.

Law: outside the units nothing changes; a unit that is not changed keeps its bytes.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple, Protocol

from textfix.errors import InputError
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

    def token(self, unit: Unit, old: str, new: str) -> str:
        """Return what is to be written for the new value; `old` is what stands there."""
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


class Separated:
    """The fields of comma or tab separated values, each cleaned alone.

    Not for dialects with escapes by backslash: quotes inside a field are doubled.

    >>> [u.value for u in Separated(",").units('"b ""c", a' + "\\n")]
    ['b "c', ' a']

    With `fields`, only the columns of these names; InputError if the header lacks one.
    """

    whole = False

    def __init__(self, separator: str, fields: tuple[str, ...] = ()) -> None:
        """Start before the header."""
        self._separator = separator
        self._fields = fields
        self._columns: set[int] | None = None
        s = re.escape(separator)
        self._field = re.compile(rf'("(?:[^"]|"")*"|[^{s}\r\n]*)({s}|\r\n|\n|\r|\Z)')
        self._special = re.compile(rf'["{s}\r\n]')

    def cut(self, text: str, start: int) -> int:
        """Cut behind a line end outside quotes, the last one before `start` or else the next."""
        inside = text.count('"', 0, start) % 2 == 1
        at = start
        while True:
            back = max(text.rfind("\n", 0, at), text.rfind('"', 0, at))
            if back < 0:
                return 0
            if text[back] == "\n" and not inside:
                return back + 1
            inside ^= text[back] == '"'
            at = back

    def units(self, text: str) -> list[Unit]:
        """Return the fields of this block, empty ones and the header's names left out."""
        out: list[Unit] = []
        column, row = 0, list[str]()
        for found in self._field.finditer(text):
            if found.start() == len(text):
                break
            token = found[1]
            value = token[1:-1].replace('""', '"') if token[:1] == '"' == token[-1:] else token
            if self._fields and self._columns is None:
                row.append(value.removeprefix("\ufeff"))
            elif value and (self._columns is None or column in self._columns):
                out.append(Unit(found.start(1), found.end(1), value))
            column += 1
            if found[2] != self._separator:
                column = 0
                if row and self._columns is None:
                    self._columns = self._wanted(row)
        return out

    def _wanted(self, row: list[str]) -> set[int]:
        for name in self._fields:
            if name not in row:
                raise InputError(f"no column {name!r}; the header has {', '.join(row[:20])}")
        return {k for k, name in enumerate(row) if name in self._fields}

    def token(self, unit: Unit, old: str, new: str) -> str:
        """Quote the value if it was quoted or has to be now."""
        if old[:1] == '"' or self._special.search(new):
            return '"' + new.replace('"', '""') + '"'
        return new


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
