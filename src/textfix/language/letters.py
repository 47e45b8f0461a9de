"""Letter models: how probable is a run of letters in one language, by case-folded trigrams.

Law: `LetterModel.score` gives for every character what `LetterModel.step` gives.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from textfix.errors import InputError, TableError
from textfix.language import classes as c
from textfix.language import packaged

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

OUTSIDE = 0  # what is no letter: spaces, digits, punctuation, symbols
FOREIGN = 1  # letters that no word of the language has
FIRST_LETTER = 2
LETTER_STEP = 0.1  # natural-log units per stored code

_MAPPED = 0x10000  # code points beyond are foreign letters
# What a character that is no letter costs on top, so that symbols do not pass for spaces.
_COSTS = {
    c.DIGIT: 2.3,
    c.SYMBOL: 6.0,
    c.BOX: 5.0,
    c.CONTROL: 8.0,
    c.PRIVATE: 10.0,
    c.BROKEN: 10.0,
}
_PUNCTUATION_COST = 2.5
_ASCII_COST = 2.5  # for an ASCII letter in a language of another script: names, addresses, units


@dataclass(frozen=True, slots=True)
class LetterModel:
    """One language's letters: `id`, `step` and `score` in natural log.

    Not for Chinese (see `model`); Japanese and Korean are modeled by pairs of characters.

    >>> english = letter_model("en")
    >>> bool(english.score("nothing").mean() > english.score("gnihton").mean())
    True

    Source: wordfreq word lists, training texts for Japanese, Korean and code.
    """

    language: str
    alphabet: str
    order: int
    _codes: bytes
    _ids: npt.NDArray[np.uint16]
    _costs: npt.NDArray[np.float32]

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Pickle as the order to load the packaged table again."""
        return letter_model, (self.language,)

    def id(self, ch: str) -> int:
        """Return the letter id of one character: 0 outside, 1 foreign, else a letter.

        >>> letter_model("ru").id("Б") == letter_model("ru").id("б"), letter_model("ru").id("ї")
        (True, 1)
        """
        return int(self._ids[min(ord(ch), _MAPPED)])

    def step(self, p2: int, p1: int, ch: str) -> float:
        """Return log P(ch | p2 p1), the predecessors being letter ids.

        Units: natural log. Errors: `TypeError` if `ch` is not one character.
        """
        value = self.id(ch)
        size = FIRST_LETTER + len(self.alphabet)
        row = p1 if self.order == 2 else (p2 if p1 != OUTSIDE else OUTSIDE) * size + p1
        cost = float(self._costs[min(ord(ch), _MAPPED)]) if value == OUTSIDE else 0.0
        return -LETTER_STEP * self._codes[row * size + value] - cost

    def score(self, text: str) -> npt.NDArray[np.float32]:
        """Return the log probability of every character of a text that follows a space.

        Shape: (len(text),), float32. Linear time; never fails.
        """
        import numpy as np

        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        return self.score_points(np.minimum(points, np.uint32(_MAPPED)))

    def score_points(self, points: npt.NDArray[np.uint32]) -> npt.NDArray[np.float32]:
        """Do what `score` does for code points of at most 0x10000 (what is beyond, as that)."""
        import numpy as np

        size = FIRST_LETTER + len(self.alphabet)
        ids = np.zeros(len(points) + 2, np.intp)
        ids[2:] = self._ids[points]
        keys = ids[1:-1] * size + ids[2:]
        if self.order == 3:
            keys += np.where(ids[1:-1] == OUTSIDE, OUTSIDE, ids[:-2]) * (size * size)
        codes = np.frombuffer(self._codes, np.uint8)
        scores: npt.NDArray[np.float32] = codes[keys] * np.float32(-LETTER_STEP)
        scores -= np.where(ids[2:] == OUTSIDE, self._costs[points], np.float32(0))
        return scores


@cache
def _table() -> tuple[dict[str, tuple[str, int, int, int]], bytes]:
    """Read the header and the packed models."""
    header, _, body = packaged.read("letters.bin").partition(b"\n")
    try:
        return json.loads(header)["languages"], body
    except (ValueError, KeyError) as error:
        raise TableError(f"the letter models have no readable header: {error}") from error


def languages() -> tuple[str, ...]:
    """Return the languages that have a letter model, "code" among them.

    >>> {"ja", "ko", "ru", "vi", "fr", "code"} <= set(languages())
    True
    """
    return tuple(_table()[0])


@cache
def _kinds() -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.float32]]:
    """Return for each code point FOREIGN or OUTSIDE, and the cost of what is outside."""
    import numpy as np

    from textfix.language.model import load

    points = np.arange(_MAPPED + 1, dtype=np.uint32)
    points[-1] = 0x20000
    classes = load().ids_array(points)
    letters = np.zeros(len(load()), np.bool_)
    letters[[*range(c.LATIN, c.OTHER_SCRIPT + 1), c.RARE_GBK, c.RARE_FAR]] = True
    letters[c.FIRST_HAN :] = True
    costs = np.zeros(len(load()), np.float32)
    costs[c.FIRST_CHARACTER : c.FIRST_HAN] = _PUNCTUATION_COST
    for value, cost in _COSTS.items():
        costs[value] = cost
    return np.where(letters[classes], FOREIGN, OUTSIDE).astype(np.uint16), costs[classes]


def has_ascii_outside(alphabet: str) -> bool:
    """Tell whether ASCII letters are guests and not foreign: in all scripts but Latin.

    Not for callers: the generator and the reader of the models share it.

    >>> has_ascii_outside("абв"), has_ascii_outside("abc")
    (True, False)
    """
    return not any(letter.isascii() for letter in alphabet)


def _spellings(letter: str, language: str) -> set[str]:
    """Return a letter, its capital, and what the word lists have folded into it."""
    capital = "İ" if (letter, language) == ("i", "tr") else letter.upper()
    folded = {("s", "de"): "ßẞ", ("σ", "el"): "ς"}.get((letter, language), "")
    return {ch for ch in (letter, capital, *folded) if len(ch) == 1}


@cache
def letter_model(language: str) -> LetterModel:
    """Return the letter model of a language (ISO 639 code, or "code"), read once.

    >>> letter_model("fr").alphabet[:3]
    'esa'

    Errors: `InputError` for a language without a model.
    """
    places, body = _table()
    if language not in places:
        raise InputError(f"no letter model for {language!r}; there are: {', '.join(places)}")
    alphabet, order, start, length = places[language]
    ids, costs = _kinds()
    ids = ids.copy()
    if has_ascii_outside(alphabet):
        costs = costs.copy()
        for first in (0x41, 0x61):
            ids[first : first + 26] = OUTSIDE
            costs[first : first + 26] = _ASCII_COST
    for position, letter in enumerate(alphabet):
        for ch in _spellings(letter, language):
            ids[ord(ch)] = FIRST_LETTER + position
    codes = zlib.decompress(body[start : start + length])
    return LetterModel(language, alphabet, order, codes, ids, costs)
