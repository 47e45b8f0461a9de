"""The models of Japanese and Korean with the face of the source model, for the search of bytes.

Law: kana and hangul cost what their letter model says behind the character before; Han in Japanese
costs what the source model says.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final, Protocol

from textfix import codecs
from textfix.language import letters, model
from textfix.language.model import Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BY_ENCODING: Final = {"cp932": "ja", "euc-jp": "ja", "cp949": "ko"}

FORMS: Final = -8.0
"""What halfwidth kana and fullwidth letters cost at least: they are seldom among others."""

KANA: Final = -8.5
"""What kana cost at most: some are none of the 250 characters that the letter model knows."""

_USUAL: Final = {"、。": 0.0, "（）「」・：？！…～": -2.0}
MARK: Final = -5.0
"""What punctuation costs beside its class, which the letter models take for one: in Japanese 87 of
100 marks are these two, in Korean hardly any is beyond ASCII."""

SECOND_LEVEL: Final = 0xD0
RARE: Final = -5.0
"""The first byte of JIS X 0208's second level in EUC-JP, and what its characters cost, which are
common in Chinese: of 7,977 Han characters of Japanese in `train` none is one, of Chinese every
fifth."""

_HAN: Final = range(0x3400, 0xA000)


class Model(Protocol):
    """What a search asks of a model of characters, each a symbol behind two others."""

    def id(self, ch: str) -> int:
        """Return the symbol of a character."""

    def ids(self, text: str) -> list[int]:
        """Return the symbols of a text."""

    def row(self, p2: int, p1: int) -> Row:
        """Return what is known to follow two symbols."""

    def step(self, p2: int, p1: int, c: int) -> float:
        """Return the log probability of a symbol behind two others."""

    def plain_row(self, p1: int) -> Row:
        """Return what is known to follow one symbol."""

    def unigram(self, c: int) -> float:
        """Return the log probability of a symbol alone."""


class Spoken:
    """A language that is modeled by pairs of characters; its symbols are code points."""

    def __init__(self, language: str) -> None:
        """Take the name of a language."""
        self._letters = letters.letter_model(language)
        self._source = model.load()
        self._han = language == "ja"

    def id(self, ch: str) -> int:
        """Return the symbol of a character, that of a line end for none."""
        return ord(ch) if ch else 10

    def ids(self, text: str) -> list[int]:
        """Return the symbols of a text."""
        return [ord(ch) for ch in text]

    def row(self, p2: int, p1: int) -> Row:
        """Return that no three characters are known."""
        return {}, 0.0, {}, 0.0

    def step(self, p2: int, p1: int, c: int) -> float:
        """Return what a character costs behind others.

        >>> ja = Spoken("ja")
        >>> ja.step(0, *map(ord, "です")) > ja.step(0, *map(ord, "でぬ"))
        True
        """
        if self._han and c in _HAN:
            ids = self._source.ids(chr(p2) + chr(p1) + chr(c))
            return self._source.step(*ids)
        known = self._letters
        found = known.step(known.id(chr(p2)), known.id(chr(p1)), chr(c))
        if 0x3041 <= c <= 0x30FF:
            return max(found, KANA)
        return min(found, FORMS) if 0xFF01 <= c <= 0xFFDF else found

    def plain_row(self, p1: int) -> Row:
        """Return that no two characters are known beforehand: see `behind`."""
        return {}, 0.0, {}, 0.0

    def unigram(self, c: int) -> float:
        """Return what a character costs behind a line end."""
        return self.step(10, 10, c)


def behind(
    model: Model, p1: int, places: Mapping[int, range], alone: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return what characters cost behind a symbol; `places` are those of each symbol."""
    if isinstance(model, Spoken):
        bigrams, weight = {c: model.step(10, p1, c) for c in places}, 0.0
    else:
        _, _, bigrams, weight = model.plain_row(p1)
    nats = weight + alone
    for c in bigrams.keys() & places.keys():
        nats[places[c].start : places[c].stop] = bigrams[c]
    return nats


@cache
def bias(ch: str) -> float:
    """Return what a character costs beside what the letter models say.

    >>> bias("、") > bias("「") > bias("【")
    True
    """
    if ch <= "\x7f":
        return 0.0
    if ch.isalpha():
        known = _usual(ch) if ord(ch) in _HAN else ch >= "\u3040"
        return 0.0 if known else RARE
    return next((nats for marks, nats in _USUAL.items() if ch in marks), MARK)


def _usual(ch: str) -> bool:
    """Tell whether a Han character is of the first level of JIS X 0208."""
    data = codecs.get("euc-jp").bytes_of(ch)
    return bool(data) and data[0][0] < SECOND_LEVEL


@cache
def of(encoding: str) -> Model:
    """Return the model of the language that is written in an encoding."""
    language = BY_ENCODING.get(encoding)
    return model.load() if language is None else Spoken(language)
