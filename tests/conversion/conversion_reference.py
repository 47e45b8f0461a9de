"""Slow, obviously correct OpenCC: dictionaries as dicts, one place at a time.

Reads the same sources as the generator, and none of its code but the readers.
"""

from __future__ import annotations

from functools import cache
from typing import Any

ARITY = {**dict.fromkeys(range(0x2FF0, 0x3000), 2), 0x2FF2: 3, 0x2FF3: 3, 0x2FFE: 1, 0x2FFF: 1}


def description(text: str, at: int, depth: int, count: list[int]) -> int:
    """Return the end of the description sequence at a place, -1 if it is not complete."""
    if at >= len(text) or depth == 0 or count[0] >= 64:
        return -1
    count[0] += 1
    end = at + 1
    for _ in range(ARITY.get(ord(text[at]), 0)):
        end = description(text, end, depth - 1, count)
        if end < 0:
            return -1
    return end


def group_match(parts: list[dict[str, str]], text: str, at: int) -> tuple[str, str] | None:
    """Look at a place: the longest key of the first dictionary that has any."""
    for rows in parts:
        for size in range(min(16, len(text) - at), 0, -1):
            if text[at : at + size] in rows:
                key = text[at : at + size]
                return key, rows[key]
    return None


def walk(parts: list[dict[str, str]], text: str, *, ids: bool) -> list[tuple[str, str, bool]]:
    """Cut a text into (piece, value, matched)."""
    out, at = [], 0
    while at < len(text):
        found = group_match(parts, text, at)
        if found:
            out.append((*found, True))
            at += len(found[0])
            continue
        end = at + 1
        if ids and ord(text[at]) in ARITY:
            end = max(end, description(text, at, 16, [0]))
        out.append((text[at:end], text[at:end], False))
        at = end
    return out


def step(parts: list[dict[str, str]], text: str, *, ids: bool) -> str:
    return "".join(value for _, value, _ in walk(parts, text, ids=ids))


class Reference:
    """One configuration of a release (see `tables.build.conversion_sources`)."""

    def __init__(self, release: Any, name: str) -> None:
        config = release.configs[name]
        self.rows = release.rows
        self.normal = [self.part((config.normalization,))] if config.normalization else None
        self.segments = self.parts(config.segmentation) if config.segmentation else None
        self.chain = [self.parts(group) for group in config.chain]

    @cache  # noqa: B019
    def part(self, names: tuple[str, ...]) -> dict[str, str]:
        merged: dict[str, str] = {}
        for name in names:
            for key, values in self.rows[name].items():
                merged.setdefault(key, values[0])
        return merged

    def parts(self, group: Any) -> list[dict[str, str]]:
        return [self.part(names) for names in group.parts]

    def official(self, text: str) -> str:
        """Convert as OpenCC 1.4 does: normalize, segment, and every segment by the chain."""
        if self.normal:
            text = step(self.normal, text, ids=True)
        segments = [text]
        if self.segments:
            segments, loose = [], ""
            for piece, _, matched in walk(self.segments, text, ids=True):
                if matched:
                    segments += [loose, piece]
                    loose = ""
                else:
                    loose += piece
            segments.append(loose)
        out = []
        for segment in segments:
            for parts in self.chain:
                segment = step(parts, segment, ids=True)
            out.append(segment)
        return "".join(out)

    def longest_first(self, text: str) -> str:
        """Convert as opencc-python-reimplemented does: dictionary by dictionary, longest first."""
        for parts in self.chain:
            pieces: list[tuple[str, bool]] = [(text, False)]
            for rows in parts:
                for size in range(max(map(len, rows)), 0, -1):
                    pieces = [new for piece in pieces for new in self._cut(piece, rows, size)]
            text = "".join(piece for piece, _ in pieces)
        return text

    @staticmethod
    def _cut(piece: tuple[str, bool], rows: dict[str, str], size: int) -> list[tuple[str, bool]]:
        text, done = piece
        if done:
            return [piece]
        out, start, at = [], 0, 0
        while at + size <= len(text):
            if text[at : at + size] in rows:
                out += [(text[start:at], False), (rows[text[at : at + size]], True)]
                at += size
                start = at
            else:
                at += 1
        return [*out, (text[start:], False)]
