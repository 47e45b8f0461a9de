"""textfix: detect encodings, undo damage, convert and normalize Chinese text.

The names here are the whole public face; everything heavy is imported when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textfix.api import Cleaner, clean, clean_many, convert, detect, identify, inspect
from textfix.codecs import register
from textfix.errors import InputError, ProfileError, TableError, TextfixError
from textfix.profiles import Profile

if TYPE_CHECKING:
    from types import ModuleType

    from textfix import channels as channels

__version__ = "0.1.0"
__all__ = [
    "Cleaner", "InputError", "Profile", "ProfileError", "TableError", "TextfixError", "__version__",
    "channels", "clean", "clean_many", "convert", "detect", "identify", "inspect",
]  # fmt: skip


# What `detect` names, `bytes.decode` accepts: Python lacks euc-tw, iso-2022-cn and others.
register()


def __getattr__(name: str) -> ModuleType:
    """Import `textfix.channels` when it is first asked for."""
    if name == "channels":
        from importlib import import_module

        return import_module("textfix.channels")
    raise AttributeError(f"module 'textfix' has no attribute {name!r}")
