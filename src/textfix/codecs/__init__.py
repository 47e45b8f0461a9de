"""Readers and writers of the wild: byte codecs as programs apply them, each with its inverse."""

from textfix.codecs.multi import MultiReader
from textfix.codecs.names import get, names
from textfix.codecs.plugin import register
from textfix.codecs.reader import HABITS, Habit, Reader, SingleReader
from textfix.codecs.utf8 import Utf8Reader
from textfix.codecs.walk import walk

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
]
