"""Damage that cannot be undone: what a perfect repair returns is the damaged text, reported."""

from __future__ import annotations

import random

from textfix.channels import readers
from textfix.channels.damaged import Outcome, joined
from textfix.channels.readers import Piece


def _left(pieces: list[Piece]) -> Outcome:
    result, spans = joined(pieces)
    return Outcome(result, result, spans)


def gbk_as_utf8(text: str, rng: random.Random) -> Outcome:
    """Read GBK bytes as UTF-8 with U+FFFD for what is none: some pairs become other letters."""
    data = text.encode("gb18030", "replace")
    return _left(list(readers.read(data, "utf-8", "fffd")))


def kunjinkao(text: str, rng: random.Random) -> Outcome:
    """Save the U+FFFD of `gbk_as_utf8` as UTF-8 and read that as GBK again: 锟斤拷.

    >>> kunjinkao("测试", random.Random(0)).text
    '锟斤拷锟斤拷'
    """
    seen = "".join(ch for ch, _ in readers.read(text.encode("gb18030", "replace"), "utf-8", "fffd"))
    habit = ("fffd", "eat")[rng.randrange(2)]
    return _left(list(readers.read(seen.encode("utf-8", "replace"), "gbk", habit)))


def memory_fill(text: str, rng: random.Random) -> Outcome:
    """Print a buffer beyond its text: memory that a debugger filled with CC or CD (烫 屯).

    Lines are cut to the buffer; what stands before the fill is the author's.
    """
    fill = "烫" if rng.random() < 0.7 else "屯"
    pieces: list[Piece] = []
    for number, line in enumerate(text.split("\n")):
        pieces += [("\n", False)] if number else []
        size = rng.randrange(4, 33)
        if rng.random() < 0.3 or not line:
            pieces.append((line, False))
            continue
        pieces.append((line[: rng.randrange(len(line) + 1)], False))
        pieces.append((fill * size, True))
    return _left(pieces)


def question_marks(text: str, rng: random.Random) -> Outcome:
    """Write every character that is not ASCII as `?`; some programs write two, one per byte.

    >>> question_marks("a中", random.Random(1)).text in ("a?", "a??")
    True
    """
    mark = "?" * rng.randrange(1, 3)
    return _left([(mark, True) if ch > "\x7f" else (ch, False) for ch in text])
