"""How a reader may have lost bytes: its habits, and which of its tables it went by.

Law: a habit counts for a text exactly if the reader with it shows, of the text's bytes, what
stands there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from textfix.channels import readers
from textfix.chars import is_private
from textfix.mojibake.restoring import holes

_WITH_FFFD, _WITH_MARK = ("fffd", "python"), ("eat", "mark")
_UNLIKE_FFFD: Final = (*_WITH_MARK, "drop")
_ALL: Final = (*_WITH_FFFD, *_UNLIKE_FFFD)

MOST: Final = 8.0
"""Nats that what a reader would not have shown, seen or missed, says of it at most."""


class Kind(NamedTuple):
    """Tables that one name of a reader stands for, and how their habits are named.

    `rare` are the nats by which they are rarer than the first, `unknown` tells what they do not
    show, and `missed` is the share of Chinese characters that has such a thing in UTF-8.
    """

    suffix: str
    tables: tuple[str, ...]
    habits: tuple[str, ...] = _ALL
    rare: float = 0.0
    unknown: frozenset[str] = frozenset()
    missed: float = 0.0


# Python's own gbk does not know the user-defined area; cp1254 and cp1258 show the letters of
# Chinese as cp1252 does, but for these. The shares were counted in texts of `train`.
_PRIVATE: Final = frozenset(map(chr, range(0xE000, 0xF900)))
WINDOWS: Final = _PRIVATE | frozenset("\x80\xa0～∥－￠￡￢")
"""What Windows' code page shows and Python's shift_jis does not."""

HALF: Final = "｡ﾟ"
"""The first and the last of the halfwidth kana."""

_KINDS: Final[Mapping[str, tuple[Kind, ...]]] = {
    "gb18030": (
        Kind("", ("gbk", "gb18030", "gb18030-web", "cp936")),
        Kind("*", ("gbk-python",), ("python", "mark", "drop"), 0.0, _PRIVATE, 0.07),
    ),
    "cp932": (
        Kind("", ("cp932",)),
        Kind("@sjis", ("shift_jis",), _ALL, 2.0, WINDOWS, 0.3),
    ),
    "big5": (Kind("", ("big5", "big5-web", "cp950", "big5-uao")),),
    "cp1252-web": (
        Kind("", ("cp1252",)),
        # Loses nothing; its controls may have been dropped later, all of them.
        Kind("@c1", ("cp1252-c1",), ("drop",)),
        Kind("@1254", ("cp1254",), _ALL, 4.0, frozenset("Žž"), 0.04),
        Kind("@1258", ("cp1258",), _ALL, 6.0, frozenset("ŽžŠšã"), 0.16),
    ),
}


def kinds(reader: str) -> tuple[Kind, ...]:
    """Return what a reader's name may stand for."""
    return _KINDS.get(reader) or (Kind("", (reader.removesuffix("-web"),)),)


def lean(reader: str, shown: str, read: str) -> dict[str, float]:
    """Return the nats of each habit by what a text shows.

    `shown` is the damaged text, `read` what of it was read.

    >>> lean("gb18030", "涓\\ue000", "中")["mark*"] < 0 < lean("gb18030", "涓崕", "中华")["mark*"]
    True
    """
    size = sum(ch > "\u2e80" for ch in read)
    return {h + k.suffix: _lean(k, shown, size) for k in kinds(reader) for h in k.habits}


def lean_to(table: str, reader: str, shown: str) -> float:
    """Return the nats of one of the tables that a reader's name stands for, by what it shows.

    >>> lean_to("shift_jis", "cp932", "莉雁､ｩ") < 0 < lean_to("shift_jis", "cp932", "莉雁､ｩ" * 5)
    True
    """
    # A character of UTF-8 is shown as one and a half of two bytes each, halfwidth kana have one.
    size = sum(1 if HALF[0] <= ch <= HALF[1] else 2 for ch in shown if ch > "\x7f") // 3
    return next((_lean(k, shown, size) for k in kinds(reader) if table in k.tables), 0.0)


def _lean(kind: Kind, shown: str, size: int) -> float:
    if not kind.unknown.isdisjoint(shown):
        return -MOST - kind.rare
    return min(MOST, kind.missed * size) - kind.rare


@lru_cache(maxsize=1 << 14)
def of(seen: str, new: str, reader: str) -> frozenset[str]:
    """Return the habits with which a reader shows a text as what stands there.

    Where nothing marks a loss, all count that lose nothing here.

    >>> sorted(of("鍚?", "名'", "gb18030"))
    ['eat']
    """
    return frozenset(_of(seen, new.encode("utf-8", "replace"), reader))


def _of(seen: str, data: bytes, reader: str) -> Iterator[str]:
    asked = _WITH_FFFD if "\ufffd" in seen else _UNLIKE_FFFD if "?" in seen else _ALL
    for kind in kinds(reader):
        for h in asked:
            if h in kind.habits and any(_shows(data, name, h, seen) for name in kind.tables):
                yield h + kind.suffix


def _shows(data: bytes, name: str, habit: str, seen: str) -> bool:
    return _flattened("".join([t for t, _ in readers.read(data, name, habit)]), seen)


def _flattened(shown: str, seen: str) -> bool:
    """Tell whether a text is another but for flattened and dropped characters."""
    at = 0
    for ch in shown:
        here = seen[at : at + 1]
        if ch == here or (here in holes.FLATTENED and here and ch in holes.FLATTENED[here]):
            at += 1
        elif not (ch == "\xad" or "\x80" <= ch <= "\x9f" or is_private(ch)):
            return False
    return at == len(seen)
