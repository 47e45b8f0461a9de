"""What a file is by its name: its kind of content and the layers it is packed in."""

from __future__ import annotations

import difflib
from typing import Final, NamedTuple

from textfix.errors import InputError

KINDS: Final = ("text", "html", "csv", "tsv", "jsonl", "json", "parquet", "arrow", "warc")
PACKINGS: Final = {".gz": "gz", ".bz2": "bz2", ".xz": "xz", ".lzma": "lzma", ".zst": "zst"}
_DEEPEST: Final = 4
_BY_END: Final = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".parquet": "parquet",
    ".arrow": "arrow", ".feather": "arrow", ".ipc": "arrow", ".arrows": "arrow",
    ".warc": "warc", ".wet": "warc",
}  # fmt: skip


class Format(NamedTuple):
    """A kind of content (one of KINDS) and its packings, the outermost first.

    >>> Format("text", ("gz",)).kind
    'text'
    """

    kind: str
    packing: tuple[str, ...] = ()


def of(name: str, wanted: str | None = None) -> Format:
    """Return the format of a file name; `wanted` overrides the kind, not the packing.

    Not for looking inside: a wrong name is found out when the content does not parse.

    >>> of("crawl/a.warc.wet.gz"), of("notes.md")
    (Format(kind='warc', packing=('gz',)), Format(kind='text', packing=()))

    Raises InputError for an unknown `wanted`.
    """
    if wanted is not None and wanted not in KINDS:
        near = difflib.get_close_matches(wanted, KINDS, 1, 0.4)
        hint = f"did you mean {near[0]!r}?" if near else f"one of: {', '.join(KINDS)}"
        raise InputError(f"there is no format {wanted!r}; {hint}")
    rest, packing = name.lower(), list[str]()
    while len(packing) < _DEEPEST and (end := _end(rest)) in PACKINGS:
        packing.append(PACKINGS[end])
        rest = rest[: -len(end)]
    return Format(wanted or _BY_END.get(_end(rest), "text"), tuple(packing))


def _end(name: str) -> str:
    base = name.rpartition("/")[2]
    dot = base.rfind(".")
    return base[dot:] if dot > 0 else ""
