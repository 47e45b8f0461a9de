"""Finding readings in parentheses: where they stand, after which character, whole or torn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from heapq import merge
from typing import Final, NamedTuple

from textfix.insertion import gbk
from textfix.language import readings, scripts

TONED: Final = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹḿɑɡ"
_LETTER: Final = f"[a-z{TONED}\u0300-\u030c]"
_HAN: Final = "[\u3400-\u9fff]"
_PAD: Final = "[ \u3000\xa0]"

_BODY: Final = rf"{_PAD}?(?P<reading>{_LETTER}{{1,8}}:?{_LETTER}{{0,2}}){_PAD}?[)）]"

MARKED: Final = re.compile(rf"(?P<mark>[(（?？\ufffd]){_BODY}")
"""A reading that a parenthesis closes, opened by one or by what a torn byte left."""

BARE: Final = re.compile(rf"(?P<mark>[(（?？\ufffd]|(?<={_HAN}){_PAD}?(?={_LETTER})){_BODY}")
"""The same, and readings behind a Han character that nothing opens: the torn byte left no trace."""

_UNOPENED: Final = re.compile(rf"(?P<mark>(?<={_HAN}){_PAD}?(?={_LETTER})){_BODY}")
"""Only the latter: no mark of the others can stand in it, nor Han in one of them."""


BOX: Final = {bytes((0xA8, ord(c))).decode("gb18030"): c for c in "abcdefghijklmnopqrstuvwxyz"}
"""What shows where the second byte of a fullwidth parenthesis met the first letter of a reading."""

_BOXED: Final = re.compile(f"[{''.join(BOX)}]")

SPLIT: Final = re.compile(
    rf"(?P<mark>(?:{_HAN}|[。．.ⅲ])(?P<first>{_BOXED.pattern}))(?P<reading>{_LETTER}{{0,7}})"
    rf"{_PAD}?[)）]"
)
"""A reading whose fullwidth parenthesis was pushed between the two bytes of a character."""

INSIDE: Final = re.compile(
    rf"(?P<mark>[＃#](?P<inner>{_BOXED.pattern}{_LETTER}{{0,7}}){_PAD}?[)）]"
    rf"(?P<first>{_BOXED.pattern}))(?P<reading>{_LETTER}{{0,7}}){_PAD}?[)）]"
)
"""A reading whose fullwidth parenthesis another one was pushed into, `讓＃▃huān）╮àng）`: the
byte before the parenthesis and its first one are a character of the list, too."""


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
        return self.mark not in OPENED


OPENED: Final = frozenset("(（")
"""The marks of a whole reading."""


def find(text: str, bare: bool = False) -> Iterator[Gloss]:
    """Yield every parenthesized syllable of a text, in order; with `bare`, unopened ones too.

    A gloss whose owner is another gloss's parenthesis belongs to the same character:
    `學(xue)(xue)` is one owner, glossed twice.

    >>> [(g.owner, g.reading, g.fits) for g in find("經(jīng)濟(bit)")]
    [('經', 'jīng', True), ('濟', 'bit', False)]
    """
    return _read(text, _matches(text, bare))


def with_bare(text: str, found: Sequence[Gloss]) -> tuple[Gloss, ...]:
    """Return what `find` yields with `bare`, given what it yields without: few are new.

    >>> with_bare("老shī)", tuple(find("老shī)")))[0].reading
    'shī'
    """
    if _BOXED.search(text):
        return tuple(find(text, bare=True))
    more = list(_read(text, _UNOPENED.finditer(text)))
    if not more:
        return tuple(found)
    out = sorted((*found, *more))
    for k in range(1, len(out)):
        before, g = out[k - 1], out[k]
        if before.end == g.start and not g.torn and g.owner != before.owner:
            out[k] = g._replace(owner=before.owner, fits=fit(before.owner, g.reading))
    return tuple(out)


def _read(text: str, matches: Iterator[re.Match[str]]) -> Iterator[Gloss]:
    known: dict[tuple[str, str], tuple[str, str, bool]] = {}
    end, owner = -1, ""
    for m in matches:
        start, stop = m.span()
        mark, reading = m.group("mark", "reading")
        if start != end or mark not in OPENED:
            owner = text[start - 1] if start else ""
        end = stop
        if len(mark) > 1:
            reading = BOX.get(mark[-1], "") + reading
            mark = "（" if len(mark) > 2 else mark
        key = owner, reading
        said = known.get(key)
        if said is None:
            # Pages repeat themselves: one string for all places, or the collector has more to read.
            said = known[key] = owner, reading, fit(owner, reading)
        yield Gloss(start, end, said[0], mark, said[1], said[2])


def _matches(text: str, bare: bool) -> Iterator[re.Match[str]]:
    """Return the matches in order."""
    if not bare:
        return MARKED.finditer(text)
    # Where no box shows, as on most pages, there is nothing to merge.
    return _merged(text) if _BOXED.search(text) else BARE.finditer(text)


def _merged(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches in order; a split reading goes before what starts inside it."""
    end = 0
    inside = (m for m in INSIDE.finditer(text) if _is_inside(text, m))
    found = merge(inside, BARE.finditer(text), SPLIT.finditer(text), key=lambda m: m.start())
    for m in found:
        if m.start() >= end:
            yield m
            end = m.end()


def _is_inside(text: str, m: re.Match[str]) -> bool:
    """Whether the parenthesis of a gloss is what the one inside it was pushed in for."""
    before = gbk.encode(text[m.start() - 1]) if m.start() else None
    inner = m["inner"]
    pair = (before or (0,))[-1] << 8 | 0xA3
    return fit(gbk.pairs().char.get(pair, ""), BOX[inner[0]] + inner[1:])


def fit(owner: str, reading: str) -> bool:
    """Tell whether a reading, as the wild spells it, is one of a character's.

    >>> fit("女", "nv"), fit("女", "nǚ"), fit("頁", "yè"), fit("A", "yù")
    (True, True, True, False)
    """
    if not owner:
        return False
    # Where the list was traditional and the page is not: 着(zhù), as 著 is read.
    return readings.fits(owner, reading) or any(
        readings.fits(ch, reading) for ch in scripts.traditional_of(owner) if ch != owner
    )
