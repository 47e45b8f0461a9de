"""What each event on a damaged page costs, in nats: the channel's odds, each with its reason."""

from typing import Final

# A reading in parentheses on such a page is a gloss unless it cannot be one.
LITERAL_GLOSS: Final = 4.0
LITERAL_TORN: Final = 9.0
# A question mark is one, far more often than it is half a character.
LOST_AT_QUESTION: Final = 3.5
EIGHTY: Final = 0.7
"""0x80 as a byte that is none: half of the readers show it as the euro sign."""
MEANT: Final = 6.0
"""U+FFFD that stood there before: what cannot be encoded is a question mark, not this."""
LOST_AT_CUT: Final = 6.0
"""A cut that left no question mark behind; looked for only where the text after it is odd."""
LOST_AT_END: Final = 2.5
"""A line or page ended inside a character, and the half left no mark."""
PLAIN_CONTROL: Final = 5.0
"""One of the controls that the punctuation hook inserts, meant as such."""
TWIN: Final = 0.3
# What the page itself says of a character.
KNOWN: Final = 2.5
"""The page glosses this character, in this way, elsewhere."""
CHANGED: Final = -2.0
"""The page glosses this character, but reads it in another way."""
UNKNOWN: Final = -0.5
RARE: Final = -3.0
UNLIKELY: Final = -5.0
"""The character is no conversion: such pages do not gloss it."""
WRONG_SCRIPT: Final = -4.0
"""A simplified form on a traditional page, or the reverse."""
ODD_SYMBOL: Final = -5.0
"""A fullwidth letter, kana, Greek, Cyrillic or a box: GBK has them, pages hardly."""
LEAST_UNGLOSSED: Final = -5.0
"""A character that the page glosses, standing without its gloss: what the page shows, at least
this (it may have been torn before its turn came)."""

SWALLOWED: Final[tuple[tuple[str, float], ...]] = (
    (",", 1.0),
    ("\n", 1.0),
    (" ", 1.5),
    ("<", 2.0),
    (".", 2.5),
)
"""ASCII characters that a byte left alone takes with it, each with its price."""

CACHE: Final = 0.15
"""Weight of the page's own character frequencies: what a page speaks of, it speaks of again."""

SPLIT: Final = {"\ufffd": 4.0, "?": 8.0, "": 9.0, "eaten": 10.0}
"""A character split by ASCII, by the mark its lead byte left; "": none, before a tag; "eaten": a
question mark that took all of the insertion. Marks outside damaged pages are mostly meant."""
AGAIN: Final = 3.0
"""What split one character splits another, in the same run."""

HOOKED: Final = 7.0
"""A mark that is a byte left alone before a punctuation hook, on a page not known for them."""
HOOKED_AGAIN: Final = 0.5
"""The same where another one was found: programs hook most marks of a page."""
