"""Mandarin readings of Han characters, as dictionary facts and as they are written in the wild.

Law: `fits(ch, r)` for every r in `toned(ch)` and `toneless(ch)`; nothing raises on any str.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from textfix.errors import TableError
from textfix.language import packaged

_TONE_OF_MARK = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0306": 3, "\u0300": 4}
# A breve is a caron typed wrong; ɑ and ɡ are what textbooks and GBK (A8BB, A8C0) use for a and g.
_LOOKALIKES = str.maketrans({"ɑ": "a", "ɡ": "g", "ı": "i"})
_TONE_DIGITS = {"0": 5, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5}
_NEUTRAL = 5
_LONGEST = 16  # "zhuāng5" in decomposed form with spaces fits; more is no reading


@dataclass(frozen=True, slots=True)
class _Readings:
    """The table: all toneless syllables, and for each character its readings joined by commas."""

    syllables: frozenset[str]
    listed: dict[str, str]


@cache
def _load() -> _Readings:
    """Read the table: syllables in line 2, then "reading,reading<TAB>characters"."""
    header, syllables, *lines = packaged.read("readings.z").decode("utf-8").splitlines()
    if header != "#readings 2":
        raise TableError(f"readings table has header {header!r}, this code reads '#readings 2'")
    listed: dict[str, str] = {}
    for line in lines:
        names, _, characters = line.partition("\t")
        listed.update(dict.fromkeys(characters, names))
    return _Readings(frozenset(syllables.split(",")), listed)


@lru_cache(maxsize=8192)
def _analyze(reading: str) -> tuple[str, int] | None:
    """Split a reading into its toneless key and tone (0: none written, 5: neutral by number)."""
    if len(reading) > _LONGEST:
        return None
    text = unicodedata.normalize("NFKD", reading.strip()).casefold().translate(_LOOKALIKES)
    tone = _TONE_DIGITS.get(text[-1:], 0)
    if tone:
        text = text[:-1]
    marks = [mark for mark in text if mark in _TONE_OF_MARK]
    if len(marks) > 1 or (marks and tone):
        return None
    for mark in marks:
        tone = _TONE_OF_MARK[mark]
        text = text.replace(mark, "")
    # Only now: a tone mark may stand between the u and its diaeresis.
    text = text.replace("u:", "v").replace("u\u0308", "v")
    return _orthography(unicodedata.normalize("NFC", text)), tone


def _orthography(key: str) -> str:
    """Write ü as the toneless keys have it: ju not jv, lve not lue."""
    if key[1:2] == "v" and key[0] in "jqxy":
        return key[0] + "u" + key[2:]
    return {"lue": "lve", "nue": "nve"}.get(key, key)


@cache
def _toned(names: str) -> frozenset[str]:
    """Split the readings of one character."""
    return frozenset(names.split(",")) if names else frozenset()


@cache
def _numbered(names: str) -> frozenset[tuple[str, int]]:
    """Return the readings of one character as (toneless key, tone 1-5)."""
    parsed = (_analyze(name) for name in _toned(names))
    return frozenset((p[0], p[1] or _NEUTRAL) for p in parsed if p)


@cache
def _toneless(names: str) -> frozenset[str]:
    """Return the toneless keys of one character."""
    return frozenset(key for key, _ in _numbered(names))


def _listed(ch: str) -> str:
    """Return the readings of a character; a compatibility ideograph reads as its unified twin."""
    listed = _load().listed
    found = listed.get(ch)
    if found is None and len(ch) == 1 and ch >= "\uf900":
        found = listed.get(unicodedata.normalize("NFC", ch))
    return found or ""


def toned(ch: str) -> frozenset[str]:
    """Return every reading of one character with tone marks, in NFC, ü kept.

    Not for choosing the reading in a context: see `primary` for the most usual one.

    >>> sorted(toned("好"))
    ['hào', 'hǎo']

    Errors: none; a character without a reading, or a string that is not one character, gives
    the empty set. Source: pypinyin's character table.
    """
    return _toned(_listed(ch))


def toneless(ch: str) -> frozenset[str]:
    """Return every reading of one character without tone, ü written as "v".

    Not for display: the keys are for comparison.

    >>> toneless("揚"), "lv" in toneless("綠"), toneless("A")
    (frozenset({'yang'}), True, frozenset())

    Errors: none. Source: pypinyin's character table.
    """
    return _toneless(_listed(ch))


def primary(ch: str) -> str:
    """Return the most usual reading of one character with tone marks, "" if it has none.

    Not a reading in context (長 is always the first one listed).

    >>> primary("頁")
    'yè'

    Errors: none. Source: the order of pypinyin's character table.
    """
    return _listed(ch).partition(",")[0]


def strip_tone(reading: str) -> str:
    """Reduce a reading, however it is written, to its toneless key.

    Not a test: text that is no reading comes back case-folded and trimmed; see `is_syllable`.

    >>> strip_tone("lǜ"), strip_tone(" LU:4 "), strip_tone("xué"), strip_tone("Zhong1")
    ('lv', 'lv', 'xue', 'zhong')

    Errors: none.
    """
    parsed = _analyze(reading)
    return parsed[0] if parsed else reading.strip().casefold()


def is_syllable(s: str) -> bool:
    """Tell whether a string is one Mandarin syllable in pinyin, with or without its tone.

    Not for words or erhua: "nǐhǎo" and "huār" are no syllables. The interjections m, n, ng, hm
    and hng, which dictionaries list, are.

    >>> is_syllable("yáng"), is_syllable("lve4"), is_syllable("App")
    (True, True, False)

    Errors: none.
    """
    parsed = _analyze(s)
    return parsed is not None and parsed[0] in _load().syllables


def fits(ch: str, reading: str) -> bool:
    """Tell whether a reading, as written in the wild, is one of the readings of a character.

    With a tone (mark or number) the tone must fit; without one any tone does. Capitals,
    surrounding spaces, ü as v, u: or plain u, and textbook ɑ ɡ are understood. Not a judgment
    about the context.

    >>> fits("揚", "yáng"), fits("揚", "Yang2 "), fits("女", "nv"), fits("揚", "yè")
    (True, True, True, False)

    Errors: none.
    """
    names = _listed(ch)
    parsed = _analyze(reading)
    if not names or parsed is None:
        return False
    key, tone = parsed
    if key in _toneless(names) if tone == 0 else (key, tone) in _numbered(names):
        return True
    # Tools without ü write plain u: 女(nu). Only n and l have both, so nothing else is let in.
    return key in ("nu", "lu") and fits(ch, key.replace("u", "v") + str(tone or ""))


@cache
def _by_reading() -> dict[str, str]:
    """Invert the table: toneless reading to its characters in order of code point."""
    found: dict[str, list[str]] = {}
    for ch, names in _load().listed.items():
        for key in _toneless(names):
            found.setdefault(key, []).append(ch)
    return {key: "".join(sorted(characters)) for key, characters in found.items()}


def characters(reading_toneless: str) -> str:
    """Return all characters that have a toneless reading, in order of code point.

    Not for input methods: rare characters are not ranked below common ones.

    >>> "揚" in characters("yang"), characters("xyz")
    (True, '')

    Errors: none; an unknown reading gives "".
    """
    return _by_reading().get(reading_toneless, "")
