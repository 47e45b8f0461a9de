"""Normalization and escapes: what fires on healthy text, punctuation restored, escapes read, speed.

Usage: python -m tests.benchmarks.bench_normalization
Every figure comes from the run itself; `run()` returns them as a markdown section.
"""

from __future__ import annotations

import html
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.normalization.punctuation_score import WIDE, score
from tests.normalization.test_rule_laws import HOSTILE
from textfix import channels, order
from textfix.profiles import Profile
from textfix.run import run as clean

CLEAN = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "clean"
OTHERS = ("mojibake", "insertion")
PROSE = ("wiki", "legal", "dialogue", "reviews", "forum", "novel", "howto", "classical", "poems")
MANUALS = ("docs", "docs-native")
SPEED = ("zh-hans-legal", "zh-hans-novel", "zh-hant-tw-transcripts", "zh-hans-wiki")
ESCAPES = ("escape:", "html-entities:", "percent", "quoted", "mime", "utf-7", "hz")
SEED, EXAMPLES, DOCUMENTS, ROUNDS = 20, 3, 60, 4
SHORT, LONG = 5_000, 40_000


def documents(name: str) -> list[str]:
    """The documents of one file of the clean corpora."""
    return (CLEAN / f"{name}.txt").read_text("utf-8").split("\n\u241e\n")


def table(head: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> str:
    """A markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ("| " + " | ".join(map(str, row)) + " |" for row in rows)
    return "\n".join(lines)


def fired(level: str) -> str:
    """Every rule that changes healthy text under a profile: count, and some instances."""
    profile = Profile(level, ignore=OTHERS)
    seen: dict[str, list[str]] = defaultdict(list)
    for path in sorted(CLEAN.glob("*.txt")):
        for steps in clean(documents(path.stem), profile):
            for step in steps:
                for f in step.plan.applied:
                    old = step.before[max(0, f.start - 8) : f.end + 8]
                    seen[f.rule].append(f"{path.stem}: {old!r}")
    rng = random.Random(SEED)

    def rows() -> Iterator[tuple[object, ...]]:
        for rule, places in sorted(seen.items(), key=lambda item: -len(item[1])):
            shown = rng.sample(places, min(EXAMPLES, len(places)))
            yield rule, len(places), "; ".join(f"`{p}`".replace("|", "\\|") for p in shown)

    return table(("rule", "changes", "instances, with 8 characters on both sides"), rows())


def punctuation() -> str:
    """Precision and recall of each mark, flattened to ASCII and restored."""
    groups = {
        "hans prose": [f"zh-hans-{name}" for name in PROSE],
        "hant prose": ["zh-hant-tw-transcripts", "zh-hant-tw-wiki", "zh-hant-hk-written",
                       "zh-hant-hk-cantonese", "zh-hant-poems", "zh-hant-classical"],
        "manuals (markup, formulas)": [f"zh-hans-{name}" for name in MANUALS] + ["zh-hant-tw-docs"],
    }  # fmt: skip

    def rows() -> Iterator[tuple[object, ...]]:
        for group, names in groups.items():
            found = score(text for name in names for text in documents(name))
            for mark in WIDE:
                s = found[mark]
                yield (
                    group, mark, s.right + s.missed, f"{s.precision:.2%}",
                    f"{s.precision_apart:.2%}", f"{s.recall:.2%}",
                )  # fmt: skip

    apart = "without texts that mix widths"
    return table(("texts", "mark", "number", "precision", apart, "recall"), rows())


def escapes() -> str:
    """Share of texts that come back from each channel of escapes: exactly, in part, wrongly."""
    profile = Profile(ignore=tuple(s for s in order.stages() if s != "escapes"))
    texts = [
        text[:400]
        for name in ("zh-hans-wiki", "zh-hant-tw-wiki", "zh-hans-reviews", "zh-hant-hk-cantonese")
        for text in documents(name)[:DOCUMENTS]
    ]

    def rows() -> Iterator[tuple[object, ...]]:
        for name in channels.names():
            if not name.startswith(ESCAPES):
                continue
            damaged = [channels.get(name).damage(text, k) for k, text in enumerate(texts)]
            made = clean([d.text for d in damaged], profile)
            after = [s[-1].after if s else d.text for s, d in zip(made, damaged, strict=True)]
            how = Counter(_how(a, d, name) for a, d in zip(after, damaged, strict=True))
            yield name, *(f"{how[kind] / len(texts):.1%}" for kind in ("exact", "part", "wrong"))

    return table(("channel", "exact", "in part", "changed wrongly"), rows())


def _how(after: str, damaged: channels.Damaged, name: str) -> str:
    """Tell whether a text came back, in part, not at all, or otherwise.

    Python's Big5 writes some marks and kana on bytes that the web reads as others: either is right.
    """
    readings = [damaged.expected]
    if name.endswith(":big5"):
        data = damaged.expected.encode("big5", "replace")
        readings.append(data.decode("big5-web", "replace"))
    if after in readings:
        return "exact"
    if after == damaged.text:
        return "left"
    return "part" if html.unescape(after) == damaged.expected else "wrong"


def _rate(size: int, work: Callable[[], object]) -> float:
    """The best of some rounds, in MB of UTF-8 per CPU second."""
    best = min(_seconds(work) for _ in range(ROUNDS))
    return size / best / 1e6


def _seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def speed() -> str:
    """MB per CPU second on clean prose, ftfy beside it in the same run."""
    import ftfy

    def rows() -> Iterator[tuple[object, ...]]:
        for name in SPEED:
            texts = documents(name)[:DOCUMENTS]
            size = sum(len(text.encode()) for text in texts)
            peer = _rate(size, lambda texts=texts: [ftfy.fix_text(t) for t in texts])  # type: ignore[misc]
            for level in ("normalize", "corpus"):
                profile = Profile(level, ignore=OTHERS)
                made = clean(texts, profile)
                formed = [s[-1].after if s else t for s, t in zip(made, texts, strict=True)]
                as_found = _rate(size, lambda t=texts, p=profile: clean(t, p))  # type: ignore[misc]
                in_form = _rate(size, lambda t=formed, p=profile: clean(t, p))  # type: ignore[misc]
                yield (
                    name, level, f"{as_found:.1f}", f"{in_form:.1f}", f"{peer:.1f}",
                    f"{as_found / peer:.1f}", f"{in_form / peer:.1f}",
                )  # fmt: skip

    head = ("text", "profile", "as found", "in form", "ftfy", "ratio as found", "ratio in form")
    return table(head, rows())


def linear() -> str:
    """The hostile lines of the tests whose cost for a character grows most with length."""
    profile = Profile("corpus", ignore=OTHERS)

    def cost(piece: str, size: int) -> float:
        text = ("中文" + piece * size)[:size]
        return min(_seconds(lambda: clean([text], profile)) for _ in range(ROUNDS)) / size * 1e9

    costs = [(piece, cost(piece, SHORT), cost(piece, LONG)) for piece in HOSTILE]
    costs.sort(key=lambda c: c[2] / c[1], reverse=True)
    rows = ((f"`{p!r}`", f"{a:.0f}", f"{b:.0f}") for p, a, b in costs[:5])
    return table(("repeated", f"ns a character of {SHORT}", f"of {LONG}"), rows)


def run() -> str:
    """Return all sections as markdown."""
    parts = {
        "Rules that change healthy text under `normalize`": fired("normalize"),
        "Rules that change healthy text under `corpus`": fired("corpus"),
        "Flattened punctuation restored": punctuation(),
        "Texts written in escapes, under `repair`": escapes(),
        "Speed, MB of UTF-8 per CPU second": speed(),
        "Hostile lines, the five that grow most": linear(),
    }
    return "\n\n".join(f"### {title}\n\n{body}" for title, body in parts.items())


if __name__ == "__main__":
    sys.stdout.write(run() + "\n")
