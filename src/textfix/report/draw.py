"""Invisible characters made visible in HTML: a symbol or the code point in a small box."""

from __future__ import annotations

from html import escape
from typing import Final

_SIGNS: Final = {
    "\n": "↵", "\r": "␍", "\t": "⇥", "\u3000": "□", "\xa0": "⍽", "\u200b": "ZWSP", "\ufeff": "BOM",
    "\ufffd": "U+FFFD", "\xad": "SHY", "\u200c": "ZWNJ", "\u200d": "ZWJ",
}  # fmt: skip


def drawn(text: str) -> str:
    """Return a stretch of text as HTML, what cannot be seen drawn in a box; "∅" for nothing.

    Not for attributes: it makes elements.

    >>> drawn("a\\u200b<")
    'a<span class=code>ZWSP</span>&lt;'
    """
    return "".join(_one(c) for c in text) or "<span class=code>∅</span>"


def _one(c: str) -> str:
    if c in _SIGNS:
        return f"<span class=code>{_SIGNS[c]}</span>"
    if c == " " or (c.isprintable() and not "\ue000" <= c <= "\uf8ff"):
        return escape(c)
    return f"<span class=code>U+{ord(c):04X}</span>"
