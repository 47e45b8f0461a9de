"""ISO-2022-CN: GB 2312 and CNS 11643 behind escape sequences and shifts (RFC 1922), both ways.

Planes 3 to 7 (ISO-2022-CN-EXT) are read too, and written where the smaller sets lack a character.
"""

import re
from collections.abc import Iterator
from functools import cache

from textfix.codecs.cells import cells

_ESCAPE = re.compile(
    rb"\x1b\$\)([AG])|\x1b\$\*(H)|\x1b\$\+([IJKLM])"  # designations
    rb"|(\x0e)|(\x0f)|\x1bN(..)|\x1bO(..)|(\n)|([\x21-\x7e]{2})|(.)",
    re.DOTALL,
)


@cache
def _plane(final: bytes) -> dict[bytes, str]:
    """Seven-bit pair -> text of one designated set."""
    if final == b"A":
        rows = {c: s for c, s in cells("gbk").items() if len(c) == 2 and min(c) >= 0xA1}
    elif final == b"G":
        rows = {c: s for c, s in cells("euc-tw").items() if len(c) == 2}
    else:
        head = bytes((0x8E, 0xA0 + final[0] - ord("F")))
        rows = {c[2:]: s for c, s in cells("euc-tw").items() if c[:2] == head and len(c) == 4}
    return {bytes(b & 0x7F for b in cell): text for cell, text in rows.items()}


@cache
def _inverse(final: bytes) -> dict[str, bytes]:
    return {text: cell for cell, text in _plane(final).items()}


def pieces(data: bytes) -> Iterator[tuple[int, int, str | None]]:
    """Yield (start, end, text) of every piece; None for bytes that are no character.

    Not for streams that begin inside a shifted run.

    >>> "".join("?" if s is None else s for _, _, s in pieces(b"\\x1b$)A\\x0eVPND\\x0f!"))
    '中文!'
    """
    g1 = g2 = g3 = b""
    shifted = False
    position = 0
    while position < len(data):
        found = _ESCAPE.match(data, position)
        if found is None:  # pragma: no cover - the last branch of the pattern takes any byte
            return
        kind, end, text = found.lastindex or 0, found.end(), ""
        shown: str | None = ""
        if kind == 1:
            g1 = found[1]
        elif kind == 2:
            g2 = found[2]
        elif kind == 3:
            g3 = found[3]
        elif kind in (4, 5):
            shifted = kind == 4
        elif kind in (6, 7):
            final = g2 if kind == 6 else g3
            shown = _plane(final).get(found[kind]) if final else None
        elif kind == 8:
            g1, g2, g3, shifted, text = b"", b"", b"", False, "\n"
            shown = text
        elif kind == 9 and shifted:
            shown = _plane(g1).get(found[9]) if g1 else None
        else:
            end = position + 1
            low = data[position] < 0x80 and data[position] != 0x1B
            shown = chr(data[position]) if low else None
        yield position, end, shown
        position = end


def encode(text: str) -> tuple[bytes, int]:
    """Write as much of `text` as has a place; return the bytes and the characters written.

    Not for Big5 characters outside CNS 11643.

    >>> encode("中文!")
    (b'\\x1b$)A\\x0eVPND\\x0f!', 3)
    """
    out: list[bytes] = []
    designated: dict[bytes, bytes] = {}
    shifted = False
    for number, ch in enumerate(text):
        if ch < "\x80":
            out.append((b"\x0f" if shifted else b"") + ch.encode())
            shifted = False
            if ch == "\n":
                designated.clear()
            continue
        final = next((f for f in _order(designated) if ch in _inverse(f)), None)
        if final is None:
            return b"".join([*out, b"\x0f" if shifted else b""]), number
        slot = b")" if final in b"AG" else b"*" if final == b"H" else b"+"
        if designated.get(slot) != final:
            designated[slot] = final
            out.append(b"\x1b$" + slot + final)
        cell = _inverse(final)[ch]
        if slot == b")":
            out.append(cell if shifted else b"\x0e" + cell)
            shifted = True
        else:
            out.append((b"\x1bN" if slot == b"*" else b"\x1bO") + cell)
    return b"".join([*out, b"\x0f" if shifted else b""]), len(text)


def _order(designated: dict[bytes, bytes]) -> list[bytes]:
    """The set in use first: fewer escape sequences."""
    finals = [bytes([f]) for f in b"AGHIJKLM"]
    used = designated.get(b")")
    return sorted(finals, key=lambda f: f != used)
