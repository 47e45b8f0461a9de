"""From an internal encoding to the name to answer: the plainest codec that reads these bytes so.

Internal names say which table was meant; answers are names that `bytes.decode` accepts.
"""

import re
from functools import cache

from textfix.codecs import MultiReader, Reader, get, walk
from textfix.codecs.tokens import tokens
from textfix.codecs.utf8 import CESU
from textfix.detection.tables import ASTRAL, model
from textfix.errors import InputError

# Internal name -> codecs to try in order; each must read exactly what the reader reads.
TRIES: dict[str, tuple[str, ...]] = {
    "utf-8": ("utf-8", "cesu-8"),
    "gb18030": ("gb18030", "gb18030-web"),
    "big5": ("big5", "cp950", "big5hkscs", "big5-web", "big5-uao"),
    "euc_jp": ("euc_jp", "euc-jp-web"),
    "cp949": ("cp949", "euc_kr"),
    "cp1252": ("cp1252", "latin-1"),
}
FILLER = b"\xa4\xd4"
_BETWEEN_HAN = re.compile("[\u3400-\u9fff]‧[\u3400-\u9fff]")
# What a character may cost that is no work of damage, in eighths of a nat.
_USUAL = 80
_WRITTEN = {"gb18030": "zh-hans", "big5": "zh-hant", "euc_jp": "ja", "cp949": "ko"}
_READERS = {"gb18030": "gb18030-web", "big5": "big5-web", "utf-8": "cesu-8"}


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
    if codec == "cesu-8" and not CESU.search(data):
        # Nothing of its own: Python's decoder refuses the same bytes, at once.
        codec = "utf-8"
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
    return read_by(data, encoding)[0]


def read_by(data: bytes, encoding: str, tried: int = 0) -> tuple[str | None, str]:
    """Return the strict text and a Python codec known to read it so ("" if none is known).

    Not for bytes with mistakes: the text is then None. `tried` is the place in `TRIES` that
    other pieces of the same data came to.

    >>> read_by(b"\\xb0\\xa1", "gb18030")
    ('啊', 'gb18030')
    """
    if encoding == "cp949" and FILLER in data:
        # Python's euc_kr alone writes and reads syllables spelled out behind a filler.
        text = strict(data, "euc_kr")
        return (text, "euc_kr") if text is not None else (strict(data, "cp949"), "cp949")
    reader = reader_of(encoding) if encoding in _READERS else None
    if isinstance(reader, MultiReader):
        text, codec = reader.plain_by(data, TRIES[encoding][tried])
        if text is None:
            text = reader.decode_strict(data)
        if encoding == "big5" and text is None:
            # Unicode-At-On fills rows that the web leaves empty.
            return get("big5-uao").decode_strict(data), ""
        return _bullets(text, codec, data) if encoding == "big5" else (text, codec)
    for codec in TRIES.get(encoding, (encoding,)):
        text = strict(data, codec)
        if text is not None:
            return text, codec
    return None, ""


def _bullets(text: str | None, codec: str, data: bytes) -> tuple[str | None, str]:
    """The web's reading of Big5; A145 is a bullet unless it stands between two Han characters.

    It is the one cell that both • and ‧ were always written with.
    """
    if text is None or "‧" not in text or _BETWEEN_HAN.search(text):
        return text, codec
    bullets = text.replace("‧", "•")
    return (bullets, "big5") if strict(data, "big5") == bullets else (text, codec)


def narrow(encoding: str, data: bytes, text: str, known: str, index: int) -> int:
    """Return the first of `TRIES` from `index` on that reads `data` as `text`.

    Not for encodings with one name. `known` is a codec that is known to do so.

    >>> TRIES["gb18030"][narrow("gb18030", b"\\x80", "€", "", 0)]
    'gb18030-web'
    """
    tries = TRIES[encoding]
    if known == "ascii" or (encoding == "gb18030" and known == "gb18030"):
        return index
    while index < len(tries) - 1 and tries[index] != known and strict(data, tries[index]) != text:
        index += 1
    return index


def narrow_damaged(encoding: str, data: bytes, wrong: list[tuple[int, int]], index: int) -> int:
    """Return what `narrow` does for the healthy rest of data with wrong bytes at `wrong`.

    Damage makes rare characters of other tables: those alone move nothing.

    >>> hong_kong = "佢哋喺度".encode("big5hkscs")
    >>> TRIES["big5"][narrow_damaged("big5", hong_kong + b"\\xff", [(8, 9)], 0)]
    'big5hkscs'
    """
    begins = [0, *(end for _, end in wrong)]
    ends = [*(start for start, _ in wrong), len(data)]
    healthy = b"".join(data[a:b] for a, b in zip(begins, ends, strict=True))
    text, known = read_by(healthy, encoding, index)
    if text is None:
        return index
    whole = narrow(encoding, healthy, text, known, index)
    if whole == index or not wrong:
        return whole
    reader, language = reader_of(encoding), _WRITTEN.get(encoding)
    if reader is None or language is None:
        return index
    each = healthy
    if isinstance(reader, MultiReader):
        # Of each character once: a megabyte has some thousands.
        found = tokens(reader.shape, "none").findall(healthy)
        each = b"".join(token for token in dict.fromkeys(found) if token[0] >= 0x80)
    costs = model(language).unigram
    usual = [
        (each[start:end], shown)
        for start, end, shown in walk(reader, each)
        if shown and (len(shown) > 1 or costs[min(ord(shown), ASTRAL)] <= _USUAL)
    ]
    cells, shows = zip(*usual, strict=True) if usual else ((), ())
    return narrow(encoding, b"".join(cells), "".join(shows), "", index)
