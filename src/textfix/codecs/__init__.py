"""Readers and writers of the wild: byte codecs as programs apply them, each with its inverse.

Light to import: `import textfix` registers the codecs below, and nothing else is loaded for that.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from textfix.codecs.plugin import register

if TYPE_CHECKING:
    from textfix.codecs.catalog import get, names
    from textfix.codecs.multi import MultiReader
    from textfix.codecs.places import walk, wrong
    from textfix.codecs.reader import HABITS, Habit, Reader, SingleReader
    from textfix.codecs.utf8 import Utf8Reader

__all__ = [
    "HABITS",
    "Habit",
    "MultiReader",
    "Reader",
    "SingleReader",
    "Utf8Reader",
    "get",
    "names",
    "register",
    "walk",
    "wrong",
]
_WHERE = {
    **dict.fromkeys(("get", "names"), "catalog"),
    **dict.fromkeys(("HABITS", "Habit", "Reader", "SingleReader"), "reader"),
    "MultiReader": "multi",
    "Utf8Reader": "utf8",
    "walk": "places",
    "wrong": "places",
}


def __getattr__(name: str) -> Any:
    """Import a reader's module when one of its names is first asked for."""
    if name in _WHERE:
        return getattr(import_module(f"textfix.codecs.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
