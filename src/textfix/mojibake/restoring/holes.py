"""Places in a stretch of UTF-8 read wrong where bytes were lost, and what they may have been.

Law: what a hole is filled with shows, sent through the same reader with one of its habits,
exactly what stands there; the model only chooses among such fillings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from math import log
from typing import Final, NamedTuple

from textfix import codecs
from textfix.language import scripts
from textfix.mojibake.restoring import emoji, tongues
from textfix.mojibake.restoring.bytecodes import LEADS, Lost, lost
from textfix.mojibake.restoring.bytesearch import ByteSearch
from textfix.mojibake.restoring.byteways import Step
from textfix.mojibake.shown import machines, views
from textfix.mojibake.shown.strict import Way

LONGEST: Final = 24
"""Characters of a hole beyond which it is left: too much is lost there."""

_HOLE: Final = re.compile(r"(?:[^\x00-\x7f]|\?)+")
_FLAT: Final = re.compile(r"""[ "']?(?:[^\x00-\x7f]+[ "'?]?)+""")
"""Where the reader was single-byte: what NBSP and curly quotes were flattened to belongs to it."""

# Nats: a mark is most often one lost byte; a byte that left no mark is rarer.
ONE, NO_TRACE = 0.5, 5.0
ITSELF: Final = 2.5
"""A question mark beside damage is rarely one."""

EATEN: Final = (("\n", 1.0), (" ", 0.0), ('"', 0.0), ("'", 0.5), (",", 1.0), ("<", 0.0), (")", 1.0),
                (".", 2.5), (":", 2.5), ("*", 2.0), ("-", 2.0), ("/", 2.0), ("?", 3.5), ("!", 3.5),
                (";", 3.5), ("(", 2.0), ("0", 1.5 - log(10.0)))  # fmt: skip
"""ASCII that a lead byte took with it, each with its price: no letter can be eaten. The zero stands
for all ten digits, which nothing tells apart."""

ANY: Final = lost((*LEADS, *range(0x80, 0xC0)))
"""A byte of UTF-8 that may be any."""

CODES: Final = 3
"""Codes of a character that are tried: cp932 has two for some."""

FLATTENED: Final = {" ": "\xa0", '"': "“”", "'": "‘’"}
FLAT: Final = 1.0

_USUAL: Final = frozenset("\u3000，。！？；：、（）《》“”‘’…—·【】〈〉「」『』％～￥")
ODD: Final = -6.0
"""What a symbol costs that UTF-8 spells as well as the usual ones, but prose hardly uses."""

COMMON, PICTURE, STOP, RARE = -1.0, -3.0, -5.0, -12.0
"""What one costs that many type (`emoji.is_common`), an emoji, `．` (to the model one with `。`, of
which it is one of 50 in `train`, in few texts), and a sign among letters of mathematics such as ℁.
"""

FOUND: Final = {emoji.JOINER: 6.0, emoji.STYLE: 4.0, **dict.fromkeys("ℂℍℕℙℚℝℤ", 4.0), "．": STOP}
"""Nats by which the search favors what the model takes for controls and letters of any script:
`emoji` asks where those are, and letters of mathematics are met more than signs beside them."""


MOSTLY: Final = 3
"""How many times more characters of one script than of the other a text has that is in it."""

OTHER: Final = -6.0
"""What a character costs that only the script is written in which the text hardly uses."""


VARIANT: Final = -2.5
"""What a form costs that is not the usual one of its character; where a text has it, cues win that
back."""


class _Bias(dict[str, float]):
    """Nats for each character in a text of one script, worked out when first met."""

    def __init__(self, foreign: Callable[[str], bool] | None) -> None:
        """Take what tells the characters that only the other script has."""
        super().__init__()
        self._foreign = foreign

    def __missing__(self, ch: str) -> float:
        if ch in FOUND:
            value = FOUND[ch]
        elif ch > "\x7f" and ch not in _USUAL and not (ch.isalpha() and not _like_sign(ch)):
            value = _of_symbol(ch)
        elif self._foreign is not None and self._foreign(ch):
            value = OTHER
        else:
            # To the model all forms of a character are one: 說 and 説, 麼 and 麽.
            value = VARIANT if _is_rare_form(ch) else 0.0
        self[ch] = value
        return value


def _of_symbol(ch: str) -> float:
    if emoji.is_common(ch):
        return COMMON
    if emoji.is_picture(ch):
        return PICTURE
    return RARE if "\u2100" <= ch < "\u2150" and not ch.isalpha() else ODD


def _like_sign(ch: str) -> bool:
    """Tell whether a letter is used like a sign: fullwidth ones, ℝ, turned numerals."""
    return "Ａ" <= ch <= "ｚ" or "\u2100" <= ch <= "\u218f"


def _is_rare_form(ch: str) -> bool:
    """Tell whether most writers of its script have another form of a character."""
    simple = scripts.simplified_of(ch)
    if simple == ch:
        return False
    from textfix.conversion.spelling import GENERAL

    usual = scripts.traditional_of(simple)[0]
    return ch != (GENERAL.get(usual) or usual)


@lru_cache(maxsize=8)
def search(script: int, encoding: str = "utf-8") -> ByteSearch:
    """Return the search of a script, kept: holes are much alike in all texts."""
    foreign = (None, scripts.is_traditional_only, scripts.is_simplified_only)[script]
    favored = _Bias(foreign).__getitem__ if encoding not in tongues.BY_ENCODING else tongues.bias
    return ByteSearch(encoding, tongues.of(encoding), favored)


def script_of(text: str) -> int:
    """Return 1 for a text in simplified characters, -1 for traditional, 0 for neither.

    >>> script_of("这个函数"), script_of("這個函數"), script_of("中文")
    (1, -1, 0)
    """
    old = sum(map(scripts.is_traditional_only, text))
    new = sum(map(scripts.is_simplified_only, text))
    return int(new > MOSTLY * old) - int(old > MOSTLY * new)


class Hole(NamedTuple):
    """A stretch that strict reading left, and its healthy neighbors once read."""

    start: int
    end: int
    before: str
    after: str

    def part(self, low: int, high: int | None) -> Hole:
        """Return the part of a hole between two of its characters; None is its end."""
        end = self.end if high is None else min(self.start + high, self.end)
        return self._replace(start=self.start + low, end=end)


def find(text: str, low: int, high: int, way: Way, inside: bool) -> Iterator[tuple[int, int]]:
    """Yield the holes between two places: what may be bytes of this way's reader.

    `inside`: both places are ends of what was read; else a question mark alone is one.
    """
    pattern = _HOLE if way.reader in views.DOUBLE else _FLAT
    for found in pattern.finditer(text, low, high):
        if len(found[0]) > LONGEST:
            continue
        if found[0].strip(" \"'") in ("", "?") and not (inside and found.span() == (low, high)):
            continue
        yield found.span()


def marked(seen: str) -> bool:
    """Tell whether a mark is left of what was lost."""
    return "\ufffd" in seen or "?" in seen


@lru_cache(maxsize=1 << 12)
def slots(seen: str, following: str, reader: str, gone: bool) -> tuple[tuple[Step, ...], ...]:
    """Return what each character of a hole may stand for, given the one that follows it.

    `gone`: no mark is left of what was lost, and a question mark is one.
    """
    out: list[tuple[Step, ...]] = []
    for ch, after in zip(seen, seen[1:] + following, strict=True):
        # Who marks with U+FFFD does not with `?`.
        asked = ch == "?" and (gone or "\ufffd" in seen)
        steps = (Step(0.0, (0x3F,)),) if asked else _steps(ch, after, reader)
        if gone:
            steps += tuple(_gaps(steps, reader))
        out.append(steps)
    if gone:
        last = codecs.get(reader).bytes_of(following)
        end = _lost(reader, last[0][0] if last else 10)
        pair = (ANY, ANY) if reader in views.DOUBLE else (end, end)
        out.append((Step(), Step(NO_TRACE, (end,)), Step(2 * NO_TRACE, pair)))
    return tuple(out)


def _gaps(steps: Sequence[Step], reader: str) -> Iterator[Step]:
    """Yield each step with a byte or two lost before it without a trace."""
    for s in steps:
        if s.data:
            before = _lost(reader, s.data[0]) if isinstance(s.data[0], int) else ANY
            yield s._replace(data=(before, *s.data), cost=s.cost + NO_TRACE)
            # Of a double-byte reader also a pair: a private character that was dropped.
            pair = (ANY, ANY) if reader in views.DOUBLE else (before, before)
            yield s._replace(data=(*pair, *s.data), cost=s.cost + 2 * NO_TRACE)


def _lost(reader: str, following: int) -> Lost:
    """Return what a reader may have lost before a byte."""
    if reader in views.DOUBLE:
        return lost(machines.unjoined(reader, following))
    return lost(machines.unknown(reader))


def codes(ch: str, reader: str) -> tuple[Step, ...]:
    """Return a character's own bytes in a reader's code, the usual ones first; U+FFFD has none.

    >>> [s.data for s in codes("€", "gb18030")]
    [(128,), (162, 227)]
    """
    data = codecs.get(reader).bytes_of(ch) if ch != "\ufffd" else ()
    if reader == "gb18030" and ch == "€":
        data = (b"\x80", b"\xa2\xe3")
    return tuple(Step(0.5 * k, tuple(d)) for k, d in enumerate(data[:CODES]))


@lru_cache(maxsize=1 << 14)
def _steps(ch: str, after: str, reader: str) -> tuple[Step, ...]:
    """Return what one character may stand for, given the one that follows."""
    steps = codes(ch, reader)
    if ch in "?\ufffd":
        # Before another lost byte, which may be any, it may have been any as well.
        first = codecs.get(reader).bytes_of(after) if after != "\ufffd" else ()
        steps = tuple(s._replace(cost=ITSELF) for s in steps)
        steps += (Step(ONE, (_lost(reader, first[0][0] if first else 10),)),)
        if ch == "?":
            steps += (Step(0.0, (ANY,), eaten=EATEN),)
    elif ch in FLATTENED:
        steps += tuple(
            Step(FLAT, tuple(d)) for c in FLATTENED[ch] for d in codecs.get(reader).bytes_of(c)
        )
    return steps or (Step(literal=ch),)
