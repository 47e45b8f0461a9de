"""Layout that entered the text: spaces, wraps, line ends, indents, invisible characters."""

from __future__ import annotations

import random
from collections.abc import Iterator
from unicodedata import east_asian_width

from textfix.channels.damaged import Outcome, Parameter, joined
from textfix.channels.readers import Piece

_LINE_ENDS = ("\n", "\r\n", "\r", "\u2028", "\x85", "\n\n")
_INVISIBLE = {
    "zero-width": ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"),
    "bidi": ("\u200e", "\u200f", "\u202a", "\u202c", "\u2066", "\u2069"),
    "bom": ("\ufeff",),
}
_PLAIN = "\x1b[0m"
_COLORS = ("\x1b[1m", "\x1b[31m", "\x1b[1;32m", "\x1b[38;5;208m")


def _outcome(pieces: list[Piece], expected: str, *more: tuple[str, Parameter]) -> Outcome:
    result, spans = joined(pieces)
    return Outcome(result, expected, spans, more)


def _wide(ch: str) -> bool:
    return east_asian_width(ch) in "WF"


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield (line end before it, line)."""
    for number, line in enumerate(text.split("\n")):
        yield "\n" if number else "", line


def spaced(text: str, rng: random.Random) -> Outcome:
    """Put a space between wide characters, on all lines or on some (justified PDF lines)."""
    share = 1.0 if rng.random() < 0.5 else rng.uniform(0.2, 0.7)
    pieces: list[Piece] = []
    for end, line in _lines(text):
        pieces.append((end, False))
        apart = rng.random() < share
        for here, behind in zip(line, f"{line} "[1:], strict=True):
            pieces.append((here, False))
            if apart and _wide(here) and _wide(behind):
                pieces.append((" ", True))
    return _outcome(pieces, text, ("share", share))


def wrapped(text: str, rng: random.Random) -> Outcome:
    """Break lines at a fixed column of wide characters, inside words too."""
    columns = 2 * rng.randrange(16, 41)
    pieces: list[Piece] = []
    for end, line in _lines(text):
        pieces.append((end, False))
        used = 0
        for ch in line:
            used += 2 if _wide(ch) else 1
            if used > columns:
                pieces.append(("\n", True))
                used = 2 if _wide(ch) else 1
            pieces.append((ch, False))
    return _outcome(pieces, text, ("columns", columns))


def line_ends(text: str, rng: random.Random) -> Outcome:
    """Mix line ends in one text: CR LF, CR, U+2028, U+0085, doubled."""
    pieces: list[Piece] = []
    for ch in text:
        drawn = _LINE_ENDS[rng.randrange(len(_LINE_ENDS))] if ch == "\n" else ch
        pieces.append((drawn, drawn != ch))
    return _outcome(pieces, text)


def invisible(text: str, rng: random.Random, kind: str) -> Outcome:
    """Scatter zero-width, bidi or BOM characters; BOMs stand where files were joined."""
    chars = _INVISIBLE[kind]
    share = 0.3 if kind == "bom" else rng.uniform(0.01, 0.1)
    pieces: list[Piece] = []
    begins = True
    for ch in text:
        if (begins or kind != "bom") and rng.random() < share:
            pieces.append((chars[rng.randrange(len(chars))], True))
        pieces.append((ch, False))
        begins = ch == "\n"
    return _outcome(pieces, text, ("share", share))


def terminal(text: str, rng: random.Random) -> Outcome:
    """Color some runs with ANSI escapes, as a log copied from a terminal shows."""
    pieces: list[Piece] = []
    left = 0
    for ch in text:
        if not left and rng.random() < 0.05:
            pieces.append((_COLORS[rng.randrange(len(_COLORS))], True))
            left = rng.randrange(1, 9)
        pieces.append((ch, False))
        if left == 1:
            pieces.append((_PLAIN, True))
        left = max(0, left - 1)
    return _outcome(pieces, text)


def null_padded(text: str, rng: random.Random) -> Outcome:
    """Fill lines with NUL up to a fixed record length, or put one behind each ASCII letter.

    The second is UTF-16 read as bytes.
    """
    record = rng.random() < 0.5
    size = (16, 32, 64)[rng.randrange(3)]
    pieces: list[Piece] = []
    for end, line in _lines(text):
        pieces.append((end, False))
        if record:
            padding = "\0" * (-len(line) % size)
            pieces += [(line, False), (padding, bool(padding))]
            continue
        for ch in line:
            pieces += [(ch, False), ("\0", True)] if ch <= "\x7f" else [(ch, False)]
    return _outcome(pieces, text, ("record", size if record else 0))


def indents_lost(text: str, rng: random.Random) -> Outcome:
    """Show the indent of each paragraph as `????`: four characters that had no place in GBK.

    What is asked back is two ideographic spaces.

    >>> indents_lost("　　一", random.Random(0)).expected
    '　　一'
    """
    pieces: list[Piece] = []
    meant: list[str] = []
    for end, line in _lines(text):
        body = line.lstrip("\u3000 ")
        pieces += [(end, False), ("????" if body else "", True), (body or line, False)]
        meant.append("\u3000\u3000" + body if body else line)
    return _outcome([piece for piece in pieces if piece[0]], "\n".join(meant))


def commas(text: str, rng: random.Random) -> Outcome:
    """Double commas and full stops, or insert them anywhere: 活動,,二十多個."""
    doubled, anywhere = rng.uniform(0.05, 0.4), rng.uniform(0.0, 0.03)
    pieces: list[Piece] = []
    for ch in text:
        pieces.append((ch, False))
        if ch in ",，。、;；" and rng.random() < doubled:
            pieces.append((ch if rng.random() < 0.7 else "、，,。"[rng.randrange(4)], True))
        elif _wide(ch) and rng.random() < anywhere:
            pieces.append((("，", ",", "。")[rng.randrange(3)], True))
    return _outcome(pieces, text, ("doubled", doubled), ("anywhere", anywhere))
