"""Finding readings in parentheses: where they stand, after which character, whole or torn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from textfix.language import readings

TONED: Final = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹḿɑɡ"
_LETTER: Final = f"[a-z{TONED}\u0300-\u030c]"
_PAD: Final = "[ \u3000\xa0]"

PATTERN: Final = re.compile(
    rf"(?P<mark>[(（?？\ufffd]|(?<!{_LETTER})(?={_LETTER}))"
    rf"{_PAD}?(?P<reading>{_LETTER}{{1,8}}:?{_LETTER}{{0,2}}[1-5]?){_PAD}?[)）]"
)
"""A reading that a parenthesis closes: opened by one, by a byte that swallowed it, or by nothing."""


class Gloss(NamedTuple):
    """A reading found in a text: `text[start:end]` is the mark, the reading and the parenthesis.

    `owner` is the character before `start` ("" at the beginning); `fits` says that the reading is
    one of the owner's. A torn gloss has lost its opening parenthesis: `mark` is then what stands
    there instead, or "".
    """

    start: int
    end: int
    owner: str
    mark: str
    reading: str
    fits: bool

    @property
    def torn(self) -> bool:
        """Whether the opening parenthesis is missing."""
        return self.mark not in ("(", "（")


def find(text: str) -> Iterator[Gloss]:
    """Yield every parenthesized syllable of a text, in order.

    A gloss whose owner is another gloss's parenthesis belongs to the same character:
    `學(xue)(xue)` is one owner, glossed twice.

    >>> [(g.owner, g.reading, g.fits) for g in find("經(jīng)濟(bit)")]
    [('經', 'jīng', True), ('濟', 'bit', False)]
    """
    known: dict[tuple[str, str], bool] = {}
    end, owner = -1, ""
    for m in PATTERN.finditer(text):
        start = m.start()
        if start != end or m["mark"] not in ("(", "（"):
            owner = text[start - 1] if start else ""
        end = m.end()
        key = (owner, m["reading"])
        fits = known.get(key)
        if fits is None:
            fits = known[key] = fit(*key)
        yield Gloss(start, end, owner, m["mark"], m["reading"], fits)


def fit(owner: str, reading: str) -> bool:
    """Tell whether a reading, as the wild spells it, is one of a character's.

    >>> fit("女", "nv"), fit("女", "nǚ"), fit("頁", "yè"), fit("A", "yù")
    (True, True, True, False)
    """
    return bool(owner) and readings.fits(owner, reading)
