"""Which stretches make sense: text of some language, and not by chance.

Law: little evidence is believed only of a text that holds nothing else, or of a language expected.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from textfix.chars import is_han
from textfix.mojibake.health import drawn, judge, likeness
from textfix.mojibake.health.words import WORD, cased
from textfix.mojibake.reading import beside, shared
from textfix.mojibake.shown import shapes, strict, views

if TYPE_CHECKING:
    from textfix.mojibake.reading.choose import Asked, Stretch
    from textfix.mojibake.shown.strict import Way

RARITY: Final = {"single": 9.0, "double": 12.0, "unproven": 15.0}
"""How much rarer damage is than text, for a stretch that stands alone, by the reader's width;
where neither the reader nor the encoding refuses much, chance explains more."""

ALONE: Final = {"single": 5.0, "double": 5.0, "unproven": 9.0}
"""What remains of it for a stretch that is the whole text, nearly."""

SURELY: Final = 16.0
SURELY_UNPROVEN: Final = 30.0
"""From this weight a stretch proves its way for the rest of the text."""

LIKE_WORDS: Final = -4.5
"""What letters of a reading may cost on average in the words in which they stand."""

LEAST_CHARACTERS: Final = 2
"""Different characters that a reading by a double-byte reader has at least, but in UTF-8."""

FEWEST: Final = 2
"""Different Han, kana or hangul that a reading has at least, but in UTF-8: one alone, even if it
comes again (`MÂÇON`), is too often chance."""

EXPECTED: Final = 4.0
"""What remains of its rarity where the caller knows the language and the reading is in it."""

LONE: Final = 5.0
"""What one such character alone must weigh, in a text whose language the caller has named."""

FOREIGN: Final = 0.2
"""Share of kana, letters and odd symbols that a reading in Chinese may have."""

MIXED_FROM: Final = 6
"""Characters from which a reading may mix Chinese, Japanese or Korean with another script."""

CUT: Final = 1
"""Characters that may be left behind it, of what was cut in the middle of a character."""

_QUOTED: Final = re.compile("[«“„‘]((?=[^a-zA-Z]*[a-zA-Z])[a-zA-ZÀ-ÖØ-öø-\u02af]+)[»“”’]")
"""A word in quotation marks, some of it ASCII."""

_ELSEWHERE: Final = re.compile("[\u0530-\u058f\u0700-\u1cff\ua000-\ua95f\ua980-\uabff]")
"""Scripts of which `judge` knows nothing."""

ROOM: Final = 12
"""Characters that a text may hold beside the stretch that is all of it."""

_FILE_NAME: Final = re.compile(r"\S{4,60}\.[a-zA-Z][a-zA-Z0-9]{1,3}")
"""What may be longer: a file's name without spaces is no prose."""

FOREIGN_TO: Final = {
    "zh": ("cp932", "euc-jp", "cp949"),
    "ja": ("gb18030", "big5", "cp949"),
    "ko": ("gb18030", "big5", "cp932", "euc-jp"),
}
"""Encodings in which nobody writes the expected language."""

BY_SCRIPT: Final = {"zh": judge.HAN, "ja": judge.HAN | judge.KANA, "ko": judge.HANGUL}


def sensible(stretch: Stretch, text: str, asked: Asked) -> bool:
    """Tell whether the reading is CJK text, or text that UTF-8 alone could spell."""
    expect, path = asked.expect, stretch.path
    if expect is not None and stretch.weight < alone(path[0], expect) + asked.chance:
        return False
    heavy = stretch.weight >= rarity(path[0]) + asked.chance
    if expect is None and not heavy and not (asked.alone and _alone(stretch, text)):
        return False
    if expect is not None and path[-1].encoding in FOREIGN_TO[expect]:
        return False
    if _as_it_stands(stretch, text, asked, heavy):
        return False
    joined = "".join(p.new for p in stretch.pieces)
    chancy = path[0].reader in views.DOUBLE and path[0].encoding != shapes.UTF8
    if (chancy and len(set(joined)) < LEAST_CHARACTERS) or motley(joined):
        return False
    if shared.lettered(joined, path[-1].encoding) and stretch.weight >= SURELY + asked.chance:
        return cased(joined)
    if foreign(joined, path[-1]):
        if shared.own(stretch, text) < rarity(path[0]) + asked.chance:
            return False
        joined = shared.without(joined)
    found = letters(joined)
    if (
        path[0].encoding != shapes.UTF8
        and found < FEWEST
        and not (expect and stretch.weight >= LONE and beside.apart(stretch, text))
    ):
        return False
    if found:
        score = float(judge.likelihoods([joined])[0])
        wanted = heavy or expected(joined, path[-1], expect)
        return wanted and score >= likeness.least(len(joined), path[0].encoding == shapes.UTF8)
    if path[0].encoding != shapes.UTF8 or len(joined) < likeness.FEW:
        return False
    known = bool((judge.kinds()[views.points(joined)] != 0).any())
    return known and _like_words(stretch, text)


def _as_it_stands(stretch: Stretch, text: str, asked: Asked, heavy: bool) -> bool:
    """Tell whether what a stretch would read is signs, a drawing or a word, or is read in part."""
    if not heavy and (_quoted(text) or (asked.expect is None and beside.scattered(stretch, text))):
        return True
    if stretch.weight < SURELY + asked.chance and beside.leaving(stretch, text):
        return True
    return drawn.any_of(text, ((p.start, p.end) for p in stretch.pieces))


def letters(text: str) -> int:
    """Return how many different Han, kana and hangul a text holds.

    >>> letters("弹☆弹")
    1
    """
    codes = views.points(text)
    wanted = judge.kinds()[codes] & (judge.HAN | judge.KANA | judge.HANGUL) != 0
    return len(set(codes[wanted].tolist()))


def _like_words(stretch: Stretch, text: str) -> bool:
    """Tell whether the letters of a reading are likely in the words in which they stand."""
    pieces = stretch.pieces
    # In place: two words behind one another, each with its capital, are no capital inside a word.
    if not cased(strict.read_in(text, pieces[0].start, pieces[-1].end, pieces)):
        return False
    start, end = words_around(text, pieces[0].start, pieces[-1].end)
    words = strict.read_in(text, start, end, pieces)
    codes = views.points(words)
    return any(float(s[codes > 0x7F].mean()) >= LIKE_WORDS for s in judge.in_place(words, codes))


def expected(text: str, way: Way, expect: str | None) -> bool:
    """Tell whether a reading may be in the language that the caller expects, if any."""
    if expect is None:
        return True
    ours = (judge.kinds()[views.points(text)] & BY_SCRIPT[expect]) != 0
    return way.encoding not in FOREIGN_TO[expect] and bool(ours.any())


def foreign(text: str, way: Way) -> bool:
    """Tell whether a reading in a Chinese encoding holds too much that no Chinese text has.

    That is neither Han nor a usual mark or symbol.
    """
    if way.encoding not in shapes.CHINESE:
        return False
    return int(shared.strange(views.points(text)).sum()) > FOREIGN * len(text)


def motley(text: str) -> bool:
    """Tell whether a few characters are of scripts that do not mix, or all of planes hardly met.

    >>> motley("툋В"), motley("换发")
    (True, False)
    """
    codes = views.points(text)
    kinds = judge.kinds()[codes]
    others = (kinds & (judge.ALPHABETS & ~judge.LATIN_KIND)).any() or _ELSEWHERE.search(text)
    if others and len(text) < MIXED_FROM and (kinds & judge.CJK).any():
        return True
    if (kinds & judge.KANA).any() and (kinds & judge.HANGUL).any():
        return True
    return all(ch > "\uffff" and (is_han(ch) or unicodedata.category(ch) in "CnCo") for ch in text)


def _quoted(text: str) -> bool:
    """Tell whether a text is one word of Latin letters in quotation marks, such as `«FÅRÖ»`."""
    word = _QUOTED.fullmatch(text)
    return word is not None and cased(word[1], WORD)


def words_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Extend a span to the words that it touches."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _alone(stretch: Stretch, text: str) -> bool:
    """Tell whether a stretch is all that a text holds beyond ASCII: a name, a title, a cell."""
    size = sum(p.end - p.start for p in stretch.pieces)
    if len(text) > size + ROOM and not _FILE_NAME.fullmatch(text):
        return False
    before, after = text[: stretch.pieces[0].start], text[stretch.pieces[-1].end :]
    left = views.beyond(after)
    fine = left <= CUT or stretch.path[0].encoding == shapes.UTF8
    return before.isascii() and fine


def _kind(way: Way) -> str:
    if way.reader in views.SINGLE:
        return "single"
    return "double" if way.encoding == shapes.UTF8 else "unproven"


def rarity(way: Way) -> float:
    """Return what damage must outweigh that this way's reader made."""
    return RARITY[_kind(way)]


def alone(way: Way, expect: str | None) -> float:
    """Return what it must outweigh where the text holds nothing else, or its language is known.

    Who knows it to be Chinese has not said that a reader of Japanese or Korean was at work: rare
    words alone would pass for that.
    """
    if expect is not None and not (_kind(way) == "unproven" and way.reader in views.DOUBLE[2:]):
        return EXPECTED
    return ALONE[_kind(way)]


def surely(way: Way) -> float:
    """Return the weight from which a stretch proves its way for the rest of the text."""
    return SURELY if rarity(way) < RARITY["unproven"] else SURELY_UNPROVEN
