"""Columns of plain values or of Arrow, cleaned with the account kept where one is asked for.

Law: as many values come out as went in, in order; what is no text stays as it is and is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from textfix.api import Cleaner
from textfix.document import Document
from textfix.integrations.account import Ledger
from textfix.profiles import Profile
from textfix.run import each
from textfix.sources import as_bytes, read

if TYPE_CHECKING:
    from textfix.arrow import Row

_PLAIN: Final = Profile()
_TOGETHER: Final = 256
"""Values cleaned together: steps hold texts before and after, so not a whole column's."""


def cleaner_of(given: Cleaner | str | None) -> Cleaner:
    """Return a cleaner that was given, or one for the name of a profile; "repair" for none.

    >>> cleaner_of("corpus").profile.level, cleaner_of(None) == Cleaner()
    ('corpus', True)
    """
    return given if isinstance(given, Cleaner) else Cleaner(given or "repair")


def clean_values(values: Sequence[Any], profile: Profile, ledger: Ledger | None) -> list[Any]:
    """Return the values, those that are str or bytes as clean str; all others are kept.

    Not for Arrow: see `clean_column`. Missing values (None, NaN, NA) are counted as such, others
    that are no text are told as problems. Never raises for a value.

    >>> from textfix.profiles import Profile
    >>> clean_values(["a", None, b"b", 3], Profile(), None)
    ['a', None, 'b', 3]
    """
    out = list(values)
    for start in range(0, len(out), _TOGETHER):
        stop = min(start + _TOGETHER, len(out))
        rows = [k for k in range(start, stop) if isinstance(out[k], (str, bytes, bytearray))]
        if ledger is not None and len(rows) < stop - start:
            _told(out, set(range(start, stop)) - set(rows), ledger)
        for k, document in zip(rows, documents([out[k] for k in rows], profile), strict=True):
            if ledger is not None:
                ledger.see(document)
            out[k] = document.text
    return out


def _told(values: list[Any], rows: set[int], ledger: Ledger) -> None:
    for k in sorted(rows):
        if missing(values[k]):
            ledger.null()
        else:
            kind = type(values[k]).__name__
            ledger.see(Document("", "", _PLAIN), f"row {k}", f"a {kind} is no text; kept")


def missing(value: object) -> bool:
    """Tell whether a value stands for none: None, NaN, or pandas' NA and NaT.

    >>> missing(None), missing(float("nan")), missing("")
    (True, True, False)
    """
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and value != value


def documents(sources: Sequence[str | bytes], profile: Profile) -> Iterator[Document]:
    """Yield a document for each source, looked at together.

    Not for one source: see `textfix.inspect`.
    """
    texts, decoded = read(sources)
    for k, (text, steps) in enumerate(zip(texts, each(texts, profile), strict=True)):
        source = text if isinstance(sources[k], str) else as_bytes(sources[k])
        yield Document(source, text, profile, steps, decoded.get(k))


def clean_column(column: Any, profile: Profile, ledger: Ledger | None) -> Any:
    """Return a clean Arrow array or chunked array, as `Cleaner` does, and count its rows.

    Not for other types than strings and binaries: InputError.
    """
    import pyarrow as pa

    from textfix.arrow import clean_array, look, rebuilt, text_type

    if ledger is None:
        return clean_array(column, profile)
    if not isinstance(column, pa.ChunkedArray):
        return rebuilt(column, _counted(column, look(column, profile), profile, ledger))
    chunks = [clean_column(c, profile, ledger) for c in column.chunks]
    return pa.chunked_array(chunks, type=text_type(column.type))


def _counted(array: Any, rows: Iterable[Row], profile: Profile, ledger: Ledger) -> Iterator[Row]:
    """Pass rows on, count them, and in the end those that nothing woke."""
    import pyarrow as pa
    import pyarrow.compute as pc

    seen = characters = empty = 0
    for row in rows:
        ledger.see(_document(row, profile))
        seen, characters, empty = seen + 1, characters + len(row.text), empty + (not row.text)
        yield row
    nulls = array.null_count
    ledger.null(nulls)
    if seen + nulls < len(array):
        if str(array.type) == "string_view":
            array = array.cast(pa.large_string())
        lengths = pc.utf8_length(array)
        total = pc.sum(lengths).as_py() or 0
        blank = pc.sum(pc.equal(lengths, 0)).as_py() or 0
        ledger.same(len(array) - nulls - seen, max(0, total - characters), blank - empty)


def _document(row: Row, profile: Profile) -> Document:
    from textfix.detection import encode_back

    if row.decoded is None:
        return Document(row.text, row.text, profile, row.steps)
    d = row.decoded
    source = encode_back(d.text, d.encoding, d.bom, d.raws)
    return Document(source, d.text, profile, row.steps, d)
