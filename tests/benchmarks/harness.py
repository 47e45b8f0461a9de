"""What measurements share: interleaved best-of timing, prose from the corpora, Markdown tables."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
MARK = "␞\n"


class MissingError(Exception):
    """A peer or the data beside the repository is missing: said in the report, not fatal."""


def prose(name: str, length: int, count: int) -> list[str]:
    """Return `count` texts of `length` characters from a file of the clean corpora.

    Raises MissingError where the corpora are not beside the repository.
    """
    path = SHARED / "corpora" / "clean" / f"{name}.txt"
    if not path.is_file():
        raise MissingError(f"{path} is not there")
    whole = path.read_text("utf-8").replace(MARK, "")
    texts = [whole[k : k + length] for k in range(0, length * count, length)]
    return [t for t in texts if len(t) == length]


def best(candidates: Mapping[str, Callable[[], object]], rounds: int = 5) -> dict[str, float]:
    """Return the best processor time in seconds of each candidate, the candidates taking turns.

    Taking turns, so that a busy moment of the machine meets all of them alike.
    """
    took = dict.fromkeys(candidates, float("inf"))
    for _ in range(rounds):
        for name, work in candidates.items():
            start = time.process_time()
            work()
            took[name] = min(took[name], time.process_time() - start)
    return took


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
