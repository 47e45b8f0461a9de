"""The characters that ordinary text has no use for, and one shared look for them.

Law: rules of the `normalize` profile wake together on `ODD`; each asks `present` before it looks.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from textfix.chars import C1, CONTROL, PRIVATE, REPLACEMENT, Chars, of
from textfix.rule import Wake

LINE_ENDS: Final = of("\r\x0b\x0c\x85\u2028\u2029")
SPACES: Final[Chars] = (*of("\xa0\u1680\u202f\u205f"), (0x2000, 0x200A))
INVISIBLE: Final[Chars] = (*of("\xad\u034f\u180e\ufeff"), (0x200B, 0x200D), (0x2060, 0x2064))
BIDI: Final[Chars] = (*of("\u061c\u200e\u200f"), (0x202A, 0x202E), (0x2066, 0x2069))
SURROGATES: Final[Chars] = ((0xD800, 0xDFFF),)
NONCHARACTERS: Final[Chars] = ((0xFDD0, 0xFDEF), (0xFFFE, 0xFFFF))
PLANE_ENDS: Final[Chars] = tuple((p << 16 | 0xFFFE, p << 16 | 0xFFFF) for p in range(1, 17))
TAGS: Final[Chars] = ((0xE0000, 0xE007F),)
PRIVATE_PLANES: Final[Chars] = ((0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))
_BASIC: Final[Chars] = (
    *LINE_ENDS, *SPACES, *INVISIBLE, *BIDI, *CONTROL, *C1, *PRIVATE, *NONCHARACTERS,
)  # fmt: skip

COMPOSABLE: Final[Chars] = (
    (0x0300, 0x0374), (0x037E, 0x037E), (0x0387, 0x0387), (0x0483, 0x0487), (0x0591, 0x0963),
    (0x09BC, 0x1DFF), (0x1F71, 0x2001), (0x20D0, 0x2126), (0x212A, 0x212B), (0x2329, 0x232A),
    (0x2ADC, 0x2ADC), (0x2CEF, 0x2FDF), (0x302A, 0x302F), (0x3099, 0x309A), (0xA66F, 0xABFF),
    (0xD834, 0xD834), (0xD800, 0xD83A), (0xD87E, 0xD87E), (0xF900, 0xFAFF), (0xFB1D, 0xFB4E),
    (0xFE20, 0xFE2F),
)  # fmt: skip
"""Combining marks, what composition replaces, the radicals, and what lies between."""


# One wake for all rules of `normalize`: the sieve tells sixteen apart. It looks at UTF-16 code
# units, and there a joined pair and a torn one look the same.
WAKES: Final = (Wake((*_BASIC, *SURROGATES, *COMPOSABLE, *REPLACEMENT)),)
FILLED: Final = Wake(of("烫屯锟"), of("烫屯斤"))


def inside(chars: Chars) -> str:
    """Return a class as the inside of a regular expression's brackets.

    >>> inside(of("a-"))
    'a\\\\-'
    """
    return "".join(
        re.escape(chr(low)) if low == high else f"{re.escape(chr(low))}-{re.escape(chr(high))}"
        for low, high in chars
    )


_ODD: Final = re.compile(f"[{inside((*_BASIC, *SURROGATES, *PLANE_ENDS, *TAGS, *PRIVATE_PLANES))}]")


@lru_cache(maxsize=4)
def present(text: str) -> frozenset[str]:
    """Return the odd characters that occur in a text: one look for all rules.

    Not for places.

    >>> sorted(present("a\\xa0b\\x00"))
    ['\\x00', '\\xa0']
    """
    return frozenset(_ODD.findall(text))


def holds(text: str, chars: Chars) -> bool:
    """Tell whether a text has a character of an odd class.

    >>> holds("a\\xa0b", SPACES), holds("a b", SPACES)
    (True, False)
    """
    return any(low <= ord(c) <= high for c in present(text) for low, high in chars)


@lru_cache(maxsize=4)
def wrongly_read(text: str) -> bool:
    """Tell whether Latin letters stand beside C1 controls: bytes that a wrong decoder showed.

    What such a text holds of controls and odd spaces is the only trace of its bytes.

    >>> wrongly_read("\\xe4\\xb8\\x80"), wrongly_read("caf\\xe9\\xa0")
    (True, False)
    """
    return holds(text, C1) and _WRONG.search(text) is not None


_WRONG: Final = re.compile("[\x80-\x84\x86-\x9f][\xa0-\xff]|[\xa0-\xff][\x80-\x84\x86-\x9f]")
