"""GBK or Big5 bytes shown as UTF-8 where they happen to be valid, and as Latin-1 where not.

Law: a run counts only if a reader that mixes the two, or ftfy over Latin-1, shows it exactly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from textfix import codecs
from textfix.lattice import Choice, Reading, Search, Steps
from textfix.mojibake import judge, machines, views

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RUN: Final = re.compile(r"(?:[\x80-\u2bff]|[\u2c00-\uffff](?![\u2c00-\uffff])){4,}")
"""Letters and symbols; a character of three bytes may stand among them, not two."""
LONGEST: Final = 400
"""Characters of a run read at once: longer ones are cut, where the way back is in step."""

_SINGLE: Final = "cp1252-web"
BEYOND: Final = 1.0
LATIN: Final = 0.5
"""Least number of characters that no single byte shows, and least share of those that one does."""

GAIN: Final = 12.0
ENCODINGS: Final = ("gb18030", "big5")
_READERS: Final = ("utf-8-or-cp1252", "utf-8-or-latin1")


class Run(NamedTuple):
    """A run of a text, what it spells in which encoding, and by how many nats that is better."""

    start: int
    end: int
    new: str
    encoding: str
    weight: float


def find(text: str) -> Iterator[Run]:
    """Yield the runs of a text that are such a mixture.

    >>> [r.new for r in find("ÎÒÃǵĹ«ÒæÊÂÒµ")]
    ['我们的公益事业']
    """
    import numpy as np

    codes = views.points(text)
    single = _shown()[codes]
    if single[codes > 0x7F].all():
        return
    count = np.concatenate(([0], np.cumsum(single)))
    for found in _RUN.finditer(text):
        start, end = found.span()
        if _mixed(int(count[end] - count[start]), end - start):
            best = max(
                (r for e in ENCODINGS if (r := _read(text, found.start(), found.end(), e))),
                key=lambda r: r.weight, default=None,
            )  # fmt: skip
            if best is not None and best.weight >= GAIN:
                yield best


def _mixed(single: int, size: int) -> bool:
    """Tell whether a run of a size has other letters among so many that are single bytes."""
    return single < size <= LONGEST and single >= LATIN * size


@cache
def _shown() -> NDArray[np.bool_]:
    """Return for each code point up to U+10000 whether a single byte is shown so."""
    shown = views.table(_SINGLE)
    out: NDArray[np.bool_] = (shown >= 0x80) & (shown < views.UNSEEN)
    out[0x80:0xA0] = True
    out[ord("ÿ")] = True
    return out


@cache
def _raw(ch: str) -> tuple[bytes, ...]:
    if "\x80" <= ch <= "\x9f":
        return (ch.encode("latin-1"),)
    return codecs.get(_SINGLE).bytes_of(ch)


def _read(text: str, start: int, end: int, encoding: str) -> Run | None:
    from textfix.language import model

    seen = text[start:end]
    search = Search(Steps(machines.pairs(encoding), model.load())).begin("")
    for ch in seen:
        if not search.feed(_choices(ch)):
            return None
    reading = search.finish("")
    if reading is None or not _proves(seen, _bytes(reading)):
        return None
    old = float(judge.likelihoods([seen])[0])
    new = float(judge.likelihoods([reading.text])[0])
    return Run(start, end, reading.text, encoding, new - max(old, -5.0 * len(seen)))


def _bytes(reading: Reading) -> bytes:
    return b"".join(bytes(data) for _, _, data, _ in reading.pieces)


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
