"""One letter of UTF-8 read wrong, alone in healthy text: two characters that nobody writes so.

Law: a few signs of a few readers, chosen for what healthy text lacks: one such pair wakes.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from textfix import chars, codecs
from textfix.mojibake import scripts, views
from textfix.rule import Wake

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

READERS: Final = (
    *("latin-1", "cp1252-web", "cp1250-web", "cp1251-web", "cp1253-web", "cp1254-web"),
    *("cp1257-web", "iso8859-2", "iso8859-15", "mac_roman", "cp437", "cp850"),
)
"""Readers of European text; those of KOI8-R and cp866 show letters of which words are made."""

LEADS: Final = (0xC2, 0xC3, 0xC4, 0xC5)
"""First bytes of Latin letters and of Western signs: what stands alone between ASCII."""

_OTHERS: Final = "ÌÎÏÐÑÔΓЂ"
"""What begins other letters (`RÎ³c`), accents (`Ì¶`) and marks (`ΓÇÖ`, `ÔÇÖ`, `вЂ“`)."""

_JOINED: Final = "─┼═╠╧╬¤¬≈πБВДЕΔΕ╝ƒΒĆ"
"""Shown for such bytes too, and met in health before a sign or a space: boxes, `В ` with NBSP."""

_AFTER: Final = " \xa0Ç"
"""What else may follow: a space that was U+00A0 (`voilÃ `), the second of three (`ΓÇÖ`)."""

_LETTERS: Final = "ÀÁÂÄÅÆÉÑÖØÜΩπ΄΅"
"""Capitals that stand behind such letters in words (`ÄÄNI`, `ÇÖL`)."""

_RUN: Final = re.compile(
    r"(?<=[A-Za-z])[^\x00-\x7f]{2,4}(?=[a-z])|(?<=[a-z])[^\x00-\x7f]{2,4}(?=[^\w\x80-\uffff]|$)"
)
"""Within a word of small letters, or at its end: capitals stand before signs (`PÅ™`, `CÂ\xa0`)."""


@cache
def wake() -> Wake:
    """Return the wake: 14 of 6,807 clean documents have it, 4 of them talk of mojibake.

    >>> wake().cluster
    1
    """
    firsts = {_shown(r, b) for r in READERS for b in LEADS} | set(_OTHERS)
    firsts = {ch for ch in firsts - set(_JOINED) if ch > "\x9f"}
    then = {_shown(r, b) for r in READERS for b in range(0x80, 0xC0)} | set(_AFTER)
    then = {ch for ch in then - set(_LETTERS) if ch == " " or (ch > "\x9f" and not _script(ch))}
    return Wake(chars.of("".join(sorted(firsts))), chars.of("".join(sorted(then))))


def _shown(reader: str, byte: int) -> str:
    text = codecs.get(reader).decode_strict(bytes((byte,)))
    return text if text and len(text) == 1 else ""


def _script(ch: str) -> bool:
    """Tell whether a character is of a Greek or Cyrillic word."""
    return "\u0386" <= ch <= "\u052f"


@cache
def _tables() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    import numpy as np

    out = []
    for ranges in wake()[:2]:
        marked: NDArray[Any] = np.zeros(0x10001, np.bool_)
        for low, high in ranges or ():
            marked[low : high + 1] = True
        out.append(marked)
    return out[0], out[1]


def places(codes: NDArray[np.uint32]) -> NDArray[np.intp]:
    """Return where such pairs begin, and where controls or U+FFFD stand. Linear.

    `codes` as of `views.points`.
    """
    import numpy as np

    first, then = _tables()
    found = (codes >= 0x80) & (codes < 0xA0) | (codes == 0xFFFD)
    found[:-1] |= first[codes[:-1]] & then[codes[1:]]
    return np.flatnonzero(found)


def read(text: str) -> str:
    """Return a text whose pairs say letters of words, in ASCII otherwise.

    For readers of which ftfy asks more: `JosГ©`, `ni├▒o`; what two readers show stays.

    >>> read("who is JosГ©?"), read("Г©")
    ('who is José?', 'Г©')
    """
    new = _RUN.sub(_letter, text)
    # What is left of the same damage another reader shows (`CrĂ¨me brĂťlĂŠe`).
    return text if len(places(views.points(new))) else new


def _letter(m: re.Match[str]) -> str:
    if not len(places(views.points(m[0]))):
        return m[0]
    said: dict[str, None] = {}
    for reader in READERS:
        data = codecs.get(reader).encode(m[0])
        with suppress(UnicodeDecodeError):
            said |= {data.decode(): None} if data else {}
    new = next(iter(said), "")
    if len(said) != 1 or not new.islower() or not scripts.common(new):
        return m[0]
    return new
