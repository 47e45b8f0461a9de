"""The packaged table of the gloss generators: one-to-one conversions and readings (lazy)."""

from __future__ import annotations

import unicodedata
import zlib
from functools import cache

from textfix.errors import TableError

# The characters seen glossed on real pages, in nested tiers (576 page/character pairs checked).
SMALL = "業發網產創經聯數現據應務"
MEDIUM = SMALL + "會國學進動實習對個領計機關"
LARGE = MEDIUM + "過來開說問沒書語類線頁見"


@cache
def _parts() -> tuple[list[str], list[str]]:
    # Imported here: importlib.resources takes 10 ms, and names() needs no table.
    from importlib.resources import files

    table = files("textfix.tables").joinpath("channels/pages.z")
    try:
        head, _, tail = zlib.decompress(table.read_bytes()).decode("utf-8").partition("\n\n")
    except (OSError, zlib.error) as error:
        raise TableError("tables/channels/pages.z is missing or damaged: reinstall") from error
    return head.split("\n")[1:], tail.split("\n")[:-1]


@cache
def conversions(doubtful: bool = False) -> dict[int, str]:
    """Return simplified → traditional for `str.translate`, one to one; not a real conversion.

    `doubtful` adds the characters that are also right in traditional text (后, 里, 干).

    >>> "发展关于干部".translate(conversions())
    '發展關于干部'
    """
    rows, _ = _parts()
    return {ord(row[0]): row[1] for row in rows if doubtful or row[2] == "-"}


@cache
def targets() -> tuple[str, ...]:
    """Return every character that is the conversion of another one, by code point (2,500)."""
    return tuple(sorted(set(conversions(True).values())))


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    _, rows = _parts()
    table: dict[str, tuple[str, ...]] = {}
    for row in rows:
        names, _, chars = row.partition("\t")
        table.update(dict.fromkeys(chars, tuple(names.split(","))))
    return table


def readings(ch: str) -> tuple[str, ...]:
    """Return up to two readings of a character, the most usual first; () if there is none.

    Not for testing a gloss (`language.readings` knows all readings): for writing one.

    >>> readings("長")
    ('zhǎng', 'cháng')
    """
    return _readings().get(ch, ())


@cache
def without_tone(reading: str, umlaut: str) -> str:
    """Return a reading without its tone mark, ü written as `umlaut`.

    >>> without_tone("lǜ", "v"), without_tone("lǜ", "ü"), without_tone("yáng", "v")
    ('lv', 'lü', 'yang')
    """
    marks = unicodedata.normalize("NFD", reading).replace("u\u0308", "\0")
    plain = "".join(c for c in marks if not unicodedata.combining(c))
    return plain.replace("\0", umlaut)
