"""One fold for whole data and streams: structure first, then the scan of chunks."""

import re
from codecs import utf_8_decode
from dataclasses import dataclass, field

from textfix.detection import contest, line_ends
from textfix.detection.binary import PADDED, control_reason, magic_reason, uniform_reason
from textfix.detection.candidates import Shape, bom_of, declared_in, escaped, meant, wide
from textfix.detection.chunking import cut
from textfix.detection.guise import LONGEST, Guise, guise
from textfix.detection.lines import Run
from textfix.detection.scan import Proven, Scan
from textfix.detection.utf8 import PROOF, SHORT, WORDS, Reading, proves
from textfix.detection.validity import characters
from textfix.detection.widefold import WideFold

HEAD = 4096
# A declaration weighs this much (eighths of a nat).
_DECLARED = 32
# Escape encodings are looked at up to this size.
_ESCAPED_KEPT = 1 << 24
WIDE = re.compile("[^\x00-\x7f]")
# Bytes of UTF-8 read at once for their words; above it checking is faster than decoding.
_CACHED = 16_384
_WIDE = ("utf-16", "utf-32")
# Mean cost of a character of UTF-16 above which it is no text: rare words come to 60.
_POOR = 70
C0 = bytes(b for b in range(32) if b not in b"\t\n\r")


@dataclass(slots=True)
class Analysis:
    """The fold over all bytes of one file: feed it, then `finish` it.

    Not for text. Memory is bounded by the longest chunk (1 MB), whatever the size of the data,
    but for `keep` (texts for `decode`) and escape encodings (16 MB). `given` are the readings of
    short data, if the caller has them already.

    >>> a = Analysis(); a.feed("编码".encode("gbk")); a.finish(); a.encoding
    'gb18030'
    """

    declared: str = ""
    keep: bool = False
    head: bytes = b""
    tail: bytes = b""
    rest: bytes = b""
    size: int = 0
    scan: Scan = field(default_factory=lambda: Scan({}))
    shape: Shape | None = None
    encoding: str = ""
    reason: str = ""
    ascii: bool = True
    kept: bytearray = field(default_factory=bytearray)
    utf8: bool = True
    extra: int = 0
    words: str = ""
    ends: list[int] = field(default_factory=lambda: [0, 0, 0])
    returned: bool = False
    given: list[Reading] = field(default_factory=list)
    wide: WideFold | None = None
    guise: Guise | None = None

    def feed(self, data: bytes) -> None:
        """Take more bytes."""
        if len(self.head) < HEAD:
            self.head += data[: HEAD - len(self.head)]
        self.tail = (self.tail + data[-1024:])[-1024:]
        self.size += len(data)
        data = self.rest + data if self.rest else data
        self.rest = b""
        if self.shape is None:
            if len(data) < HEAD:
                self.rest = data
                return
            data = self._begin(data)
        self._take(data)

    def _begin(self, whole: bytes) -> bytes:
        """Look at the head: mark, shape, binary, declaration, UTF-16; return what is behind."""
        data = self.head
        self.reason = uniform_reason(data)
        self.shape = bom_of(data)
        if not self.shape.encoding and not self.reason:
            self.shape = Shape(wide(data), b"")
            self.reason = magic_reason(data) or self._numbers(data)
        self.declared = self.declared or declared_in(data)
        name = meant(self.declared) if self.declared else ""
        self.scan = Scan({name: _DECLARED} if name else {}, self.keep)
        if not self.shape.encoding and not self.reason:
            self._first(data)
        if not self.shape.encoding and not self.reason:
            self.reason = control_reason(data)
        return whole[len(self.shape.bom) :] if self.shape.bom else whole

    def _numbers(self, data: bytes) -> str:
        """Why what NULs show to be UTF-16 or UTF-32 is no text: it has controls as bytes have."""
        encoding = self.shape.encoding if self.shape else ""
        text = data.decode(encoding, "ignore") if encoding else ""
        return control_reason(text.encode("utf-8", "ignore"))

    def _first(self, data: bytes) -> None:
        """Contest with UTF-16 among the readings, where data are short or have control bytes."""
        head = data[:SHORT]
        if head.endswith(PADDED):
            head = head.rstrip(b"\0")
        plain = len(head) == len(head.translate(None, C0))
        if plain and (len(data) > SHORT or head.isascii()):
            return
        if proves(data):
            return
        found = self.given or contest.readings(head, self.scan.priors, wide=len(head) >= 4)
        if found and found[0].encoding.startswith("utf-16"):
            self.shape = Shape(found[0].encoding, b"")
            self.scan.evidence = {r.encoding: r.cost for r in found}
            self.scan.language = found[0].language
            if found[0].cost > contest.WIDE_PRIOR + _POOR * (len(head) // 2):
                self.scan.mean = _POOR
        elif len(data) <= SHORT and found:
            self.scan.first = found

    def _take(self, data: bytes) -> None:
        """Pass on all chunks whose end is certain."""
        assert self.shape is not None
        if self.reason or self.shape.encoding.startswith(_WIDE):
            self.rest = b""
            if not self.reason:
                self.wide = self.wide or WideFold(self.shape.encoding)
                self.wide.feed(data)
            return
        start = 0
        while end := cut(data, start):
            self._chunk(data[start:end])
            start = end
        self.rest = data[start:]

    def _chunk(self, data: bytes, last: bool = False) -> None:
        self._ends(data)
        if self.ascii:
            self.ascii = data.isascii()
            # One byte is looked for much faster than two; beyond ASCII no escapes count.
            if self.ascii and len(self.kept) < _ESCAPED_KEPT:
                escape = self.kept or b"\x1b" in data or (b"~" in data and b"~{" in data)
                self.kept += data if escape else b""
        found = self._utf8_text(data, last) if self.utf8 else None
        if found is None:
            self.utf8 = False
            self.scan.feed(data)
            return
        self.extra += found.used - found.characters
        self.scan.feed(data, found if self.extra >= PROOF else None)

    def _utf8_text(self, data: bytes, last: bool) -> Proven | None:
        """The chunk as UTF-8, unless it is none; the last one may end inside a character."""
        if data.isascii():
            return Proven(data.decode("ascii") if self.keep else "", len(data), len(data))
        if not self.keep and len(data) > _CACHED:
            whole = characters(data)
            if whole >= 0:
                self._hear(data)
                return Proven("", len(data), whole)
        return self._read(data, last)

    def _hear(self, data: bytes) -> None:
        """Read valid data as far as words are wanted."""
        used = 0
        while len(self.words) < WORDS and used < len(data):
            text, size = utf_8_decode(data[used : used + _CACHED], "strict", False)
            used += size
            if size != len(text):
                self._listen(text)

    def _read(self, data: bytes, last: bool) -> Proven | None:
        """The same by the decoder."""
        try:
            text, used = utf_8_decode(data, "strict", False)
        except UnicodeDecodeError:
            return None
        if used < len(data) and not last:
            return None
        self._hear(data[:used])
        return Proven(text if self.keep else "", used, len(text))

    def _listen(self, text: str) -> None:
        """Keep characters from the first beyond ASCII, to tell their language by."""
        found = WIDE.search(text)
        self.words += text[found.start() : found.start() + WORDS] if found else ""

    def _ends(self, data: bytes) -> None:
        """Count line ends; exact numbers matter only where there is a carriage return."""
        if b"\r" not in data and not self.returned:
            self.ends[1] += b"\n" in data
            return
        self.returned = line_ends.count(self.ends, data, line_ends.BYTES, self.returned)

    def finish(self) -> None:
        """Decide, after the last byte."""
        if self.shape is None:
            whole, self.rest = self.rest, b""
            self._take(self._begin(whole))
        assert self.shape is not None
        if self.rest:
            self._chunk(self.rest, True)
            self.rest = b""
        if self.ascii and not self.shape.bom and self.size <= LONGEST:
            self._doubt()
        if self.wide is not None:
            self.ends = self.wide.ends
            self.scan.language = self.scan.language or self.wide.language()
        if self.reason:
            self.encoding = ""
        elif self.shape.encoding:
            self.encoding = self.shape.encoding
        elif self.ascii:
            self.encoding = (escaped(bytes(self.kept)) if self.kept else "") or "ascii"
        else:
            self.encoding = "utf-8" if self.proven() else self.scan.main()

    def _doubt(self) -> None:
        """Take short ASCII for UTF-16 where that makes sense and nothing else is declared."""
        assert self.shape is not None
        if self.reason or self.shape.encoding or self.declared:
            return
        self.guise = guise(self.head)
        if self.guise is not None and self.guise.answered:
            self.shape = Shape(self.guise.encoding, b"")
            self.scan.language = self.guise.language
            self.ends = [0, 0, 0]

    def proven(self) -> bool:
        """Tell whether all bytes are UTF-8 (but for a cut end) and enough of them to be sure."""
        return self.utf8 and self.extra >= PROOF

    def runs(self) -> list[Run]:
        """Return the runs of internal encodings; one for data in one encoding."""
        assert self.shape is not None
        begin = len(self.shape.bom)
        if self.shape.encoding or self.ascii or self.proven():
            return [Run(begin, self.size, self.encoding)]
        return [Run(a + begin, b + begin, name) for a, b, name in self.scan.settled()]
