"""What is asked of UTF-16 and UTF-32 beside their text: line ends, words that tell the language."""

import codecs
from dataclasses import dataclass, field
from typing import Any

from textfix.detection import line_ends
from textfix.detection.utf8 import WORDS, language_of


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
        if len(self.words) < WORDS:
            self.words += "".join([ch for ch in text if ch >= "\x80"][: WORDS - len(self.words)])
        self.returned = line_ends.count(self.ends, text, line_ends.TEXT, self.returned)

    def language(self) -> str:
        """Return the language of the text, "" for what no model knows."""
        return language_of(self.words) if self.words else ""
