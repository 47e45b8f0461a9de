"""What callers pass in, as text: str as it is, bytes decoded; anything else is refused by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from textfix.errors import InputError

if TYPE_CHECKING:
    from textfix.detection import Decoded


def several(sources: object) -> list[object]:
    """Return sources one by one.

    >>> several(iter("ab"))
    ['a', 'b']

    Raises InputError for a single source, a mapping, and what cannot be iterated.
    """
    if isinstance(sources, (str, bytes, bytearray, memoryview)):
        raise InputError("clean_many takes several sources; for a single one use clean")
    if isinstance(sources, Mapping):
        raise InputError("clean_many takes sources in order, not a mapping; pass its values()")
    if not isinstance(sources, Iterable):
        raise InputError(
            f"clean_many takes an iterable of str and bytes, not {type(sources).__name__}"
        )
    return list(sources)


def read(given: Sequence[object]) -> tuple[list[str], dict[int, Decoded]]:
    """Return the text of each source, and by position what was decoded, all of it together.

    >>> read(["a", b"b"])[0]
    ['a', 'b']

    Raises InputError that names the position of a source that is neither str nor bytes.
    """
    texts = [s if isinstance(s, str) else "" for s in given]
    places = [k for k, s in enumerate(given) if not isinstance(s, str)]
    if not places:
        return texts, {}
    from textfix.detection.face import decode_many

    found = decode_many([as_bytes(given[k], k) for k in places])
    decoded = dict(zip(places, found, strict=True))
    for k, one in decoded.items():
        texts[k] = one.text
    return texts, decoded


def as_bytes(source: object, position: int | None = None) -> bytes:
    """Return a source that is not a str as bytes.

    >>> as_bytes(bytearray(b"a"))
    b'a'

    Raises InputError if it is no bytes either.
    """
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)
    where = "" if position is None else f" at position {position}"
    raise InputError(f"textfix cleans str or bytes; the source{where} is {type(source).__name__}")


def need_text(source: object, who: str) -> None:
    """Refuse what is not a str, telling what to do with bytes.

    >>> need_text("a", "convert")

    Raises InputError.
    """
    if not isinstance(source, str):
        hint = "; clean makes text of bytes" if isinstance(source, (bytes, bytearray)) else ""
        raise InputError(f"{who} takes text, not {type(source).__name__}{hint}")
