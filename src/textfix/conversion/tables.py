"""Loads the packaged conversion tables into plans (the only file access of this folder).

Everything here is plain Python: NumPy forms are made in `arrays`, when a text is long enough.
"""

from __future__ import annotations

import json
import os
import zlib
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from textfix.errors import TableError

OFFICIAL = "1.4.2"
NAMED = "1.1.6"
CONFIGS = (
    *("s2t", "t2s", "s2tw", "tw2s", "s2twp", "tw2sp", "s2hk", "hk2s", "s2hkp", "hk2sp"),
    *("t2tw", "tw2t", "t2hk", "hk2t", "t2jp", "jp2t"),
)
NAMED_CONFIGS = tuple(c for c in CONFIGS if c not in {"s2hkp", "hk2sp", "jp2t"})
"""The configurations that the dictionaries of 1.1.6 can serve."""

TOFU_CONFIGS = frozenset({"t2s", "tw2s", "tw2sp", "hk2s", "hk2sp"})
"""The configurations with output that many fonts lack (OpenCC's tofu-risk dictionaries)."""


@dataclass(frozen=True, slots=True, eq=False)
class Trie:
    """A double array over character classes; see `tables.build.conversion_trie`.

    `check[base + class] == class` says that the edge is there; class 0 is in no key.
    `alone`: some keys have one character only (`single` is their terminals by class).
    """

    alphabet: str
    first: memoryview
    single: memoryview
    base: memoryview
    check: memoryview
    terminal: memoryview
    longest: int
    keys: int
    alone: bool


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One pass over a text: keys with values, and a character map for all else.

    `marks[terminal]` is 0 for no key, 1 for a key that changes nothing (it still blocks
    overlaps), and n + 1 for the value `values[n]`.
    """

    trie: Trie
    marks: Sequence[int]
    values: list[str]
    order: bytes
    classes: dict[int, int]
    chars: dict[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A configuration, ready to run: an optional segmentation, then the steps.

    `ids`: ideographic description sequences are units, as OpenCC 1.4 has them.
    `longest_first`: overlaps go to the longest match, as in opencc-python-reimplemented.
    """

    name: str
    segment: Step | None
    steps: tuple[Step, ...]
    ids: bool
    longest_first: bool


def _bytes(name: str) -> bytes:
    """Read a packaged file through the package's own loader.

    `importlib.resources` does the same, but its import alone takes most of a first conversion.
    """
    get_data: Callable[[str], bytes] | None = getattr(__spec__.loader, "get_data", None)
    if get_data is not None:
        package = os.path.dirname(os.path.dirname(__file__))
        return get_data(os.path.join(package, "tables", "conversion", name))
    from importlib.resources import files

    return (files("textfix") / "tables" / "conversion" / name).read_bytes()


@cache
def read(name: str) -> tuple[dict[str, Any], dict[str, memoryview]]:
    """Return the header and the blobs of one packaged conversion table.

    >>> read("1.4.2-t2s.z")[0]["kind"]
    'config'

    Errors: `TableError` where the file is missing or damaged.
    """
    try:
        line, _, body = zlib.decompress(_bytes(name)).partition(b"\n")
        header = json.loads(line)
    except (OSError, ValueError, zlib.error) as error:
        raise TableError(f"conversion table {name!r} is missing or damaged: {error}") from error
    return header, _cut(memoryview(body), header["blobs"])


def _cut(body: memoryview, sizes: dict[str, int]) -> dict[str, memoryview]:
    blobs, at = {}, 0
    for name, size in sizes.items():
        blobs[name] = body[at : at + size]
        at += size
    return blobs


@cache
def _trie(name: str) -> Trie:
    header, blobs = read(f"{name}.z")
    alphabet = str(blobs["alphabet"], "utf-8")
    return Trie(
        alphabet,
        blobs["first"].cast("I"),
        (blobs["single"] or memoryview(bytes(2 * len(alphabet) + 2))).cast("H"),
        blobs["base"].cast("I"),
        blobs["check"].cast("H"),
        blobs["terminal"].cast("H"),
        header["longest"],
        header["keys"],
        bool(blobs["single"]),
    )


@cache
def character_map(release: str, name: str) -> dict[int, int]:
    """Return one dictionary's one-to-one character rows, identities left out.

    >>> chr(character_map("1.4.2", "STCharacters")[ord("头")])
    '頭'
    """
    source, target = str(read(f"{release}-maps.z")[1][name], "utf-8").split("\n")
    return dict(zip(map(ord, source), map(ord, target), strict=True))


@cache
def candidates(release: str, name: str) -> dict[str, tuple[str, ...]]:
    """Return one dictionary's rows that have more than one value, the default first.

    >>> candidates("1.4.2", "STCharacters")["发"]
    ('發', '髮')
    """
    text = str(read(f"{release}-candidates.z")[1][name], "utf-8")
    rows = (line.partition("\t") for line in text.split("\n") if line)
    return {key: tuple(values.split(" ")) for key, _, values in rows}


@cache
def compose(release: str, names: tuple[str, ...]) -> dict[int, int]:
    """Make one character map of several dictionaries used one after the other."""
    if not names:
        return {}
    table, before = character_map(release, names[-1]), compose(release, names[:-1])
    if not before:
        return table
    get = table.get
    return {**table, **{code: get(target, target) for code, target in before.items()}}


def _classes(trie: Trie, fold: dict[int, int]) -> dict[int, int]:
    classes = dict(zip(map(ord, trie.alphabet), range(1, 65536), strict=False))
    get = classes.get
    return (
        {**classes, **{code: get(target, 0) for code, target in fold.items()}} if fold else classes
    )


def _parts(file: str, number: int) -> tuple[dict[str, Any], dict[str, memoryview]]:
    header, blobs = read(f"{file}.z")
    steps = header["steps"]
    at = sum(sum(before["sizes"].values()) for before in steps[:number])
    return steps[number], _cut(blobs["steps"][at:], steps[number]["sizes"])


@cache
def _values(file: str, number: int) -> tuple[array[int], list[str]]:
    """Return marks by terminal and the values: what a step says, on top of what it is like."""
    step, parts = _parts(file, number)
    added = str(parts["values"], "utf-8").split("\n") if parts["values"] else []
    new = parts["marks"].cast("H")
    if not step["like"]:
        # From bytes: to make numbers of them one by one takes milliseconds.
        return array("H", [0]) + array("H", bytes(new)), ["", *added]
    marks, values = _values(*step["like"])
    marks = marks[:]
    for terminal, mark in zip(parts["changed"].cast("H"), new, strict=True):
        marks[terminal] = mark
    return marks, [*values, *added]


def _step(file: str, number: int) -> Step:
    step, parts = _parts(file, number)
    release = read(f"{file}.z")[0]["release"]
    trie = _trie(step["trie"])
    fold = compose(release, tuple(step["fold"]))
    chars = compose(release, tuple(step["chars"]))
    marks, values = _values(file, number)
    return Step(trie, marks, values, bytes(parts["order"]), _classes(trie, fold), chars)


@cache
def plan(config: str, release: str = OFFICIAL, *, tofu: bool = True) -> Plan:
    """Return the plan of a known configuration; `convert` checks names.

    >>> len(plan("s2tw").steps), plan("s2tw").segment is None
    (1, False)
    """
    file = (
        f"{release}-{config}"
        if tofu or config not in TOFU_CONFIGS
        else f"{release}-{config}-notofu"
    )
    header, _ = read(f"{file}.z")
    steps = [_step(file, number) for number in range(len(header["steps"]))]
    segment = steps.pop(0) if header["segment"] else None
    return Plan(config, segment, tuple(steps), header["ids"], release == NAMED)
