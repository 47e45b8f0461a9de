"""What is asked of UTF-16 and UTF-32 beside their text: line ends, words that tell the language."""

import codecs
from dataclasses import dataclass, field
from typing import Any

from textfix.detection.utf8 import language_of

# Characters that are kept, from the first beyond ASCII.
_WORDS = 120


@dataclass(slots=True)
class WideFold:
    """A fold over all bytes behind the mark: feed it, then read `ends` and `language`.

    Not for encodings of single bytes. `ends` counts CRLF, LF and CR.

    >>> fold = WideFold("utf-16-le"); fold.feed("编码\\r\\n".encode("utf-16-le")); fold.ends
    [1, 0, 0]
    """

    encoding: str
    ends: list[int] = field(default_factory=lambda: [0, 0, 0])
    words: str = ""
    returned: bool = False
    decoder: Any = None

    def feed(self, data: bytes) -> None:
        """Take more bytes, cut anywhere."""
        if self.decoder is None:
            self.decoder = codecs.getincrementaldecoder(self.encoding)("replace")
        text = self.decoder.decode(data)
        if len(self.words) < _WORDS:
            self.words += "".join([ch for ch in text if ch >= "\x80"][: _WORDS - len(self.words)])
        split = self.returned and text[:1] == "\n"
        pairs = text.count("\r\n") + split
        self.ends[0] += pairs
        self.ends[1] += text.count("\n") - pairs
        # The carriage return of a split pair was counted alone before.
        self.ends[2] += text.count("\r") - pairs
        self.returned = text[-1:] == "\r" if text else self.returned

    def language(self) -> str:
        """Return the language of the text, "" for what no model knows."""
        return language_of(self.words) if self.words else ""
