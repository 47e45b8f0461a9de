"""One letter of UTF-8 read wrong, alone in healthy text: two characters that nobody writes so.

Law: a few signs of a few readers, chosen for what healthy text lacks: one such pair wakes.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from textfix import chars, codecs
from textfix.mojibake.letters import scripts
from textfix.mojibake.shown import bytewise, views
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

_OTHERS: Final = "ÆÌÎÏÐÑÔΓЂ┼"
"""What begins other letters (`RÎ³c`), accents (`Ì¶`) and marks (`ΓÇÖ`, `ÔÇÖ`, `вЂ“`)."""

_JOINED: Final = "─═╠╧╬¤¬≈πБВДЕΔΕ╝Β"
"""Shown for such bytes too, and met in health before a sign or a space: boxes, `В ` with NBSP."""

_AFTER: Final = " \xa0Ç"
"""What else may follow: a space that was U+00A0 (`voilÃ `), the second of three (`ΓÇÖ`)."""

_LETTERS: Final = "ÀÁÂÄÅÆÉÑÖØÜΩπ΄΅"
"""Capitals that stand behind such letters in words (`ÄÄNI`, `ÇÖL`)."""

_RUN: Final = re.compile("[^\x00-\x7f]+")
_WORD: Final = re.compile(r"[^\W\d_]+")
"""Capitals alone are none of those words: they stand before signs (`PÅ™`, `CÂ\xa0`)."""


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


def places(codes: NDArray[np.uint32]) -> NDArray[np.intp]:
    """Return where such pairs begin, and where controls or U+FFFD stand. Linear.

    `codes` as of `views.points`.
    """
    import numpy as np

    first, then = (bytewise.marked(ranges or ()) for ranges in wake()[:2])
    found = (codes >= 0x80) & (codes < 0xA0) | (codes == 0xFFFD)
    found[:-1] |= first[codes[:-1]] & then[codes[1:]]
    return np.flatnonzero(found)


def read(text: str) -> str:
    """Return a line as the only reader that explains all of it does, letters of words among it.

    For readers of which ftfy asks more: `JosГ©`, `ni├▒o`; what two readers show stays.

    >>> read("who is JosГ©?"), read("Г©")
    ('who is José?', 'Г©')
    """
    if not len(places(views.points(text))):
        return text
    said = readings(text)
    new = said.pop() if len(said) == 1 else None
    words = [word for word in _WORD.findall(new or "") if not word.isascii()]
    return new if new and words and all(map(_word, words)) else text


def readings(text: str) -> set[str]:
    """Return what the readers say that leave no letter of a text unread."""
    said = (_said(text, reader) for reader in READERS)
    return {new for new in said if new is not None}


def _said(text: str, reader: str) -> str | None:
    """Return what a line reads like under a reader, None where letters are left or nothing is."""
    out: list[str] = []
    at = read = 0
    for m in _RUN.finditer(text):
        data = codecs.get(reader).encode(m[0])
        try:
            new = data.decode() if data else m[0]
        except UnicodeDecodeError:
            new = m[0]
        if new == m[0] and any(map(str.isalpha, new)):
            return None
        read += new != m[0]
        out += (text[at : m.start()], new)
        at = m.end()
    return "".join((*out, text[at:])) if read else None


def _word(word: str) -> bool:
    """Tell whether a word has small letters, of alphabets that many read, behind its first."""
    return scripts.common(re.sub("[A-Za-z]", "", word)) and word[1:].islower() and len(word) > 2
