"""Reads bytes in an encoding they were not written in, with every habit met in the wild.

A habit says what happens to bytes that the reader does not know. Forward direction only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

Piece = tuple[str, bool]

# Bytes that are no character: one U+FFFD and an ASCII trail byte is read again (browsers); one
# U+FFFD per lead byte (Python); `?` that eats the next byte (PHP, Java); `?` for the lead byte
# alone; the lead byte dropped (iconv -c). "strict" refuses: the line stays as it was.
HABITS = ("strict", "fffd", "python", "eat", "mark", "drop")

SINGLE = (
    *("latin-1", "cp1252", "cp1252-c1", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255"),
    *("cp1256", "cp1257", "cp1258", "cp437", "cp850", "cp866", "koi8-r", "mac_roman"),
    "iso8859-15",
)
DOUBLE = ("gb18030", "gbk", "gbk-python", "big5", "cp950", "cp932", "euc-jp", "cp949")
# Tables that Python's codecs do not have: browsers', Windows', old Taiwanese systems'.
EXACT = ("gb18030-web", "cp936", "big5-web", "big5-uao")
# What else of them was met: Python's shift_jis knows fewer bytes, Big5-HKSCS more.
OTHERS = ("shift_jis", "big5hkscs")
# Readers that show something for every byte: nothing is ever lost.
TOTAL = ("latin-1", "cp1252-c1", "cp437", "cp850", "cp866", "koi8-r", "mac_roman", "iso8859-15")
# Readers that show some character for two byte sequences: the bytes cannot be told from the text
# alone (gbk: € is 80 and A2E3; cp932: NEC and IBM rows; big5: 十 卅). Piecewise: C3 A9 and E9.
AMBIGUOUS = ("gbk", "big5", "cp950", "cp932", "utf-8-or-latin1", *EXACT)
READERS = (*SINGLE, *DOUBLE, *EXACT, "utf-8", "utf-8-or-latin1")
# Python's gb18030 knows the user-defined area, its gbk does not: cp936 and browsers do.
_PAIRS_OF = {"gbk": "gb18030", "gbk-python": "gbk"}


@dataclass(frozen=True, slots=True)
class Table:
    """What a byte or a pair of bytes shows; `leads` are the bytes that begin a pair."""

    single: tuple[str | None, ...]
    pairs: dict[bytes, str]
    leads: frozenset[int]


def _char(data: bytes, codec: str) -> str | None:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    return text if len(text) == 1 else None


@cache
def table(reader: str) -> Table:
    """Return the table of a single- or double-byte reader, made from Python's codec.

    >>> table("cp1252").single[0x81], table("cp1252-c1").single[0x81]
    (None, '\\x81')
    """
    if reader in EXACT:
        return _exact(reader)
    codec = _PAIRS_OF.get(reader, reader.removesuffix("-c1"))
    single = [_char(bytes((byte,)), codec) for byte in range(256)]
    if reader == "cp1252-c1":
        single = [ch if ch is not None else chr(byte) for byte, ch in enumerate(single)]
    if reader == "gbk":
        # Windows and browsers show byte 0x80 as the euro sign.
        single[0x80] = "€"
    pairs: dict[bytes, str] = {}
    if reader in DOUBLE or reader in OTHERS:
        for lead in range(0x80, 0x100):
            if single[lead] is None:
                pairs.update(_row(lead, codec))
    return Table(tuple(single), pairs, frozenset(pair[0] for pair in pairs))


def _row(lead: int, codec: str) -> Iterator[tuple[bytes, str]]:
    """Yield the pairs that a lead byte begins.

    All in one call, a line end behind each, which no reader takes for part of a character: a call
    for each pair takes two to four times as long.
    """
    every = [bytes((lead, trail)) for trail in range(0x21, 0x100)]
    read = b"\n".join(every).decode(codec, "replace").split("\n")
    for pair, text in zip(every, read, strict=True):
        if len(text) == 1 and text != "\ufffd":
            yield pair, text


def _exact(reader: str) -> Table:
    from textfix import codecs

    known = codecs.get(reader)
    pairs = {key.to_bytes(2, "big"): text for key, text in known.pairs().items()}
    leads = frozenset(pair[0] for pair in pairs)
    single: list[str | None] = []
    for byte in range(256):
        text = known.decode_strict(bytes((byte,))) if byte not in leads else None
        single.append(text)
    return Table(tuple(single), pairs, leads)


def read(data: bytes, reader: str, habit: str) -> Iterator[Piece]:
    """Yield (text, damaged) per character; "strict" yields U+FFFD as "python" does.

    Damaged is what is not a plain ASCII byte read as itself.

    >>> "".join(text for text, _ in read("一？".encode(), "gbk", "eat"))
    '涓€锛?'
    """
    if reader == "utf-8":
        yield from ((ch, ch > "\x7f") for ch in _utf8(data, habit))
    elif reader == "utf-8-or-latin1":
        yield from ((ch, ch > "\x7f") for ch in _piecewise(data))
    else:
        yield from _read(data, table(reader), habit, reader)


def _read(data: bytes, known: Table, habit: str, reader: str) -> Iterator[Piece]:
    at, size = 0, len(data)
    while at < size:
        ch = known.single[data[at]]
        if ch is not None:
            yield ch, data[at] >= 0x80
            at += 1
            continue
        ch, width = known.pairs.get(data[at : at + 2]), 2
        if ch is None:
            ch, width = _long(data, at, reader)
        if ch is None:
            pair = at + 1 < size and data[at] in known.leads
            ch, width = _unknown(habit, pair, data[at + 1] if pair else 0)
        yield ch, True
        at += width


def _long(data: bytes, at: int, reader: str) -> tuple[str | None, int]:
    """Read the few sequences longer than a pair: four bytes of GB18030, 8F xx xx of EUC-JP."""
    if reader.startswith("gb18030") and data[at + 1 : at + 2].isdigit():
        return _char(data[at : at + 4], "gb18030"), 4
    if reader == "euc-jp" and data[at] == 0x8F:
        return _char(data[at : at + 3], "euc-jp"), 3
    return None, 1


def _unknown(habit: str, pair: bool, trail: int) -> tuple[str, int]:
    """Return what a habit shows for an unknown lead byte, and how many bytes it eats."""
    if habit == "eat":
        return "?", 2 if pair else 1
    if habit == "mark":
        return "?", 1
    if habit == "drop":
        return "", 1
    if habit == "fffd":
        return "\ufffd", 2 if pair and trail >= 0x80 else 1
    return "\ufffd", 1


def _utf8(data: bytes, habit: str) -> str:
    text = data.decode("utf-8", "replace")
    return text.replace("\ufffd", {"eat": "?", "mark": "?", "drop": ""}.get(habit, "\ufffd"))


def _piecewise(data: bytes) -> str:
    """Read valid UTF-8 as UTF-8 and every other byte as cp1252, holes as C1."""
    single = table("cp1252-c1").single
    text = data.decode("utf-8", "surrogateescape")
    return "".join(
        (single[ord(ch) - 0xDC00] or "") if "\udc80" <= ch <= "\udcff" else ch for ch in text
    )


def readable(data: bytes, reader: str) -> bool:
    """Say whether a strict reader accepts the bytes."""
    return "\ufffd" not in "".join(text for text, _ in read(data, reader, "strict"))
