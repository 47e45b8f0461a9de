"""Mixed encodings: the most probable encoding of every line, with a price for changing it.

A small Viterbi over lines; work per line is bounded by the candidates that won some line.
"""

import re
from typing import NamedTuple

from textfix.detection import contest
from textfix.detection.contest import DOUBLES
from textfix.detection.naming import read
from textfix.detection.utf8 import utf8

# Changing the encoding between two lines costs as much as two or three unlikely characters.
_SWITCH = 140
# Mean cost of a line that needs no other candidates.
_FINE = 56
_PROBES = 16
_STRIDE = 7919
_LONG_LINE = 2048
_MAX_CANDIDATES = 6
_IMPOSSIBLE = 255
_LINE = re.compile(rb"[^\n\r]*(?:\r\n|\n|\r|\Z)")
# Bytes below 0x30 are no part of any multi-byte character here.
_SOFT = re.compile(rb"[\x00-\x2f]")


class Run(NamedTuple):
    """Bytes `start` to `end` in one encoding; "" where all is ASCII."""

    start: int
    end: int
    encoding: str


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


def candidates(data: bytes, lines: list[tuple[int, int]], known: list[str]) -> list[str]:
    """Return the encodings that win some of the lines, the usual suspects first.

    Not a ranking: `best_runs` decides.

    >>> data = "第一行文字\\n".encode("gbk")
    >>> "gb18030" in candidates(data, split(data), [])
    True
    """
    high = [(a, b) for a, b in lines if not data[a:b].isascii()]
    if known:
        # Lines that the likeliest encoding does not read well tell most about the others.
        odd = [(a, b) for a, b in high if _well_read(data[a:b], known[0]) is None]
        high = odd + high[: len(high) if len(odd) < _PROBES else 0]
    wins: dict[str, int] = dict.fromkeys(known, len(high))
    # A stride that shares no period with the lines, which may alternate.
    for number in range(min(_PROBES, len(high))):
        start, end = high[number * _STRIDE % len(high)]
        piece = data[start:end][: contest_size()]
        found = contest.readings(piece)
        if found:
            wins[found[0].encoding] = wins.get(found[0].encoding, 0) + min(end - start, 60)
    order = sorted(wins, key=lambda name: -wins[name])[:_MAX_CANDIDATES]
    return order if "utf-8" in order else [*order, "utf-8"]


def contest_size() -> int:
    """Bytes of one line that a probe reads."""
    return 400


def best_runs(data: bytes, known: list[str]) -> list[Run]:
    """Return runs of lines in one encoding each, covering `data`.

    Not for one-encoding data: it costs about a second for a megabyte.

    >>> mixed = "第一行文字在这里\\n".encode("gbk") + "第二行文字在這裡\\n".encode("big5")
    >>> [run.encoding for run in best_runs(mixed, [])]
    ['gb18030', 'big5']
    """
    lines = split(data)
    names = candidates(data, lines, known)
    totals = [0] * len(names)
    back: list[list[int]] = []
    for start, end in lines:
        own = _own_costs(data[start:end], names, known[0] if known else "")
        best = min(range(len(names)), key=totals.__getitem__)
        stay = [k if totals[k] <= totals[best] + _SWITCH else best for k in range(len(names))]
        totals = [min(totals[k], totals[best] + _SWITCH) + own[k] for k in range(len(names))]
        back.append(stay)
    place = min(range(len(names)), key=totals.__getitem__)
    path = []
    for stay in reversed(back):
        path.append(place)
        place = stay[place]
    return _join(lines, [names[k] for k in reversed(path)])


def _well_read(line: bytes, encoding: str) -> int | None:
    """The cost of a line that reads well in an encoding, or None."""
    text = read(line, encoding)
    if text is None:
        return None
    cost = line_cost(line, encoding)
    return cost if encoding == "utf-8" or cost < _FINE * len(text) else None


def _own_costs(line: bytes, names: list[str], trusted: str) -> list[int]:
    """Costs of a line under all candidates; a line that the trusted one reads well is its own."""
    if line.isascii():
        return [0] * len(names)
    if trusted in names:
        cost = _well_read(line, trusted)
        if cost is not None:
            # What is well read by one is at least this much worse for any other.
            return [cost if name == trusted else 2 * cost + _SWITCH for name in names]
    return [line_cost(line, name) for name in names]


def _join(lines: list[tuple[int, int]], names: list[str]) -> list[Run]:
    runs: list[Run] = []
    for (start, end), name in zip(lines, names, strict=True):
        if runs and runs[-1].encoding == name:
            runs[-1] = runs[-1]._replace(end=end)
        else:
            runs.append(Run(start, end, name))
    return runs


def line_cost(line: bytes, encoding: str) -> int:
    """Return the cost of one line under one encoding.

    Not for ASCII lines: they cost the same everywhere.

    >>> line_cost("中文".encode("gbk"), "gb18030") < line_cost("中文".encode("gbk"), "big5")
    True
    """
    if encoding == "utf-8":
        found = utf8(line)
    elif encoding in contest.DOUBLE_NAMES:
        double = next(d for d in DOUBLES if d.encoding == encoding)
        found = [r for r in [contest.double_reading(line, double, 0, few=2)] if r]
    else:
        found = [r for r in contest.singles(line) if r.encoding == encoding]
    # Priors say how rare an encoding is as such; within a file it was met already.
    return min((r.cost for r in found), default=_IMPOSSIBLE * len(line))
