"""Repair of glossed and torn pages: real samples, generators, healthy text, calibration, speed.

Usage: python -m tests.benchmarks.bench_insertion [documents per table, 100 unless told]
Every figure comes from the run itself; `run()` returns them as a markdown section.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.insertion import prose, second_generator
from tests.insertion.calibration import LEAST, calibration
from tests.insertion.judge import Score, insertion_only, judge
from tests.insertion.markdown import cell, percent, table
from textfix import channels, order
from textfix.insertion.replay import fold
from textfix.profiles import MIN_CONFIDENCE, Profile
from textfix.run import program
from textfix.run import run as repair

PAGES = (
    "gloss-page", "gloss-page-tiers", "gloss-page-cuts", "gloss-page-markup", "gloss-page-python",
    "gloss-nested", "gloss-unicode", "gloss-simplified", "gloss-toneless-repeated",
    "gloss-simplified-bytes",
)  # fmt: skip
SEED = 20
LARGE = 5500
"""Documents in the text whose speed is measured: about 4 MB."""
FOUNDING = Path(__file__).resolve().parents[2] / "corpus" / "founding" / "document.txt"
EXAMPLES = 3


def samples() -> str:
    """Real pages: how many come back exactly, and what is left of the others."""
    rows, left = [], []
    found = [json.loads(line) for line in prose.SAMPLES.read_text("utf-8").splitlines()]
    wanted = [s for s in found if s["expected"] is not None and _of_insertion(s["kind"])]
    for kind, count in sorted(Counter(s["kind"] for s in wanted).items()):
        exact = [0, 0]
        for s in (s for s in wanted if s["kind"] == kind):
            trace = repair([s["damaged"]], insertion_only())[0]
            got = trace[-1].after if trace else s["damaged"]
            exact[0] += got == s["expected"]
            exact[1] += fold(got) == fold(s["expected"])
            if got != s["expected"]:
                left.append(f"- `{s['id']}`: {_first_difference(got, s['expected'])}")
        rows.append((kind, count, *exact))
    return table("kind | samples | exact | exact but for width", rows) + "\n\n" + "\n".join(left)


def _of_insertion(kind: str) -> bool:
    return kind.startswith("gloss_") or kind in ("control_chars_inserted", "clean")


def _first_difference(got: str, meant: str) -> str:
    at = next((k for k, (a, b) in enumerate(zip(got, meant, strict=False)) if a != b), 0)
    a, b = got[max(0, at - 6) : at + 12], meant[max(0, at - 6) : at + 12]
    return f"got `{cell(a)}`, was `{cell(b)}` at {at}"


def measure(name: str, count: int, profile: Profile) -> Score:
    """Judge the repair of pages that one channel made of held-out prose."""
    score = Score()
    for k, sentences in enumerate(prose.documents(count, SEED)):
        page = channels.get(name).damage("\n".join(sentences), SEED + k)
        judge(page.text, page.expected, profile, score)
    return score


def measure_second(cuts: bool, count: int, profile: Profile) -> Score:
    """The same with pages of the second generator."""
    score = Score()
    for k, sentences in enumerate(prose.documents(count, SEED + 1)):
        rng = random.Random(k)
        page = second_generator.make(sentences, second_generator.draw(rng, cuts), rng)
        judge("\n".join(page.seen), "\n".join(page.meant), profile, score, page.happened)
    return score


def pages(scores: dict[str, Score]) -> str:
    """Generators: sentences and edits, causes with examples, confusion of characters."""
    rows: list[tuple[object, ...]] = []
    for name, s in scores.items():
        right, wrong = s.edits
        torn = [v for v in s.verdicts if v.finding.rule == "insertion.torn"]
        bad, all_torn = sum(v.wrong for v in torn), sum(v.wrong + v.right for v in torn)
        rows.append((
            name, s.sentences, percent(s.exact, s.sentences), right + wrong,
            percent(right, right + wrong, 2), percent(all_torn - bad, all_torn, 2), s.unseen,
        ))  # fmt: skip
    head = "channel | sentences | exact | edits | right | torn edits right | pages not recognized"
    causes = Counter((n, f.cause) for n, s in scores.items() for f in s.failures)
    names = sorted({cause for _, cause in causes})
    by_cause = [(n, *(causes[n, c] for c in names)) for n in scores]
    confused = sum((s.confused for s in scores.values()), Counter[tuple[str, str]]())
    pairs = ", ".join(f"{a} → {b} ({n})" for (a, b), n in confused.most_common(40) if n > 1)
    return "\n\n".join((
        table(head, rows), "Sentences that did not come back, by cause:",
        table(" | ".join(("channel", *names)), by_cause), *_examples(scores, names),
        "Characters most often taken for others (was → read): " + (pairs or "none twice"),
    ))  # fmt: skip


def _examples(scores: dict[str, Score], names: list[str]) -> Iterator[str]:
    for cause in names:
        found = [f for s in scores.values() for f in s.failures if f.cause == cause and f.damaged]
        some = found[:: max(1, len(found) // EXAMPLES)][:EXAMPLES]
        lines = [f"  - `{cell(f.damaged)}` was `{f.meant}`, read `{f.got}`" for f in some]
        if lines:
            yield f"- {cause}\n" + "\n".join(lines)


def healthy() -> str:
    """Clean corpora: characters in, characters changed; must be none."""
    size = changed = documents = 0
    touched = []
    for path in sorted(prose.CLEAN.glob("*.txt")):
        found = prose.corpus(path)
        for k, (text, trace) in enumerate(zip(found, repair(found, insertion_only()), strict=True)):
            size, documents = size + len(text), documents + 1
            if trace and trace[-1].after != text:
                changed += sum(
                    e.end - e.start + len(e.new) for step in trace for e in step.plan.edits
                )
                touched.append(f"{path.name} {k}")
    listed = f" ({', '.join(touched)})" if touched else ""
    return f"{changed} of {size:,} characters changed in {documents:,} documents{listed}."


def _seconds(texts: list[str]) -> float:
    start = time.process_time()
    repair(texts, insertion_only())
    return time.process_time() - start


def speed() -> str:
    """MB of UTF-8 a second, and time against size; each text is new, none is remembered."""
    pages = ["\n".join(d) for d in prose.documents(LARGE, SEED)]
    text, few = "\n".join(pages), "\n".join(pages[: LARGE // 10])
    founding = FOUNDING.read_text("utf-8")
    made = {
        "founding document, repeated": founding * (4_000_000 // len(founding.encode())),
        "gloss-page-tiers": channels.get("gloss-page-tiers").damage(text, 2).text,
        "gloss-nested, a tenth of that": channels.get("gloss-nested").damage(few, 2).text,
        "clean prose, one text": text,
    }
    _seconds([founding])
    rows: list[tuple[object, ...]] = []
    for name, page in made.items():
        size = len(page.encode()) / 1e6
        times = [_seconds([page[: len(page) // part]]) for part in (1, 2, 4)]
        ratios = " : ".join(f"{t / times[2]:.1f}" for t in reversed(times))
        rows.append((name, f"{size:.2f}", f"{size / times[0]:.3f}", ratios))
    size = len(text.encode()) / 1e6
    rows.append(("clean prose, as pages", f"{size:.2f}", f"{size / _seconds(pages):.0f}", "–"))
    sieve = program(insertion_only()).sieve
    start = time.process_time()
    sieve.look(pages)
    note = f"The sieve alone reads these pages at {size / (time.process_time() - start):.0f} MB/s."
    return table("text | MB | MB/s | time of ¼ : ½ : 1", rows) + "\n\n" + note


def run(documents: int = 100) -> str:
    """Measure everything; return a markdown section."""
    applied = insertion_only()
    scores = {name: measure(name, documents, applied) for name in PAGES}
    for cuts in (False, True):
        scores[f"second generator{', cuts' if cuts else ''}"] = measure_second(
            cuts, documents, applied
        )
    bold = insertion_only(LEAST)
    open_scores = {name: measure(name, documents, bold) for name in PAGES}
    open_scores["second generator"] = measure_second(False, documents, bold)
    open_scores["second generator, cuts"] = measure_second(True, documents, bold)
    rules = ", ".join(n for n in order.names() if n.startswith("insertion."))
    return "\n\n".join((
        "## Glossed and torn pages",
        f"Rules: {rules}; {documents} documents of eight sentences for each channel, "
        f"threshold {MIN_CONFIDENCE}; CPU time of one process.",
        "### Real samples", samples(), "### Generators", pages(scores),
        "### Healthy text", healthy(), "### Confidence of torn runs", calibration(open_scores),
        "### Speed", speed(),
    ))  # fmt: skip


if __name__ == "__main__":
    print(run(*map(int, sys.argv[1:2])))
