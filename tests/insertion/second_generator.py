"""A second page generator, written from damage.md §1-§2 alone and sharing no code with `channels`.

If results hold on its pages too, they do not depend on one program's reading of the mechanism.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

CUT_AT = ("，", "！", "？", "。")
_ASCII = {ord("　"): " "} | {c + 0xFEE0: chr(c) for c in range(0x21, 0x7F)}


@dataclass(frozen=True, slots=True)
class Habits:
    """What one page's program does: see `draw`."""

    share: float
    cuts: bool = False
    alone: str = "?"
    fold: bool = False
    indent: bool = False


@dataclass(slots=True)
class Page:
    """A page, line by line: what is seen, what was meant, and what happened in each line."""

    seen: list[str] = field(default_factory=list)
    meant: list[str] = field(default_factory=list)
    happened: list[frozenset[str]] = field(default_factory=list)


@cache
def conversions() -> dict[str, str]:
    """Simplified to traditional, one to one; characters that are also traditional stay (于 干)."""
    table = {}
    data = files("opencc").joinpath("dictionary/STCharacters.txt").read_text("utf-8")
    for line in data.splitlines():
        old, _, new = line.partition("\t")
        choices = new.split(" ")
        if old not in choices and _pair(choices[0]) and _pair(old):
            table[old] = choices[0]
    return table


def _pair(ch: str) -> bytes:
    raw = ch.encode("gbk", "ignore")
    return raw if len(raw) == 2 else b""


@cache
def reading(ch: str) -> str:
    """The one reading that such programs know, or "" (needs pypinyin)."""
    import pypinyin

    found: str = pypinyin.lazy_pinyin(ch, style=pypinyin.Style.TONE)[0]
    return found if found != ch and found.encode("gbk", "ignore").decode("gbk") == found else ""


def draw(rng: random.Random, cuts: bool) -> Habits:
    """Draw the habits of a page: 30-80 % of the convertible characters, one way of everything."""
    return Habits(
        rng.uniform(0.3, 0.8), cuts, rng.choice(("?", "?", "")), rng.random() < 0.5,
        rng.random() < 0.3,
    )  # fmt: skip


def make(sentences: Sequence[str], habits: Habits, rng: random.Random) -> Page:
    """Make a page of simplified sentences, one to a line."""
    everything = sorted(set(conversions().values()))
    rows = [ch for ch in everything if rng.random() < habits.share and reading(ch)]
    rng.shuffle(rows)
    page = Page()
    for sentence in sentences:
        line = "".join(conversions().get(ch, ch) for ch in sentence)
        raw = line.encode("gbk", "replace")
        page.meant.append("　　" * habits.indent + raw.decode("gbk"))
        raw = b"????" * habits.indent + raw
        for ch in rows:
            pair = _pair(ch)
            if pair in raw:
                raw = raw.replace(pair, pair + f"({reading(ch)})".encode("gbk"))
        notes: set[str] = set()
        pieces = _cut([raw]) if habits.cuts else [raw]
        seen = "".join(ch for piece in pieces for ch in _read(piece, habits.alone, notes))
        page.seen.append(seen.translate(_ASCII) if habits.fold else seen)
        page.happened.append(frozenset(notes))
    return page


def _cut(pieces: list[bytes]) -> list[bytes]:
    """Cut at the bytes of each mark in turn, wherever they occur; marks are pieces themselves."""
    for mark in CUT_AT:
        at = re.compile(b"(" + re.escape(mark.encode("gbk")) + b")")
        whole = {m.encode("gbk") for m in CUT_AT}
        pieces = [p for old in pieces for p in ([old] if old in whole else at.split(old)) if p]
    return pieces


def _read(raw: bytes, alone: str, notes: set[str]) -> Iterator[str]:
    """Decode as the programs do: `?` for an invalid pair, nothing for a user-defined one."""
    at = 0
    while at < len(raw):
        lead = raw[at]
        pair = raw[at : at + 2]
        at += 1 if lead <= 0x80 or lead == 0xFF else 2
        if lead < 0x80:
            yield chr(lead)
        elif lead in (0x80, 0xFF):
            yield "€" if lead == 0x80 else "?"
        elif len(pair) == 1:
            notes.add("lone byte" if alone else "lone byte dropped")
            yield alone
        else:
            ch = pair.decode("gb18030", "replace")
            gone = len(ch) == 1 and "\ue000" <= ch <= "\uf8ff"
            bad = len(ch) != 1 or ch == "\ufffd"
            notes.update({"vanished pair"} if gone else {"torn"} if bad else ())
            yield "" if gone else "?" if bad else ch
