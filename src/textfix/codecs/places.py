"""Walks the sequences of a reader with their places: which bytes are which text, which are none."""

from collections.abc import Iterator

from textfix.codecs.healthy import FLAG
from textfix.codecs.multi import MultiReader, nearest
from textfix.codecs.reader import Reader
from textfix.codecs.tokens import shown, tokens
from textfix.codecs.utf8 import Utf8Reader

Piece = tuple[int, int, str | None]
# Bytes that a C decoder is given at once: what it refuses costs a copy of them.
_WINDOW = 4096


def walk(reader: Reader, data: bytes) -> Iterator[Piece]:
    """Yield (start, end, text) in order and without gaps; text is None for wrong bytes.

    Not for speed: about 10 MB/s. Habits play no part: an ASCII byte behind a bad lead byte is
    always a piece of its own.

    >>> from textfix.codecs import get
    >>> list(walk(get("gbk"), b"a\\xb0\\xa1\\x81 "))
    [(0, 1, 'a'), (1, 3, '啊'), (3, 4, None), (4, 5, ' ')]
    """
    if isinstance(reader, MultiReader):
        yield from _multi(reader, data)
    elif isinstance(reader, Utf8Reader):
        yield from reader.places(data)
    else:
        for place in range(len(data)):
            yield place, place + 1, reader.decode_strict(data[place : place + 1])


def _multi(reader: MultiReader, data: bytes) -> Iterator[Piece]:
    for start, end, text in reader.places(data):
        # A bad pair with an ASCII trail is one bad byte and one good character.
        if text is None and end - start == 2 and data[end - 1] < 0x80:
            yield start, end - 1, None
            yield end - 1, end, chr(data[end - 1])
        else:
            yield start, end, text


def wrong(reader: Reader, data: bytes) -> list[tuple[int, int]]:
    """Return (start, end) of the wrong bytes that `walk` yields, ten times as fast where few are.

    Not for what stands between them: `decode_strict` reads that.

    >>> from textfix.codecs import get
    >>> wrong(get("gbk"), b"a\\xb0\\xa1\\x81 ")
    [(3, 4)]
    """
    base = nearest(reader) if isinstance(reader, MultiReader) else ""
    if not isinstance(reader, MultiReader) or not base:
        return [(start, end) for start, end, text in walk(reader, data) if text is None]
    texts, pattern = shown(reader.table, reader.shape, FLAG), tokens(reader.shape, "none")
    view, place, out = memoryview(data), 0, []
    while place < len(data):
        try:
            str(view[place : place + _WINDOW], base)
            place += _WINDOW
        except UnicodeDecodeError as error:
            start = place + error.start
            if error.start > _WINDOW - 8 and place + _WINDOW < len(data):
                # Perhaps only the window is cut here.
                place = start
                continue
            found = pattern.match(data, start)
            place = found.end() if found else start + 1
            if found and texts[found[0]][:1] == FLAG.mark:
                # A bad pair with an ASCII trail is one bad byte and one good character.
                pair = place - start == 2 and data[place - 1] < 0x80
                out.append((start, place - pair))
    return out
