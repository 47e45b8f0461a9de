"""Arrow columns: the sieve looks at blocks of rows; only rows that something wakes become str.

Law: the result is what `clean_many` gives for the same rows; nulls, order and types stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from textfix.arrow_look import slices, woken
from textfix.errors import InputError
from textfix.model import Step
from textfix.profiles import MIN_CONFIDENCE
from textfix.run import each, program, run

if TYPE_CHECKING:
    from textfix.detection import Decoded
    from textfix.profiles import Profile

_MOST: Final = (1 << 31) - 1


class Row(NamedTuple):
    """A row that was looked at as text: where it is, what it was, what was done to it.

    `decoded` is set if the row held bytes, or a string that was not valid UTF-8.
    """

    row: int
    text: str
    steps: tuple[Step, ...]
    decoded: Decoded | None = None

    @property
    def after(self) -> str:
        """The clean text."""
        return self.steps[-1].after if self.steps else self.text


def clean_array(array: Any, profile: Profile) -> Any:
    """Return an Arrow array or chunked array of the same rows, clean; binaries become strings.

    Not for arrays in lists or structs: flatten them first. A column in which nothing changes
    comes back as the same object. Raises InputError for other types, and for a chunk whose clean
    text has no place in 32-bit offsets.
    """
    import pyarrow as pa

    kind = text_type(array.type)
    if isinstance(array, pa.ChunkedArray):
        chunks = [clean_array(c, profile) for c in array.chunks]
        if all(new is old for new, old in zip(chunks, array.chunks, strict=True)):
            return array if array.type == kind else array.cast(kind)
        return pa.chunked_array(chunks, type=kind)
    return rebuilt(array, look(array, profile))


def text_type(kind: Any) -> Any:
    """Return the string type that a column of this Arrow type becomes; InputError for others."""
    import pyarrow as pa

    name = str(kind)
    if name in ("string", "large_string", "string_view"):
        return kind
    if name in ("binary", "large_binary", "binary_view"):
        return getattr(pa, name.replace("binary", "string"))()
    raise InputError(f"a Cleaner takes Arrow strings or binaries, not {kind}")


def look(array: Any, profile: Profile) -> Iterator[Row]:
    """Yield the rows of one array that something woke, in order, with what was done to them.

    Not for chunked arrays: take their chunks. Of binaries every row is yielded, since each was
    decoded; of strings also those that are not valid UTF-8.
    """
    import pyarrow as pa

    kind = text_type(array.type)
    if kind != array.type:
        yield from _bytes(array.cast(pa.large_binary()), profile)
        return
    if str(kind) == "string_view":
        array = array.cast(pa.large_string())
    for start, size in slices(array):
        piece = array.slice(start, size)
        try:
            rows = list(woken(piece, program(profile).sieve))
        except UnicodeDecodeError:
            yield from (r._replace(row=start + r.row) for r in _mended(piece, profile))
            continue
        traces = each([text for _, text in rows], profile)
        for (row, text), steps in zip(rows, traces, strict=True):
            yield Row(start + row, text, steps)


def rebuilt(array: Any, rows: Iterable[Row]) -> Any:
    """Return the array with these rows replaced; all others are copied by Arrow, or not at all."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if text_type(array.type) != array.type:
        return _from_bytes(array, rows)
    changed = {r.row: storable(r.after) for r in rows if r.decoded or r.after != r.text}
    if not changed:
        return array
    kind, wide = array.type, pa.large_string()
    if sum(map(len, changed.values())) * 4 + array.nbytes < _MOST and str(kind) == "string":
        wide = kind
    import numpy as np

    mask = np.zeros(len(array), bool)
    mask[list(changed)] = True
    new = pa.array(changed.values(), type=wide)
    out = pc.replace_with_mask(array if wide == kind else array.cast(wide), pa.array(mask), new)
    return out if wide == kind else _narrowed(out, kind)


def _from_bytes(array: Any, rows: Iterable[Row]) -> Any:
    import pyarrow as pa

    values: list[str | None] = [None] * len(array)
    for r in rows:
        values[r.row] = storable(r.after)
    return _narrowed(pa.array(values, type=pa.large_string()), text_type(array.type))


def _narrowed(array: Any, kind: Any) -> Any:
    import pyarrow as pa

    if array.type == kind:
        return array
    try:
        return array.cast(kind)
    except pa.ArrowInvalid:
        raise InputError(
            f"the clean text of this array is more than {kind} can hold: cast it to large_string,"
            " or pass smaller batches"
        ) from None


def storable(text: str) -> str:
    """Return a text that UTF-8 can hold: what is no scalar value becomes U+FFFD.

    >>> storable("a\\ud800") == "a\\ufffd"
    True
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _mended(piece: Any, profile: Profile) -> Iterator[Row]:
    """Look at the rows of a slice in which some are not valid UTF-8: those are taken as bytes."""
    import pyarrow as pa

    kind = pa.large_binary() if str(piece.type) == "large_string" else pa.binary()
    for row, data in enumerate(piece.view(kind).to_pylist()):
        if data is None:
            continue
        try:
            text, decoded = data.decode(), None
        except UnicodeDecodeError:
            decoded = _misnamed(data)
            text = decoded.text
        steps = run([text], profile)[0]
        if steps or decoded:
            yield Row(row, text, steps, decoded)


def _misnamed(data: bytes) -> Decoded:
    """Decode what a column of UTF-8 holds: in another encoding only if that is clear."""
    from textfix.detection import Decoded
    from textfix.detection.face import decode
    from textfix.detection.pieces import Builder

    decoded = decode(data, declared="utf-8")
    sure = decoded.detection.confidence if decoded.detection else 0.0
    if decoded.encoding == "utf-8" or (decoded.encoding and sure >= MIN_CONFIDENCE):
        return decoded
    builder = Builder("utf-8")
    builder.add(data, "utf-8", None)
    return Decoded(builder.text(), "utf-8", b"", tuple(builder.raws))


def _bytes(array: Any, profile: Profile) -> Iterator[Row]:
    """Decode and clean all rows that are not null."""
    from textfix.detection.face import decode_many

    for start, size in slices(array):
        values = array.slice(start, size).to_pylist()
        at = [k for k, value in enumerate(values) if value is not None]
        decoded = decode_many([values[k] for k in at])
        traces = each([d.text for d in decoded], profile)
        for k, d, steps in zip(at, decoded, traces, strict=True):
            yield Row(start + k, d.text, steps, d)
