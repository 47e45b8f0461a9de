"""Wrong decoders: bytes of one encoding read as another, in one or more layers.

A channel is its path, `mojibake:utf-8>gbk:fffd`: encoding > reader [> ...] and the habits.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from textfix.channels import pagedata, readers
from textfix.channels.damaged import Channel, Outcome, joined
from textfix.channels.readers import Piece
from textfix.errors import InputError

ENCODINGS = ("utf-8", "gb18030", "gbk", "big5", "shift_jis", "euc-jp", "cp949")
PREFIX = "mojibake:"
# What programs that say Shift-JIS write, and the encodings that hold simplified characters.
_CODECS = {"shift_jis": "cp932"}
_WHOLE = ("utf-8", "gb18030", "gbk")
_STRAIGHT = dict(zip("‘’“”", "''\"\"", strict=True))


def encode(text: str, encoding: str) -> bytes:
    """Encode a text; `?` for what has no place there, after trying its traditional form.

    >>> encode("发", "big5") == encode("發", "big5")
    True
    """
    codec = _CODECS.get(encoding, encoding)
    if encoding not in _WHOLE:
        # A page in Big5, Shift-JIS or cp949 was written in traditional characters.
        table = pagedata.conversions()
        text = "".join(table.get(ord(ch), ch) if _outside(ch, codec) else ch for ch in text)
    return text.encode(codec, "replace")


@cache
def _outside(ch: str, codec: str) -> bool:
    return ch > "\x7f" and b"?" in ch.encode(codec, "replace")


def decode(data: bytes, encoding: str) -> str:
    """Decode what `encode` made: what a reader who knows the encoding sees."""
    return data.decode(_CODECS.get(encoding, encoding), "replace")


@cache
def _back_conversions() -> dict[str, str]:
    return {target: chr(key) for key, target in pagedata.conversions().items()}


# What passes over the text after it was read wrong: character by character.
AFTERWARDS: dict[str, Callable[[str], str]] = {
    "nbsp": lambda ch: " " if ch == "\xa0" else ch,
    "shy": lambda ch: "" if ch == "\xad" else ch,
    "c1": lambda ch: "" if "\x80" <= ch <= "\x9f" else ch,
    "quotes": lambda ch: _STRAIGHT.get(ch, ch),
    "pua": lambda ch: "" if unicodedata.category(ch) == "Co" else ch,
    "s2t": lambda ch: pagedata.conversions().get(ord(ch), ch),
    "t2s": lambda ch: _back_conversions().get(ch, ch),
}


def parse(name: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Split a channel name into path, reading habit and what happens afterwards.

    Raises InputError saying which part is wrong.

    >>> parse("mojibake:utf-8>gbk:fffd:pua")
    (('utf-8', 'gbk'), 'fffd', ('pua',))
    """
    path_part, *options = name.removeprefix(PREFIX).split(":")
    path = tuple(path_part.split(">"))
    if len(path) < 2 or len(path) % 2:
        raise InputError(f"{name!r}: a path is encoding>reader, or several of them in a row")
    for known, parts in ((ENCODINGS, path[::2]), (readers.READERS, path[1::2])):
        for part in parts:
            if part not in known:
                raise InputError(f"{name!r}: {part!r} is none of {', '.join(known)}")
    habit = "strict"
    if options and options[0] in readers.HABITS:
        habit, *options = options
    for option in options:
        if option not in AFTERWARDS:
            choices = (*readers.HABITS, *AFTERWARDS)
            raise InputError(f"{name!r}: {option!r} is none of {', '.join(choices)}")
    return path, habit, tuple(options)


def channel(name: str) -> Channel:
    """Return the channel of a mojibake name, listed or not. Raises InputError."""
    path, habit, afterwards = parse(name)
    layers = list(zip(path[::2], path[1::2], strict=True))
    text = ", then ".join(f"{encoding} bytes read as {reader}" for encoding, reader in layers)
    text = text[0].upper() + text[1:]
    total = all(reader in readers.TOTAL for _, reader in layers)
    if not total:
        text += f" (unknown bytes: {habit})"
    if afterwards:
        text += f", afterwards {', '.join(afterwards)}"
    lossless = not afterwards and not any(reader in readers.AMBIGUOUS for _, reader in layers)
    lossless = lossless and (total or habit == "strict")
    return Channel(name, text + ".", lossless, "mojibake:damage", (name,))


def damage(text: str, rng: random.Random, name: str) -> Outcome:
    """Read a text wrong as the name says; a line that a strict reader refuses stays as it was."""
    path, habit, afterwards = parse(name)
    kept: list[str] = []
    refused = 0
    pieces: list[Piece] = []
    # Programs read line by line or as a whole; a lost line end is only seen in the whole.
    for number, line in enumerate(text.split("\n") if habit == "strict" else [text]):
        pieces += [("\n", False)] if number else []
        known = decode(encode(line, path[0]), path[0])
        shown = read(line, path, habit)
        refused += shown is None
        pieces += [(line, False)] if shown is None else shown
        kept.append(line if shown is None else known)
    for option in afterwards:
        change = AFTERWARDS[option]
        pieces = [("".join(map(change, ch)), damaged) for ch, damaged in pieces]
    result, spans = joined(pieces)
    return Outcome(result, "\n".join(kept), spans, (("path", ">".join(path)), ("refused", refused)))


def read(text: str, path: Sequence[str], habit: str) -> list[Piece] | None:
    """Send one text through the layers of a path; None where a strict reader refuses."""
    pieces: list[Piece] = []
    for encoding, reader in zip(path[::2], path[1::2], strict=True):
        data = encode(text, encoding)
        if habit == "strict" and not readers.readable(data, reader):
            return None
        pieces = list(readers.read(data, reader, habit))
        text = "".join(ch for ch, _ in pieces)
    return pieces
