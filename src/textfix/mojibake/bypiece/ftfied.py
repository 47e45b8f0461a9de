"""What ftfy left of double-byte text shown as single bytes: the bytes its letters may have been.

Law: a reading is kept only if a reader that mixes two encodings, or ftfy, shows it exactly so.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import accumulate, permutations, product
from typing import Final

from textfix import codecs
from textfix.lattice import Choice, Reading
from textfix.mojibake import ftfy_bridge
from textfix.mojibake.health import unlikely

_SHOWN: Final = ("latin-1", "cp1252-web")
"""The readers whose letters ftfy took for UTF-8; what is undone here is what it did after them."""

_TRIED: Final = (
    *_SHOWN, "cp1251-web", "cp1250-web", "cp1253-web", "cp1254-web", "cp1257-web",
    "iso8859-2", "mac_roman", "cp437",
)  # fmt: skip
"""The readers that ftfy undoes, some after others: `ÂµÄ` became `µÄ` became one letter."""

STEP: Final = 4.0
"""Nats for a letter that ftfy made in two steps, or that typography folded."""

SPACED: Final = {"\xa0": (b"\xc2 ",), "à": (b"\xc3 ", b"\xc3")}
"""What ftfy makes of C2 and C3 before a space, which it takes or leaves."""

MARKS: Final = 3
"""Combining marks of a letter whose order NFC may have changed, at most."""

APART: Final = 6
"""Places of differences at least so far apart have nothing to do with each other."""

ROUNDS: Final = 12
"""Readings of a line at most: each forbids what the one before shows differently.

Of 400 sentences 398 were right in the first; bytes at the edge of what ftfy joins need a few."""

Searched = Callable[[Sequence[Sequence[Choice]]], Reading | None]


def tokens(seen: str) -> list[str]:
    """Return the characters of a line; letters stay with their marks and what was one letter.

    >>> tokens("aDZb\u0327")
    ['a', 'DZ', 'b̧']
    """
    return _pattern().findall(seen)


@cache
def _pattern() -> re.Pattern[str]:
    apart = sorted({t for t in _folded() if len(t) > 1}, key=len, reverse=True)
    marks = "".join(c for c in map(chr, range(0x300, 0x800)) if unicodedata.combining(c))
    return re.compile(rf"(?:{'|'.join(map(re.escape, apart))}|.)[{marks}]*", re.S)


@cache
def _folded() -> dict[str, list[str]]:
    """Return the letters that became a token: by ligatures, quotation marks and NFC."""
    found = {"'": ["\u02bc", "\x91", "\x92"], '"': ["\x93", "\x94"]}
    for parts, letter in ftfy_bridge.ligatures().items():
        found.setdefault(parts, []).append(letter)
    for letter in map(chr, range(0x80, 0x800)):
        if (composed := unicodedata.normalize("NFC", letter)) != letter:
            found.setdefault(composed, []).append(letter)
    return found


@lru_cache(maxsize=8192)
def plain(token: str) -> tuple[Choice, ...]:
    """Return the bytes a token may stand for, shown by a reader that mixes two encodings."""
    return tuple(Choice(tuple(data)) for data in sorted(set(_plain(token))))


@lru_cache(maxsize=8192)
def choices(token: str) -> tuple[Choice, ...]:
    """Return the bytes a token may stand for; those behind two steps of ftfy at a price."""
    found = dict.fromkeys(_plain(token), 0.0)
    apart = ({*_plain(c), *_undone(c)} for c in token) if len(token) <= MARKS else ()
    dear = set(map(b"".join, product(*apart)))
    for letter in _folded().get(token, ()):
        dear |= {*_plain(letter), *_undone(letter)}
    for data in dear:
        found.setdefault(data, STEP)
    return tuple(Choice(tuple(data), cost) for data, cost in sorted(found.items()))


def _plain(token: str) -> Iterator[bytes]:
    """Yield the bytes of a token: of each character its byte or UTF-8, as NFC may have joined it.

    >>> bytes((0xC4, 0xCC, 0xA8)) in set(_plain("Ą̈"))
    True
    """
    yield _utf8(token)
    if len(token) == 1:
        yield from _raw(token)
    base, *marks = list(unicodedata.normalize("NFD", token))
    for order in permutations(marks) if 0 < len(marks) <= MARKS else ():
        for k in range(len(order) + 1):
            letter = unicodedata.normalize("NFC", base + "".join(order[:k]))
            if len(letter) == 1:
                rest = _utf8("".join(order[k:]))
                yield _utf8(letter) + rest
                for data in _raw(letter):
                    yield data + rest


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _undone(ch: str) -> Iterator[bytes]:
    """Yield the bytes of a character that ftfy read as UTF-8 through any of its readers."""
    data = _utf8(ch)
    yield from SPACED.get(ch, ())
    for reader in _TRIED if ch >= "\u0100" else ():
        shown = codecs.get(reader).decode_strict(data)
        if shown is not None:
            for parts in product(*([*_raw(c), c.encode()] for c in shown)):
                yield b"".join(parts)


def _raw(ch: str) -> tuple[bytes, ...]:
    if ch <= "\x9f":
        return (ch.encode("latin-1"),)
    return codecs.get("cp1252-web").bytes_of(ch)


def read(
    seen: str, around: tuple[str, str], search: Searched, worth: Callable[[str], bool]
) -> str | None:
    """Return the most probable reading of a line that is shown exactly as it stands.

    `around` are single bytes before it and ASCII behind; `search` reads slots of choices; `worth`
    tells whether a reading that is not shown so yet is good enough to look for one that is.
    """
    before, after = around
    head, tail = b"".join(_raw(c)[0] for c in before), after.encode()
    parts = tokens(seen)
    # Healthy text is refused here: most of it is no pairs, in whichever way it was shown.
    first = search([plain(part) for part in parts])
    if first is None and SPACED.keys().isdisjoint(parts) and _folded().keys().isdisjoint(parts):
        return None
    if first is not None:
        whole = head + b"".join(_bytes(first)) + tail
        mixed = before + seen + after in _mixed(whole)
        if not worth(first.text) or (mixed and not len(unlikely.places(first.text))):
            return first.text if mixed else None
    slots = [list(choices(part)) for part in parts]
    for _ in range(ROUNDS):
        reading = search(slots)
        if reading is None:
            break
        data = _bytes(reading)
        wrong = _wrong(before + seen + after, head + b"".join(data) + tail)
        if not wrong:
            return reading.text
        places = [k - len(before) for k in wrong]
        if not worth(reading.text) or not _forbid(slots, parts, data, places):
            break
    return None


def _bytes(reading: Reading) -> list[bytes]:
    """Return the bytes that each token was taken for."""
    return [bytes(data) for _, _, data, _ in reading.pieces]


def _wrong(seen: str, data: bytes) -> list[int]:
    """Return the places that the best reader shows differently, none if all is as it stands."""
    wanted = unicodedata.normalize("NFC", seen)
    least: list[int] | None = None
    for shown in _shown(data):
        composed = unicodedata.normalize("NFC", shown)
        if seen in (shown, composed) or composed == wanted:
            return []
        for text in {shown, composed}:
            ops = SequenceMatcher(None, seen, text, autojunk=False).get_opcodes()
            found = [a for tag, a, *_ in ops if tag != "equal"]
            least = found if least is None or len(found) < len(least) else least
    return least or [0]


def _mixed(data: bytes) -> Iterator[str]:
    """Yield bytes as readers that mix two encodings show them."""
    for reader in ("utf-8-or-cp1252", "utf-8-or-latin1"):
        yield codecs.get(reader).decode(data)


def _shown(data: bytes) -> Iterator[str]:
    """Yield bytes as readers that mix two encodings show them, and as ftfy leaves them."""
    yield from _mixed(data)
    for reader in _SHOWN:
        letters = codecs.get(reader).decode(data)
        yield ftfy_bridge.fix_encoding(letters)
        yield ftfy_bridge.fix_text(letters)


def _forbid(
    slots: list[list[Choice]], parts: Sequence[str], data: Sequence[bytes], wrong: Sequence[int]
) -> bool:
    """Take away what makes a reading be shown differently at places; False if nothing can be.

    Of places close together the first is to blame; of two bytes shown together the second.
    """
    starts = [0, *accumulate(map(len, parts))]
    done = False
    last = -APART
    for place in sorted({max(bisect_right(starts, at) - 1, 0) for at in wrong}):
        if place - last < APART:
            continue
        last = place
        order = (place, place + 1, place - 1)
        if place < len(data) and len(data[place]) == 1:
            order = (place + 1, place, place + 2)
        for k in order:
            if 0 <= k < len(slots) and len(slots[k]) > 1:
                slots[k] = [c for c in slots[k] if bytes(c.data) != data[k]]
                done = True
                break
    return done
