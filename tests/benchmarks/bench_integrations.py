"""What hosts add: one set of documents through a bare loop, Arrow and each host that is installed.

Hosts that are absent are named as such; `make test-integrations` puts them in .venv-hosts.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from typing import Any

import textfix
from tests.benchmarks.clusters import measured
from tests.benchmarks.harness import MissingError, best, prose, table
from tests.benchmarks.hosts import MAKERS, Work
from textfix import Cleaner, Profile
from textfix.integrations import Columns
from textfix.run import program

FILES = ("zh-hans-wiki", "zh-hans-forum", "zh-hant-tw-transcripts", "zh-hant-tw-wiki")
DAMAGES = ("mojibake:utf-8>latin-1", "mojibake:gbk>cp1252-c1", "gloss-page", "commas")
HEALTHY, DAMAGED, LENGTH, ROUNDS = 50, 8, 300, 2
GOAL_SPEED, GOAL_RATIO = 500, 100


def run() -> str:
    """Measure and return both tables."""
    return f"{_clean_text()}\n{_overhead()}\n{_hosts()}"


def _clean_text() -> str:
    """Speed of the Arrow path where nothing wakes, beside ftfy."""
    try:
        pa: Any = importlib.import_module("pyarrow")
    except ImportError:
        raise MissingError("pyarrow is not installed") from None
    import ftfy

    rows = []
    for name in (*FILES, "en", "ja"):
        texts = prose(name, 1000, 300)
        masks = program(Profile()).sieve.look(texts)
        asleep = [t for t, mask in zip(texts, masks, strict=True) if not mask]
        if not asleep:
            continue
        array = pa.array(asleep * (3000 // len(asleep) + 1))
        all_of_it = pa.array(texts)
        size = sum(len(t.encode()) for t in asleep)
        took = best(
            {
                "ftfy": partial(_each, ftfy.fix_text, asleep),
                "arrow": partial(Cleaner(), array),
                "all": partial(Cleaner(), all_of_it),
            },
            3,
        )
        peer, own = size / took["ftfy"] / 1e6, array.nbytes / took["arrow"] / 1e6
        whole = all_of_it.nbytes / took["all"] / 1e6
        rows.append(
            (name, f"{len(asleep)}/{len(texts)}", f"{peer:.1f}", f"{own:.0f}",
             f"{own / peer:.0f}×", f"{whole:.1f}", f"{whole / peer:.1f}×")
        )  # fmt: skip
    head = ("text", "asleep", "ftfy MB/s", "Arrow, asleep", "ratio", "Arrow, all", "ratio")
    return (
        "Arrow columns of healthy text, rows of 1,000 characters, megabytes of UTF-8 for a "
        f"second of processor time. Goal: {GOAL_SPEED} MB/s or {GOAL_RATIO}× ftfy where nothing "
        "wakes a rule.\n\n" + table(head, rows) + "\n"
    )


def _each(work: Callable[[str], object], texts: list[str]) -> None:
    for text in texts:
        work(text)


def documents() -> tuple[list[str], list[str]]:
    """Return documents and what they should become: healthy ones, and damaged ones among them."""
    from textfix import channels

    texts, truth = [], []
    for place, name in enumerate(FILES):
        for k, text in enumerate(prose(name, LENGTH, HEALTHY + DAMAGED)):
            if k < HEALTHY:
                texts.append(text)
            else:
                channel = channels.get(DAMAGES[(place + k) % len(DAMAGES)])
                texts.append(channel.damage(text, k).text)
            truth.append(text)
    return texts, truth


def _works() -> tuple[dict[str, Work], str]:
    """Return what is to be measured, and a note on what is absent."""
    works: dict[str, Work] = {
        "bare loop of `clean`": lambda t: [textfix.clean(x) for x in t],
        "`clean_many`": textfix.clean_many,
        "`Columns`, a dict": lambda t: list(Columns()({"text": t})["text"]),
        "`Columns` with account": lambda t: list(Columns(account="a")({"text": t})["text"]),
    }
    absent = []
    for name, make in MAKERS.items():
        try:
            works[name] = make()
        except ImportError as reason:
            absent.append(f"{name} ({reason})")
    return works, f"Absent here: {'; '.join(absent)}.\n" if absent else ""


def _overhead() -> str:
    """What a host adds, which only shows where the cleaning itself costs next to nothing."""
    texts = [t for name in FILES for t in prose(name, LENGTH, 300)]
    masks = program(Profile()).sieve.look(texts)
    asleep = [t for t, mask in zip(texts, masks, strict=True) if not mask]
    works, _ = _works()
    took = best({name: partial(work, asleep) for name, work in works.items()}, 3)
    rows = [(name, f"{seconds / len(asleep) * 1e6:.1f}") for name, seconds in took.items()]
    return (
        f"What hosts add: {len(asleep)} healthy texts of {LENGTH} characters in which nothing "
        "wakes, values in and out of the host included.\n\n"
        + table(("host", "µs a document"), rows) + "\n\n" + measured(asleep) + "\n"
    )  # fmt: skip


def _hosts() -> str:
    texts, truth = documents()
    works, note = _works()
    results = {name: work(texts) for name, work in works.items()}
    took = best({name: partial(work, texts) for name, work in works.items()}, ROUNDS)
    base = took["`clean_many`"]
    rows = []
    for name, seconds in took.items():
        new = results[name]
        damaged = [k for k, (a, b) in enumerate(zip(texts, truth, strict=True)) if a != b]
        good = sum(new[k] == truth[k] for k in damaged)
        harmed = sum(new[k] != t for k, t in enumerate(texts) if t == truth[k])
        rows.append(
            (name, f"{seconds / len(texts) * 1e6:.0f}", f"{seconds / base:.2f}×",
             f"{good}/{len(damaged)}", f"{harmed}/{len(texts) - len(damaged)}")
        )  # fmt: skip
    head = ("host", "µs a document", "to `clean_many`", "recovered", "healthy changed")
    return (
        f"{len(texts)} documents of about {LENGTH} characters, {len(DAMAGES)} kinds of damage, "
        f"best of {ROUNDS} turns of processor time. *Recovered*: exactly the text before."
        "\n\n"
        + table(head, rows) + "\n\n" + note
    )  # fmt: skip
