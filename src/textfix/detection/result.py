"""The values that detection returns, and the exact way back from decoded text to its bytes.

Nothing here loads a table: importing this module costs nothing.
"""

from dataclasses import dataclass, field
from typing import Literal

LineEnds = Literal["none", "lf", "crlf", "cr", "mixed"]
Raw = tuple[int, int, bytes]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of whole lines in one encoding: bytes `start` to `end` of the data.

    Not for damage inside a line.

    >>> Segment(0, 10, "utf-8").encoding
    'utf-8'
    """

    start: int
    end: int
    encoding: str


@dataclass(frozen=True)
class Detection:
    """What is known about some bytes.

    Not a promise: `confidence` (0 to 1) is how often such an answer is right.
    `encoding` is a name that `bytes.decode` accepts after `import textfix`, or None for binary
    data (then `reason` says why). `bad` lists the first byte positions that are no character in
    their encoding, `bad_count` counts all. `alternatives` are (encoding, confidence), best first.
    `segments` is empty unless the data mix encodings. `script` is "hans", "hant" or "".
    `declared` is what the data or the caller claim, `declared_true` whether that reads the same.

    >>> Detection("gb18030", 0.99).encoding
    'gb18030'
    """

    encoding: str | None
    confidence: float
    language: str = ""
    script: str = ""
    line_ends: LineEnds = "none"
    bom: bytes = b""
    declared: str = ""
    declared_true: bool | None = None
    bad: tuple[int, ...] = ()
    bad_count: int = 0
    alternatives: tuple[tuple[str, float], ...] = ()
    segments: tuple[Segment, ...] = ()
    reason: str = ""

    @classmethod
    def of(
        cls,
        encoding: str,
        confidence: float,
        language: str,
        script: str,
        line_ends: LineEnds,
        alternatives: tuple[tuple[str, float], ...] = (),
    ) -> "Detection":
        """Make one of the usual kind: a third of the time, which counts for short strings.

        Not for other fields: they keep their defaults.

        >>> Detection.of("utf-8", 0.99, "", "", "lf") == Detection("utf-8", 0.99, line_ends="lf")
        True
        """
        made = object.__new__(cls)
        # The fields that are left out are found in the class.
        made.__dict__.update(
            encoding=encoding,
            confidence=confidence,
            language=language,
            script=script,
            line_ends=line_ends,
            alternatives=alternatives,
        )
        return made


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text made from bytes, with what is needed to get the same bytes again.

    Not for text that never was bytes.
    `raws` holds (text_start, text_end, bytes) for each place where encoding the text with
    `encoding` would not give the original bytes. `binary` is the reason why data were refused;
    the text is then "" and `raws` holds all bytes.

    >>> Decoded("a", "ascii").raws
    ()
    """

    text: str
    encoding: str | None
    bom: bytes = b""
    raws: tuple[Raw, ...] = ()
    binary: str = ""
    detection: Detection | None = field(default=None, compare=False)


def encode_back(text: str, encoding: str | None, bom: bytes, raws: tuple[Raw, ...]) -> bytes:
    """Return the exact bytes that a `Decoded` was made from.

    Not for text that was changed: undo the changes first.

    >>> encode_back("a\\ufffd", "utf-8", b"", ((1, 2, b"\\xff"),))
    b'a\\xff'

    Errors: UnicodeEncodeError only if `text` is not the text of that `Decoded`.
    """
    codec = encoding or "ascii"
    out = [bom]
    place = 0
    for start, end, data in raws:
        out.append(text[place:start].encode(codec))
        out.append(data)
        place = end
    out.append(text[place:].encode(codec))
    return b"".join(out)
