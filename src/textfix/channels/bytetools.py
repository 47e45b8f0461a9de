"""Tools that took a byte of a double-byte character for ASCII: backslash, @, line wrap, loss."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from textfix.channels import readers
from textfix.channels.damaged import Outcome, Parameter, joined
from textfix.channels.mojibake import decode, encode
from textfix.channels.readers import Piece

_HABITS = ("fffd", "eat", "mark", "drop")
_INSERTED = (b" ", b"\n", b"\r\n", b"-", b"<br>", b"\\")
_Named = tuple[str, Parameter]
# One lead byte lost in about this many characters.
_LEADS_PER_LOSS = 60


def _pairs(data: bytes, encoding: str) -> Iterator[tuple[int, int]]:
    """Yield (offset, width) of each character of well-formed double-byte text."""
    leads = readers.table(encoding).leads
    at = 0
    while at < len(data):
        width = 2 if data[at] in leads else 1
        yield at, width
        at += width


def _shown(
    data: bytes, encoding: str, rng: random.Random, expected: str, more: Sequence[_Named] = ()
) -> Outcome:
    """Decode with a drawn habit; a span per line runs from its first difference to its last."""
    habit = _HABITS[rng.randrange(len(_HABITS))]
    result = "".join(piece for piece, _ in readers.read(data, encoding, habit))
    lines, wanted = result.split("\n"), expected.split("\n")
    if len(lines) != len(wanted):
        lines, wanted = [result], [expected]
    pieces: list[Piece] = []
    for number, (line, meant) in enumerate(zip(lines, wanted, strict=True)):
        pieces += [("\n", False)] if number else []
        head = _common(line, meant)
        tail = min(_common(line[::-1], meant[::-1]), min(len(line), len(meant)) - head)
        pieces.append((line[:head], False))
        pieces.append((line[head : len(line) - tail], line != meant))
        pieces.append((line[len(line) - tail :], False))
    result, spans = joined(pieces)
    return Outcome(result, expected, spans, (("encoding", encoding), ("habit", habit), *more))


def _common(one: str, other: str) -> int:
    """Return how many characters two strings share at their start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _spliced(data: bytes, places: Sequence[int], skip: int, added: bytes) -> bytes:
    """Replace `skip` bytes at each of the ascending offsets by `added`."""
    pieces: list[bytes] = []
    last = 0
    for at in places:
        pieces += (data[last:at], added)
        last = at + skip
    return b"".join((*pieces, data[last:]))


def backslash_stripped(text: str, rng: random.Random, encoding: str) -> Outcome:
    """Run `stripslashes` over the bytes: tail bytes 5C go, and what follows shifts.

    Not only characters are hit: the text's own backslashes go too and are not asked back.
    """
    data = encode(text, encoding)
    stripped = re.sub(rb"\\(.?)", rb"\1", data, flags=re.DOTALL)
    expected = re.sub(r"\\(.?)", r"\1", decode(data, encoding), flags=re.DOTALL)
    return _shown(stripped, encoding, rng, expected)


def backslash_doubled(text: str, rng: random.Random, encoding: str) -> Outcome:
    """Run `addslashes` over the bytes: a backslash is seen behind 功 (A55C), real ones double.

    >>> backslash_doubled("功能", random.Random(0), "big5").text
    '功\\\\能'
    """
    data = encode(text, encoding)
    pieces: list[Piece] = []
    known = decode(data, encoding)
    for ch in known:
        pieces.append((ch, False))
        if ch.encode("big5" if encoding == "big5" else encoding, "replace").endswith(b"\\"):
            pieces.append(("\\", True))
    result, spans = joined(pieces)
    return Outcome(result, known, spans, (("encoding", encoding),))


def autolink(text: str, rng: random.Random) -> Outcome:
    """Take tail byte 40 for the @ of an address: the bytes around it become a link.

    The program matches letters as UTF-8 sees them, so the link text is read as UTF-8.
    """
    data = encode(text, "gbk")
    expected = decode(data, "gbk")
    tails = {at + 1 for at, width in _pairs(data, "gbk") if width == 2 and data[at + 1] == 0x40}
    pieces: list[Piece] = []
    last = links = 0
    for at in sorted(tails):
        start, end = _address(data, at)
        if start == at or end == at + 1 or start < last:
            continue
        pieces += ((ch, False) for ch, _ in readers.read(data[last:start], "gbk", "fffd"))
        address = data[start:end].decode("utf-8")
        pieces.append((f"<a href=mailto:{address}>{address}</a>", True))
        last, links = end, links + 1
    pieces += ((ch, False) for ch, _ in readers.read(data[last:], "gbk", "fffd"))
    result, spans = joined(pieces)
    return Outcome(result, expected, spans, (("links", links),))


_LETTERS = rb"(?:[\w.+-]|[\xc2-\xdf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2})"
_BEFORE = re.compile(_LETTERS + rb"+\Z")
_BEHIND = re.compile(_LETTERS + rb"+")
_ADDRESS_REACH = 24


def _address(data: bytes, at: int) -> tuple[int, int]:
    """Return where the bytes around an @ look like letters in UTF-8."""
    floor = max(0, at - _ADDRESS_REACH)
    before = _BEFORE.search(data[floor:at])
    behind = _BEHIND.match(data[at + 1 : at + 1 + _ADDRESS_REACH])
    start = floor + before.start() if before else at
    return start, at + 1 + (behind.end() if behind else 0)


def _drawn_leads(data: bytes, encoding: str, rng: random.Random) -> list[int]:
    leads = [at for at, width in _pairs(data, encoding) if width == 2]
    count = min(len(leads), 1 + rng.randrange(1 + len(leads) // _LEADS_PER_LOSS))
    return sorted(rng.sample(leads, count))


def lead_lost(text: str, rng: random.Random, encoding: str) -> Outcome:
    """Lose single lead bytes: what follows is re-paired one byte off until an ASCII byte."""
    data = encode(text, encoding)
    places = _drawn_leads(data, encoding, rng)
    left = _spliced(data, places, 1, b"")
    return _shown(left, encoding, rng, decode(data, encoding), [("lost", len(places))])


def ascii_inserted(text: str, rng: random.Random, encoding: str) -> Outcome:
    """Insert ASCII between the two bytes of single characters: wraps, tags, spaces."""
    data = encode(text, encoding)
    added = _INSERTED[rng.randrange(len(_INSERTED))]
    places = _drawn_leads(data, encoding, rng)
    torn = _spliced(data, [at + 1 for at in places], 0, added)
    more: list[_Named] = [("inserted", added.decode("ascii")), ("places", len(places))]
    return _shown(torn, encoding, rng, decode(data, encoding), more)


def byte_wrapped(text: str, rng: random.Random, encoding: str) -> Outcome:
    """Break lines at a fixed number of bytes, inside characters too.

    >>> byte_wrapped("短", random.Random(0), "gbk").text
    '短'
    """
    width = rng.randrange(39, 80)
    lines = encode(text, encoding).split(b"\n")
    wrapped = [
        b"\n".join(line[i : i + width] for i in range(0, max(1, len(line)), width))
        for line in lines
    ]
    expected = decode(b"\n".join(lines), encoding)
    return _shown(b"\n".join(wrapped), encoding, rng, expected, [("width", width)])
