"""Bytes that stand in a text as escapes: found, read by the one detection there is, put in place.

Law: a character's edit covers exactly the escapes of its bytes; what is no character stays.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from textfix.model import Edit

SURE: Final = 0.9
"""Confidence from which an encoding other than UTF-8 is believed."""
_READ_AS: Final = {
    **dict.fromkeys(("gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "big5hkscs", "cn-big5", "x-x-big5"), "big5-web"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601"), "cp949"),
}
"""What programs that write one of these names mean by it, as the WHATWG Encoding Standard has it.

Python's own codecs of these names read `—` of GBK as `―`, `·` as `・`, kana of Big5 as others.
"""
_NO_CHARSETS: Final = frozenset(
    ("unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined", "mbcs", "oem")
)


class Token(NamedTuple):
    """One byte of the text behind the escapes, and where it is written."""

    byte: int
    start: int
    end: int


def edits(text: str, tokens: list[Token], declared: str = "") -> list[Edit]:
    """Return the edits that write the characters of the bytes; [] where no encoding fits.

    >>> edits("=D6=D0", [Token(0xD6, 0, 3), Token(0xD0, 3, 6)], "gb2312")
    [Edit(start=0, end=6, new='中')]
    """
    data = bytes(token.byte for token in tokens)
    encoding = declared or encoding_of(data)
    if not encoding:
        return []
    name = _READ_AS.get(encoding.lower(), encoding)
    try:
        if not _is_charset(name):
            return []
        return list(_joined(text, list(_characters(tokens, name))))
    except (LookupError, ValueError):  # UnicodeError is a ValueError
        return []


def _is_charset(name: str) -> bool:
    """Tell an encoding of text from what Python calls codecs besides: rot13, zlib, escapes."""
    found = codecs.lookup(name)
    return getattr(found, "_is_text_encoding", True) and found.name not in _NO_CHARSETS


def encoding_of(data: bytes) -> str:
    """Return the encoding of bytes, "" where it is not certain.

    >>> encoding_of("中文".encode()), encoding_of(b"\\xff\\xfe\\xfd")
    ('utf-8', '')
    """
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    from textfix.detection import detect

    found = detect(data)
    name = found.encoding or ""
    sure = found.confidence >= SURE and not found.bad_count and not name.startswith("utf-")
    return name if sure else ""


def _characters(tokens: list[Token], encoding: str) -> Iterator[Edit]:
    """Yield each character with the stretch of text that its bytes are written in."""
    decoder = codecs.getincrementaldecoder(encoding)()
    first = 0
    for k, token in enumerate(tokens):
        shown = decoder.decode(bytes((token.byte,)))
        if shown:
            yield Edit(tokens[first].start, token.end, shown)
            first = k + 1
    decoder.decode(b"", True)


def _joined(text: str, characters: Iterable[Edit]) -> Iterator[Edit]:
    """Join neighboring characters that change into one edit, leave out those that do not."""
    start = end = -1
    new: list[str] = []
    for a, b, shown in characters:
        if text[a:b] == shown:
            continue
        if a != end:
            if new:
                yield Edit(start, end, "".join(new))
            start, new = a, []
        new.append(shown)
        end = b
    if new:
        yield Edit(start, end, "".join(new))


def join_runs(edits: Iterable[Edit]) -> list[Edit]:
    """Join edits that touch.

    >>> join_runs([Edit(0, 2, "a"), Edit(2, 4, "b"), Edit(5, 6, "c")])
    [Edit(start=0, end=4, new='ab'), Edit(start=5, end=6, new='c')]
    """
    out: list[tuple[int, int, list[str]]] = []
    for start, end, new in edits:
        if out and out[-1][1] == start:
            out[-1][2].append(new)
            out[-1] = (out[-1][0], end, out[-1][2])
        else:
            out.append((start, end, [new]))
    return [Edit(start, end, "".join(news)) for start, end, news in out]
