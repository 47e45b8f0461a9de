"""What UTF-8 that was read wrong spells in European text: letters, signs, words of far scripts.

Law: one pair of bytes in ten is UTF-8 by chance, so two bytes count only for what is common.
"""

from __future__ import annotations

import re
from typing import Final

from textfix.clusters import SHORT

LETTERS: Final = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßŸĀĂĄĆČĎĐĒĖĘĚĞĠĢĦĪĮİıĶĹĻĽŁŃŅŇŐŒŔŘŚŞŠŢŤŪŮŰŲŴŶŹŻŽȘȚƠƯ"
"""Letters of the alphabets of Europe's states, of Turkish and of Vietnamese."""

_OTHER: Final = re.compile("[А-Яа-яёіїєґ]{2,}|[Α-ΡΣ-ώ]{2,}|[א-ת]{2,}|[ء-ي]{2,}")
"""A word of another script in a long text: pairs of bytes by chance are not all of one."""

GREEK: Final = "αβγδεθκλμπρστφχψωΔΣΩ"
"""Letters of science, which stand alone between ASCII in text longer than a name."""

_LATIN: Final = re.escape(LETTERS + LETTERS.lower()) + "\u1ea0-\u1ef9"
_SIGNS: Final = (
    "\xa0-\xbf×÷ˆ˜\u2000-\u2bff\u3000-\u303f\ufe0e\ufe0f\uff01-\uff20\ufffd\U0001f000-\U0001faff"
)
_ACCENTS: Final = "\u0300-\u0304\u0306-\u030c\u0323\u0327\u0328\u0336"

_WRITTEN: Final = re.compile(
    rf"(?:[{_LATIN}{_SIGNS}]|(?<=[\w$€£])[{_ACCENTS}]+"
    "|[\u0900-\u0dff]{2,}|[\u0e00-\u0eff]{2,}|[\u1000-\u10ff]{2,}|[\u1200-\u137f]{2,}"
    "|[\u1780-\u17ff]{2,}|[\u0530-\u058f]{3,}|[\u1f00-\u1fff\u0370-\u03ff]*[\u1f00-\u1fff]"
    "[\u1f00-\u1fff\u0370-\u03ff]*)+"
)
"""Letters of the three bytes, or words: of India, Thailand, Burma, Georgia and so on.

Greek with its old accents; Greek, Cyrillic, Hebrew and Arabic have models, which tell better.
"""

_SMALL, _CAPITAL = ("".join(filter(f, LETTERS)) for f in (str.islower, str.isupper))
_INSIDE: Final = re.compile(f"[a-z{_SMALL}{_CAPITAL.lower()}][{_CAPITAL}]")
"""A capital behind a small letter: a reader was mistaken for another (`brÝlÊe`)."""
_BEYOND: Final = re.compile("[^\x00-\x7f]+")
_LETTER: Final = re.compile(f"[{_LATIN}]")
_ASCII: Final = re.compile("[A-Za-z]")


def written(text: str, start: int, end: int) -> bool:
    """Tell whether what stands there is common beside ASCII letters, or a word, or signs.

    >>> written("für", 1, 2), written("xʬ", 1, 2), written("Ŷī", 0, 2)
    (True, False, False)
    """
    for run in _BEYOND.finditer(text, start, end):
        if len(run[0]) == 1 and _alone(text, run.start()):
            continue
        if len(text) > SHORT and _OTHER.fullmatch(run[0]) and text.count(run[0]) == 1:
            continue
        if not _WRITTEN.fullmatch(text, *run.span()) or odd(text, *run.span()):
            return False
        beside = text[max(0, run.start() - 1) : run.start()] + text[run.end() : run.end() + 1]
        if _LETTER.search(run[0]) and not (beside.isascii() and _ASCII.search(beside)):
            return False
    return True


def _alone(text: str, place: int) -> bool:
    """Tell whether a letter may stand alone: of science in a long text, or of three bytes.

    Three are no two characters of a double-byte encoding, unless ASCII is the fourth.
    """
    if text[place] in GREEK:
        return len(text) > SHORT
    return "\u0900" <= text[place] < "\u1100" and not "@" <= text[place + 1 : place + 2] <= "~"


def common(text: str) -> bool:
    """Tell whether all of a text is letters of those alphabets.

    >>> common("éñ"), common("ʬ")
    (True, False)
    """
    return all(map(_LETTER.match, text))


def rare(letter: str) -> bool:
    """Tell whether a letter is Latin, and of no alphabet of many readers.

    >>> rare("ȹ"), rare("ə"), rare("я")
    (True, False, False)
    """
    return "\xc0" <= letter < "\u0370" and letter != "ə" and not _LETTER.match(letter)


def odd(text: str, start: int, end: int) -> bool:
    """Tell whether a capital stands behind a small letter there.

    >>> odd("brÝlÊe", 2, 3), odd("Ýmir", 0, 1)
    (True, False)
    """
    return _INSIDE.search(text, max(0, start - 1), end) is not None
