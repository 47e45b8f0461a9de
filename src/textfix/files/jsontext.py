"""Strings inside JSON text: found with their places, so that only they are rewritten."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from textfix.errors import InputError
from textfix.files.blocks import LONGEST
from textfix.files.units import Unit
from textfix.files.words import counted

_TOKEN: Final = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_ESCAPED: Final = re.compile(r"\\u[0-9a-fA-F]{4}")
_NAMED: Final = 20


class Json:
    r"""The string values of JSON lines, or of one document (`lines=False`); keys are left alone.

    Not for JSON with comments. With `fields`, only values at these dotted paths, list positions
    left out ("meta.title", "choices.text"). Lines that do not parse are kept and told in `notes`.

    >>> [u.value for u in Json(("a.b",)).units('{"a": [{"b": "x"}], "c": "y"}\n')]
    ['x']
    """

    whole = False

    def __init__(self, fields: tuple[str, ...] = (), lines: bool = True) -> None:
        """Start with nothing read."""
        self._fields = frozenset(fields)
        self._lines = lines
        self._seen: dict[str, None] = {}
        self._bad = 0

    def notes(self) -> tuple[str, ...]:
        """Tell what is no JSON, and fields without a value; InputError if all are without."""
        out: tuple[str, ...] = ()
        if self._bad:
            which = counted(self._bad, "line is", "lines are")
            out = (f"{which} no JSON and kept",) if self._lines else ("no JSON, and kept",)
        lacking = sorted(self._fields.difference(self._seen)) if self._seen else []
        if not lacking:
            return out
        told = f"no value at {', '.join(lacking)}; there are {', '.join(self._seen)}"
        if len(lacking) == len(self._fields):
            raise InputError(told)
        return (*out, told)

    def cut(self, text: str, start: int) -> int:
        """Cut behind lines; a document is not cut."""
        if not self._lines:
            return 0 if len(text) <= LONGEST else len(text)
        return text.rfind("\n", 0, start) + 1 or text.find("\n", start, len(text) - 1) + 1

    def units(self, text: str) -> list[Unit]:
        """Return the strings of this block."""
        if not self._lines:
            return self._of(text, 0, len(text))
        out: list[Unit] = []
        start = 0
        while start < len(text):
            end = text.find("\n", start) + 1 or len(text)
            out += self._of(text, start, end)
            start = end
        return out

    def _of(self, text: str, start: int, end: int) -> list[Unit]:
        body = text[start:end].strip(" \t\r\n\ufeff")
        if not body:
            return []
        try:
            json.loads(body)
        except (ValueError, RecursionError):
            self._bad += 1
            return []
        return list(self._strings(text, start, end))

    def _strings(self, text: str, start: int, end: int) -> Iterator[Unit]:
        """Walk tokens of valid JSON; `path` holds the key that leads to each open level."""
        path: list[str] = []
        stack: list[str] = []
        key = ""
        expects_key = False
        for found in _TOKEN.finditer(text, start, end):
            token = found[0]
            if token in "{[":
                stack.append(token)
                path.append(key)
                expects_key, key = token == "{", ""
            elif token in "}]":
                stack.pop()
                path.pop()
            elif token == ",":
                expects_key = bool(stack) and stack[-1] == "{"
            elif token == ":":
                expects_key = False
            elif expects_key:
                key = json.loads(token)
            elif self._wants(path, key if stack[-1:] == ["{"] else "") and token[0] == '"':
                yield Unit(found.start(), found.end(), json.loads(token))

    def _wants(self, path: list[str], key: str) -> bool:
        if not self._fields:
            return True
        place = ".".join(k for k in (*path, key) if k)
        wanted = place in self._fields
        if wanted or len(self._seen) < _NAMED:
            self._seen[place] = None
        return wanted

    def token(self, unit: Unit, old: str, new: str) -> str:
        """Write the value as the old one was written: escaped throughout, or as characters."""
        ascii_only = old.isascii() and _ESCAPED.search(old) is not None
        return json.dumps(new, ensure_ascii=ascii_only)
