"""How the lines of a page end, and what that says of a byte lost at the end of one.

Law: signs that open something end no line, and lines end as the others of their page do.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from textfix.chars import is_han
from textfix.insertion import gbk, questions
from textfix.language import model as source_model

CLOSING: Final = "。！？…：；”』」）》.!?:;)"
OPENING: Final = "“『「（《〈【"
NEVER_OPENED: Final = "，。、；：！？,.;:!?"
"""Marks of which none stands behind an opening sign."""
USUAL: Final = 0.84
"""Share of the lines of ten characters or more in the training texts that end with a sign."""
WEIGHT: Final = 2.0
"""Lines that the usual share counts for beside those of a page."""
SHORTEST: Final = 10
NEVER: Final = -6.0
"""Nats of a line that ends with an opening sign: the model takes “ and ” for one. 14 of 125,000."""


class LineEnds(dict[tuple[int, int], float]):
    """Nats of a line end behind a symbol of the source model, whose last byte is the second.

    >>> ends = LineEnds("天氣很好，我們出去走走。\\n" * 8)
    >>> key = source_model.load().id("好"), gbk.encode("好")[-1]
    >>> ends[key] < -1 < 0 < ends[source_model.load().id("。"), 0xA3]
    True
    """

    def __init__(self, text: str, asking: bool = False) -> None:
        """Count the lines that end with a sign and those that end with a character.

        With `asking`, the nats are those of a line that seems to ask something.
        """
        signed, open_ = habits(text)
        share = (signed + WEIGHT * USUAL) / (signed + open_ + WEIGHT)
        self._plain = math.log((1 - share) / (1 - USUAL))
        super().__init__(_signs(math.log(share / USUAL), questions.gains(text, asking)))

    def __missing__(self, key: tuple[int, int]) -> float:
        """Return the nats of a line that just ends."""
        return self._plain


class Marks(dict[tuple[int, int], float]):
    """Nats of a mark behind some signs, and behind those that have just opened something.

    >>> ids, marks = source_model.load().id, Marks()
    >>> marks[ids("“"), 0xB0] < 0 == marks[ids("”"), 0xB1]  # to the model they are one
    True
    """

    def __init__(self, signs: Mapping[str, float] | None = None) -> None:
        """Take the signs, each with its nats."""
        super().__init__(_keyed(dict.fromkeys(OPENING, NEVER) | dict(signs or {})))

    def __missing__(self, key: tuple[int, int]) -> float:
        """Return what any other symbol says: nothing."""
        return 0.0


def habits(text: str) -> tuple[int, int]:
    """Count the lines of a text that end with a sign, and those that end with a character.

    What else a line ends with may be what is left of either.

    >>> habits("天氣很好，我們出去走走。\\n今天的天氣很好很好很好\\n短句")
    (1, 1)
    """
    lines = [line.rstrip() for line in text.split("\n")]
    last = [line[-1] for line in lines if len(line) >= SHORTEST]
    return sum(ch in CLOSING and ch not in "?" for ch in last), sum(map(is_han, last))


def _signs(gain: float, kinds: Mapping[str, float]) -> Mapping[tuple[int, int], float]:
    return _keyed(
        dict.fromkeys(OPENING, NEVER) | {ch: gain + kinds[questions.kind(ch)] for ch in CLOSING}
    )


def _keyed(found: Mapping[str, float]) -> dict[tuple[int, int], float]:
    """Name signs by their symbols in the source model and the last bytes they have in GBK."""
    ids = source_model.load().id
    return {(ids(ch), (gbk.encode(ch) or (0,))[-1]): nats for ch, nats in found.items()}
