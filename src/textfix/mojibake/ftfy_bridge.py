"""The one module that imports ftfy (Apache-2.0): its encoding repair, nothing else of it."""

from __future__ import annotations


def fix_encoding(text: str) -> str:
    """Return what ftfy's `fix_encoding` makes of a text.

    Do not call it before CJK reversal: it makes most GBK-as-Latin-1 unrecoverable.

    >>> fix_encoding("crÃ¨me")
    'crème'
    """
    import ftfy

    return ftfy.fix_encoding(text)
