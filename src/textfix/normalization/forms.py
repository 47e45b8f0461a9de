"""Reads tables/normalization/forms.z: radicals, private use, combining marks.

Law: the only file access of this folder; read once, when a rule first needs it.
"""

from __future__ import annotations

import json
import zlib
from functools import cache
from importlib.resources import files
from typing import Any

from textfix.errors import TableError


@cache
def table(name: str) -> Any:
    """Return one part of the packaged table: radicals, gbk, big5, marks or alone.

    Not for changing: the value is shared.

    >>> table("radicals")["⻚"], table("gbk")["\\ue81e"]
    ('页', '龴')

    Errors: `TableError` where the file is missing or damaged. Source: the MANIFEST.
    """
    return _read()[name]


@cache
def _read() -> dict[str, Any]:
    try:
        packed = (files("textfix") / "tables" / "normalization" / "forms.z").read_bytes()
        parts: dict[str, Any] = json.loads(zlib.decompress(packed))
    except (OSError, ValueError, zlib.error) as error:
        raise TableError(f"normalization table is missing or damaged: {error}") from error
    return parts


def pattern(name: str) -> str:
    """Return the ranges of `marks` or `alone` as the inside of a regular expression's class.

    >>> "\\u0300-\\u034e" in pattern("marks")
    True
    """
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in table(name))
