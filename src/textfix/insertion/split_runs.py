"""Runs behind ASCII that a program put between the two bytes of a GBK character.

The lead byte is left alone and shows as a mark; all after the insertion is one byte off until an
ASCII byte, before which a trail byte is left alone. No page-wide evidence: the text itself tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from heapq import merge
from itertools import pairwise
from typing import Final

from textfix.insertion import replay, script
from textfix.insertion.page_bias import PageBias
from textfix.insertion.page_search import machine
from textfix.insertion.prices import AGAIN, LOST_AT_END, LOST_AT_QUESTION, SPLIT, SWALLOWED
from textfix.insertion.readers import MARKS
from textfix.insertion.torn_runs import Torn
from textfix.language import model as source_model
from textfix.lattice import LOST, Choice, Search, Steps
from textfix.lattice.search import Run

LONGEST: Final = 2_000
"""Slots after which a run is given up: a paragraph without one ASCII character."""

CALM: Final = 2
"""Slots that must follow in step before a run counts as over."""

NONSENSE: Final = -7.5
"""Mean log probability of the characters behind an insertion above which nothing is off there.
Prose has -5.2, what is one byte off -9 (measured on training genres left out)."""
LOOKED_AT: Final = 6
BEFORE: Final = 12
"""Characters looked at behind an insertion and before it."""

PATIENCE: Final = 8
LIKELY: Final = 0.9
"""Sites in a row whose reading is not that likely, after which the rest is not looked at."""

MARKS_OF: Final = 2
"""One in so many characters beside an insertion is a mark at most: a run of marks is bytes lost,
not bytes one off, and a beam that may read each as any byte takes 14 ms for it."""

_MARKED: Final = re.compile(
    r"(?P<mark>[?\ufffd])"
    r"(?P<added></?[a-z]{1,6} ?/?>|\r?\n|[ -]|(?P<eaten>/?[a-z]{1,6} ?/?>)|)"
    r"(?=[^\x00-\x7f]?[\u3000-\u303f\u3400-\u9fff\ue000-\uf8ff\uff00-\uffef\ufffd])"
)
"""A mark and what was inserted, of which it may have eaten the first character."""
_TAG: Final = re.compile(
    r"(?P<added><(?<=[\u3400-\u9fff].)/?[a-z]{1,6} ?/?>)(?P<mark>)(?P<eaten>)(?=[\u3400-\u9fff])"
)
"""A tag that was inserted and left no mark."""


def sites(text: str) -> Iterator[re.Match[str]]:
    """Yield the places where a character may have been split: what follows makes no sense.

    Healthy text that is merely rare makes none one byte on either: that leaves out 42 of 44 places
    in prose with ASCII question marks, and 23 of 912 on damaged pages, none of them a true one.

    >>> [m["added"] for m in sites("数据?<br>饬Ω怀啤")]
    ['<br>']
    """
    found = merge(_MARKED.finditer(text), _TAG.finditer(text), key=re.Match.start)
    for m in found:
        if "\ufffd" in text[max(0, m.start() - 1) : m.start()] + text[m.end() : m.end() + 1]:
            continue  # marks in a row are bytes lost: read as two halves they are any character
        seen = text[m.end() : m.end() + LOOKED_AT].partition("\n")[0]
        stands = _mean(seen)
        if (
            stands < NONSENSE
            and not _of_marks(seen)
            and _mean(_shifted(text[m.end() : m.end() + LOOKED_AT + 1])) > stands
        ):
            yield m


def _mean(text: str) -> float:
    """Return the mean log probability of the characters of a line's beginning."""
    model = source_model.load()
    ids = model.ids("\n" + text)
    return sum(model.step(0, a, c) for a, c in pairwise(ids)) / max(1, len(text))


def _shifted(text: str) -> str:
    """Return what the bytes of a text spell one byte on, up to the first ASCII character."""
    data = b"".join(_BYTES.findall(text.encode("gb18030", "replace"))[:1])
    return data[1 : len(data) - len(data[1:]) % 2].decode("gb18030", "replace")


_BYTES: Final = re.compile(rb"\A(?:[\x81-\xfe][^\x00-\x3f\x7f\xff])+")
"""Pairs of bytes, one after the other; four bytes that are one character are none."""


def _of_marks(seen: str) -> bool:
    return seen.count("\ufffd") > max(1, len(seen) // MARKS_OF)


def _rubble(seen: str) -> bool:
    """Tell whether what stands before a site makes no sense either: then nothing was put in."""
    return len(seen) == BEFORE and (_of_marks(seen) or _mean(seen) < NONSENSE)


@lru_cache(maxsize=4)
def find(text: str) -> tuple[Torn, ...]:
    """Return the runs behind split characters in order, each proven by replay.

    Linear: what one reading has looked at is not read again from a site inside it.
    """
    search: Search | None = None
    out: list[Torn] = []
    done = read = vain = 0
    for m in sites(text):
        if m.start() < done or _rubble(text[max(read, m.start() - BEFORE) : m.start()]):
            continue
        if search is None:
            bias = PageBias(text, script.page(text))
            search = Search(Steps(machine(), source_model.load(), bias))
        reader = _Reader(text, m, search.begin(text[max(done, m.start() - 2) : m.start()]))
        run = reader.read()
        done = reader.at
        vain += 1
        if run is not None and replay.proves_split(text, run):
            out.append(run)
            read = done
            vain = 0 if run.reading.probability >= LIKELY else vain
        if vain == PATIENCE:
            break
    return tuple(out)


class _Reader:
    """One run under way: its slots are fed until the reading has been in step for a while."""

    def __init__(self, text: str, site: re.Match[str], run: Run) -> None:
        """Start at a site; `at` is how far the text has been looked at."""
        self.text = text
        self.at = self.start = site.start()
        self._site = site
        self._run = run
        self._eats = site["added"] == "" or bool(site["eaten"])
        seen = site["added"]
        self._added = ("<" + seen if site["eaten"] else seen,) if seen else UNKNOWN
        self._slots: list[tuple[Choice, ...]] = []
        self._ends: list[int] = []

    def read(self) -> Torn | None:
        """Return the run with its best reading, or None where none is legal."""
        if not self._open():
            return None
        calm = 0
        while self.at < len(self.text) and len(self._slots) < LONGEST:
            if not self._feed(*self._slot(self.at)):
                return None
            calm = calm + 1 if self._run.settled else 0
            if calm > CALM:
                break
        if self.at == len(self.text) and not self._feed(END, self.at):
            return None
        reading = self._run.finish(self.text[self.at : self.at + 2])
        if reading is None:
            return None
        taken = tuple(s[p[1]] for s, p in zip(self._slots, reading.pieces, strict=True))
        return Torn(self.start, self.at, reading, tuple(self._ends), taken)

    def _feed(self, choices: tuple[Choice, ...], end: int) -> bool:
        self._slots.append(choices)
        self._ends.append(end)
        self.at = end
        return self._run.feed(choices)

    def _open(self) -> bool:
        """Feed the mark and the insertion as one slot: as they stand, or a lead byte left alone.

        One, since the search keeps all lead bytes for the next slot only.
        """
        site = self._site
        price = SPLIT["eaten"] if site["added"] == "" else SPLIT[site["mark"]]
        return self._feed((Choice(literal=site[0]), Choice((LOST,), price)), site.end())

    def _slot(self, position: int) -> tuple[tuple[Choice, ...], int]:
        """Return what stands at a position and where it ends.

        A pair cut by the same insertion later on shows no mark: its first byte had found another.
        """
        for added in self._added:
            if self.text.startswith(added, position):
                end = position + len(added)
                return (Choice(literal=added), Choice((), AGAIN, shifted=True)), end
        last = position + 1 == len(self.text)
        return _character(self.text[position], self._eats and not last), position + 1


def _character(ch: str, eats: bool) -> tuple[Choice, ...]:
    """Return what one character may stand for: its bytes, or a trail byte left alone.

    The lead byte's mark told whether this reader's marks eat the character behind them.
    """
    if ch == "?" and eats:
        return (Choice((0x3F,)), *EATEN)
    if ch in MARKS:
        plain = Choice((0x3F,)) if ch == "?" else Choice(literal=ch)
        return plain, Choice((LOST,), LOST_AT_QUESTION, shifted=True)
    # Readers that show marks show the user-defined area too, as private use.
    data = tuple(ch.encode("gb18030", "replace"))
    if len(data) > 2:
        return (Choice(literal=ch),)
    if ch < "\x80" and not eats:
        return Choice(data), Choice((LOST, *data), LOST_AT_END, shifted=True)
    return (Choice(data),)


UNKNOWN: Final = ("\r\n", "\n", " ", "-")
"""What may have been inserted where a mark took all of it."""

_DIGIT: Final = 4.0
EATEN: Final = tuple(
    Choice((LOST, ord(c)), LOST_AT_QUESTION + price, shifted=True)
    for c, price in (*SWALLOWED, *((c, _DIGIT) for c in "0123456789"))
)
"""A trail byte and the ASCII character that its mark took. No digit is certain, so none wins."""

END: Final = (Choice(), Choice((LOST,), LOST_AT_END, shifted=True))
"""Behind the last character: nothing, or a trail byte that left no mark."""
