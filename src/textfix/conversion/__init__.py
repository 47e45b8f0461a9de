"""Conversion between scripts and regional forms of Chinese: OpenCC's answers, and better ones."""

from textfix.conversion.convert import Replacement, convert, convert_many, matches
from textfix.conversion.identify import Script, identify
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
