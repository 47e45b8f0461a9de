"""Damage that a line of code or of a dump explains: both encodings named, or the bytes in hex.

Law: the line itself says how its damage comes about; damaged programs do not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from textfix import codecs
from textfix.errors import InputError
from textfix.model import Finding
from textfix.mojibake.health import marks

_WAY: Final = re.compile(r"([\w-]+) read as ([\w-]+)")
"""What `findings` says of a way, in its detail."""

_ALIKE: Final = {
    "gb18030": r"gb-?(?:k|2312|18030)|cp936|936",
    "big5": r"big-?5(?:-?hkscs)?|cp950",
    "utf-8": r"utf-?8",
    "euc-jp": r"euc[-_]?jp",
    "cp949": r"euc[-_]?kr|cp949|uhc",
    "cp932": r"shift[-_]?jis|sjis|cp932",
    "latin-1": r"(?:iso[-_]?8859[-_]?|latin[-_]?)1|cp1252|windows-1252",
}
"""How encodings are named; Latin-1 and cp1252 show nearly the same."""

FEWEST: Final = 2
"""Bytes in hex that are no chance."""

REACH: Final = 400
"""Characters of a line on each side in which it says so: in a long line all findings ask."""

_BETWEEN: Final = re.compile(r"[\s,;%]+|0x|\\x")
"""What stands between bytes in hex."""

_INVISIBLE: Final = re.compile("[\ufeff\xa0\u200b ]+")


def shown(text: str, f: Finding) -> bool:
    """Tell whether a line shows what a finding would repair: as code or dump, or for its name."""
    before = text[max(0, f.start - REACH) : f.start].rpartition("\n")[2]
    line = before + text[f.start : f.end] + text[f.end : f.end + REACH].partition("\n")[0]
    if all(_INVISIBLE.fullmatch(e.new) and _quoted(text, e.start, e.end) for e in f.edits):
        return True
    way = _WAY.fullmatch(f.detail)
    if way is None:
        return False
    encoding, reader = way[1], way[2]
    if _named(encoding).search(line) and _named(reader).search(line):
        return True
    return any(_in_hex(line, text[e.start : e.end], reader) for e in f.edits)


def _quoted(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] + text[end : end + 1] in marks.PAIRS


@cache
def _named(encoding: str) -> re.Pattern[str]:
    """Return the pattern of the names of an encoding."""
    name = encoding.removesuffix("-web")
    name = "latin-1" if name == "cp1252" else name
    names = _ALIKE.get(name) or re.escape(name).replace(r"\-", "[-_]?")
    return re.compile(rf"(?<![\w-])(?:{names})(?![\w-])", re.IGNORECASE)


def _in_hex(line: str, seen: str, reader: str) -> bool:
    """Tell whether the bytes behind what is seen stand in the same line in hex."""
    try:
        data = codecs.get(reader).encode(seen)
    except InputError:
        return False
    if data is None or len(data) < FEWEST:
        return False
    if data.hex() not in _BETWEEN.sub("", line.lower()):  # far cheaper than what follows
        return False
    between = r"(?:[\s,;]*(?:0x|\\x|%)?)"
    pattern = between.join(f"{byte:02x}" for byte in data)
    return re.search(rf"(?<![0-9a-f]){pattern}(?![0-9a-f])", line, re.IGNORECASE) is not None
