"""Characters written as escapes: HTML, URLs, source code, mail; and half of them lost."""

from __future__ import annotations

import base64
import quopri
import random
import re
from collections.abc import Callable
from html.entities import codepoint2name

from textfix.channels.damaged import Outcome, joined
from textfix.channels.mojibake import decode, encode
from textfix.channels.readers import Piece


def _units(ch: str) -> list[int]:
    """Return the UTF-16 code units of a character; a lone surrogate is its own unit."""
    data = ch.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(data[i : i + 2], "big") for i in range(0, len(data), 2)]


def _bytes(ch: str) -> bytes:
    return ch.encode("utf-8", "surrogatepass")


# What one character that is not ASCII becomes; the trailing name says what is escaped besides.
_WRITERS: dict[str, Callable[[str], str]] = {
    "decimal": lambda ch: f"&#{ord(ch)};",
    "hex": lambda ch: f"&#x{ord(ch):X};",
    "named": lambda ch: f"&{name};" if (name := codepoint2name.get(ord(ch))) else ch,
    "double": lambda ch: f"&amp;#{ord(ch)};",
    "bytes": lambda ch: "".join(f"&#{byte};" for byte in _bytes(ch)),
    "unicode": lambda ch: "".join(f"\\u{unit:04x}" for unit in _units(ch)),
    "no-backslash": lambda ch: "".join(f"u{unit:04x}" for unit in _units(ch)),
    "byte-hex": lambda ch: "".join(f"\\x{byte:02x}" for byte in _bytes(ch)),
    "octal": lambda ch: "".join(f"\\{byte:03o}" for byte in _bytes(ch)),
    "percent": lambda ch: "".join(f"%{byte:02X}" for byte in _bytes(ch)),
    "percent-twice": lambda ch: "".join(f"%25{byte:02X}" for byte in _bytes(ch)),
    "percent-u": lambda ch: "".join(
        f"%u{unit:04X}" if unit > 0xFF else f"%{unit:02X}" for unit in _units(ch)
    ),
}
# The escape's own first character must be escaped too, or the inverse is not exact.
_OWN = {
    **dict.fromkeys(("decimal", "hex", "bytes", "named"), ("&", "&amp;")),
    "double": ("&", "&amp;amp;"),
    **dict.fromkeys(("unicode", "byte-hex", "octal"), ("\\", "\\\\")),
}
# What encodeURIComponent and JavaScript's old escape leave as it is; all other ASCII is escaped.
_SAFE = {
    "percent": re.compile(r"[\w.!~*'()-]", re.ASCII),
    "percent-twice": re.compile(r"[\w.!~*'()-]", re.ASCII),
    "percent-u": re.compile(r"[\w@*+./-]", re.ASCII),
}
_ASCII = {"percent": "%", "percent-twice": "%25", "percent-u": "%"}


def written(text: str, rng: random.Random, style: str) -> Outcome:
    """Write each character that is not ASCII as an escape of one style.

    >>> written("中文 a", random.Random(0), "percent-u").text
    '%u4E2D%u6587%20a'
    """
    pieces: list[Piece] = []
    for ch in text:
        shown = _WRITERS[style](ch) if ch > "\x7f" else _ascii(ch, style)
        pieces.append((shown, shown != ch))
    result, spans = joined(pieces)
    return Outcome(result, text, spans, (("style", style),))


def _ascii(ch: str, style: str) -> str:
    if style in _SAFE:
        return ch if _SAFE[style].match(ch) else f"{_ASCII[style]}{ord(ch):02X}"
    own, doubled = _OWN.get(style, ("", ""))
    return doubled if ch == own else ch


def _whole(result: str, expected: str) -> Outcome:
    spans = ((0, len(result)),) if result != expected else ()
    return Outcome(result, expected, spans)


def quoted_printable(text: str, rng: random.Random, encoding: str) -> Outcome:
    """Write a mail body as quoted-printable; its soft line ends fall inside characters.

    >>> quoted_printable("好", random.Random(0), "utf-8").text
    '=E5=A5=BD'
    """
    data = encode(text, encoding)
    body = quopri.encodestring(data).decode("ascii")
    return _whole(body, decode(data, encoding))


def mime_words(text: str, rng: random.Random, encoding: str) -> Outcome:
    """Write lines as MIME words of a fixed byte length that split characters between words."""
    label = {"gb18030": "GB18030", "gbk": "GBK", "big5": "Big5"}.get(encoding, "UTF-8")
    size = rng.randrange(10, 46)
    lines: list[str] = []
    data = encode(text, encoding)
    for line in data.split(b"\n"):
        chunks = [line[i : i + size] for i in range(0, len(line), size)]
        if line.isascii():
            lines.append(line.decode("ascii"))
            continue
        words = (base64.b64encode(chunk).decode("ascii") for chunk in chunks)
        lines.append("\n ".join(f"=?{label}?B?{word}?=" for word in words))
    return _whole("\n".join(lines), decode(data, encoding))


def seven_bit(text: str, rng: random.Random, encoding: str) -> Outcome:
    """Write a text in UTF-7 or HZ, as seen by a reader who takes it for ASCII.

    >>> seven_bit("中文", random.Random(0), "hz").text
    '~{VPND~}'
    """
    data = text.encode(encoding, "replace")
    return _whole(data.decode("ascii", "replace"), data.decode(encoding, "replace"))


def cesu8(text: str, rng: random.Random, reader: str) -> Outcome:
    """Write astral characters as two encoded surrogates (CESU-8), read as single bytes or pairs.

    `reader` "latin-1" shows all as mojibake, "utf-16" leaves pairs of lone surrogates.
    """
    if reader == "utf-16":
        pieces = [
            ("".join(map(chr, _units(ch))), True) if ch > "\uffff" else (ch, False) for ch in text
        ]
        result, spans = joined(pieces)
        return Outcome(result, text, spans, (("reader", reader),))
    halves = "".join("".join(map(chr, _units(ch))) for ch in text)
    data = halves.encode("utf-8", "surrogatepass")
    pieces = [(chr(byte), byte >= 0x80) for byte in data]
    result, spans = joined(pieces)
    return Outcome(result, text, spans, (("reader", reader),))
