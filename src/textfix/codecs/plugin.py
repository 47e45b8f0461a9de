"""Python codecs for what Python lacks, so that `bytes.decode(detection.encoding)` works.

Registered by a search function that loads nothing until one of its names is asked for.
"""

import codecs
from collections.abc import Iterator
from typing import Any

_READERS = {
    "gb18030_web": "gb18030-web",
    "gbk_web": "gb18030-web",
    "cp936_web": "cp936",
    "big5_web": "big5-web",
    "big5_uao": "big5-uao",
    "big5_eten": "big5-eten",
    "euc_tw": "euc-tw",
    "euctw": "euc-tw",
    "x_euc_tw": "euc-tw",
    "euc_jp_web": "euc-jp-web",
    "cesu_8": "cesu-8",
    "cesu8": "cesu-8",
    "utf_8_lax": "utf-8-lax",
}
_ISO = frozenset({"iso_2022_cn", "iso2022_cn", "iso2022cn", "iso_2022_cn_ext", "csiso2022cn"})

_Piece = tuple[int, int, str | None]


def _pieces(name: str, data: bytes) -> Iterator[_Piece]:
    """Pieces of `data` with their places; None where a strict decoder must complain."""
    if name in _ISO:
        from textfix.codecs.iso2022cn import pieces

        yield from pieces(data)
        return
    from textfix.codecs.catalog import get
    from textfix.codecs.places import walk

    yield from walk(get(_READERS[name]), data)


def _decode(name: str, data: bytes, errors: str, final: bool) -> tuple[str, int]:
    """Decode with Python's error handlers; when not final, leave an unfinished tail alone."""
    if name not in _ISO:
        from textfix.codecs.catalog import get

        text = get(_READERS[name]).decode_strict(data)
        if text is not None:
            return text, len(data)
    out: list[str] = []
    skip = 0
    for start, end, text in _pieces(name, data):
        if start < skip:
            continue
        if text is not None:
            out.append(text)
            continue
        if not final and end == len(data) and end - start < 4:
            return "".join(out), start
        error = UnicodeDecodeError(name.replace("_", "-"), data, start, end, "no such character")
        shown, skip = codecs.lookup_error(errors)(error)
        out.append(str(shown))
        skip += len(data) if skip < 0 else 0
    return "".join(out), len(data)


def _written(name: str, text: str) -> tuple[bytes, int]:
    """The bytes of the longest start of `text` that can be written, and its length."""
    if name in _ISO:
        from textfix.codecs.iso2022cn import encode

        return encode(text)
    from textfix.codecs.catalog import get

    reader = get(_READERS[name])
    whole = reader.encode(text)
    if whole is not None:
        return whole, len(text)
    good = next(i for i, ch in enumerate(text) if reader.encode(ch) is None)
    return reader.encode(text[:good]) or b"", good


def _encode(name: str, text: str, errors: str) -> tuple[bytes, int]:
    out: list[bytes] = []
    position = 0
    while position < len(text):
        written, count = _written(name, text[position:])
        out.append(written)
        position += count
        if position < len(text):
            error = UnicodeEncodeError(
                name.replace("_", "-"), text, position, position + 1, "no place in this encoding"
            )
            instead, position = codecs.lookup_error(errors)(error)
            out.append(instead if isinstance(instead, bytes) else _written(name, instead)[0])
    return b"".join(out), len(text)


def _incremental(
    name: str,
) -> tuple[type[codecs.IncrementalDecoder], type[codecs.IncrementalEncoder]]:
    """The two classes that a codec needs for files."""

    class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
        """Keeps an unfinished character back; ISO-2022-CN keeps its line back."""

        def _buffer_decode(self, data: Any, errors: str, final: bool) -> tuple[str, int]:
            raw = bytes(data)
            if final or name not in _ISO:
                return _decode(name, raw, errors, final)
            # Designations end with the line: whole lines can be read without memory.
            cut = raw.rfind(b"\n") + 1
            return _decode(name, raw[:cut], errors, True)[0], cut

    class IncrementalEncoder(codecs.IncrementalEncoder):
        """Writes each piece on its own: every piece begins and ends in ASCII."""

        def encode(self, text: str, final: bool = False) -> bytes:
            return _encode(name, text, self.errors)[0]

    return IncrementalDecoder, IncrementalEncoder


def _streams(name: str) -> tuple[type[codecs.StreamReader], type[codecs.StreamWriter]]:
    """The two classes that a codec needs for streams."""

    class StreamReader(codecs.StreamReader):
        """Reads through the incremental road of `decode`."""

        def decode(self, data: bytes, errors: str = "strict") -> tuple[str, int]:
            return _decode(name, data, errors, False)

    class StreamWriter(codecs.StreamWriter):
        """Writes each piece on its own."""

        def encode(self, text: str, errors: str = "strict") -> tuple[bytes, int]:
            return _encode(name, text, errors)

    return StreamReader, StreamWriter


def search(name: str) -> codecs.CodecInfo | None:
    """Return the codec of a normalized name (lower case, underscores), or None.

    Not for direct use: `codecs.register` calls it.

    >>> search("euc_tw").name, search("latin_1")
    ('euc-tw', None)
    """
    if name not in _READERS and name not in _ISO:
        return None

    def encode(text: str, errors: str = "strict") -> tuple[bytes, int]:
        return _encode(name, text, errors)

    def decode(data: Any, errors: str = "strict") -> tuple[str, int]:
        return _decode(name, bytes(data), errors, True)

    decoder, encoder = _incremental(name)
    reader, writer = _streams(name)
    return codecs.CodecInfo(
        name=name.replace("_", "-"),
        encode=encode,
        decode=decode,
        incrementaldecoder=decoder,
        incrementalencoder=encoder,
        streamreader=reader,
        streamwriter=writer,
    )


def register() -> None:
    """Make Python's codec registry ask `search`; costs microseconds and loads no table.

    Not needed by callers: `import textfix` does it. Python keeps one entry per call, so a second
    call only looks the first one up.

    >>> register(); b"\\xc4\\xe3\\xc5\\xc6".decode("euc-tw")
    '中文'
    """
    try:
        codecs.lookup("euc_tw")
    except LookupError:
        codecs.register(search)
