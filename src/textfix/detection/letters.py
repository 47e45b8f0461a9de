"""Costs of bytes under every single-byte encoding of every language it was used for.

One table of 65,536 byte-pair costs for each (encoding, language), made when first needed.
"""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from textfix.detection.tables import ASCII, CONTROL, read

if TYPE_CHECKING:
    import numpy as np

_WEST = ("en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "is", "ca")
_CENTRAL = ("cs", "sk", "pl", "hu", "sl", "sh", "ro")
_SLAVIC = ("ru", "uk", "bg", "mk", "sr")
_OTHER_SCRIPTS = frozenset((*_SLAVIC, "el", "he", "ar", "fa", "ur", "th"))
# Encoding, languages, and the cost (eighths of a nat) of meeting that encoding at all.
FAMILIES: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("cp1252", _WEST, 16),
    ("iso8859-15", ("fr", "de", "fi"), 72),
    ("cp850", ("fr", "de", "es", "pt", "it", "da", "nl"), 44),
    ("cp437", ("fr", "de", "es", "it"), 56),
    ("mac_roman", ("fr", "de", "es", "it", "en"), 40),
    ("cp1250", _CENTRAL, 24),
    ("iso8859-2", _CENTRAL, 34),
    ("cp852", ("cs", "pl", "hu", "sl"), 56),
    ("cp1251", _SLAVIC, 16),
    ("koi8-r", ("ru", "bg"), 28),
    ("koi8-u", ("uk",), 36),
    ("cp866", ("ru", "bg", "uk"), 32),
    ("iso8859-5", _SLAVIC, 36),
    ("mac_cyrillic", ("ru", "uk"), 48),
    ("cp1253", ("el",), 22),
    ("iso8859-7", ("el",), 30),
    ("cp1254", ("tr",), 22),
    ("cp857", ("tr",), 56),
    ("cp1255", ("he",), 24),
    ("iso8859-8", ("he",), 40),
    ("cp862", ("he",), 56),
    ("cp1256", ("ar", "fa", "ur"), 22),
    ("iso8859-6", ("ar",), 34),
    ("cp1257", ("lt", "lv"), 28),
    ("iso8859-13", ("lt", "lv"), 40),
    ("cp775", ("lt", "lv"), 60),
    ("cp874", ("th",), 22),
    ("cp1258", ("vi",), 32),
)
# Signs that running text has outside its letters, and the rest.
_USUAL = set("\xa0«»“”‘’„‚–—…°§©®€·№¿¡ªº´£²³½¼×±•™")
_USUAL_COST, _LETTER_COST, _SIGN_COST, _C1_COST, _HOLE_COST = 56, 88, 92, 128, 136
# A capital costs this behind a small letter, behind a capital, behind no letter.
_CAPITAL = (40, 8, 16)
# A letter of another script directly beside an ASCII letter.
_MIXED = 32
# Romanian writes its comma letters with a cedilla in the old encodings.
_TWINS = {"ş": "ș", "ţ": "ț"}


class Kind(NamedTuple):
    """One hypothesis: an encoding and the language read through it."""

    encoding: str
    language: str
    prior: int
    latin: bool


@cache
def kinds() -> tuple[Kind, ...]:
    """List all hypotheses in the order of the rows of `tables`.

    Not for double-byte encodings.

    >>> kinds()[0]
    Kind(encoding='cp1252', language='en', prior=16, latin=True)
    """
    return tuple(
        Kind(encoding, language, prior, language not in _OTHER_SCRIPTS)
        for encoding, languages, prior in FAMILIES
        for language in languages
    )


@cache
def priors(foreign: int) -> "np.ndarray[Any, Any]":
    """Return the prior of each hypothesis; other scripts than Latin pay `foreign` more.

    Not to be changed by callers.

    >>> int(priors(0)[0])
    16
    """
    import numpy as np

    return np.array([kind.prior + (0 if kind.latin else foreign) for kind in kinds()])


@cache
def _squares() -> dict[str, tuple[dict[str, int], "np.ndarray[Any, Any]"]]:
    """Language -> (place of each letter, square of costs)."""
    import numpy as np

    header, content = read("letters.z")
    out, place = {}, 0
    for language, alphabet in header["alphabets"].items():
        size = len(alphabet)
        square = np.frombuffer(content, np.uint8, size * size, place).reshape(size, size)
        out[language] = {ch: i for i, ch in enumerate(alphabet)}, square
        place += size * size
    return out


def characters(encoding: str) -> list[str]:
    """Return the 256 characters of an encoding; "" for an undefined byte.

    Not for multi-byte encodings.

    >>> characters("cp1251")[0xDF]
    'Я'
    """
    return [ch.strip("\ufffd") for ch in bytes(range(256)).decode(encoding, "replace")]


def _sign_cost(ch: str, byte: int) -> int:
    if byte < 0x80:
        return CONTROL if (ch < " " and ch not in "\t\n\r") or ch == "\x7f" else ASCII
    if not ch:
        return _HOLE_COST
    if ch in _USUAL:
        return _USUAL_COST
    if ch < "\xa0":
        return _C1_COST
    return _LETTER_COST if ch.isalpha() else _SIGN_COST


class _Page(NamedTuple):
    """What is the same for all languages of an encoding: its characters and their classes."""

    shown: list[str]
    small: list[str]
    alone: "np.ndarray[Any, Any]"
    ascii_letter: "np.ndarray[Any, Any]"
    combining: "np.ndarray[Any, Any]"


@cache
def _page(encoding: str) -> _Page:
    import numpy as np

    shown = characters(encoding)
    return _Page(
        shown,
        [ch.lower() for ch in shown],
        np.array([_sign_cost(ch, byte) for byte, ch in enumerate(shown)], np.int16),
        np.array([ch.isalpha() and ch < "\x80" for ch in shown]),
        np.array([bool(ch and unicodedata.combining(ch)) for ch in shown]),
    )


def _table(encoding: str, language: str) -> "np.ndarray[Any, Any]":
    """65,536 costs: of the second byte behind the first."""
    import numpy as np

    places, square = _squares()[language]
    page = _page(encoding)
    small = [_TWINS.get(ch, ch) for ch in page.small] if language == "ro" else page.small
    ids = np.array([places.get(ch, 0) if ch and ch != " " else 0 for ch in small])
    pairs = zip(page.shown, small, strict=True)
    capital = np.array([ch != low and low in places for ch, low in pairs])
    letter = ids > 0
    high = np.arange(256) >= 0x80
    costs = square.astype(np.int16)
    out = costs[ids][:, ids]
    out[:, ~letter] = page.alone[~letter]
    # The end of a word: its last letter tells, the sign behind it costs little more.
    last = letter & high
    plain = ~letter & ~high & (page.alone == ASCII)
    out[np.ix_(last, plain)] = (costs[ids, 0] + ASCII // 3)[last, None]
    behind = np.where(letter & ~capital, _CAPITAL[0], np.where(capital, _CAPITAL[1], _CAPITAL[2]))
    great = capital & high
    out[:, great] += behind.astype(np.int16)[:, None]
    # ASCII behind ASCII is the same under every reading.
    out[:128, :128] = page.alone[:128]
    # Words do not mix scripts: a Latin letter beside one of another script is a wrong reading.
    if not places.get("e"):
        out[np.ix_(page.ascii_letter, last)] += _MIXED
        out[np.ix_(last, page.ascii_letter)] += _MIXED
    out[np.ix_(~letter, page.combining)] += CONTROL
    # Byte 0 as the first of a pair stands for the unknown byte before a sample.
    unknown = _shares(language)[ids]
    out[0] = np.where(letter, unknown, out[0x20]) + np.where(great, _CAPITAL[1], 0)
    packed: np.ndarray[Any, Any] = np.minimum(out, 255).astype(np.uint8).reshape(-1)
    return packed


@cache
def _shares(language: str) -> "np.ndarray[Any, Any]":
    """Costs of letters wherever they stand: where the chain of bigrams settles."""
    import numpy as np

    _, square = _squares()[language]
    chain = np.exp(square.astype(float) / -8)
    chain /= chain.sum(1, keepdims=True)
    shares = np.full(len(square), 1 / len(square))
    for _ in range(12):
        shares = shares @ chain
    rounded: np.ndarray[Any, Any] = np.rint(-8 * np.log(shares + 1e-9)).astype(int)
    return rounded


@cache
def tables() -> "np.ndarray[Any, Any]":
    """Return all byte-pair tables: shape (65536, hypotheses), so that one gather is one row.

    Not to be changed by callers. ~6 MB, made in ~30 ms.

    >>> tables().shape == (65536, len(kinds()))
    True
    """
    import numpy as np

    rows = [_table(kind.encoding, kind.language) for kind in kinds()]
    return np.ascontiguousarray(np.stack(rows, 1))


def costs(data: bytes) -> "np.ndarray[Any, Any]":
    """Return the cost of `data` under each hypothesis, priors not included.

    Not for megabytes: give it a sample.

    >>> best = costs("это русский текст".encode("koi8-r")).argmin()
    >>> kinds()[int(best)].encoding
    'koi8-r'
    """
    import numpy as np

    codes = np.frombuffer(b"\0" + data, np.uint8).astype(np.intp)
    rows = tables()[codes[:-1] << 8 | codes[1:]]
    total: np.ndarray[Any, Any] = rows.sum(0, dtype=np.int64)
    return total
