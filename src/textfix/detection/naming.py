"""From an internal encoding to the name to answer: the plainest codec that reads these bytes so.

Internal names say which table was meant; answers are names that `bytes.decode` accepts.
"""

import re
from functools import cache

from textfix.codecs import Reader, get
from textfix.codecs.multi import has_any
from textfix.errors import InputError

# Internal name -> codecs to try in order; each must read exactly what the reader reads.
TRIES: dict[str, tuple[str, ...]] = {
    "gb18030": ("gb18030", "gb18030-web"),
    "big5": ("big5", "cp950", "big5hkscs", "big5-web"),
    "euc_jp": ("euc_jp", "euc-jp-web"),
    "cp949": ("cp949", "euc_kr"),
    "cp1252": ("cp1252", "latin-1"),
}
FILLER = b"\xa4\xd4"
_BETWEEN_HAN = re.compile("[\u3400-\u9fff]‧[\u3400-\u9fff]")
# All that the web's GB18030 shows and Python's does not for the same bytes; A3A0 is the rest.
_GB_WEB = frozenset("€\ue7c7ḿ龴龵龶龷龸龹龺龻︐︑︒︓︔︕︖︗︘︙")
_READERS = {"gb18030": "gb18030-web", "big5": "big5-web"}


@cache
def reader_of(name: str) -> Reader | None:
    """Return the reader of an internal name or codec, or None (UTF-16, escapes).

    Not for habits: bad bytes are the caller's business.

    >>> reader_of("utf-16-le") is None
    True
    """
    try:
        return get(_READERS.get(name, name))
    except InputError:
        return None


def strict(data: bytes, codec: str) -> str | None:
    """Decode, or return None; for any codec name.

    Not for habits: see `textfix.codecs`.

    >>> strict(b"\\xff", "utf-8") is None
    True
    """
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def read(data: bytes, encoding: str) -> str | None:
    """Return the strict text of `data` in an internal encoding, or None.

    Not for escape encodings with bad bytes.

    >>> read(b"\\x80", "gb18030")
    '€'
    """
    if encoding == "big5":
        return _big5(data)
    if encoding == "cp949" and FILLER in data:
        # Python's euc_kr alone writes and reads syllables spelled out behind a filler.
        return strict(data, "euc_kr") or strict(data, "cp949")
    if encoding in _READERS:
        reader = reader_of(encoding)
        return reader.decode_strict(data) if reader else None
    for codec in TRIES.get(encoding, (encoding,)):
        text = strict(data, codec)
        if text is not None:
            return text
    return None


def _big5(data: bytes) -> str | None:
    """The web's reading; A145 is a bullet unless it stands between two Han characters.

    The one cell of Big5 that both • and ‧ were always written with.
    """
    reader = reader_of("big5")
    text = reader.decode_strict(data) if reader else None
    if text is None or "‧" not in text or _BETWEEN_HAN.search(text):
        return text
    bullets = text.replace("‧", "•")
    return bullets if strict(data, "big5") == bullets else text


def narrow(encoding: str, data: bytes, text: str, index: int) -> int:
    """Return the first of `TRIES` from `index` on that reads `data` as `text`.

    Not for encodings with one name.

    >>> TRIES["gb18030"][narrow("gb18030", b"\\x80", "€", 0)]
    'gb18030-web'
    """
    tries = TRIES[encoding]
    if encoding == "gb18030" and b"\xa3\xa0" not in data and not has_any(text, _GB_WEB):
        return index
    if encoding == "cp949" and FILLER not in data:
        return index
    while index < len(tries) - 1 and strict(data, tries[index]) != text:
        index += 1
    return index
