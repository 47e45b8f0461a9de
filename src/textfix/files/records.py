"""What the log keeps of one block of a file, and the way back from the new bytes to the old.

Law: a record is proven when it is made: undone in memory, it gives the old bytes exactly.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from textfix import alignment
from textfix.codecs import register
from textfix.errors import InputError
from textfix.files.blocks import Block
from textfix.model import Edit

Record = dict[str, Any]


def line(record: Record) -> bytes:
    """Return a record as one line of JSON.

    >>> line({"k": "same", "n": 2})
    b'{"k":"same","n":2}\\n'
    """
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError:
        # File names of raw bytes are lone surrogates; JSON escapes carry them.
        return json.dumps(record, separators=(",", ":")).encode() + b"\n"


def of_block(block: Block, old: bytes, new: bytes, mark: bytes, codec: str,
             text: str, edits: Sequence[Edit]) -> Record:  # fmt: skip
    """Return the record that leads from `new` (in `codec` behind `mark`) back to `old`.

    Not for packed files: `whole` keeps those. Falls back to the old bytes where nothing less
    is proven.
    """
    if old == new:
        return {"k": "same", "n": len(new)}
    record: Record = {
        "k": "text", "n": len(new), "mark": len(mark), "out": codec,
        "enc": block.codec, "bom": b64encode(block.bom).decode(),
        "raws": [[a, b, b64encode(data).decode()] for a, b, data in block.raws],
        "edits": [list(e) for e in alignment.invert(block.text, edits)],
    }  # fmt: skip
    try:
        if undone(record, new) == old:
            return record
    except (ValueError, LookupError):
        pass
    return {"k": "old", "n": len(new), "z": b64encode(zlib.compress(old)).decode()}


def whole(data: bytes) -> Record:
    """Return the record of a part of an original file that is kept as it was.

    >>> whole(b"a")
    {'k': 'whole', 'b': 'YQ=='}
    """
    return {"k": "whole", "b": b64encode(data).decode()}


def undone(record: Record, new: bytes) -> bytes:
    """Return the old bytes of a block from its new ones.

    >>> undone({"k": "same", "n": 1}, b"a")
    b'a'

    Raises InputError for a record that is not understood.
    """
    kind = record.get("k")
    if kind == "same":
        return new
    if kind == "old":
        return zlib.decompress(b64decode(record["z"]))
    if kind != "text":
        raise InputError(
            f"the log has a record of unknown kind {kind!r}; is it from a newer textfix?"
        )
    register()
    text = new[record["mark"] :].decode(record["out"])
    text = alignment.apply(text, [Edit(a, b, old) for a, b, old in record["edits"]])
    raws = tuple((a, b, b64decode(data)) for a, b, data in record["raws"])
    return Block(text, raws, b64decode(record["bom"]), record["enc"]).source()


def restore(records: Iterable[Record], new: BinaryIO, out: BinaryIO) -> None:
    """Write the old content to `out` from its records and the new file.

    Not a check: compare the digests afterwards.
    """
    for record in records:
        if record.get("k") == "whole":
            out.write(b64decode(record["b"]))
        else:
            out.write(undone(record, new.read(record["n"])))
