"""The contest: which encoding makes these bytes the most probable text.

Costs are -ln P in eighths of a nat over the same bytes, so readings compare without scaling.
"""

from dataclasses import dataclass
from typing import NamedTuple

from textfix.codecs import get
from textfix.detection import letters
from textfix.detection.cjk import cost
from textfix.detection.tables import ASCII, BAD

HAN = ("zh-hans", "zh-hant")
ALL = (*HAN, "ja", "ko")


class Double(NamedTuple):
    """A multi-byte hypothesis: its reader, languages, and the cost of meeting it at all."""

    encoding: str
    reader: str
    languages: tuple[str, ...]
    prior: int


DOUBLES = (
    Double("gb18030", "gb18030-web", HAN, 16),
    Double("big5", "big5-web", ("zh-hant",), 24),
    Double("cp932", "cp932", ("ja",), 28),
    Double("euc_jp", "euc-jp-web", ("ja",), 32),
    Double("cp949", "cp949", ("ko",), 28),
    Double("euc-tw", "euc-tw", ("zh-hant",), 56),
    Double("johab", "johab", ("ko",), 64),
)
DOUBLE_NAMES = frozenset(double.encoding for double in DOUBLES)
_WIDE = ("utf-16-le", "utf-16-be")
_WIDE_PRIOR = 56
# The shape of UTF-8 leaves little to chance: a wrong sequence in it weighs double.
_UTF8_WRONG = 80
# One sequence cut at the end of the data is the rule in samples; at the start less so.
_CUT_TAIL, _CUT_HEAD = 12, 40
# Such a cut sequence alone, with no whole character beside it, proves little.
_CUT_ALONE = 104
# Text of other scripts in UTF-8: a letter, a sign, a change of script.
_LETTER, _SIGN, _MIXED = 32, 64, 40
# A script without Latin letters, where most letters are Latin.
_FOREIGN = 24
# Readings whose mean cost is worse than this may begin inside a character.
_POOR = 68
# A traditional text in a simplified encoding, and the like.
_RARE_PAIR = {("gb18030", "zh-hant"): 12}


@dataclass(frozen=True, slots=True)
class Reading:
    """One hypothesis about some bytes with its cost in eighths of a nat.

    Not comparable between different bytes.
    `skip` bytes at the start belong to a character cut before.

    >>> Reading("gb18030", "zh-hans", 100).skip
    0
    """

    encoding: str
    language: str
    cost: int
    skip: int = 0


def readings(
    data: bytes, priors: dict[str, int] | None = None, wide: bool = False
) -> list[Reading]:
    """Return all readings of `data`, the most probable first, one for each encoding.

    Not for megabytes: give it a sample with its ASCII thinned out.
    `priors` are subtracted from the cost of an encoding (a declaration, a leader so far); `wide`
    admits UTF-16, which needs bytes that nothing was cut out of.

    >>> readings("中文编码检测".encode("gb18030"))[0].encoding
    'gb18030'
    """
    found = [*utf8(data), *_doubles(data), *singles(data)]
    if wide:
        found += _wides(data)
    best: dict[str, Reading] = {}
    for reading in found:
        bonus = (priors or {}).get(reading.encoding, 0)
        if bonus:
            reading = Reading(
                reading.encoding, reading.language, reading.cost - bonus, reading.skip
            )
        known = best.get(reading.encoding)
        if known is None or reading.cost < known.cost:
            best[reading.encoding] = reading
    return sorted(best.values(), key=lambda r: r.cost)


def _ends(text: str) -> tuple[str, int]:
    """Take the mark of a cut last character off, and say what it costs."""
    if text[-1:] != "\ufffd":
        return text, 0
    text = text[:-1]
    return text, _CUT_ALONE if not text or text[-1] < "\x80" else _CUT_TAIL


def utf8(data: bytes) -> list[Reading]:
    """Return the reading as UTF-8, cut at either end or not, or nothing.

    Not for the variants: they are repaired later.

    >>> utf8("é".encode())[0].encoding
    'utf-8'
    """
    text = data.decode("utf-8", "replace")
    cut = 0
    if text.startswith("\ufffd"):
        kept = text.lstrip("\ufffd")
        if len(text) - len(kept) <= 3:
            text, cut = kept, _CUT_HEAD
    text, tail = _ends(text)
    wrong = text.count("\ufffd")
    # Without one whole sequence nothing speaks for UTF-8.
    if wrong * 3 > len(text) or text.replace("\ufffd", "").isascii():
        return []
    language, own = _language(text)
    return [Reading("utf-8", language, own + cut + tail + wrong * _UTF8_WRONG)]


def _language(text: str) -> tuple[str, int]:
    """The cheapest CJK model, or a flat cost for other scripts (UTF-8 shape is proof enough)."""
    wide = sum(ch >= "\u2e80" for ch in text)
    high = len(text) - sum(ch < "\x80" for ch in text)
    if wide * 2 < high:
        return "", _letters(text)
    return _cheapest(text, ALL)


def _letters(text: str) -> int:
    """A flat cost for letters of one script, more for signs, and for scripts that mix."""
    total, script = 0, 0
    for ch in text:
        code = ord(ch)
        if code < 0x80:
            total += ASCII
            continue
        total += BAD if ch == "\ufffd" else _LETTER if ch.isalpha() and _common(code) else _SIGN
        page = min(code, 0x2000) >> 7
        if ch.isalpha():
            total += _MIXED if script not in (0, page) else 0
            script = page
    return total


def _common(code: int) -> bool:
    """Tell letters of widespread scripts from those that only misread bytes show."""
    return code < 0x0700 or 0x0900 <= code < 0x0E80 or 0x1E00 <= code < 0x2000


def _cheapest(text: str, languages: tuple[str, ...]) -> tuple[str, int]:
    costs = {language: cost(text, language) for language in languages}
    best = min(costs, key=lambda name: costs[name])
    return best, costs[best]


def _doubles(data: bytes) -> list[Reading]:
    out = []
    for double in DOUBLES:
        reading = double_reading(data, double, 0)
        if reading is None:
            continue
        out.append(reading)
        if data[0] >= 0x80 and reading.cost - double.prior > _POOR * max(1, len(data) // 2):
            shifted = double_reading(data[1:], double, 1)
            if shifted is not None:
                out.append(shifted)
    return out


def double_reading(data: bytes, double: Double, skip: int) -> Reading | None:
    """Return the reading under one double-byte hypothesis, or None if a quarter is wrong.

    Not for offsets: cut `skip` bytes off before.

    >>> double_reading("中文".encode("gbk"), DOUBLES[0], 0).language
    'zh-hans'
    """
    text, tail = _ends(get(double.reader).decode(data))
    if skip and text.isascii():
        return None
    wrong = text.count("\ufffd")
    # Legality is counted, not a veto; but a reading that is a quarter wrong is none.
    if wrong * 4 > len(text):
        return None
    language, own = _cheapest(text, double.languages)
    own += double.prior + tail + (_CUT_HEAD if skip else 0)
    own += _RARE_PAIR.get((double.encoding, language), 0)
    return Reading(double.encoding, language, own, skip)


def _wides(data: bytes) -> list[Reading]:
    if len(data) < 4:
        return []
    out = []
    for name in _WIDE:
        text, tail = _ends(data.decode(name, "replace"))
        if text.count("\ufffd") * 8 > len(text):
            continue
        language, own = _cheapest(text, ALL)
        out.append(Reading(name, language, own + tail + _WIDE_PRIOR))
    return out


def singles(data: bytes) -> list[Reading]:
    """Return the best reading for each single-byte encoding.

    Not for megabytes.

    >>> min(singles("été".encode("cp1252")), key=lambda r: r.cost).encoding
    'cp1252'
    """
    costs = letters.costs(data)
    best: dict[str, Reading] = {}
    # In Latin scripts most letters are ASCII; in others few are.
    plain = sum(byte < 0x80 and chr(byte).isalpha() for byte in data)
    high = sum(byte >= 0x80 for byte in data)
    foreign = _FOREIGN if plain > 2 * high else 0
    for kind, own in zip(letters.kinds(), costs.tolist(), strict=True):
        own += kind.prior + (0 if kind.latin else foreign)
        reading = Reading(kind.encoding, kind.language, own)
        known = best.get(kind.encoding)
        if known is None or reading.cost < known.cost:
            best[kind.encoding] = reading
    return list(best.values())
