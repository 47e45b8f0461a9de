"""Several states in one text: some lines or clauses read wrong, once or twice, others healthy."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

from textfix.channels import mojibake, readers
from textfix.channels.damaged import Outcome, joined
from textfix.channels.readers import Piece

# Paths that meet in one page: a base and what one more round makes of it.
PATHS = (
    ("utf-8>latin-1", "utf-8>latin-1>utf-8>latin-1"),
    ("utf-8>cp1252-c1", "utf-8>cp1252-c1>utf-8>cp1252-c1"),
    ("utf-8>gbk", "utf-8>gbk>utf-8>gbk"),
    ("gb18030>latin-1", "gb18030>latin-1>utf-8>latin-1"),
    ("gb18030>cp1252-c1", "gb18030>latin-1>utf-8>gbk"),
    ("gb18030>big5", "gb18030>big5"),
    ("gb18030>cp949", "gb18030>cp949"),
    ("utf-8>mac_roman", "utf-8>cp437"),
)
_CLAUSE = re.compile(r"[^，。！？；：、,.!?;:\n]*[，。！？；：、,.!?;:\n]?")
_WORDS = re.compile(r"[!-~](?:[ -~]{2})+[!-~]")
LEAST_SHARE, MOST_SHARE = 0.2, 0.7


def _damaged(parts: Iterable[str], rng: random.Random) -> Outcome:
    paths = PATHS[rng.randrange(len(PATHS))]
    share = rng.uniform(LEAST_SHARE, MOST_SHARE)
    pieces: list[Piece] = []
    kept: list[str] = []
    for part in parts:
        body = part.rstrip("\n")
        # The second round is rarer: a copy of a copy.
        path = paths[rng.random() < 0.25].split(">")
        shown = mojibake.read(body, path, "strict") if rng.random() < share else None
        pieces += [(body, False)] if shown is None else shown
        known = body if shown is None else mojibake.decode(mojibake.encode(body, path[0]), path[0])
        pieces.append((part[len(body) :], False))
        kept += (known, part[len(body) :])
    result, spans = joined(pieces)
    return Outcome(result, "".join(kept), spans, (("paths", " ".join(paths)), ("share", share)))


def lines(text: str, rng: random.Random) -> Outcome:
    """Read some lines wrong: a file of lines in two encodings, a log, a table."""
    return _damaged(text.splitlines(keepends=True) or [""], rng)


def clauses(text: str, rng: random.Random) -> Outcome:
    """Read some clauses wrong: quotations and pasted pieces in healthy text."""
    return _damaged(_CLAUSE.findall(text), rng)


def byte_order_mark(text: str, rng: random.Random) -> Outcome:
    """Read a UTF-8 file with its byte order mark as GBK: 锘 and the letter after it (锘縫ackage).

    >>> byte_order_mark("package", random.Random(0)).text
    '锘縫ackage'
    """
    habit = ("fffd", "eat", "drop")[rng.randrange(3)]
    data = mojibake.encode("\ufeff" + text, "utf-8")
    result, spans = joined(readers.read(data, "gbk", habit))
    return Outcome(result, mojibake.decode(data, "utf-8")[1:], spans, (("habit", habit),))


def ascii_as_utf16(text: str, rng: random.Random) -> Outcome:
    """Take words of ASCII in twos for UTF-16; an odd letter at their end stays as it is.

    >>> ascii_as_utf16("https://", random.Random(0)).text
    '瑨灴㩳⼯'
    """
    codec = ("utf-16-le", "utf-16-be")[rng.random() < 0.2]
    pieces: list[Piece] = []
    last = 0
    for m in _WORDS.finditer(text):
        shown = m[0].encode("ascii").decode(codec)
        pieces += [(text[last : m.start()], False), (shown, True)]
        last = m.end()
    pieces.append((text[last:], False))
    result, spans = joined(pieces)
    return Outcome(result, text, spans, (("codec", codec),))
