"""The reading of bytes as UTF-8 and what all readings share: cut ends and the cheapest language."""

from codecs import utf_8_decode
from typing import NamedTuple

from textfix.codecs.utf8 import CESU
from textfix.detection import alphabets
from textfix.detection.cjk import cost
from textfix.detection.tables import BAD

HAN = ("zh-hans", "zh-hant")
ALL = (*HAN, "ja", "ko")
# The shape of UTF-8 leaves little to chance: a wrong sequence in it weighs double.
_UTF8_WRONG = 80
# One sequence cut at the end of the data is the rule in samples; at the start less so.
CUT_TAIL, CUT_HEAD = 12, 88
# Such a cut sequence alone, with no whole character beside it, proves little.
CUT_ALONE = 104
# What is left of a character of four bytes, which text seldom has, is dearer.
_LONG_CUT = 56
_CONTINUATION = bytes(range(0x80, 0xC0))
_BEYOND = "\U0001f600".encode()


# Data up to this size are read whole in the first contest, UTF-16 among the readings.
SHORT = 256
# UTF-8 continuation bytes that prove UTF-8 whatever a language model says: one pair of GBK in seven
# is a character of UTF-8 too, so twelve in a row are no chance.
PROOF = 12
# Characters by which the language of Unicode data is told, from the first beyond ASCII.
WORDS = 120


class Reading(NamedTuple):
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


def ends(text: str) -> tuple[str, int]:
    """Take the mark of a cut last character off, and say what it costs.

    Not for marks elsewhere.

    >>> ends("中\ufffd")
    ('中', 12)
    """
    if text[-1:] != "\ufffd":
        return text, 0
    text = text[:-1]
    return text, CUT_ALONE if not text or text[-1] < "\x80" else CUT_TAIL


def utf8(data: bytes) -> list[Reading]:
    """Return the reading as UTF-8 or CESU-8, cut at either end or not, or nothing.

    Not for overlong forms: they are repaired later.

    >>> utf8("é".encode())[0].encoding
    'utf-8'
    """
    data = without_surrogates(data)
    # Only continuation bytes are what is left of a character cut at the start.
    skip = len(data) - len(data.lstrip(_CONTINUATION))
    cut = 0 if not skip else CUT_HEAD if skip < 3 else CUT_HEAD + _LONG_CUT
    text, used = utf_8_decode(data[skip:] if skip <= 3 else data, "replace", False)
    tail = 0
    if used + (skip if skip <= 3 else 0) < len(data):
        tail = CUT_ALONE if not text or text[-1] < "\x80" else CUT_TAIL
    wrong = text.count("\ufffd")
    kept = text.replace("\ufffd", "") if wrong else text
    # Without one whole sequence nothing speaks for UTF-8.
    if wrong * 3 > len(text) or kept.isascii():
        return []
    language, own = _spoken(kept)
    return [Reading("utf-8", language, own + cut + tail + wrong * (BAD + _UTF8_WRONG))]


def without_surrogates(data: bytes) -> bytes:
    """Return data in which a character of UTF-8 stands for each pair of surrogates of CESU-8.

    Not for reading: it is some character of four bytes, to be weighed.

    >>> without_surrogates(b"\\xed\\xa0\\xbd\\xed\\xb8\\x80").decode()
    '\U0001f600'
    """
    return CESU.sub(_BEYOND, data) if b"\xed" in data else data


def language_of(text: str) -> str:
    """Return "zh-hans", "zh-hant", "ja" or "ko", or "" for other scripts.

    Not for the scripts of short Chinese texts, which may be both.

    >>> language_of("今天的会议已经开始了")
    'zh-hans'
    """
    return _spoken(text)[0]


def _spoken(text: str) -> tuple[str, int]:
    """The cheapest CJK model, or a flat cost for other scripts (UTF-8 shape is proof enough)."""
    wide = sum(ch >= "\u2e80" for ch in text)
    high = len(text) - sum(ch < "\x80" for ch in text)
    if wide * 2 < high:
        return "", alphabets.cost(text)
    return cheapest(text, plausible(text))


def plausible(text: str) -> tuple[str, ...]:
    """Return the languages whose own letters `text` has: kana, Hangul, or Han alone.

    Not for other scripts.

    >>> plausible("かな")
    ('ja',)
    """
    if any("\u3041" <= ch <= "\u30ff" for ch in text):
        return ALL[2:3]
    return ALL[3:] if any("\uac00" <= ch <= "\ud7a3" for ch in text) else ALL[:3]


def cheapest(text: str, languages: tuple[str, ...]) -> tuple[str, int]:
    """Return the language with the lowest cost of `text`, and that cost.

    Not for languages without a model.

    >>> cheapest("今天天气", HAN)[0]
    'zh-hans'
    """
    costs = {language: cost(text, language) for language in languages}
    best = min(costs, key=lambda name: costs[name])
    return best, costs[best]


def proves(data: bytes) -> bool:
    """Tell whether short `data` are UTF-8 and long enough to be nothing else.

    Not for data cut inside a character.

    >>> proves("编码".encode() * 6), proves("编码".encode())
    (True, False)
    """
    if not PROOF < len(data) <= SHORT or data.isascii():
        return False
    try:
        return len(data) - len(data.decode("utf-8")) >= PROOF
    except UnicodeDecodeError:
        return False
