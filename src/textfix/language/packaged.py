"""Reads the packaged tables of `textfix/tables/language` (the only file access of this folder)."""

import zlib

from textfix.errors import TableError


def read(name: str) -> bytes:
    """Return the bytes of one packaged language table, decompressed if its name ends in ".z".

    Not for tables of other pieces: each piece reads its own folder.

    >>> read("readings.z").startswith(b"#readings 2")
    True

    Errors: `TableError` where the file is missing or is not a zlib stream.
    """
    # Here and not above: importlib.resources alone takes a tenth of the import budget.
    from importlib.resources import files

    try:
        stored = (files("textfix") / "tables" / "language" / name).read_bytes()
        return zlib.decompress(stored) if name.endswith(".z") else stored
    except (OSError, zlib.error) as error:
        raise TableError(f"language table {name!r} is missing or damaged: {error}") from error
