"""ASCII that may be UTF-16: `O}Y are the bytes of 你好.

UTF-16 is answered only where the Han are usual side by side and the ASCII has signs, as no word,
number or name has; such ASCII is read so 3 times in half a million pieces of code and prose.
"""

import re
from functools import cache
from typing import NamedTuple

from textfix.detection.tables import LANGUAGES, model, pairs
from textfix.detection.utf8 import ALL, cheapest

# Longer data of Han have bytes that are no ASCII.
LONGEST = 64
_CODECS = ("utf-16-le", "utf-16-be")
# Every second byte is one of the Han block.
_FIT = re.compile(rb"(?:[\t\n\r -\x7f][N-\x7f]){2,}|(?:[N-\x7f][\t\n\r -\x7f]){2,}")
_SIGNED = re.compile(rb"[^A-Za-z0-9_]")
# Cost of a character by itself in common text; mean costs of words, and of what may be some.
_COMMON, _WORDS, _MAYBE = 80, 48, 56
# So far is UTF-16 believed: two characters, more, possible ones, ASCII without signs.
_TWO, _MORE, _POSSIBLE, _PLAIN = 0.7, 0.9, 0.3, 0.05


class Guise(NamedTuple):
    """The reading as UTF-16 and how far it is believed.

    Not for data with bytes from 0x80: the contest reads those.
    """

    encoding: str
    language: str
    text: str
    belief: float

    @property
    def answered(self) -> bool:
        """Tell whether UTF-16 is the answer, not an alternative."""
        return self.belief > 0.5

    @property
    def name(self) -> str:
        """The encoding that is answered."""
        return self.encoding if self.answered else "ascii"

    def told(self) -> tuple[float, tuple[tuple[str, float], ...]]:
        """Return confidence and alternatives."""
        other = "ascii" if self.answered else self.encoding
        sure = max(self.belief, 1 - self.belief)
        return sure, ((other, round(1 - sure, 4)),)


@cache
def _common() -> frozenset[str]:
    costs = [model(language).unigram for language in LANGUAGES[:3]]
    return frozenset(
        chr(code) for code in range(0x4E00, 0xA000) if min(c[code] for c in costs) <= _COMMON
    )


def guise(data: bytes) -> Guise | None:
    """Return the reading of ASCII as UTF-16 if it may be meant, else None.

    Not for long data nor for Latin text in UTF-16, which its NULs show.

    >>> guise(b"`O}Y").text, guise(b"name"), guise(b"x = 1;")
    ('你好', None, None)
    """
    if len(data) > LONGEST or not _FIT.fullmatch(data):
        return None
    found = []
    for codec in _CODECS:
        text = data.decode(codec, "replace")
        if len(set(text)) > 1 and _common().issuperset(text):
            language, own = cheapest(text, ALL[:3])
            found.append((own, codec, language, text))
    own, codec, language, text = min(found, default=(1 << 30, "", "", ""))
    if own > _MAYBE * len(text):
        return None
    belief = _PLAIN
    if _SIGNED.search(data):
        # Two characters by themselves have to be a pair that the language has.
        word = own <= _WORDS * len(text) and (len(text) > 2 or pairs(language)[text] is not None)
        belief = _POSSIBLE if not word else _TWO if len(text) == 2 else _MORE
    return Guise(codec, language, text, belief)
