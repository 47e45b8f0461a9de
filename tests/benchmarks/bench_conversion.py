"""Prints conversion speed and quality beside the peers, all measured in this one run.

python tests/benchmarks/bench_conversion.py [speed|short|cold|quality|machine ...]
"""

from __future__ import annotations

import importlib
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from textfix.conversion import convert, convert_many, identify, machine_made
from textfix.conversion.tables import candidates, compose

SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpora"
UNPACKED = Path(tempfile.gettempdir()) / "textfix-opencc-1.4.2"
ZHCONV = {"s2t": "zh-hant", "t2s": "zh-hans", "s2twp": "zh-tw", "tw2sp": "zh-cn"}
CONFIGS = {"s2t": "hans", "t2s": "hant", "s2tw": "hans", "tw2s": "hant"}
CONFIGS |= {"s2twp": "hans", "tw2sp": "hant", "s2hk": "hans", "hk2s": "hant"}
Convert = Callable[[str], str]


def clean(*names: str) -> str:
    return "".join((SHARED / "clean" / f"{name}.txt").read_text("utf-8") for name in names)


def five_megabytes(script: str) -> str:
    if script == "hans":
        names = ("zh-hans-wiki", "zh-hans-novel", "zh-hans-reviews", "zh-hans-legal")
        text = clean(*names, "zh-hans-dialogue", "zh-hans-forum", "zh-hans-howto")
    else:
        text = clean("zh-hant-tw-wiki", "zh-hant-tw-transcripts", "zh-hant-tw-docs") * 2
    return text.encode("utf-8")[:5_000_000].decode("utf-8", "ignore")


def official(config: str) -> Convert | None:
    if not (UNPACKED / "opencc").is_dir():
        return None
    if str(UNPACKED) not in sys.path:
        sys.path.insert(0, str(UNPACKED))
    done: Convert = importlib.import_module("opencc").OpenCC(config).convert
    return done


def zhconv(config: str) -> Convert | None:
    target = ZHCONV.get(config, ZHCONV["s2twp" if config.startswith("s2") else "tw2sp"])
    try:
        package = importlib.import_module("zhconv_rs")
    except ImportError:
        return None
    return lambda text: str(package.zhconv(text, target))


def spent() -> float:
    """Return the processor time of this process and its finished children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def best_of(rounds: int, calls: Sequence[Callable[[], object] | None]) -> list[float]:
    """Time calls in turn, several rounds: the least processor time of each."""
    least = [float("inf")] * len(calls)
    for _ in range(rounds):
        for n, call in enumerate(calls):
            if call is not None:
                start = spent()
                call()
                least[n] = min(least[n], spent() - start)
    return least


def row(*cells: object) -> None:
    sys.stdout.write("| " + " | ".join(str(cell) for cell in cells) + " |\n")


def ratio(peer: float, mine: float) -> str:
    return f"{peer / mine:.2f}" if peer < float("inf") else "absent"


def speed() -> None:
    row("5 MB", "textfix MB/s", "OpenCC 1.4.2 MB/s", "zhconv-rs MB/s", "× OpenCC", "× zhconv-rs")
    row(*["---"] * 6)
    for config, script in CONFIGS.items():
        text = five_megabytes(script)
        size = len(text.encode("utf-8")) / 1e6
        peers = [official(config), zhconv(config)]
        calls = [partial(convert, text, config), *(p and partial(p, text) for p in peers)]
        mine, theirs, rust = best_of(5, calls)
        rates = (f"{size / t:.0f}" for t in (mine, theirs, rust))
        row(config, *rates, ratio(theirs, mine), ratio(rust, mine))
    text = five_megabytes("hans")[:300_000]
    (mode_best,) = best_of(2, [lambda: convert(text, "s2tw", mode="best")])
    row("s2tw best", f"{len(text.encode()) / 1e6 / mode_best:.2f}", "", "", "", "")
    (named,) = best_of(1, [lambda: convert(text, "s2t", dictionary="1.1.6")])
    row("s2t 1.1.6", f"{len(text.encode()) / 1e6 / named:.2f}", "", "", "", "")
    (seen,) = best_of(2, [lambda: identify(text)])
    row("identify", f"{len(text.encode()) / 1e6 / seen:.1f}", "", "", "", "")


def each(convert_one: Convert, texts: list[str]) -> None:
    for text in texts:
        convert_one(text)


def short() -> None:
    row("short texts", "textfix", "OpenCC 1.4.2", "zhconv-rs", "× OpenCC", "× zhconv-rs")
    row(*["---"] * 6)
    for config, script in CONFIGS.items():
        text = five_megabytes(script)
        samples = [text[n : n + 200] for n in range(0, 600_000, 6_000)]
        mine: Convert = partial(convert, config=config)
        peers = [mine, official(config), zhconv(config)]
        calls = [peer and partial(each, peer, samples * 5) for peer in peers]
        times = [t / len(samples) / 5 * 1e6 for t in best_of(8, calls)]
        cells = (f"{t:.1f} µs" for t in times)
        row(f"{config}, 200 characters", *cells, *(ratio(t, times[0]) for t in times[1:]))
    for config, script in (("s2t", "hans"), ("t2s", "hant")):
        lines = [line for line in five_megabytes(script).split("\n") if 5 < len(line) < 60][:10_000]
        many: Callable[[], object] = partial(convert_many, lines, config)
        others = [official(config), zhconv(config)]
        times = best_of(8, [many, *(peer and partial(each, peer, lines) for peer in others)])
        cells = (f"{t * 1e3:.1f} ms" for t in times)
        row(f"{config}, 10,000 lines", *cells, *(ratio(t, times[0]) for t in times[1:]))


def cold() -> None:
    row("fresh process", "ms beyond interpreter start")
    row("---", "---")
    empty = [sys.executable, "-c", "pass"]
    for config in ("s2t", "t2s", "s2twp", "tw2sp"):
        code = f"from textfix.conversion import convert; convert('头发發展', {config!r})"
        start = [sys.executable, "-c", code]
        base, full = best_of(12, [partial(process, empty), partial(process, start)])
        row(config, f"{(full - base) * 1e3:.0f}")


def process(command: list[str]) -> None:
    subprocess.run(command, check=True)


def wrong(native: str, simple: str, done: str, *, skip: str = "") -> float:
    several = candidates("1.4.2", "STCharacters")
    rows = [(a, c) for a, b, c in zip(native, simple, done, strict=True) if b in several]
    rows = [(a, c) for a, c in rows if a not in skip]
    return 100 * sum(a != c for a, c in rows) / len(rows)


def quality() -> None:
    row("one-to-many characters wrong, %", "OpenCC", "best", "without 台 臺: OpenCC", "best")
    row(*["---"] * 5)
    names = ("zh-hant-tw-wiki", "zh-hant-tw-docs", "zh-hant-tw-transcripts")
    pairs = [(name, clean(name), convert(clean(name), "tw2s"), "s2tw") for name in names]
    pairs.append(("the three", "".join(p[1] for p in pairs), "".join(p[2] for p in pairs), "s2tw"))
    lines = (SHARED / "parallel" / "gsd-dev.tsv").read_text("utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    both = ["\n".join(cell[n] for cell in cells if len(cell) > 2) for n in (1, 2)]
    pairs += [("parallel", both[0], both[1], config) for config in ("s2t", "s2tw")]
    for name, native, simple, config in pairs:
        done = [convert(simple, config, mode=mode) for mode in ("opencc", "best")]
        rates = [wrong(native, simple, d, skip=s) for s in ("", "台臺") for d in done]
        row(f"{name} {config}", *(f"{rate:.2f}" for rate in rates))
    rust = zhconv("s2t")
    if rust is not None:
        row(
            "parallel, zhconv-rs zh-hant",
            f"{wrong(both[0], both[1], rust(both[1])):.2f}",
            *[""] * 3,
        )
    round_trips()


def round_trips() -> None:
    row("sentences unchanged, %", "opencc", "best")
    row(*["---"] * 3)
    files = sorted((SHARED / "clean").glob("zh-hans-*.txt"))
    for there, back in (("s2t", "t2s"), ("s2tw", "tw2s"), ("s2hk", "hk2s")):
        for kind in ("prose", "poems and classics"):
            source: list[str] = []
            for path in files:
                if ("poems" in path.name or "classical" in path.name) == (kind != "prose"):
                    text = path.read_text("utf-8")
                    source += re.findall(r"[^。！？\n␞]{6,80}[。！？]", text)[:3000]
            joined = "\n".join(source)
            rates = []
            for mode in ("opencc", "best"):
                again = convert(convert(joined, there, mode=mode), back, mode=mode).split("\n")
                rates.append(sum(a == b for a, b in zip(source, again, strict=True)))
            row(f"{there}, {back}: {kind}", *(f"{100 * n / len(source):.2f}" for n in rates))


def chunks(text: str, size: int) -> list[str]:
    kept = "".join(ch for ch in text if not ch.isascii())
    return [kept[n : n + size] for n in range(0, len(kept) - size, size)][:60]


def tables_of_the_wild() -> list[dict[int, int]]:
    """Make two character tables: OpenCC's first forms, and one that keeps what it can."""
    first = compose("1.4.2", ("STCharacters",))
    draw = random.Random(6)
    bad = dict(first)
    for ch, forms in sorted(candidates("1.4.2", "STCharacters").items()):
        if ch in forms and draw.random() < 0.5:
            bad[ord(ch)] = ord(ch)
        elif draw.random() < 0.15:
            bad[ord(ch)] = ord(draw.choice(forms))
    return [first, bad]


def machine() -> None:
    row("machine-made found, of chunks", "1,000 characters", "5,000 characters")
    row(*["---"] * 3)
    native = ["zh-hant-tw-wiki", "zh-hant-tw-docs", "zh-hant-tw-transcripts", "zh-hant-poems"]
    for name in [*native, "zh-hant-hk-cantonese", "zh-hant-classical"]:
        counts = []
        for size in (1000, 5000):
            found = [bool(machine_made(chunk)) for chunk in chunks(clean(name), size)]
            counts.append(f"{sum(found)} of {len(found)}")
        row(f"native {name}", *counts)
    prose = ["zh-hans-wiki", "zh-hans-legal", "zh-hans-reviews", "zh-hans-docs", "zh-hans-novel"]
    for label, table in zip(("first forms", "bad table"), tables_of_the_wild(), strict=True):
        for name in [*prose, "zh-hans-forum", "zh-hans-dialogue", "zh-hans-howto"]:
            counts = []
            for size in (1000, 5000):
                made = [c.translate(table) for c in chunks(clean(name), size)]
                found = [bool(machine_made(chunk)) for chunk in made]
                counts.append(f"{sum(found)} of {len(found)}")
            row(f"{label}: {name}", *counts)


PARTS = {"speed": speed, "short": short, "cold": cold, "quality": quality, "machine": machine}


def main() -> None:
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
