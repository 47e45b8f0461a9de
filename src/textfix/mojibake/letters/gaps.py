"""Bytes that cp1252 has no letter for, lost from UTF-8 that it showed: `â€` for `”`, `Ãfrica`.

Law: only beside what is whole, where nothing else is left unread; a mark closes what was opened.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from textfix.mojibake.ftfy_bridge import fix_encoding
from textfix.mojibake.health import judge

HOLES: Final = "\x81\x8d\x8f\x90\x9d"
"""What may have been lost: the bytes without a letter in cp1252."""

NEAR: Final = 40
"""Characters on each side of a letter that tell which it is."""

MARGIN: Final = 2.0
GAIN: Final = 4.0
"""Nats by which a letter must be likelier than any other, and than none."""

_NEXT: Final = "".join(
    re.escape(bytes((k,)).decode("cp1252", "replace")) for k in range(0x80, 0xC0)
).replace("\ufffd", "") + "\x80-\xbf"  # fmt: skip
_OPEN: Final = re.compile("â€œ|“|â€\x9d|”")
_CLOSING: Final = re.compile("â€(?:\ufffd|(?=[ -~\u2e80-\uffef]|$)(?: (?=[ .,)]))?)")
_WHOLE: Final = re.compile(f"[Â-ß][{_NEXT}]|[à-ï][{_NEXT}]{{2}}")
_LEAD: Final = re.compile(
    f"(?:[Ã-Í]|á[º»])(?:\ufffd|(?=[a-zA-Z.,;:!?)]|$))|([ÎÏÐÑ×ØÙ])(?![{_NEXT}])(?:\ufffd|( ?))"
)
"""What is left of a letter: of Latin before ASCII, of others before anything, U+FFFD or a space
perhaps being what became of its second byte."""


def read(text: str, before: str = "") -> str:
    """Return what `fix_encoding` makes of a text whose lost bytes are put back where they are sure.

    `before` is what stands before it in its line.

    >>> read("â€œhelloâ€ she said"), read("see â€ below"), read("Ãfrica y AmÃ©rica")
    ('“hello” she said', 'see â€ below', 'África y América')
    """
    return "".join(part if k & 1 else _filled(part) for k, part in enumerate(_closed(text, before)))


def left(text: str) -> bool:
    """Tell whether a text holds letters of UTF-8, or what is left of those that lost a byte."""
    return not text.isascii() and (_WHOLE.search(text) or _LEAD.search(text)) is not None


def _closed(text: str, before: str) -> Iterator[str]:
    """Yield what is to be read, and in turn each mark that closes nothing and stays."""
    depth, at = _depth(before, 0), 0
    out: list[str] = []
    for m in _CLOSING.finditer(text):
        out.append(text[at : m.start()])
        depth = _depth(out[-1], depth)
        at = m.end()
        if depth:
            depth -= 1
            out.append("â€\x9d")
            continue
        yield "".join(out)
        yield m[0]
        out = []
    yield "".join((*out, text[at:]))


def _depth(text: str, depth: int) -> int:
    for m in _OPEN.finditer(text):
        depth = depth + 1 if m[0] in ("â€œ", "“") else max(0, depth - 1)
    return depth


def _filled(text: str) -> str:
    """Return what a text reads like, its letters that lost their second byte chosen by their words.

    In a line that cp1252 showed no letter stands for itself.
    """
    holes = list(_LEAD.finditer(text))
    marked = sum(hole[0][-1] == "\ufffd" for hole in holes)
    if not holes or len(holes) > len(_WHOLE.findall(text)) + 2 * marked:
        return fix_encoding(text)
    if not _LEAD.sub("", _WHOLE.sub("", text)).isascii():
        return fix_encoding(text)
    readings = [fix_encoding(_LEAD.sub(partial(_put, byte), text)) for byte in (*HOLES, "\xa0")]
    size = len(readings[0])
    if any(len(r) != size for r in readings):
        return fix_encoding(text)
    places = [k for k, seen in enumerate(zip(*readings, strict=True)) if len(set(seen)) > 1]
    if len(places) != len(holes):
        return fix_encoding(text)
    out = list(readings[0])
    for k, hole in zip(places, holes, strict=True):
        out[k] = hole[0]
    # The last letters tell of the first.
    for k, hole in (*zip(places, holes, strict=True), *zip(places, holes, strict=True)):
        if out[k] == hole[0]:
            out[k] = _letter(out, k, [r[k] for r in readings], hole[2] or "")
    return "".join(out)


def _put(byte: str, hole: re.Match[str]) -> str:
    return hole[0].rstrip(" \ufffd") + byte


def _letter(text: list[str], place: int, letters: list[str], space: str) -> str:
    """Return the letter that fits a place best, what stands there if none is sure.

    A space behind it is one, or its second byte, lost or flattened.
    """
    hole = text[place]
    lost = [ch for ch in letters[:-1] if ch.isalpha()]
    each = [ch + space for ch in lost] + ([*lost, letters[-1]] if space else [])
    head = "".join(text[max(0, place - NEAR) : place])
    tail = "".join(text[place + 1 : place + 1 + NEAR])
    scores = judge.likelihoods([head + ch + tail for ch in (*each, hole)]).tolist()
    best, second, *_ = *sorted(scores[:-1], reverse=True), -math.inf, -math.inf
    if best - second < MARGIN or best - scores[-1] < GAIN:
        return hole
    return str(each[scores.index(best)])
