"""Readings as double-byte text: the hypotheses, what each costs, which need no contest."""

from codecs import utf_8_decode
from typing import NamedTuple

from textfix.codecs import MultiReader, get
from textfix.codecs.tokens import is_cut
from textfix.detection.cjk import cost
from textfix.detection.tables import ASCII, BAD
from textfix.detection.utf8 import CUT_HEAD, HAN, Reading, cheapest, ends


class Double(NamedTuple):
    """A multi-byte hypothesis: its reader, languages, and the cost of meeting it at all."""

    encoding: str
    reader: str
    languages: tuple[str, ...]
    prior: int


DOUBLES = (
    Double("gb18030", "gb18030-web", HAN, 16),
    Double("big5", "big5-web", ("zh-hant",), 24),
    Double("cp932", "cp932", ("ja",), 32),
    Double("euc_jp", "euc-jp-web", ("ja",), 32),
    Double("cp949", "cp949", ("ko",), 32),
    Double("euc-tw", "euc-tw", ("zh-hant",), 56),
    Double("johab", "johab", ("ko",), 64),
)
BY_NAME = {double.encoding: double for double in DOUBLES}
DOUBLE_NAMES = frozenset(BY_NAME)
SPOKEN = {double.encoding: double.languages for double in DOUBLES}
# A traditional text in a simplified encoding, and the like.
RARE_PAIR = {("gb18030", "zh-hant"): 12}
_NO_LIMIT = 1 << 30
# So many wide characters at this mean cost are text and cannot be more so in another encoding:
# prose costs about 45, bytes of another encoding 85 and more.
ENOUGH, CLEAR = 6, 58
# The first characters cost more if they are halves of others, the data beginning inside one.
FIRST, BEGUN = 3, 216


def double_reading(
    data: bytes, double: Double, skip: int, limit: int = _NO_LIMIT, few: int = 0
) -> Reading | None:
    """Return the reading under one double-byte hypothesis, or None if a quarter is wrong.

    Not for offsets: cut `skip` bytes off before. Above `limit` nobody would care.
    Up to `few` wrong sequences are no reason to refuse.

    >>> double_reading("中文".encode("gbk"), DOUBLES[0], 0).language
    'zh-hans'
    """
    text, tail = _text(data, double)
    return None if skip and text.isascii() else _priced(text, tail, double, skip, limit, few)


def _priced(
    text: str, tail: int, double: Double, skip: int = 0, limit: int = _NO_LIMIT, few: int = 0
) -> Reading | None:
    """The reading with that text."""
    wrong = text.count("\ufffd")
    # Legality is counted, not a veto; but a reading that is a quarter wrong is none.
    if (wrong > few and wrong * 4 > len(text)) or wrong * BAD > limit:
        return None
    language, own = cheapest(text, double.languages)
    own += double.prior + tail + (CUT_HEAD if skip else 0)
    own += RARE_PAIR.get((double.encoding, language), 0)
    return Reading(double.encoding, language, own, skip)


def _text(data: bytes, double: Double) -> tuple[str, int]:
    """The text, and what it costs that its last character is cut."""
    reader = get(double.reader)
    text, tail = reader.decode(data), 0
    if text[-1:] == "\ufffd" and isinstance(reader, MultiReader) and is_cut(data, reader.shape):
        text, tail = ends(text)
    # A145 counts as the bullet, the more usual of its two characters.
    return text.replace("‧", "•"), tail


def clear(data: bytes) -> Reading | None:
    """Return the first double-byte reading that is text beyond doubt, None if a contest must tell.

    Not for megabytes. Data that may be UTF-8 are never clear.

    >>> clear("中文编码的检测".encode("gbk")).encoding, clear("中文编码的检测".encode())
    ('gb18030', None)
    """
    if len(data) < 2 * ENOUGH or is_utf8(data):
        return None
    found = (clear_as(data, double) for double in DOUBLES)
    return next((reading for reading in found if reading), None)


def clear_as(data: bytes, double: Double) -> Reading | None:
    """Return the reading under one hypothesis if it is text beyond doubt.

    Not for data that may be UTF-8.

    >>> clear_as("中文编码的检测".encode("gbk"), DOUBLES[0]).language
    'zh-hans'
    """
    text, tail = _text(data, double)
    wide = len(text) - len(text.encode("ascii", "ignore"))
    if wide < ENOUGH or "\ufffd" in text:
        return None
    found = _priced(text, tail, double)
    if not found or found.cost - ASCII * (len(text) - wide) > CLEAR * wide:
        return None
    return found if cost(text[:FIRST], found.language) <= BEGUN else None


def is_utf8(data: bytes) -> bool:
    """Tell whether data are UTF-8, their last character perhaps cut.

    Not for megabytes: nothing is kept of the text.

    >>> is_utf8("编码".encode()[:-1]), is_utf8("编码".encode("gbk"))
    (True, False)
    """
    try:
        utf_8_decode(data, "strict", False)
    except UnicodeDecodeError:
        return False
    return True
