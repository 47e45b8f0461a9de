"""Encoding detection beside its peers: every row of the table in docs/detection.md, one run.

Usage: python tests/benchmarks/bench_detection.py [--samples 200] [--seed 7] [--peers all|none]
       [--corpus clean|train] [--rows short,cut,...]
"""

import argparse
import random
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

from textfix import codecs, detection

# Run as a script, only its own folder is on the path.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.benchmarks import detection_cases as made
from tests.benchmarks.detection_cases import (
    CJK,
    CORPORA,
    HANS,
    HANT,
    OTHER,
    Case,
    pieces,
    reads,
)
from tests.benchmarks.detection_speed import speed

Answer = Callable[[bytes], tuple[str | None, float]]


def ours(data: bytes) -> tuple[str | None, float]:
    found = detection.detect(data)
    return found.encoding, found.confidence


def peers(wanted: str) -> dict[str, Answer]:
    """Detectors by name; those that are not installed are left out and named."""
    found: dict[str, Answer] = {"textfix": ours}
    if wanted == "none":
        return found
    try:
        import charset_normalizer

        def normalizer(data: bytes) -> tuple[str | None, float]:
            best = charset_normalizer.from_bytes(data).best()
            return (best.encoding, 1.0 - best.chaos) if best else (None, 0.0)

        found["charset-normalizer"] = normalizer
        import chardet

        def chardet7(data: bytes) -> tuple[str | None, float]:
            answer = chardet.detect(data)
            return answer["encoding"], answer["confidence"] or 0.0

        found["chardet"] = chardet7
        import chardetng_py

        def ng(data: bytes) -> tuple[str | None, float]:
            detector = chardetng_py.EncodingDetector()
            # Not the last piece: chardetng forgives a cut character only then.
            detector.feed(data, last=False)
            return detector.guess(tld=None, allow_utf8=True), 1.0

        found["chardetng"] = ng
        import cchardet

        def faust(data: bytes) -> tuple[str | None, float]:
            answer = cchardet.detect(data)
            return answer["encoding"], answer["confidence"] or 0.0

        found["faust-cchardet"] = faust
    except ImportError as error:
        print(f"peer left out: {error}")
    return found


_EASTERN = (
    *("gb", "big5", "cp950", "cp936", "cp932", "shift", "euc", "cp949", "johab", "hz"),
    *("iso2022", "iso_2022", "utf_16", "uhc", "windows_31j", "windows_949"),
)


def false_cjk(size: int, args: argparse.Namespace, detectors: dict[str, Answer]) -> list[str]:
    """Share of short other text that is called an East Asian encoding."""
    cases = [
        raw for enc, names in OTHER.items() for raw, _ in pieces(enc, names, size, args, False)
    ]
    out: list[str] = []
    if args.show:
        for raw in cases:
            name = detection.detect(raw).encoding or "None"
            if name.replace("-", "_").startswith(_EASTERN):
                print("   false:", name, raw, detection.detect(raw).alternatives[:2])
    for detector in detectors.values():
        names_found = [(detector(raw)[0] or "").lower().replace("-", "_") for raw in cases]
        eastern_found = sum(name.startswith(_EASTERN) for name in names_found)
        out.append(f"{100 * eastern_found / len(cases):.2f}")
    return out


def mixed(pattern: str, args: argparse.Namespace, detectors: dict[str, Answer]) -> list[str]:
    """Lines read right in files of two encodings."""
    rng = random.Random(args.seed)
    pairs = [
        ("gb18030", HANS, "utf-8", HANS),
        ("gb18030", HANS, "big5", HANT),
        ("utf-8", ("ja",), "shift_jis", ("ja",)),
        ("utf-8", HANT, "big5", HANT),
    ]
    right = dict.fromkeys(detectors, 0)
    total = 0
    for first, files1, second, files2 in pairs * max(1, args.samples // 20):
        lines = [
            *made.lines_of(first, files1, 20, rng, args),
            *made.lines_of(second, files2, 20, rng, args),
        ]
        if pattern == "alternating":
            lines = [line for two in zip(lines[:20], lines[20:], strict=True) for line in two]
        data = b"".join(raw for raw, _ in lines)
        total += len(lines)
        for name, detector in detectors.items():
            if name == "textfix":
                got = detection.decode(data).text.splitlines(keepends=True)
                if args.show and got != [text for _, text in lines]:
                    print(
                        "   lines:",
                        first,
                        second,
                        detection.detect(data).encoding,
                        [s.encoding for s in detection.detect(data).segments][:8],
                    )
                right[name] += sum(a == b for a, (_, b) in zip(got, lines, strict=False))
            else:
                answer = detector(data)[0]
                right[name] += sum(reads(answer, raw, text) for raw, text in lines)
    return [f"{100 * right[name] / total:.1f}" for name in detectors]


def confidence(detectors: dict[str, Answer], cases: list[Case]) -> list[tuple[str, str]]:
    """(share right where confidence >= 0.9, expected calibration error over ten bins)."""
    out = []
    for detector in detectors.values():
        bins: dict[int, list[tuple[float, bool]]] = {}
        sure: list[bool] = []
        for data, text in cases:
            answer, belief = detector(data)
            right = reads(answer, data, text)
            bins.setdefault(min(9, int(belief * 10)), []).append((belief, right))
            if belief >= 0.9:
                sure.append(right)
        error = sum(
            abs(sum(b for b, _ in rows) - sum(r for _, r in rows)) for rows in bins.values()
        ) / len(cases)
        share = 100 * sum(sure) / len(sure) if sure else 0.0
        out.append((f"{share:.1f}", f"{100 * error:.1f}"))
    return out


ROWS: dict[
    str, tuple[str, str, Callable[[argparse.Namespace], Iterator[Case]], Callable[..., bool]]
] = {
    "short10": ("short CJK, 10 bytes", "99", made.short(10), reads),
    "short20": ("short CJK, 20 bytes", "99.5", made.short(20), reads),
    "short50": ("short CJK, 50 bytes", "100", made.short(50), reads),
    "cut10": ("tail cut, 10 bytes", "99", made.tail_cut(10), reads),
    "cut1000": ("tail cut, 1000 bytes", "100", made.tail_cut(1000), reads),
    "head20": ("begins inside a character, 20 bytes", "95", made.head_cut(20), made.same_family),
    "head1000": (
        "begins inside a character, 1000 bytes",
        "100",
        made.head_cut(1000),
        made.same_family,
    ),
    "words": ("a few Chinese words in C, CSV, log, HTML", "99.7", made.words, reads),
    "late": ("after 300 kB of ASCII", "100", made.late, reads),
    "bad": ("1-5 bad bytes in 600 (encoding right)", "99.8", made.bad_bytes, made.family),
    "rare": ("EUC-TW, ISO-2022-CN, HZ, Johab, UTF-16, 50 bytes", "97", made.rare, reads),
    "whole": ("whole files, CJK", "98.5", made.whole(CJK), reads),
    "wholeother": ("whole files, other", "96", made.whole(OTHER), reads),
}


def accuracy(args: argparse.Namespace, detectors: dict[str, Answer]) -> None:
    print("| row | goal | " + " | ".join(detectors) + " |")
    print("|---|--:|" + "--:|" * len(detectors))
    wanted = args.rows.split(",") if args.rows else [*ROWS, "false", "mixed", "confidence"]
    for key in [k for k in wanted if k in ROWS]:
        label, goal, make, judge = ROWS[key]
        cases = list(make(args))
        results = []
        for name, detector in detectors.items():
            wrong = [(d, t) for d, t in cases if not judge(detector(d)[0], d, t)]
            if name == "textfix" and args.show:
                for data, text in wrong[: args.show]:
                    print("   wrong:", repr(text[:60]), detection.detect(data).encoding, data[:24])
            results.append(f"{100 - 100 * len(wrong) / len(cases):.1f}")
        print(f"| {label} | {goal} | " + " | ".join(results) + " |", flush=True)
    if "false" in wanted:
        for size, goal in ((10, "1.0"), (20, "0.3")):
            row = false_cjk(size, args, detectors)
            print(f"| false CJK, {size} bytes | {goal} | " + " | ".join(row) + " |", flush=True)
    if "mixed" in wanted:
        for pattern, goal in (("halves", "98"), ("alternating", "97")):
            row = mixed(pattern, args, detectors)
            print(f"| two encodings, {pattern} | {goal} | " + " | ".join(row) + " |", flush=True)
    if "confidence" in wanted:
        cases = [c for n in (10, 20, 50) for c in made.short(n)(args)]
        cases += [
            c for e, f in OTHER.items() for n in (10, 20, 50) for c in pieces(e, f, n, args, False)
        ]
        sure = confidence(detectors, cases)
        print("| confidence >= 0.9 is right | 99.5 | " + " | ".join(a for a, _ in sure) + " |")
        print("| calibration error, % | 4 | " + " | ".join(b for _, b in sure) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--peers", default="all", choices=["all", "none"])
    parser.add_argument("--corpus", default="clean", choices=["clean", "train"])
    parser.add_argument("--rows", default="")
    parser.add_argument("--show", type=int, default=0, help="print this many wrong answers per row")
    parser.add_argument("--no-speed", action="store_true")
    args = parser.parse_args()
    if not CORPORA.exists():
        sys.exit(f"skipped: {CORPORA} is absent")
    warnings.simplefilter("ignore")
    codecs.register()
    accuracy(args, peers(args.peers))
    if not args.no_speed:
        speed(args, made.short(20))


if __name__ == "__main__":
    main()
