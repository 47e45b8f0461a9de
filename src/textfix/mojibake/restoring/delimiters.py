"""Quotation marks in a hole that are no lost bytes: they close or open what is quoted in ASCII.

What: the second `'` of `('å‘¨æ°','ä¸Šæµ·')`. Curly quotation marks are flattened to the same ones.
Why: what opens behind `(`, `=` or a comma and closes before one is of data or code.
When not: where neither is so, a mark in the midst of damage may be a byte of it.
"""

from __future__ import annotations

from typing import Final

_OPENS: Final = frozenset(" \t\n([{<,:;=!+-*/|&>")
_CLOSES: Final = frozenset(" \t\n)]}>,:;=!+-*/|&.?<")
"""ASCII before a mark that opens a quotation, and behind one that closes it."""

REACH: Final = 1000
"""Characters before a hole in which a quotation may have been opened: a line may be endless."""


def stay(text: str, low: int, high: int) -> str:
    """Return the quotation marks between two places of a line of a text that are delimiters.

    >>> stay("('æ°','ä¸Šæµ·')", 2, 5), stay("é'±", 0, 3)
    ("'", '')
    """
    if "'" not in text[low:high] and '"' not in text[low:high]:
        return ""
    first = max(0, low - REACH)
    first = max(first, text.rfind("\n", first, low) + 1)
    opened, out = "", []
    for k, ch in enumerate(text[first:high], first):
        if ch not in "'\"":
            continue
        if not opened and (k == 0 or text[k - 1] in _OPENS):
            opened = ch
        elif ch == opened and (k + 1 == len(text) or text[k + 1] in _CLOSES):
            opened = ""
        else:
            continue
        if k >= low:
            out.append(ch)
    return "".join(out)


def kept(filling: str, marks: str) -> bool:
    """Tell whether a filling has as many of each mark as must stay."""
    return all(filling.count(m) >= marks.count(m) for m in "'\"")
