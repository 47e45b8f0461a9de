"""Conversion between scripts and regional forms of Chinese: OpenCC's answers, and better ones."""

from textfix.conversion.convert import Replacement, convert, convert_many, matches

__all__ = ["Replacement", "convert", "convert_many", "matches"]
