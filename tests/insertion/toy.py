"""A codec and a source model small enough to write down, and all paths by brute force."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from textfix.lattice import LOST, Bias, Choice, Search, Steps

LEADS = (0x81, 0x82, 0x83)
TRAILS = (0x41, *LEADS)
CHARS = {
    (a, b): chr(0x4E00 + 16 * i + j) for i, a in enumerate(LEADS) for j, b in enumerate(TRAILS)
}
GONE = (0x83, 0x83)
del CHARS[GONE]
SYMBOLS = {ch: k for k, ch in enumerate(("\n", "A", "(", *CHARS.values()))}


class Codec:
    """Three lead bytes, four trail bytes; 83 83 is the pair that vanishes."""

    def push(self, state: int, byte: int) -> tuple[int, str] | None:
        if state:
            ch = CHARS.get((state, byte))
            return None if ch is None else (0, ch)
        if byte < 0x80:
            return 0, chr(byte)
        return (byte, "") if byte in LEADS else None

    def lost(self, state: int) -> Iterable[int]:
        return LEADS

    def into_gap(self, state: int) -> Iterator[tuple[int, str]]:
        if (ch := CHARS.get((state, GONE[0]))) is not None:
            yield GONE[0], ch

    def across_gap(self, first: int) -> Iterator[tuple[tuple[int, int], str]]:
        if first == GONE[0] and (ch := CHARS.get((GONE[1], GONE[0]))) is not None:
            yield (GONE[1], GONE[0]), ch

    def out_of_gap(self, first: int, byte: int) -> Iterator[tuple[tuple[int, int], str]]:
        for b in (byte,) if byte >= 0 else LEADS:
            if first == GONE[0] and (ch := CHARS.get((GONE[1], b))) is not None:
                yield (GONE[1], b), ch

    def closes(self, first: int, second: int) -> bool:
        return (first, second) == GONE

    def alike(self, first: int) -> int:
        return first


class Probabilities:
    """A bigram model whose every row adds up to one."""

    def __init__(self) -> None:
        n = len(SYMBOLS)
        weights = [[1 + (7 * a + 11 * b + a * b) % 13 for b in range(n)] for a in range(n)]
        self._log = [[math.log(w / sum(row)) for w in row] for row in weights]

    def id(self, ch: str) -> int:
        return SYMBOLS[ch]

    def ids(self, text: str) -> list[int]:
        return [SYMBOLS[ch] for ch in text]

    def step(self, p2: int, p1: int, c: int) -> float:
        return self._log[p1][c]

    def backed(self, p1: int, following: Sequence[int]) -> list[float]:
        return [self.step(p1, p1, c) for c in following]

    def steps(self, p2: int, p1: int, following: Sequence[int]) -> list[float]:
        return [self._log[p1][c] for c in following]

    def row(self, p2: int, p1: int) -> tuple[dict[int, float], float, dict[int, float], float]:
        return {}, 0.0, dict(enumerate(self._log[p1])), 0.0


MODEL = Probabilities()
BIAS = Bias({"A": -0.5, CHARS[0x82, 0x82]: 0.75})


def search(bias: bool = False) -> Search:
    return Search(Steps(Codec(), MODEL, BIAS if bias else Bias()))


def every_path(
    slots: Sequence[Sequence[Choice]], after: str, bias: bool
) -> list[tuple[float, str]]:
    """All sources with their scores, by trying everything; no choice of these has a gap."""
    paths = [(0.0, "", ())]
    grown: list[tuple[float, str, tuple[int, ...]]]
    now: list[tuple[float, str, tuple[int, ...]]] = list(paths)
    for slot in slots:
        grown = []
        for cost, text, open_bytes in now:
            for choice in slot:
                if (choice.shifted and not open_bytes) or (
                    choice.literal is not None and open_bytes
                ):
                    continue
                if choice.literal is not None:
                    grown.append((cost + choice.cost, text + "\0" + choice.literal, ()))
                    continue
                for data in _spelled(choice.data):
                    got = _decoded(open_bytes + data)
                    if got is not None:
                        grown.append((cost + choice.cost, text + got[0], got[1]))
        now = grown
    return [
        (_score(text, after, bias) - cost, text.replace("\0", ""))
        for cost, text, rest in now
        if not rest
    ]


def _spelled(data: tuple[int, ...]) -> list[tuple[int, ...]]:
    out: list[tuple[int, ...]] = [()]
    for byte in data:
        out = [(*o, b) for o in out for b in (LEADS if byte == LOST else (byte,))]
    return out


def _decoded(data: tuple[int, ...]) -> tuple[str, tuple[int, ...]] | None:
    text, state = "", 0
    for byte in data:
        step = Codec().push(state, byte)
        if step is None:
            return None
        state, ch = step
        text += ch
    return text, (state,) if state else ()


def _score(text: str, after: str, bias: bool) -> float:
    """Score a source; a NUL marks the character behind it as literal, which takes no bias."""
    total, last, literal = 0.0, SYMBOLS["\n"], False
    for k, ch in enumerate(text + after[:2]):
        if ch == "\0":
            literal = True
            continue
        total += MODEL.step(0, last, SYMBOLS[ch])
        biased = bias and not literal and k < len(text)
        total += BIAS.get(ch, 0.0) if biased else 0.0
        last, literal = SYMBOLS[ch], False
    return total
