"""The reading of bytes as UTF-8 and what all readings share: cut ends and the cheapest language."""

from typing import NamedTuple

from textfix.detection.cjk import cost
from textfix.detection.tables import ASCII, BAD

HAN = ("zh-hans", "zh-hant")
ALL = (*HAN, "ja", "ko")
# The shape of UTF-8 leaves little to chance: a wrong sequence in it weighs double.
_UTF8_WRONG = 80
# One sequence cut at the end of the data is the rule in samples; at the start less so.
CUT_TAIL, CUT_HEAD = 12, 88
# Such a cut sequence alone, with no whole character beside it, proves little.
CUT_ALONE = 104
# Text of other scripts in UTF-8: a letter, a sign, a change of script.
_LETTER, _SIGN, _MIXED = 32, 64, 40


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
            text, cut = kept, CUT_HEAD
    text, tail = ends(text)
    wrong = text.count("\ufffd")
    # Without one whole sequence nothing speaks for UTF-8.
    if wrong * 3 > len(text) or text.replace("\ufffd", "").isascii():
        return []
    language, own = _spoken(text)
    return [Reading("utf-8", language, own + cut + tail + wrong * _UTF8_WRONG)]


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
        return "", _letters(text)
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


def cheapest(text: str, languages: tuple[str, ...]) -> tuple[str, int]:
    """Return the language with the lowest cost of `text`, and that cost.

    Not for languages without a model.

    >>> cheapest("今天天气", HAN)[0]
    'zh-hans'
    """
    costs = {language: cost(text, language) for language in languages}
    best = min(costs, key=lambda name: costs[name])
    return best, costs[best]
