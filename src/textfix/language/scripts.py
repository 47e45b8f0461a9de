"""Simplified, traditional and regional forms of single characters, for folding and for evidence.

Law: `fold(fold(ch)) == fold(ch)`. The conversion of texts is another module's (`conversion`).
"""

import unicodedata
from dataclasses import dataclass
from functools import cache

from textfix.errors import TableError
from textfix.language import packaged


@dataclass(frozen=True, slots=True)
class _Scripts:
    """The table as dictionaries and sets of single characters."""

    simplified: dict[str, str]
    traditional: dict[str, tuple[str, ...]]
    shared: frozenset[str]
    targets: frozenset[str]
    fold: dict[str, str]


@cache
def _load() -> _Scripts:
    """Read the table; its lines are described in the generator."""
    lines = packaged.read("scripts.z").decode("utf-8").splitlines()
    if lines[0] != "#scripts 1":
        raise TableError(f"scripts table has header {lines[0]!r}, this code reads '#scripts 1'")
    _, simplified, rows, shared, targets, fold = lines
    return _Scripts(
        simplified=dict(zip(simplified[::2], simplified[1::2], strict=True)),
        traditional={row[0]: tuple(row[1:]) for row in rows.split(" ")},
        shared=frozenset(shared),
        targets=frozenset(targets),
        fold=dict(zip(fold[::2], fold[1::2], strict=True)),
    )


def is_variant(ch: str) -> bool:
    """Tell whether a traditional form is another one than conversion usually yields.

    >>> is_variant("錶"), is_variant("髮"), is_variant("發"), is_variant("后")
    (True, True, False, False)
    """
    simple = simplified_of(ch)
    return simple != ch and traditional_of(simple)[0] != ch


def simplified_of(ch: str) -> str:
    """Return the usual simplified form of one character, itself where it has none.

    Not for converting texts: 乾 is 干 here in every context.

    >>> simplified_of("電"), simplified_of("裡"), simplified_of("電影"), simplified_of("A")
    ('电', '里', '電影', 'A')

    Errors: none; what is not one character comes back as it is. Source: OpenCC 1.1.6.
    """
    return _load().simplified.get(ch, ch)


def traditional_of(ch: str) -> tuple[str, ...]:
    """Return every traditional form of one character, the one OpenCC lists first in front.

    Regional spellings come after the standard forms. Not for choosing among them.

    >>> traditional_of("后"), traditional_of("为"), traditional_of("山")
    (('後', '后'), ('爲', '為'), ('山',))

    Errors: none. Source: OpenCC 1.1.6.
    """
    return _load().traditional.get(ch, (ch,))


def is_traditional_only(ch: str) -> bool:
    """Tell whether a character is evidence of traditional script.

    Not a proof: simplified texts quote traditional ones, and Japanese shares many forms.

    >>> is_traditional_only("電"), is_traditional_only("后"), is_traditional_only("乾")
    (True, False, False)

    Errors: none. Source: OpenCC 1.1.6.
    """
    table = _load()
    return ch in table.simplified and ch not in table.shared


def is_simplified_only(ch: str) -> bool:
    """Tell whether a character is evidence of simplified script.

    Not a proof: Japanese and old variant spellings share some of these forms.

    >>> is_simplified_only("电"), is_simplified_only("后"), is_simplified_only("群")
    (True, False, False)

    Errors: none. Source: OpenCC 1.1.6.
    """
    table = _load()
    return ch in table.traditional and ch not in table.shared


def converted_targets() -> frozenset[str]:
    """Return the traditional characters that are conversions of a different simplified one.

    Not the traditional characters of a text: those that both scripts share are not in it.

    >>> "揚" in converted_targets(), "山" in converted_targets()
    (True, False)

    Errors: none. Source: OpenCC 1.1.6, regional spellings included.
    """
    return _load().targets


def fold(ch: str) -> str:
    """Return one representative for all script and regional forms of a character.

    The representative is the simplified form, except that 著 and 着 are one (着), as are 瞭 and
    了. Compatibility ideographs fold as their unified twins. Not reversible, not for display.

    >>> fold("後"), fold("后"), fold("裏"), fold("馀"), fold("!")
    ('后', '后', '里', '余', '!')

    Errors: none; what is not one character comes back as it is. Source: OpenCC 1.1.6.
    """
    if len(ch) == 1 and ch >= "\uf900":
        ch = unicodedata.normalize("NFC", ch)
    return _load().fold.get(ch, ch)


def fold_pairs() -> tuple[str, str]:
    """Return all characters that `fold` changes by table, and what each becomes, as two strings.

    For building lookup arrays; use `fold` for single characters.

    >>> before, after = fold_pairs()
    >>> len(before) == len(after), after[before.index("後")]
    (True, '后')

    Errors: none.
    """
    table = _load().fold
    return "".join(table), "".join(table.values())
