"""Conversion between scripts and regional forms of Chinese: OpenCC's answers, and better ones.

What a first conversion does not need is imported when it is asked for.
"""

from typing import TYPE_CHECKING

from textfix.conversion.convert import convert, convert_many, matches
from textfix.conversion.identify import Script, identify
from textfix.conversion.replacement import Replacement

if TYPE_CHECKING:
    from textfix.conversion.machine import MachineMade, machine_made
    from textfix.conversion.protect import CODE, URLS
    from textfix.conversion.script import script_text, to_script

__all__ = [
    "CODE",
    "URLS",
    "MachineMade",
    "Replacement",
    "Script",
    "convert",
    "convert_many",
    "identify",
    "machine_made",
    "matches",
    "script_text",
    "to_script",
]

_LATER = {
    **dict.fromkeys(("MachineMade", "machine_made"), "machine"),
    **dict.fromkeys(("CODE", "URLS"), "protect"),
    **dict.fromkeys(("script_text", "to_script"), "script"),
}


def __getattr__(name: str) -> object:
    """Import what is used less often."""
    from importlib import import_module

    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
