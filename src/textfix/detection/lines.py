"""Mixed encodings: the most probable encoding of every line, with a price for changing it.

A small Viterbi over the lines that the likeliest encoding does not read well.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from textfix.detection import contest
from textfix.detection.batch import double_costs, rankings
from textfix.detection.doubles import BY_NAME, double_reading
from textfix.detection.own import own_lines
from textfix.detection.tables import ASCII
from textfix.detection.utf8 import utf8

# Changing the encoding between two lines costs as much as two or three unlikely characters.
_SWITCH = 140
_PROBES, _PROBED = 16, 256
# Fewer lines than this are faster one by one.
_BATCH = 8
_STRIDE = 7919
_LONG_LINE = 2048
_MAX_CANDIDATES = 6
_IMPOSSIBLE = 255
# Mean cost of a byte from 0x80 above which a line is no text of an encoding not met before: rare
# names in Big5 come to 43, damaged GBK as EUC-TW to 52.
_POOR = 48
_ASCII_BYTES = bytes(range(128))
# Wrong sequences in a line that are no reason to refuse it.
_FEW = 2
_LINE = re.compile(rb"[^\n\r]*(?:\r\n|\n|\r|\Z)")
# Bytes below 0x30 are no part of any multi-byte character here.
_SOFT = re.compile(rb"[\x00-\x2f]")


class Run(NamedTuple):
    """Bytes `start` to `end` in one encoding; "" where all is ASCII."""

    start: int
    end: int
    encoding: str


class _Step(NamedTuple):
    """Lines that are decided together, up to `end`, and what they cost under each candidate."""

    end: int
    costs: list[int]


def split(data: bytes) -> list[tuple[int, int]]:
    """Return the (start, end) of lines; very long ones are cut where no character is.

    Not for UTF-16.

    >>> split(b"ab\\r\\nc\\n")
    [(0, 4), (4, 6)]
    """
    out = []
    for found in _LINE.finditer(data):
        start, end = found.span()
        while end - start > 2 * _LONG_LINE:
            soft = _SOFT.search(data, start + _LONG_LINE, end)
            if soft is None:
                break
            out.append((start, soft.end()))
            start = soft.end()
        if end > start:
            out.append((start, end))
    return out


def candidates(lines: list[bytes], known: list[str]) -> list[str]:
    """Return those known and the encodings that win some of the lines.

    Not a ranking: `best_runs` decides.

    >>> "gb18030" in candidates(["第一行文字".encode("gbk")], [])
    True
    """
    wins: dict[str, int] = {}
    # A stride that shares no period with the lines, which may alternate.
    number = min(_PROBES, len(lines))
    probes = [lines[k * _STRIDE % len(lines)] for k in range(number)]
    pieces = [line[:_PROBED] for line in probes]
    ranked = rankings(pieces) if number >= _BATCH else [None] * number
    for line, piece, ranking in zip(probes, pieces, ranked, strict=True):
        if ranking is None:
            name, cost = contest.readings(piece)[0][::2]
        else:
            name, cost = ranking.order[0][0], ranking.cost
        if name.startswith("utf-16"):
            name, cost = contest.readings(piece)[0][::2]
        # What is no text in any encoding is damage, and no reason for a candidate.
        if not _poor(piece, cost):
            wins[name] = wins.get(name, 0) + min(len(line), 60)
    order = [*known, *sorted(wins, key=lambda name: -wins[name])]
    names = list(dict.fromkeys(order))[:_MAX_CANDIDATES]
    return names if "utf-8" in names else [*names, "utf-8"]


def best_runs(data: bytes, known: list[str]) -> list[Run]:
    """Return runs of lines in one encoding each, covering `data`.

    Not for one-encoding data: it costs some 50 ms for a megabyte, more the more lines are read
    badly by the first of `known`.

    >>> mixed = "第一行文字在这里\\n".encode("gbk") + "第二行文字在這裡\\n".encode("big5")
    >>> [run.encoding for run in best_runs(mixed, [])]
    ['gb18030', 'big5']
    """
    lines, known = split(data), list(dict.fromkeys(known))
    trusted = known[0] if known else ""
    prices = own_lines(data, lines, trusted)
    poor = [k for k, price in enumerate(prices) if price is None]
    if not poor:
        return [Run(0, len(data), trusted)]
    names = candidates([data[slice(*lines[k])] for k in poor], known)
    costs = _table([data[slice(*lines[k])] for k in poor], names, len(known))
    return _joined(lines, _steps(prices, poor, costs, [name == trusted for name in names]), names)


def _steps(
    prices: list[int | None], poor: list[int], costs: list[list[int]], trusted: list[bool]
) -> list[_Step]:
    """Poor lines one by one, and what lies between them together."""
    out: list[_Step] = []
    before = -1
    for place, own in [*zip(poor, costs, strict=True), (len(prices), [])]:
        if place > before + 1:
            between = [price for price in prices[before + 1 : place] if price]
            total = sum(between)
            # What is well read by one is at least this much worse for any other.
            other = 2 * total + _SWITCH * len(between)
            out.append(_Step(place, [total if own else other for own in trusted]))
        if own:
            out.append(_Step(place + 1, own))
        before = place
    return out


def _joined(lines: list[tuple[int, int]], steps: list[_Step], names: list[str]) -> list[Run]:
    """The cheapest way through all steps, as runs."""
    totals = [0] * len(names)
    back: list[list[int]] = []
    everyone = range(len(names))
    for step in steps:
        best = min(everyone, key=totals.__getitem__)
        limit = totals[best] + _SWITCH
        back.append([k if totals[k] <= limit else best for k in everyone])
        totals = [min(total, limit) + own for total, own in zip(totals, step.costs, strict=True)]
    place = min(everyone, key=totals.__getitem__)
    path = []
    for stay in reversed(back):
        path.append(place)
        place = stay[place]
    runs: list[Run] = []
    for (begin, end), place in zip(
        pairwise([0, *[step.end for step in steps]]), reversed(path), strict=True
    ):
        start, stop = lines[begin][0], lines[end - 1][1]
        if runs and runs[-1].encoding == names[place]:
            runs[-1] = runs[-1]._replace(end=stop)
        else:
            runs.append(Run(start, stop, names[place]))
    return runs


def _table(lines: list[bytes], names: list[str], known: int) -> list[list[int]]:
    """Costs of each line under each candidate, the first of which are `known` to be here."""
    columns = [line_costs(lines, name) for name in names]
    for own in columns[known:]:
        for row, line in enumerate(lines):
            # No text in that encoding either: damage is no reason to change it.
            if _poor(line, own[row]):
                own[row] = max(own[row], _IMPOSSIBLE * len(line))
    return [list(row) for row in zip(*columns, strict=True)]


def _poor(line: bytes, cost: int) -> bool:
    """Tell whether a reading at that cost is no text."""
    high = len(line.translate(None, _ASCII_BYTES))
    return cost - ASCII * (len(line) - high) > _POOR * high


def line_costs(lines: list[bytes], encoding: str) -> list[int]:
    """Return the cost of each line under one encoding.

    Not for ASCII lines: they cost the same everywhere.

    >>> line = ["中文".encode("gbk")]
    >>> line_costs(line, "gb18030") < line_costs(line, "big5")
    True
    """
    worst = [_IMPOSSIBLE * len(line) for line in lines]
    double = BY_NAME.get(encoding)
    if double is not None and len(lines) < _BATCH:
        found = [double_reading(line, double, 0, few=_FEW) for line in lines]
        return [r.cost if r else bad for r, bad in zip(found, worst, strict=True)]
    if double is not None:
        costs = double_costs(lines, double, _FEW)
        return [cost if cost >= 0 else bad for cost, bad in zip(costs, worst, strict=True)]
    # Priors say how rare an encoding is as such; within a file it was met already.
    read = utf8 if encoding == "utf-8" else contest.singles
    own = ([r.cost for r in read(line) if r.encoding == encoding] for line in lines)
    return [min(costs, default=bad) for costs, bad in zip(own, worst, strict=True)]
