"""GBK or Big5 bytes shown as UTF-8 where they happen to be valid, and as Latin-1 where not.

Law: a run counts only if a reader that mixes the two, or ftfy over Latin-1, shows it exactly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from textfix import codecs
from textfix.lattice import Choice, Reading, Search, Steps
from textfix.mojibake import judge, machines, views
from textfix.mojibake.choose import IN_WORD

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HIGH: Final = (
    "(?:[\x80-\u2bff\ue000-\uf8ff\U00010000-\U0010ffff]"
    "|[\u2c00-\udfff\uf900-\ufffc](?![\u2c00-\udfff\uf900-\ufffc]))"
)
"""Letters, symbols and private characters; a CJK character may stand among them, not two."""

_LINE: Final = re.compile(f"{_HIGH}(?:[ -~]*{_HIGH})*[@-~]?")
_RUN: Final = re.compile(f"{_HIGH}(?:[@-~]*{_HIGH})*[@-~]?")
"""Lines are read at once where all of them is bytes, else what no character cuts that is never the
second byte of a pair."""

FEW: Final = 4
LONGEST: Final = 400
"""Characters beyond ASCII of a run at least, and characters of one at most."""

_SINGLE: Final = "cp1252-web"
LATIN: Final = 0.5
"""Least share of the characters beyond ASCII that single bytes are shown as."""

GAIN: Final = 12.0
ENCODINGS: Final = ("gb18030", "big5")
_READERS: Final = ("utf-8-or-cp1252", "utf-8-or-latin1")


_STUCK: Final = re.compile("[a-z](?=[\u3400-\u9fff])|[\u3400-\u9fff](?=[a-z])")


class Run(NamedTuple):
    """A run of a text, what it spells in which encoding, and by how many nats that is better."""

    start: int
    end: int
    new: str
    encoding: str
    weight: float


def find(text: str, explained: NDArray[np.bool_] | None = None) -> Iterator[Run]:
    """Yield the runs of a text that are such a mixture, but for those mostly `explained` already.

    >>> [r.new for r in find("ÎÒÃǵĹ«ÒæÊÂÒµ")]
    ['我们的公益事业']
    """
    import numpy as np

    codes = views.points(text)
    high = codes > 0x7F
    single = shown()[codes]
    if single[high].all():
        return
    counts = [np.concatenate(([0], np.cumsum(marks))) for marks in (high, single)]
    left = counts[0]
    if explained is not None:
        left = np.concatenate(([0], np.cumsum(high & ~explained)))

    def mixed(start: int, end: int) -> bool:
        beyond, shown = (int(c[end] - c[start]) for c in counts)
        usual = beyond >= FEW and shown < beyond and shown >= LATIN * beyond
        return usual and int(left[end] - left[start]) * 2 >= beyond

    for line in _LINE.finditer(text):
        if not mixed(*line.span()):
            continue
        best = _best(text, *line.span())
        if best is not None:
            yield best
            continue
        for run in _RUN.finditer(text, *line.span()):
            best = _best(text, *run.span()) if mixed(*run.span()) else None
            if best is not None:
                yield best


def _best(text: str, start: int, end: int) -> Run | None:
    """Return the better of the readings of a run, if it is good enough."""
    if end - start > LONGEST:
        return None
    found = [r for e in ENCODINGS if (r := _read(text, start, end, e)) and r.weight >= GAIN]
    return max(found, key=lambda r: r.weight, default=None)


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of lines that may be such a mixture, without ASCII at both ends."""
    return (m.span() for m in _LINE.finditer(text))


@cache
def shown() -> NDArray[np.bool_]:
    """Return for each code point up to U+10000 whether a single byte is shown so."""
    shown = views.table(_SINGLE)
    out: NDArray[np.bool_] = (shown >= 0x80) & (shown < views.UNSEEN)
    out[0x80:0xA0] = True
    out[ord("ÿ")] = True
    return out


@cache
def _raw(ch: str) -> tuple[bytes, ...]:
    if ch <= "\x9f":
        return (ch.encode("latin-1"),)
    return codecs.get(_SINGLE).bytes_of(ch)


def _read(text: str, start: int, end: int, encoding: str) -> Run | None:
    seen = text[start:end]
    new = searched(seen, encoding)
    if new is None:
        return None
    before, after = judge.likelihoods([seen, new]).tolist()
    gain = after - max(before, -5.0 * len(seen)) + stuck(text, start, end, new)
    return Run(start, end, new, encoding, gain)


def stuck(text: str, start: int, end: int, new: str) -> float:
    """Return what lies against Han beside small ASCII letters: words have their accents there.

    >>> stuck("mõtõr", 1, 4, "玹玶")
    -6.0
    """
    return IN_WORD * len(
        _STUCK.findall(text[max(start - 1, 0) : start] + new + text[end : end + 1])
    )


def searched(seen: str, encoding: str) -> str | None:
    """Return the most probable reading of a run that replays."""
    run = _search(encoding).begin("")
    for ch in seen:
        if not run.feed(_choices(ch)):
            return None
    reading = run.finish("")
    return reading.text if reading and _proves(seen, _bytes(reading)) else None


@cache
def _search(encoding: str) -> Search:
    """Return the search of an encoding, kept: lines are much alike."""
    from textfix.language import model

    return Search(Steps(machines.pairs(encoding), model.load()))


def _bytes(reading: Reading) -> bytes:
    return b"".join(bytes(data) for _, _, data, _ in reading.pieces)


@lru_cache(maxsize=1 << 12)
def _choices(ch: str) -> tuple[Choice, ...]:
    """Return what a character may stand for: its byte, its UTF-8, or the parts NFC composed."""
    whole = ch.encode("utf-8", "surrogatepass")
    found = {*_raw(ch), whole}
    parts = unicodedata.normalize("NFD", ch)
    if len(parts) == 2:
        marks = parts[1].encode("utf-8")
        found |= {b + marks for b in (*_raw(parts[0]), parts[0].encode("utf-8"))}
    return tuple(Choice(tuple(data)) for data in sorted(found))


def _proves(seen: str, data: bytes) -> bool:
    """Tell whether bytes are shown so by a mixing reader, or by ftfy after Latin-1."""
    if any(codecs.get(reader).decode(data) == seen for reader in _READERS):
        return True
    from textfix.mojibake.ftfy_bridge import fix_encoding

    plain = unicodedata.normalize("NFC", seen)
    return any(
        unicodedata.normalize("NFC", fix_encoding(codecs.get(reader).decode(data))) == plain
        for reader in ("latin-1", _SINGLE)
    )


def covering(runs: Sequence[Run]) -> set[int]:
    """Return the places that runs cover."""
    return {k for r in runs for k in range(r.start, r.end)}
