"""Emoji in holes: what makes and joins them is at home among them, and nowhere else.

Law: what is said of a character depends on what stands beside it, never on how it is damaged.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

STYLE, JOINER, CAP = "\ufe0f", "\u200d", "\u20e3"

_PLANE: Final = "\U0001f004\U0001f0cf\U0001f170-\U0001f251\U0001f300-\U0001faff"
_PICTURE: Final = re.compile(
    "[©®‼⁉™ℹ↔-↙↩↪⌚⌛⌨⏏⏩-⏳⏸-⏺Ⓜ▪▫▶◀◻-◾☀-☄☎☑☔☕☘☝☠☢☣☦☪☮☯☸-☺♀♂♈-♓♟♠♣♥♦♨♻♾♿⚒-⚗⚙⚛⚜⚠⚡⚧⚪⚫⚰⚱⚽⚾⛄⛅⛈⛎⛏⛑⛓⛔"
    "⛩⛪⛰-⛵⛷-⛺⛽✂✅✈-✍✏✒✔✖✝✡✨✳✴❄❇❌❎❓-❕❗❣❤➕-➗➡➰➿⤴⤵⬅-⬇⬛⬜⭐⭕〰〽㊗㊙"
    f"{_PLANE}]"
)
"""Emoji of Unicode: those below U+10000 one by one."""

_PERSON: Final = re.compile(
    "[☝⛹✊-✍🎅🏂-🏄🏇🏊-🏌👂👃👆-👐👦-👸👼💁-💃💅-💇💏💑💪🕴🕵🕺🖐🖕🖖🙅-🙇🙋-🙏🚣🚴-🚶🛀🛌🤌🤏🤘-🤟🤦🤰-🤹🤼-🤾🥷🦵🦶"
    "🦸🦹🦻🧍-🧏🧑-🧝🫃-🫅🫰-🫸]"
)
"""Emoji that take a color of skin."""

_SKIN: Final = re.compile("[\U0001f3fb-\U0001f3ff]")

JOINS: Final = 10.0
"""Nats for what makes one emoji of several, between two: nothing else stands there without a
space."""
STYLES, SYMBOLS = 6.0, 2.0
"""Nats for the selector behind an emoji or in a keycap, and behind another symbol."""
COLORS: Final = 4.0
"""Nats for a color of skin behind a person or a hand: more often than another emoji."""
STRAY, UNSTYLED = -14.0, -4.0
"""What a joiner or a selector costs elsewhere."""


@lru_cache(maxsize=1 << 14)
def is_common(ch: str) -> bool:
    """Tell whether GB2312 or Big5 has a symbol: what people type. Not punctuation.

    >>> is_common("→"), is_common("ↄ"), is_common("．")
    (True, False, False)
    """
    return "\u2100" <= ch < "\u2e80" and (_encodes(ch, "gb2312") or _encodes(ch, "big5"))


def is_picture(ch: str) -> bool:
    """Tell whether a character is an emoji.

    >>> is_picture("❤"), is_picture("→")
    (True, False)
    """
    return _PICTURE.match(ch) is not None


def _encodes(ch: str, encoding: str) -> bool:
    try:
        ch.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def nats(filling: str, left: str, right: str) -> float:
    """Return nats for a filling between two neighbors.

    >>> nats("\\ufe0f", "☀", " ") > 0 > nats("\\u200d", "，", "今")
    True
    """
    if filling.isascii():
        return 0.0
    line = left[-1:] + filling + right[:1]
    start = len(left[-1:])
    return sum(
        _beside(line[max(0, k - 1) : k], line[k], line[k + 1 : k + 2])
        for k in range(start, start + len(filling))
    )


def _beside(last: str, ch: str, after: str) -> float:
    if ch == STYLE:
        if _PICTURE.match(last) or (after == CAP and last in tuple("0123456789#*")):
            return STYLES
        symbol = last > "\x7f" and not last.isalnum() and not last.isspace()
        return SYMBOLS if symbol else UNSTYLED
    if ch == JOINER:
        # What is not read yet is damage of a letter: an emoji may be in it.
        between = (last == STYLE or _PICTURE.match(last)) and (
            not after or _PICTURE.match(after) or "\x80" < after < "\u0250"
        )
        return JOINS if between else STRAY
    if _SKIN.match(ch):
        return COLORS if _PERSON.match(last) else 0.0
    return 0.0
