"""Tools that work on GBK bytes without knowing characters: replace, cut, decode.

Every byte carries where it came from, so that damaged characters are known after decoding.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

# Kinds of a byte in the page before the tool ran; what the tool adds has origin -1.
_TAIL, SINGLE, LEAD, _LOST = 0, 1, 2, 3


@cache
def pairs() -> dict[bytes, str]:
    """Return all GBK byte pairs with their characters; user-defined pairs are private use.

    >>> pairs()[b"\\xb1\\xed"], pairs()[b"\\xaa\\xa1"]
    ('表', '\\ue000')
    """
    table: dict[bytes, str] = {}
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            if trail != 0x7F:
                pair = bytes((lead, trail))
                # gb18030 and not gbk: only it holds the user-defined area.
                table[pair] = pair.decode("gb18030")
    return table


@dataclass(frozen=True, slots=True)
class Page:
    """GBK bytes with the origin of each byte (index into `kinds`, -1 for inserted bytes)."""

    data: bytes
    origin: array[int]
    kinds: bytes


def encode(text: str) -> Page:
    """Encode a text as GBK; what has no place there becomes `?`, as in every converter.

    >>> encode("表a𠮷").data
    b'\\xb1\\xeda?'
    """
    data = text.encode("gbk", "replace")
    kinds = bytearray()
    # One step per character: surrogates and astral characters become one `?` each.
    for ch in text:
        if ch < "\x80":
            kinds.append(SINGLE)
        elif data[len(kinds)] < 0x80:
            kinds.append(_LOST)
        else:
            kinds += bytes((LEAD, _TAIL))
    return Page(data, array("q", range(len(data))), bytes(kinds))


def replace(page: Page, rows: Sequence[tuple[bytes, bytes]]) -> Page:
    """Insert bytes behind each occurrence of a byte pair, row after row, blind to characters.

    Later rows see what earlier rows inserted, as a list of replacements run by a program does.

    >>> page = encode("表揚")
    >>> replace(page, [(b"\\x93\\x50", b"(2)"), (b"\\xed\\x93", b"(1)")]).data
    b'\\xb1\\xed\\x93(1)P(2)'
    """
    keys = {pair for pair, _ in rows}
    inner = {gloss[i : i + 2] for _, gloss in rows for i in range(len(gloss) - 1)}
    # A gloss can make a new pair with its first byte, when that is not ASCII, or inside itself.
    if len(keys) == len(rows) and not keys & inner and all(gloss[0] < 0x40 for _, gloss in rows):
        return insert(page, _places(page.data, rows, again=True))
    for pair, gloss in rows:
        page = insert(page, [(at + 2, gloss) for at in found(page.data, pair, 0, len(page.data))])
    return page


def replace_once(page: Page, rows: Sequence[tuple[bytes, bytes]]) -> Page:
    """Insert bytes as `replace` does, but match no byte twice: what was found is set aside.

    Seen on pages that write 當(dāng)前 and yet 當?shù) for 當地: 數 took the tail byte of 當.

    >>> page = encode("當地")
    >>> replace_once(page, [(b"\\x94\\xb5", b"(1)"), (b"\\xae\\x94", b"(2)")]).data
    b'\\xae\\x94\\xb5(1)\\xd8'
    """
    return insert(page, _places(page.data, rows, again=False))


def _places(
    data: bytes, rows: Sequence[tuple[bytes, bytes]], *, again: bool
) -> list[tuple[int, bytes]]:
    """Find all matches of all rows at once, as if row after row had run over the page.

    What an earlier row inserts between two bytes is all that can stop a later one.
    """
    ranks = {pair: rank for rank, (pair, _) in reversed(list(enumerate(rows)))}
    hits = sorted(
        (rank, at)
        for at in range(len(data) - 1)
        if (rank := ranks.get(data[at : at + 2])) is not None
    )
    # parted[i]: something stands between byte i - 1 and byte i; taken[i]: byte i was matched.
    parted, taken = bytearray(len(data) + 1), bytearray(len(data))
    places: list[tuple[int, bytes]] = []
    for rank, at in hits:
        if parted[at + 1] or (not again and (taken[at] or taken[at + 1])):
            continue
        parted[at + 2] = taken[at] = taken[at + 1] = 1
        places.append((at + 2, rows[rank][1]))
    return sorted(places)


def insert(page: Page, places: Sequence[tuple[int, bytes]]) -> Page:
    """Insert bytes at offsets of the page's data, in ascending order of the offsets."""
    data, origin = _inserted(page.data, page.origin, places)
    return Page(data, origin, page.kinds)


def found(data: bytes, pattern: bytes, start: int, end: int) -> Iterator[int]:
    """Yield where a byte pattern occurs, not overlapping, blind to characters."""
    at = data.find(pattern, start, end)
    while at >= 0:
        yield at
        at = data.find(pattern, at + len(pattern), end)


def _inserted(
    data: bytes, origin: array[int], places: Sequence[tuple[int, bytes]]
) -> tuple[bytes, array[int]]:
    pieces: list[bytes] = []
    origins: array[int] = array("q")
    last = 0
    for at, added in places:
        pieces += (data[last:at], added)
        origins += origin[last:at]
        origins += array("q", [-1]) * len(added)
        last = at
    pieces.append(data[last:])
    origins += origin[last:]
    return b"".join(pieces), origins


def cut(data: bytes, patterns: Sequence[bytes]) -> list[tuple[int, int]]:
    """Cut at each pattern wherever its bytes occur, pattern after pattern; return the pieces.

    The order decides: 。現 is A1 A3 AC 46, and a program that cuts at A3AC first never finds A1A3.

    >>> cut(b"\\xa1\\xa3\\xac\\x46", [b"\\xa3\\xac", b"\\xa1\\xa3"])
    [(0, 1), (1, 3), (3, 4)]
    """
    pieces = [(0, len(data))]
    done: list[tuple[int, int]] = []
    for pattern in patterns:
        smaller: list[tuple[int, int]] = []
        for start, end in pieces:
            last = start
            for hit in found(data, pattern, start, end):
                smaller.append((last, hit))
                done.append((hit, hit + len(pattern)))
                last = hit + len(pattern)
            smaller.append((last, end))
        pieces = smaller
    return sorted(piece for piece in (*pieces, *done) if piece[0] < piece[1])


def decode(
    page: Page, start: int, end: int, lone: str, *, eats: bool = True
) -> Iterator[tuple[str, bool]]:
    """Decode a piece as GBK and yield (text, damaged) per character.

    An invalid pair is one `?` that eats the following byte (unless not `eats`), a lead byte at
    the end is `lone`, and a pair in the user-defined area vanishes (an empty damaged text).
    """
    data, origin, kinds = page.data, page.origin, page.kinds
    table = pairs()
    at = start
    while at < end:
        byte, source = data[at], origin[at]
        if byte < 0x80:
            yield chr(byte), source < 0 or kinds[source] != SINGLE
            at += 1
        elif byte in (0x80, 0xFF):
            # No lead bytes: cp936 shows 0x80 as the euro sign, 0xFF as nothing known.
            yield ("€" if byte == 0x80 else "?"), True
            at += 1
        elif at + 1 == end:
            yield lone, True
            at += 1
        else:
            whole = source >= 0 and kinds[source] == LEAD and origin[at + 1] == source + 1
            ch = table.get(data[at : at + 2])
            yield ("" if ch and "\ue000" <= ch <= "\uf8ff" else ch or "?"), not whole
            at += 2 if ch or eats else 1
