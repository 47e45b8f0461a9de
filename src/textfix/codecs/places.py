"""Walks the sequences of a reader with their places: which bytes are which text, which are none."""

from collections.abc import Iterator

from textfix.codecs.multi import MultiReader
from textfix.codecs.reader import Reader
from textfix.codecs.utf8 import Utf8Reader

Piece = tuple[int, int, str | None]


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
