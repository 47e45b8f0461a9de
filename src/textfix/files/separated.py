"""Separated values: fields by comma, tab or what a file uses, quoted or not, each a unit.

Law: whatever dialect a reader takes a table for, it finds the same rows and fields afterwards.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from textfix.errors import InputError
from textfix.files.units import Unit
from textfix.files.words import counted

SEPARATORS: Final = (",", ";", "\t", "|")
"""What a file of comma separated values may be separated by; the first if it cannot be told."""

EVEN: Final = 0.8
"""Share of rows with the same number of fields from which more fields are the better sign."""

_SAMPLE: Final = 20_000
_ROWS: Final = 100
_NAMED: Final = re.compile(r'\ufeff?"?sep=([,;\t|])"?\r?\n')
"""The first line by which a spreadsheet names the separator."""

_END: Final = r"\r\n|\n|\r|\Z"
_MARKS: Final = ('"', "\r", "\n")


class Separated:
    """The fields of separated values, each cleaned alone.

    Not for dialects with escapes by backslash: quotes inside a field are doubled.

    >>> [u.value for u in Separated(",").units('"b ""c", a' + "\\n")]
    ['b "c', ' a']

    Without a separator, the file's own is found. With `fields`, only the columns of these names;
    InputError if the header lacks one.
    """

    whole = False

    def __init__(self, separator: str = "", fields: tuple[str, ...] = ()) -> None:
        """Start before the header."""
        self._separator = separator
        self._fields = fields
        self._columns: set[int] | None = None
        self._begun = self._odd = False
        self._kept = 0

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
        column, row, start_at = 0, list[str](), 0
        if not self._begun and (named := _NAMED.match(text)):
            start_at = named.end()
        self._begun, self._separator = True, self._separator or separator_of(text)
        for found in _pattern(self._separator).finditer(text, start_at):
            if found.start() == len(text):
                break
            quoted = found[1] is not None
            start, end = found.span(1 if quoted else 2)
            value = text[start + 1 : end - 1].replace('""', '"') if quoted else text[start:end]
            self._odd = self._odd or _odd(found[0], quoted)
            if self._fields and self._columns is None:
                row.append(value.removeprefix("\ufeff"))
            elif value and (self._columns is None or column in self._columns):
                out.append(Unit(start, end, value))
            column += 1
            if found[3] != self._separator:
                column = 0
                if row and self._columns is None:
                    self._columns = self._wanted(row)
        return out

    def _wanted(self, row: list[str]) -> set[int]:
        for name in self._fields:
            if name not in row:
                raise InputError(f"no column {name!r}; the header has {', '.join(row[:20])}")
        return {k for k, name in enumerate(row) if name in self._fields}

    def notes(self) -> tuple[str, ...]:
        """Tell fields that stayed as they were because of marks around them."""
        which = counted(self._kept, "field")
        return (f"{which} kept: readers would find other fields",) if self._kept else ()

    def token(self, unit: Unit, old: str, new: str) -> str | None:
        """Write a value as the old one was, quoted if it has to be now.

        None in a table with odd quotation marks, where another reader would find other fields.
        """
        if old != unit.value:
            written = _quoted(new)
        elif self._odd or (new and not any(mark in new for mark in (self._separator, *_MARKS))):
            written = new
        else:
            written = _quoted(new)
        if self._odd and _skeleton(written, self._separator) != _skeleton(old, self._separator):
            self._kept += 1
            return None
        return written


def _odd(field: str, quoted: bool) -> bool:
    """Tell whether readers differ in what a mark means: behind a blank or backslash, or alone."""
    return field[0] == " " or '\\"' in field if quoted else '"' in field


def _quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


def _skeleton(token: str, separator: str) -> str:
    """Return what a reader goes by: the marks, and whether something stands between them."""
    blank = " " * token.startswith(" ")
    return blank + re.sub(rf'[^"\\\r\n{re.escape(separator)}]+', "x", token.lstrip(" "))


def _pattern(separator: str) -> re.Pattern[str]:
    """Return the pattern of a field: quoted, blanks beside it, or not; and what ends it."""
    s = re.escape(separator)
    return re.compile(rf'(?: *("(?:[^"]|"")*") *(?={s}|{_END})|([^{s}\r\n]*))({s}|{_END})')


def separator_of(text: str) -> str:
    """Return what separates the fields of a table: what most evenly cuts its first rows.

    >>> separator_of("name;price, net\\na;1,5\\nb, c;2,5\\n")
    ';'
    """
    if named := _NAMED.match(text):
        return named[1]
    best, found = (0.0, 0, 0.0), SEPARATORS[0]
    for separator in SEPARATORS:
        sizes = _sizes(text[:_SAMPLE], separator)
        size, often = sizes.most_common(1)[0] if sizes else (1, 0)
        share = often / max(1, sizes.total())
        even = (min(share, EVEN), size, share) if size > 1 else (0.0, 0, 0.0)
        if even > best:
            best, found = even, separator
    return found


def _sizes(text: str, separator: str) -> Counter[int]:
    """Count the rows by their number of fields; a last one without a line end is left out."""
    sizes: Counter[int] = Counter()
    fields = 0
    for match in _pattern(separator).finditer(text):
        if match.start() == len(text) or sizes.total() == _ROWS:
            break
        fields += 1
        if match[3] != separator:
            if match[3] or not sizes:
                sizes[fields] += 1
            fields = 0
    return sizes
