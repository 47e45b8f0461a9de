"""GBK or Big5 bytes shown as UTF-8 where they happen to be valid, and as Latin-1 where not.

Law: a run counts only if a reader that mixes the two, or ftfy over Latin-1, shows it exactly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from textfix.lattice import Search, Steps
from textfix.mojibake.bypiece import ftfied
from textfix.mojibake.health import judge
from textfix.mojibake.reading.choose import IN_WORD
from textfix.mojibake.shown import machines, shapes, views

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HIGH: Final = (
    "(?:[\x80-\u2bff\ue000-\uf8ff\U00010000-\U0010ffff]"
    "|[\u2c00-\udfff\uf900-\ufffc](?![\u2c00-\udfff\uf900-\ufffc]))"
)
"""Letters, symbols and private characters; a CJK character may stand among them, not two."""

_LINE: Final = re.compile(f"['\"]?{_HIGH}(?:[ -~]*{_HIGH})*(?:[@-~]|['\"])?")
_RUN: Final = re.compile(f"{_HIGH}(?:[@-~]*{_HIGH})*[@-~]?")
"""Lines are read at once where all of them is bytes, else what no character cuts that is never the
second byte of a pair. A quotation mark at either end of a line was a letter perhaps."""

FEW: Final = 4
LONGEST: Final = 400
"""Characters beyond ASCII of a run at least, and characters of one at most."""

_SINGLE: Final = "cp1252-web"
LATIN: Final = 0.5
"""Least share of the characters beyond ASCII that single bytes are shown as."""

SURE: Final = 2
"""The mark of what is surely explained, where 1 is what is explained."""

GAIN: Final = 12.0
STANDING: Final = -5.0
"""Nats that a text's character loses by standing as it is, at most: no alphabet is that odd."""
BEHIND: Final = 3
"""Characters behind a run that are shown with it: a space may be part of what ftfy took."""

_MARK: Final = re.compile("[\xa3\xa1][\xac\xa3\xa2AC]|\xa3\xbb")
"""Commas and full stops of GBK and Big5 as single bytes show them."""

_STUCK: Final = re.compile("[a-z](?=[\u3400-\u9fff])|[\u3400-\u9fff](?=[a-z])")


class Run(NamedTuple):
    """A run of a text, what it spells in which encoding, and by how many nats that is better."""

    start: int
    end: int
    new: str
    encoding: str
    weight: float


def find(
    text: str,
    explained: NDArray[np.bool_] | None = None,
    doubtful: NDArray[np.bool_] | None = None,
    encodings: Sequence[str] = shapes.CHINESE,
) -> Iterator[Run]:
    """Yield the runs of a text that are such a mixture, but for those mostly `explained` already.

    Lines that show nothing but single bytes are asked where something in them is `doubtful`.

    >>> [r.new for r in find("ÎÒÃǵĹ«ÒæÊÂÒµ")]
    ['我们的公益事业']
    """
    mixed = _asked(text, explained, doubtful)
    if mixed is None:
        return
    for start, end in lines(text):
        if not mixed(start, end):
            continue
        best = _best(text, start, end, encodings)
        if best is not None:
            yield best
            continue
        for run in _RUN.finditer(text, start, end):
            best = _best(text, *run.span(), encodings) if mixed(*run.span()) else None
            if best is not None:
                yield best


def _asked(
    text: str, explained: NDArray[np.bool_] | None, doubtful: NDArray[np.bool_] | None
) -> Callable[[int, int], bool] | None:
    """Return the question whether a span may be a mixture, None if none of the text may be."""
    import numpy as np

    codes = views.points(text)
    high = codes > 0x7F
    single = shown()[codes]
    none = np.zeros(len(text), np.bool_)
    explained = none if explained is None else explained
    doubtful = none if doubtful is None else doubtful
    if single[high].all() and not doubtful.any():
        return None
    marks = (high, single, high & ~explained, doubtful)
    counts = [np.concatenate(([0], np.cumsum(m))) for m in marks]

    def mixed(start: int, end: int) -> bool:
        beyond, shown, left, odd = (int(c[end] - c[start]) for c in counts)
        usual = beyond >= FEW and shown >= LATIN * beyond and left * 2 >= beyond
        return usual and (shown < beyond or odd > 0)

    return mixed


def _best(text: str, start: int, end: int, encodings: Sequence[str]) -> Run | None:
    """Return the best of the readings of a run, if it is good enough."""
    if end - start > LONGEST:
        return None
    found = [r for e in encodings if (r := _read(text, start, end, e)) and r.weight >= GAIN]
    return max(found, key=lambda r: r.weight, default=None)


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of lines that may be such a mixture, without ASCII at both ends.

    Long ones in parts, behind marks of GBK or Big5.
    """
    for line in _LINE.finditer(text):
        start, end = line.span()
        while end - start > LONGEST:
            cut = _MARK.search(text, start + LONGEST // 2, start + LONGEST)
            if cut is None:
                break
            yield start, cut.end()
            start = cut.end()
        yield start, end


@cache
def shown() -> NDArray[np.bool_]:
    """Return for each code point up to U+10000 whether a single byte is shown so."""
    shown = views.table(_SINGLE)
    out: NDArray[np.bool_] = (shown >= 0x80) & (shown < views.UNSEEN)
    out[0x80:0xA0] = True
    out[ord("ÿ")] = True
    return out


def _read(text: str, start: int, end: int, encoding: str) -> Run | None:
    seen = text[start:end]
    new = searched(seen, encoding, around(text, start, end))
    if new is None:
        return None
    before, after = judge.likelihoods([seen, new]).tolist()
    gain = after - max(before, STANDING * len(seen)) + stuck(text, start, end, new)
    return Run(start, end, new, encoding, gain)


def stuck(text: str, start: int, end: int, new: str) -> float:
    """Return what lies against Han beside small ASCII letters: words have their accents there.

    >>> stuck("mõtõr", 1, 4, "玹玶")
    -6.0
    """
    return IN_WORD * len(
        _STUCK.findall(text[max(start - 1, 0) : start] + new + text[end : end + 1])
    )


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the letter before a run and the ASCII behind it that ftfy may have looked at."""
    before, after = text[max(start - 1, 0) : start], text[end : end + BEHIND].split("\n")[0]
    shows = before > "\x7f" and shown()[min(ord(before), 0xFFFF)]
    return before if shows else "", after if after.isascii() else ""


def searched(seen: str, encoding: str, beside: tuple[str, str] = ("", "")) -> str | None:
    """Return the most probable reading of a run that replays, with what stands `around` it."""

    def worth(new: str) -> bool:
        before, after = judge.likelihoods([seen, new]).tolist()
        return bool(after > max(before, STANDING * len(seen)))

    return ftfied.read(seen, beside, _search(encoding).read, worth)


@cache
def _search(encoding: str) -> Search:
    """Return the search of an encoding, kept: lines are much alike."""
    from textfix.language import model

    return Search(Steps(machines.pairs(encoding), model.load()))


def covering(runs: Sequence[Run]) -> set[int]:
    """Return the places that runs cover."""
    return {k for r in runs for k in range(r.start, r.end)}
