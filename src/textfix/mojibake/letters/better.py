"""Whether a line reads better after ftfy's repair than before: proven, or likelier in a language.

Law: both are read as a whole, and what rests on one letter or on none is no repair.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from textfix.mojibake.health import judge, odd
from textfix.mojibake.letters import proof, scripts

GAIN: Final = 4.0
"""Nats that a repair must gain: ftfy is careful, but short strings are short evidence."""

BETTER: Final = 4
"""How many times fewer places must be odd afterwards."""

GAIN_ODD: Final = 5.0
"""What must be gained where one odd place stays: a repaired letter may be rare (`Noël`). Where
more stay, ftfy has taken a reader for another (`brÝlÊe`)."""

_LOST: Final = re.compile("[^\x00-\x7f]*\ufffd[^\x00-\x7f]*")
"""What stands as it did where bytes were lost: the rest is judged without it."""

UNEQUAL: Final = "≠"
"""The one sign in use whose last byte is A0; else the space is one, and another byte is lost."""

BEYOND: Final = re.compile("[^\x00-\x7f]+")


def better(old: str, new: str) -> bool:
    """Tell whether a repair is one, where bytes were lost also without what lost them.

    >>> better("crÃ¨me", "crème"), better("Ñ¼π", "Ѽπ")
    (True, False)
    """
    if _read(old, new):
        return True
    return "\ufffd" in old and _read(_LOST.sub("", old), _LOST.sub("", new))


def _read(old: str, new: str) -> bool:
    runs = list(changed(old, new))
    if any(_eaten(old[first:last], put) for first, last, put in runs):
        return False
    return proof.proven(old, new, runs) or _likelier(old, new)


def _eaten(old: str, new: str) -> bool:
    """Tell whether a space became the last byte of a sign: `â† ` was `← ` with a byte gone.

    >>> _eaten("â† ", "↠"), _eaten("Ã ", "à")
    (True, False)
    """
    signs = (
        ch
        for ch in new
        if ch not in UNEQUAL and ch.encode("utf-8", "surrogatepass")[-1:] == b"\xa0"
    )
    return new.count(" ") < old.count(" ") and any(
        unicodedata.category(ch)[0] in "SP" for ch in signs
    )


def _likelier(old: str, new: str) -> bool:
    """Tell whether a line reads better afterwards, in the language that suits it best."""
    if new.count("\ufffd") > old.count("\ufffd") or _thin(old, new) or judge.has_cjk(new):
        return False
    left = len(odd.places(new))
    # Control characters that become marks of cp1252, one for one, prove nothing.
    if (left > 1 or len(new) == len(old)) and left * BETTER > len(odd.places(old)):
        return False
    standing, after = judge.likelihoods([old, new])
    return bool(after - standing >= (GAIN_ODD if left else GAIN))


def changed(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Yield what changed from one text to the other: run by run, as far as ASCII stands between."""
    runs = [m.span() for m in BEYOND.finditer(old)]
    theirs = BEYOND.findall(new)
    if BEYOND.split(old) == BEYOND.split(new):
        for (first, last), put in zip(runs, theirs, strict=True):
            if old[first:last] != put:
                yield first, last, put
        return
    head = next((k for k, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    yield head, len(old) - tail, new[head : len(new) - tail]


def _thin(old: str, new: str) -> bool:
    """Tell whether a repair rests on one letter of another script, or on controls and no letter.

    Or on what nobody writes: no character, or one letter with bytes left beside it (`Ѽπ`).
    """
    if any(unicodedata.category(ch) in "CnCo" and ch not in old for ch in new):
        return True
    letters = [ch for ch in new if ch.isalpha()]
    if not letters:
        return len(old) == len(new)
    put = _put(old, new)
    if put and all(new[k] == "\xa0" for k in put):
        return True
    if len(put) == 1 and new[put[0]].isalpha() and _doubtful(new, put[0]):
        return True
    kind = int(judge.kinds()[min(ord(letters[0]), 0x10000)])
    return len(letters) == 1 and letters[0] > "\x7f" and kind != judge.LATIN_KIND


def _doubtful(new: str, place: int) -> bool:
    """Tell whether bytes were left beside a letter, or nobody writes it."""
    return scripts.rare(new[place]) or _high(new, place - 1) or _high(new, place + 1)


def _put(old: str, new: str) -> list[int]:
    """Return the places of what a repair put in: characters that were not in their run before."""
    out: list[int] = []
    shift = 0
    for first, last, text in changed(old, new):
        seen = old[first:last]
        out += [first + shift + k for k, ch in enumerate(text) if ch > "\x7f" and ch not in seen]
        shift += len(text) - len(seen)
    return out


def _high(text: str, place: int) -> bool:
    return 0 <= place < len(text) and text[place] > "\x7f"
