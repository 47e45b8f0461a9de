"""What the reader that showed a page makes of bytes that are no character: the page tells.

Law: a page was shown by one reader; where marks leave the parenthesis behind them, all do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from textfix.insertion import gbk
from textfix.insertion.evidence import Page
from textfix.insertion.glosses import Gloss, fit
from textfix.language import readings

MARKS: Final = "?\ufffd"
_FOLLOWED: Final = re.compile("\ufffd[\u3400-\u9fff]")
PRIVATE: Final = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader of bytes.

    `eats`: the byte behind a lead byte that fits nothing goes with it. `mark`: what such a byte
    shows as. `area`: a pair of the user-defined area is gone, shown as a private character, or
    invalid like any other ("open"); "" if the page does not tell whether gone or open. `euro`:
    0x80 is the euro sign, not a byte that fits nothing.
    """

    eats: bool = True
    mark: str = "?"
    area: Literal["gone", "shown", "open", ""] = "gone"
    euro: bool = False

    def settled(self) -> tuple[Reader, ...]:
        """Return the readers that this one may be, if the page leaves something open."""
        return (self,) if self.area else (replace(self, area="open"), replace(self, area="gone"))

    def shows(self, lead: int, trail: int) -> str | None:
        """Return what two bytes show as, or None where they are no pair to this reader.

        >>> Reader().shows(0xED, 0x93), Reader().shows(0xAA, 0xA1), Reader().shows(0x93, 0x28)
        ('頁', '', None)
        """
        ch = gbk.pairs().char.get(lead << 8 | trail)
        if ch is None and trail in gbk.pairs().vanish.get(lead, ()):
            if self.area == "shown":
                return bytes((lead, trail)).decode("gb18030")
            return None if self.area == "open" else ""
        return ch


USUAL: Final = Reader(euro=True)
"""That of most pages found: `?` eats, the user-defined area is gone."""


def told(text: str, page: Page) -> Reader:
    """Return the reader of a page, by what stands before its torn readings.

    Python's codecs leave the byte behind the one that they cannot read, and show U+FFFD, `?` or
    nothing for it; its gbk has no user-defined area, and reads the second byte of one again.
    """
    euro = "€" in text
    if not page.damaged:
        return replace(USUAL, euro=euro)
    eaten = sum(g.torn and len(g.mark) < 2 for g in page.glosses)
    kept = [g.owner for g in page.glosses if _is_kept(text, g)]
    dropped = sum(_is_dropped(g) for g in page.glosses)
    shown = PRIVATE.search(text) is not None
    if max(len(kept), dropped) <= eaten:
        return Reader(area="shown" if shown else "gone", euro=euro)
    mark = max(MARKS, key=kept.count) if len(kept) >= dropped else ""
    if shown:
        return Reader(False, mark, "shown", euro)
    return Reader(False, mark, "open" if mark > "?" and _FOLLOWED.search(text) else "", euro)


def _is_kept(text: str, g: Gloss) -> bool:
    """Tell whether a mark stands before a whole reading."""
    return not g.torn and g.owner in MARKS and g.owner != "" and text[g.start - 1] == g.owner


def _is_dropped(g: Gloss) -> bool:
    """Tell whether a whole reading is that of a character whose second byte may be gone."""
    if g.fits or g.torn or g.owner <= "\x7f":
        return False
    data = gbk.encode(g.owner)
    return data is not None and data[-1] in pairs(g.reading)


def private(ch: str) -> tuple[int, ...]:
    """Return the two bytes that a private character shows, or nothing for any other.

    >>> private("\ue0f1"), private("\uf8ff")
    ((172, 214), ())
    """
    data = ch.encode("gb18030") if "\ue000" <= ch <= "\uf8ff" else b""
    return tuple(data) if len(data) == 2 else ()


def retold(text: str, page: Page, reader: Reader) -> Page:
    """Return the page with its readings as this reader tears them: the mark is part of one."""
    if reader.eats:
        return page
    return replace(page, glosses=tuple(_retold(text, page, reader)))


def _retold(text: str, page: Page, reader: Reader) -> Iterator[Gloss]:
    end = -1  # of a torn reading: what follows it right there stands behind a byte, too
    for g in page.glosses:
        if reader.mark and _is_kept(text, g):
            owner = text[g.start - 2 : g.start - 1]
            yield g._replace(
                start=g.start - 1, owner=owner, mark=g.owner, fits=fit(owner, g.reading)
            )
        elif not reader.mark and (_is_dropped(g) or g.start == end):
            end = g.end
            yield g._replace(mark="")
        else:
            yield g


Trails = dict[int, tuple[int, ...]]
"""Second bytes by first: shared, never to be changed."""


@lru_cache(maxsize=1 << 12)
def pairs(reading: str, euro: bool = False) -> Trails:
    """Return the pairs of GBK with a reading whose second byte may have stood alone.

    That is a lead byte, or 0x80 where it is no character.
    """
    found: Trails = {}
    for ch in readings.characters(readings.strip_tone(reading)):
        code = gbk.pairs().code.get(ch)
        if code is not None and code & 0xFF >= gbk.EURO + euro and fit(ch, reading):
            found[code >> 8] = (*found.get(code >> 8, ()), code & 0xFF)
    return found


@lru_cache(maxsize=1 << 9)
def single(behind: int, area: str) -> Trails | None:
    """Return the lead bytes that fit nothing before another byte, which is then read again.

    None: all of them.
    """
    if behind < gbk.TRAILS[0] or behind == 0x7F:
        return None
    if area != "open":
        return {}
    vanish = gbk.pairs().vanish
    return dict.fromkeys(gbk.LEADS, tuple(b for b, trails in vanish.items() if behind in trails))
