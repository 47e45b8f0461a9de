"""Bytes and what is said of them to text and an account: never raises for data, never drops any.

For binary columns, `read_binary_files`, `binaryFile`, and the payloads of WARC records.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from textfix.api import Cleaner
from textfix.errors import InputError
from textfix.integrations.account import Account, Ledger

if TYPE_CHECKING:
    from textfix.detection import Decoded
    from textfix.document import Document

_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:\-]+)""", re.IGNORECASE)
_LANGUAGES: Final = {
    "zh": ("gb18030", "gbk", "gb2312", "big5", "hz", "iso-2022-cn", "euc-tw", "cp950"),
    "ja": ("cp932", "shift_jis", "euc_jp", "euc-jp", "iso-2022-jp", "iso2022_jp"),
    "ko": ("cp949", "euc_kr", "euc-kr", "johab", "iso2022_kr"),
}
_DOUBT: Final = 0.9
"""Below this confidence a hint of the language may turn to another reading."""
_LEAST: Final = 0.05
"""What the other reading must be worth without the hint."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Bytes read as text: the text, what it was read from, and what went wrong.

    Not for writing back: `document.undo()` has the exact bytes. `problem` says why there is no
    text (a picture, an archive); the bytes are then in `document.source`. `text` is None only for
    a source that was None.
    """

    text: str | None
    encoding: str | None = None
    confidence: float = 1.0
    bad: int = 0
    problem: str = ""
    document: Document | None = field(default=None, repr=False, compare=False)

    @property
    def account(self) -> Account:
        """What happened, as a value that adds up."""
        ledger = Ledger()
        if self.document is None:
            ledger.null()
        else:
            binary = bool(self.document.decoding and self.document.decoding.binary)
            ledger.see(self.document, "", "" if binary else self.problem)
        return Account(ledger.json())


@dataclass(frozen=True, slots=True)
class BytesDecoder:
    """Turns bytes into clean text, in whatever encoding they are; picklable and hashable.

    Not for streams larger than memory. `charset` and `language` hold for all sources; with
    `cleaner=None` the text is decoded only.

    >>> reading = BytesDecoder()("编码检测，".encode("gbk"), header="text/html; charset=utf-8")
    >>> reading.text, reading.encoding
    ('编码检测，', 'gb18030')
    >>> BytesDecoder()(None).text is None
    True

    Raises InputError for a source that is neither bytes, str nor None; never for any bytes.
    """

    cleaner: Cleaner | None = field(default_factory=Cleaner)
    charset: str = ""
    language: str = ""

    def __call__(
        self,
        data: bytes | str | None,
        *,
        charset: str = "",
        header: str | bytes = "",
        language: str = "",
    ) -> Reading:
        """Decode one source; a `header` is a Content-Type or a whole HTTP head."""
        if data is None:
            return Reading(None)
        if not isinstance(data, (bytes, bytearray, memoryview, str)):
            raise InputError(f"a BytesDecoder takes bytes, str or None, not {type(data).__name__}")
        declared = charset or charset_of(header) or self.charset
        source = data if isinstance(data, str) else bytes(data)
        try:
            return self._read(source, declared, (language or self.language)[:2].lower())
        except Exception as error:
            # A mistake of ours in one page must not lose it, nor the shard it is in.
            return _plain(source, f"internal error: {type(error).__name__}: {error}")

    def text(self, data: bytes | str | None) -> str | None:
        """Return the text alone, for hosts that map a column."""
        return self(data).text

    def _read(self, source: str | bytes, declared: str, language: str) -> Reading:
        from textfix.document import Document
        from textfix.profiles import Profile
        from textfix.run import run

        decoded = None if isinstance(source, str) else _decoded(source, declared, language)
        before = source if isinstance(source, str) else decoded.text if decoded else ""
        profile = self.cleaner.profile if self.cleaner else Profile()
        steps = run((before,), profile)[0] if self.cleaner else ()
        document = Document(source, before, profile, steps, decoded)
        if decoded is None:
            return Reading(document.text, document=document)
        found = decoded.detection
        bad = found.bad_count if found else len(decoded.raws)
        sure = found.confidence if found else 1.0
        return Reading(document.text, decoded.encoding, sure, bad, decoded.binary, document)


def _plain(source: str | bytes, problem: str) -> Reading:
    """Read as UTF-8 without any look: what is left when all else failed."""
    from textfix.detection import Decoded
    from textfix.document import Document
    from textfix.profiles import Profile

    text = source if isinstance(source, str) else source.decode("utf-8", "replace")
    # The whole text stands for the whole source, so that it can be undone exactly.
    raws = ((0, len(text), source),) if isinstance(source, bytes) else ()
    decoded = Decoded(text, "utf-8", b"", raws) if isinstance(source, bytes) else None
    document = Document(source, text, Profile(), (), decoded)
    return Reading(text, "utf-8" if decoded else None, 0.0, 0, problem, document)


def _decoded(data: bytes, declared: str, language: str) -> Decoded:
    """Decode; where that is unsure, a hint of the language may choose among the alternatives."""
    from textfix.detection.face import decode

    decoded = decode(data, declared=declared or None)
    found = decoded.detection
    wanted = _LANGUAGES.get(language, ())
    if found is None or not wanted or found.confidence >= _DOUBT or _is(decoded.encoding, wanted):
        return decoded
    for name, share in found.alternatives:
        if share >= _LEAST and _is(name, wanted):
            other = decode(data, declared=name)
            if _is(other.encoding, wanted):
                return other
    return decoded


def _is(encoding: str | None, wanted: tuple[str, ...]) -> bool:
    return bool(encoding) and str(encoding).lower().startswith(wanted)


def charset_of(header: str | bytes) -> str:
    """Return the charset that a Content-Type, or the HTTP head that it stands in, declares.

    >>> charset_of("text/html; charset=GB2312"), charset_of(b"Server: x"), charset_of("")
    ('GB2312', '', '')
    """
    text = header.decode("latin-1") if isinstance(header, bytes) else header
    lines = text[:65536].splitlines()
    if len(lines) > 1:
        lines = [line for line in lines if line.lower().startswith("content-type:")]
    found = _CHARSET.search(lines[0]) if lines else None
    return found.group(1) if found else ""
