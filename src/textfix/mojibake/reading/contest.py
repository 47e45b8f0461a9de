"""The contest of readings: a light repair stands only where no other reading of its bytes is near.

Law: rivals need not be repairs themselves; an alphabet that explains the bytes as well as Chinese
does is enough for the text to be left.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from textfix.mojibake.health import judge, words
from textfix.mojibake.reading import choose, sense, shared, weigh
from textfix.mojibake.reading.choose import Asked, Stretch
from textfix.mojibake.shown import shapes, views
from textfix.mojibake.shown.strict import Piece, Way

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from textfix.mojibake.reading.weigh import Standing

MARGIN: Final = 3.0
MARGIN_OF_ONE: Final = 5.0
"""Nats by which a repair must be better than any other reading of the same characters; as one
character, which has no neighbors to tell by."""

UNEXPECTED: Final = 8.0
"""What a rival in another language than the caller expects is handicapped by."""

RARER: Final = 2.0
"""What a rival of Han in a Japanese encoding is handicapped by against a Chinese one: it is met
less. With it two Han come back in 3 of 100 cases more, and of Japanese words in EUC-JP, damaged
too, 8 of 1,000 become something else, before 4."""

LIGHT: Final = 40.0
"""Weight below which alphabets are asked: more is never met by chance."""

LONGEST: Final = 60
"""Characters of a stretch for which alphabets are asked."""

ALPHABETS: Final = (*views.SINGLE, "iso8859-5", "mac_cyrillic", "iso8859-7", "iso8859-2")
"""Encodings of alphabets that are asked."""

_MARKS: Final = "«»“”„‘’—–…№\xa0"
"""What stands beside letters in such a reading; boxes and other symbols do not."""


_QUOTED: Final = re.compile("[«»“„]([^«»“”„]*)[«»“”]")
MARKS: Final = 3
"""Letters beyond ASCII for each mark, at least, that a reading in an alphabet has."""


def winners(
    found: Sequence[Stretch], pieces: Sequence[Piece], text: str, before: Standing, asked: Asked
) -> list[Stretch]:
    """Return disjoint stretches that no rival comes near; `pieces` are all readings of the text."""
    chosen = disjoint(found)
    if not chosen:
        return []
    gain = weigh.gains(pieces, before)
    # Whoever knows the language has said that other readings are unlikely.
    known = [sense.expected(p.new, p.way, asked.expect) for p in pieces]
    values = [g if k else g - UNEXPECTED for g, k in zip(gain.tolist(), known, strict=True)]
    handicap = UNEXPECTED if asked.expect else 0.0
    near = {s for s in chosen if shared.lead(s, pieces, values, text) < MARGIN}
    proven = asked.proven | {
        s.path[0]
        for s in chosen
        if s.weight >= sense.surely(s.path[0]) + asked.chance and s not in near
    }
    out: list[Stretch] = []
    for s in chosen:
        if s.path[0] not in proven:
            if s in near:
                continue
            # One character read through two layers has as many bytes behind it as two.
            one = len(s.path) == 1 and sum(len(p.new) for p in s.pieces) == 1
            margin = MARGIN_OF_ONE if one else MARGIN
            weight = s.weight - asked.hope
            if _rival(s, pieces, values, text) > weight - margin:
                continue
            if weight < LIGHT and _alphabets(s, text, before) - handicap > weight:
                continue
        out.append(s)
    return out


def disjoint(found: Sequence[Stretch]) -> list[Stretch]:
    """Keep the heavier stretches; a lighter one keeps the pieces that none of them touches."""
    taken: set[int] = set()
    out: list[Stretch] = []
    for s in sorted(found, key=lambda s: (-s.weight, len(s.path), s.pieces[0].start)):
        free = tuple(p for p in s.pieces if taken.isdisjoint(range(p.start, p.end)))
        if len(free) * 2 > len(s.pieces):
            for p in free:
                taken.update(range(p.start, p.end))
            out.append(s._replace(pieces=free))
    return out


def _rival(s: Stretch, pieces: Sequence[Piece], gain: Sequence[float], text: str) -> float:
    """Return what the best other reading of a stretch's characters gains, -inf if there is none."""
    start, end = s.pieces[0].start, s.pieces[-1].end
    ours = "".join(p.new for p in s.pieces)
    sums: dict[Way, float] = {}
    read: dict[Way, str] = {}
    for p, value in zip(pieces, gain, strict=True):
        if p.end > start and p.start < end and p.way != s.path[0] and p.new not in ours:
            if p.way.encoding == shapes.UTF8 and (p.loose or not _all_of(p, s, text)):
                # Who reads UTF-8 reads all of it: bytes beside it would have shown as lost.
                continue
            value = choose.in_place(p, value, text)
            if value > 0.0 and not sense.foreign(p.new, p.way):
                sums[p.way] = sums.get(p.way, 0.0) + value
                read[p.way] = read.get(p.way, "") + p.new
    chinese = s.path[-1].encoding in shapes.CHINESE
    sums = {way: v - _handicap(way, read[way], chinese) for way, v in sums.items()}
    return max(sums.values(), default=-math.inf)


def _all_of(piece: Piece, s: Stretch, text: str) -> bool:
    """Tell whether a piece leaves nothing but ASCII of the piece of a stretch that it touches."""
    return all(
        text[p.start : max(p.start, piece.start)].isascii()
        and text[min(p.end, piece.end) : p.end].isascii()
        for p in s.pieces
        if p.end > piece.start and p.start < piece.end
    )


def _handicap(way: Way, read: str, chinese: bool) -> float:
    """Return what lies against a rival: all, if nobody writes it (`툋В`, `弹☆`)."""
    if sense.motley(read):
        return math.inf
    if way.encoding != shapes.UTF8 and sense.letters(read) < sense.FEWEST:
        return math.inf
    # Double-byte encodings have letters with marks, for pinyin and the like: `đ캋` is none.
    if (judge.kinds()[views.points(read)] & judge.LATIN_KIND).any() and judge.has_cjk(read):
        return math.inf
    # Kana are Japanese for sure; Han alone are as well Chinese.
    kana = (judge.kinds()[views.points(read)] & judge.KANA).any()
    return RARER if chinese and way.encoding in shapes.JAPANESE and not kana else 0.0


@cache
def _letters(encoding: str) -> NDArray[np.uint16]:
    """Return for each byte the letter it stands for in a single-byte encoding, else itself."""
    import numpy as np

    from textfix import codecs

    known = codecs.get(encoding)
    out: NDArray[Any] = np.arange(256, dtype=np.uint16)
    for byte in range(0x80, 0x100):
        text = known.decode_strict(bytes((byte,)))
        if text is not None and len(text) == 1:
            out[byte] = ord(text)
    return out


def _alphabets(s: Stretch, text: str, before: Standing) -> float:
    """Return what the best reading in a single-byte encoding gains over the text as it stands."""
    start, end = _letters_around(text, s.pieces[0].start, s.pieces[-1].end)
    if end - start > LONGEST:
        return 0.0
    readings = _readings(views.points(text[start:end]), text[start:end])
    if not readings:
        return 0.0
    # What stands beside the pieces is no evidence: without a language it would cost too much.
    ends, starts = [start, *(p.end for p in s.pieces)], [*(p.start for p in s.pieces), end]
    beside = " ".join(text[a:b] for a, b in zip(ends, starts, strict=True))
    *read, rest = judge.likelihoods([*readings, beside.strip()], judge.LATIN).tolist()
    return float(max(read) - rest - before.of(s.pieces).sum())


def _letters_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Extend a span to the letters that it touches: digits and other ASCII tell no alphabet."""
    while start > 0 and (text[start - 1].isalpha() or text[start - 1] > "\x7f"):
        start -= 1
    while end < len(text) and (text[end].isalpha() or text[end] > "\x7f"):
        end += 1
    return start, end


def _bytes(codes: NDArray[np.uint32], reader: str) -> NDArray[np.uint8] | None:
    """Return the bytes behind code points under a reader, None if it does not show them all.

    `views` knows no byte 0xFF, which no multi-byte encoding has; here it is a letter.
    """
    import numpy as np

    data = np.frombuffer(views.shown(codes, reader), np.uint8)
    unseen = data == views.UNSEEN
    if not unseen.any():
        return data
    if reader in views.DOUBLE or (codes[unseen] != _letters(reader)[views.UNSEEN]).any():
        return None
    return data


def _readings(codes: NDArray[np.uint32], seen: str) -> list[str]:
    """Return what the bytes behind code points spell in alphabets, under any reader."""
    out: dict[str, None] = {}
    for reader in (*views.SINGLE, *views.DOUBLE):
        data = _bytes(codes, reader)
        if data is not None:
            out |= dict.fromkeys(alphabets(data))
    out.pop(seen, None)
    return list(out)


def alphabets(data: NDArray[np.uint8]) -> Iterator[str]:
    """Yield what bytes spell in alphabets: words in letters of one script, mostly."""
    import numpy as np

    high = data > 0x7F
    for encoding in ALPHABETS if high.any() else ():
        read = _letters(encoding)[data]
        kinds = judge.kinds()[read[high]]
        letters = np.unique(kinds[kinds != 0])
        marks = np.isin(read[high][kinds == 0], views.points(_MARKS))
        if len(letters) == 1 and letters[0] & judge.ALPHABETS and marks.all():
            text = read.tobytes().decode("utf-16-le", "surrogatepass")
            if words.cased(text, words.WORD) and not _mixed(text) and _worded(text):
                yield text


def _worded(text: str) -> bool:
    """Tell whether the marks of a reading are as few as words have, or stand around them.

    >>> _worded("\u00abДа\u00bb"), _worded("\u2019لا\u2013")
    (True, False)
    """
    text = _QUOTED.sub(r"\1", text)
    marks = sum(ch in _MARKS for ch in text)
    return marks * MARKS <= views.beyond(text) - marks


def _mixed(text: str) -> bool:
    """Tell whether ASCII letters stand beside those of another script."""
    return bool(
        re.search(r"[a-zA-Z][^\W\d_a-zA-Z\u00c0-\u02af]|[^\W\d_a-zA-Z\u00c0-\u02af][a-zA-Z]", text)
    )
