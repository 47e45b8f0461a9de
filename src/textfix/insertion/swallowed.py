"""What a byte left alone may have taken with it: an ASCII character, which is no longer seen.

Law: what a page has behind its characters elsewhere, it had there.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Final

from textfix.insertion.line_ends import Marks
from textfix.insertion.prices import SWALLOWED

Prices = tuple[tuple[str, float], ...]

_DIGITS: Final = tuple((c, -math.log(5)) for c in "01")
"""Two digits that stand for all ten: none is likelier than another, so none is ever sure enough."""
_YEAR: Final = re.compile(r"([0-9])[0-9]{2}(?:\s?年|[-/.][0-9]{1,2}[-/.][0-9])")
_CENTURY: Final = {"0": (0.1, 2.5), "1": (0.1, 2.5), "2": (0.3, 1.4)}
"""The prices of 2 and of 1 before the other digits of a year; before 3 to 9 it is 1."""
_EARLY: Final = 3.0
"""What a year of three digits costs beside one of four: they are that rare."""
_TAG: Final = re.compile(r"/?[A-Za-z][A-Za-z0-9]{0,9}(?:\s[^<>\n]{0,200})?/?>")

_ALL: Final = (*(s for s in SWALLOWED if s[0] != "<"), *_DIGITS)
_SIGNS: Final = tuple(s for s in _ALL if s[0] not in "01")
_LAST: Final = tuple(s for s in _ALL if s[0] not in "\n ")

ENDS: Final = "。！？…”』」》）"
"""Signs behind which sentences or quotations are over."""
USUAL: Final = {"\n": 0.88, " ": 0.06, "0": 0.06}
"""What stands behind them, of these three, in the mean of the training texts; 0 is any digit."""
WEIGHT: Final = 6.0
"""Characters that these shares count for beside those of a page."""
DOUBLE: Final = -4.0
"""Nats of an ASCII comma or stop behind one of them."""
_BEHIND: Final = re.compile(rf"[\n 0-9](?:(?<=[{ENDS}].)|(?<=[\u3400-\u9fff][.!].))", re.DOTALL)


def swallowed(text: str, behind: int) -> Prices:
    """Return what a byte left alone may have taken with it before a place, each with its price.

    Where a tag lacks its beginning, it was that, and nowhere else; before a line end, or the end
    of all, what is not seen is no matter. Digits are alike, but for the first of a year.

    >>> swallowed("幼印?/div>", 3)
    (('<', 0.0),)
    """
    if _TAG.match(text, behind):
        return (("<", 0.0),)
    if m := _YEAR.match(text, behind):
        two, one = _CENTURY.get(m[1], (4.0, 0.0))
        return (*((c, price + _EARLY) for c, price in _SIGNS), ("1", one), ("2", two))
    return _LAST if text[behind : behind + 1] in ("", "\n") else _ALL


def habits(text: str) -> dict[str, float]:
    """Return what a page makes of the share of each of the three, in nats.

    >>> habits("天氣很好。\\n" * 9)["\\n"] > 0 > habits("天氣很好。\\n" * 9)[" "]
    True
    """
    seen = Counter(_BEHIND.findall(text))
    seen["0"] = sum(seen[digit] for digit in "0123456789")
    total = sum(seen[c] for c in USUAL) + WEIGHT
    return {c: math.log((seen[c] + WEIGHT * share) / total / share) for c, share in USUAL.items()}


def behind_signs(text: str) -> dict[str, Marks]:
    """Return the nats of what a byte may have taken with it, behind signs that end something."""
    gains = habits(text)
    nats = dict.fromkeys("012", gains["0"]) | {" ": gains[" "]} | dict.fromkeys(",.", DOUBLE)
    return {c: Marks(dict.fromkeys(ENDS, gain)) for c, gain in nats.items()}
