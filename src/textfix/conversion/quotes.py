"""Changes quotation marks between “ ” ‘ ’ and 「 」 『 』 where they come in true pairs.

The outer pair becomes the outer pair of the other style, whatever marks the author chose;
marks without a partner, and apostrophes, stay.
"""

from __future__ import annotations

from textfix.errors import InputError

STYLES = {"corner": ("「」", "『』"), "curly": ("“”", "‘’")}
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_CLOSING = frozenset(_PAIRS.values())


def _apostrophe(text: str, at: int) -> bool:
    """Tell whether a ’ stands inside or behind a Latin word, with no ‘ to close."""
    before = text[at - 1 : at]
    after = text[at + 1 : at + 2]
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


def requote(text: str, style: str) -> list[tuple[int, int, str]]:
    """List the edits that bring paired quotation marks to a style, "corner" or "curly".

    Not for straight quotes: they do not say which side they are on.

    >>> [new for _, _, new in requote("他说：“她说‘好’。”", "corner")]
    ['「', '『', '』', '」']

    Errors: `InputError` for another style.
    """
    if style not in STYLES:
        raise InputError(f"quotes must be 'corner' or 'curly', not {style!r}")
    edits: list[tuple[int, int, str]] = []
    stack: list[int] = []
    for at, ch in enumerate(text):
        if ch == "\n" and text[at + 1 : at + 2] in {"\n", "", "\r"}:
            stack.clear()  # a pair does not reach past its paragraph
        elif ch in _PAIRS:
            stack.append(at)
        elif ch in _CLOSING and not (ch == "’" and _apostrophe(text, at)):
            if not stack or _PAIRS[text[stack[-1]]] != ch:
                continue
            opened = stack.pop()
            left, right = tuple(STYLES[style][len(stack) % 2])
            edits += [(opened, opened + 1, left), (at, at + 1, right)]
    return sorted(edit for edit in edits if text[edit[0]] != edit[2])
