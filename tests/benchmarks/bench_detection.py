"""Encoding detection beside its peers: every row of the table in docs/detection.md, one run.

Usage: python tests/benchmarks/bench_detection.py [--samples 200] [--seed 7] [--peers all|none]
       [--corpus clean|train] [--rows short,cut,...]
"""

import argparse
import random
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

from textfix import codecs, detection

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
HANS = ("zh-hans-wiki", "zh-hans-reviews", "zh-hans-legal", "zh-hans-forum", "zh-hans-docs")
HANT = ("zh-hant-tw-wiki", "zh-hant-tw-transcripts")
CJK = {
    "gb18030": HANS,
    "big5": HANT,
    "shift_jis": ("ja",),
    "euc_jp": ("ja",),
    "euc_kr": ("ko",),
    "utf-8": (*HANS[:1], *HANT[:1], "ja", "ko"),
}
RARE = {
    "euc-tw": HANT,
    "iso-2022-cn": HANS[:2],
    "hz": HANS[:2],
    "johab": ("ko",),
    "utf-16-le": (*HANS[:2], "ja", "ko"),
    "utf-16-be": (*HANT, "ko"),
}
OTHER = {
    "cp1252": ("fr", "de", "es"),
    "cp1251": ("ru",),
    "koi8-r": ("ru",),
    "cp866": ("ru",),
    "iso8859-5": ("ru",),
    "mac_roman": ("fr", "de"),
    "cp850": ("fr", "de", "es"),
}
Answer = Callable[[bytes], tuple[str | None, float]]


def load(name: str, corpus: str) -> str:
    """Text of one corpus file, document marks removed."""
    return (CORPORA / corpus / f"{name}.txt").read_text("utf-8").replace("␞\n", "")


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


def pieces(
    encoding: str, names: tuple[str, ...], size: int, args: argparse.Namespace, dense: bool = True
) -> Iterator[tuple[bytes, str]]:
    """Random slices of about `size` bytes, whole characters, not all ASCII."""
    rng = random.Random(f"{args.seed}{encoding}{size}")
    texts = [load(name, args.corpus) for name in names]
    made = tries = 0
    while made < args.samples and tries < 100 * args.samples:
        tries += 1
        text = rng.choice(texts)
        start = rng.randrange(max(1, len(text) - 2 * size))
        piece, raw = text[start : start + 2 * size], b""
        length = 0
        try:
            low, high = 1, len(piece)
            while low < high:
                middle = (low + high + 1) // 2
                if len(piece[:middle].encode(encoding)) <= size:
                    low = middle
                else:
                    high = middle - 1
            length = low
            raw = piece[:length].encode(encoding)
        except UnicodeEncodeError:
            continue
        wide = sum(ch >= "\x80" for ch in piece[:length])
        if not raw or wide == 0 or len(raw) < size - 4 or (dense and wide * 2 < length):
            continue
        if raw.decode(encoding) != piece[:length]:
            continue
        made += 1
        yield raw, piece[:length]


# Cells that Python's big5 and euc_jp show otherwise than the web: either reading counts, for all.
_EITHER = str.maketrans("•､‾∼♁☉／＼¥¢£〜‖−¬", "‧﹑¯～⊕⊙∕﹨￥￠￡～∥－￢")


def fold(text: str) -> str:
    return text.translate(_EITHER)


def reads(answer: str | None, data: bytes, text: str) -> bool:
    """Whether the answer turns the data into the text (a cut or bad byte apart)."""
    if answer is None:
        return False
    try:
        return fold(data.decode(answer, "ignore").lstrip("\ufeff")) == fold(text)
    except (LookupError, UnicodeDecodeError):
        return False


Case = tuple[bytes, str]


def short(size: int) -> Callable[[argparse.Namespace], Iterator[Case]]:
    def cases(args: argparse.Namespace) -> Iterator[Case]:
        for encoding, names in CJK.items():
            yield from pieces(encoding, names, size, args)

    return cases


def tail_cut(size: int) -> Callable[[argparse.Namespace], Iterator[Case]]:
    def cases(args: argparse.Namespace) -> Iterator[Case]:
        for encoding, names in CJK.items():
            for raw, text in pieces(encoding, names, size + 2, args):
                if text[-1] >= "\x80":
                    yield raw[:-1], text[:-1]

    return cases


def head_cut(size: int) -> Callable[[argparse.Namespace], Iterator[Case]]:
    def cases(args: argparse.Namespace) -> Iterator[Case]:
        for encoding, names in CJK.items():
            for raw, text in pieces(encoding, names, size + 1, args):
                if text[0] >= "\x80":
                    yield raw[1:], text[1:]

    return cases


def same_family(answer: str | None, data: bytes, text: str) -> bool:
    """For data that begin inside a character: the right codec, read from the next one on."""
    return any(reads(answer, data[skip:], text) for skip in (0, 1, 2))


_SHELLS = (
    "/* {} */\nint main(void)\n{{\n    return run(argc, argv, 0);\n}}\n" * 1,
    "id,name,price\n1,{},9.90\n2,apple,3.50\n3,pear,2.20\n",
    "2026-11-22 10:00:01 INFO start\n2026-11-22 10:00:02 WARN {}\n2026-11-22 10:00:03 INFO end\n",
    "<html><head><title>{}</title></head><body><p>hello, world</p></body></html>\n",
)


def words(args: argparse.Namespace) -> Iterator[Case]:
    """A few Chinese words inside much ASCII."""
    rng = random.Random(args.seed)
    for encoding, names in (("gb18030", HANS), ("big5", HANT), ("utf-8", HANS)):
        for raw, text in pieces(encoding, names, 16, args):
            del raw
            # A file has more of the same: the words stand twice, far apart.
            filler = "x = compute(a, b, c);\n" * rng.randrange(5, 60)
            shell = rng.choice(_SHELLS).format(text.replace("\n", " "))
            full = filler + shell + filler
            yield full.encode(encoding), full


def late(args: argparse.Namespace) -> Iterator[Case]:
    for encoding, names in (("gb18030", HANS), ("big5", HANT), ("utf-8", HANS)):
        for number, (raw, text) in enumerate(pieces(encoding, names, 200, args)):
            if number < max(5, args.samples // 20):
                yield (
                    b"plain ASCII line number 1\n" * 11540 + raw,
                    ("plain ASCII line number 1\n" * 11540 + text),
                )


def bad_bytes(args: argparse.Namespace) -> Iterator[Case]:
    """One to five bytes of 600 replaced: right is the encoding, so the clean text is compared."""
    rng = random.Random(args.seed)
    for encoding, names in CJK.items():
        for raw, text in pieces(encoding, names, 600, args):
            damaged = bytearray(raw)
            for _ in range(rng.randrange(1, 6)):
                damaged[rng.randrange(len(raw))] = rng.randrange(0x80, 0x100)
            _CLEAN[bytes(damaged)] = raw
            yield bytes(damaged), text


_CLEAN: dict[bytes, bytes] = {}


def family(answer: str | None, data: bytes, text: str) -> bool:
    return reads(answer, _CLEAN.get(data, data), text)


def rare(args: argparse.Namespace) -> Iterator[Case]:
    for encoding, names in RARE.items():
        yield from pieces(encoding, names, 50, args)


def whole(names: dict[str, tuple[str, ...]]) -> Callable[[argparse.Namespace], Iterator[Case]]:
    """Documents of 1-20 kB, what the encoding lacks left out."""

    def cases(args: argparse.Namespace) -> Iterator[Case]:
        rng = random.Random(args.seed)
        for encoding, files in names.items():
            made = 0
            while made < max(10, args.samples // 4):
                text = load(rng.choice(files), args.corpus)
                start = rng.randrange(len(text) // 2)
                text = text[start : start + rng.randrange(1000, 12000)]
                raw = text.encode(encoding, "ignore")
                if raw.isascii():
                    continue
                made += 1
                yield raw, raw.decode(encoding)

    return cases


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
        lines = [*_lines(first, files1, 20, rng, args), *_lines(second, files2, 20, rng, args)]
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


def _lines(
    encoding: str, names: tuple[str, ...], number: int, rng: random.Random, args: argparse.Namespace
) -> list[Case]:
    pool = [
        line + "\n"
        for name in names[:2]
        for line in load(name, args.corpus).split("\n")[:4000]
        if 12 <= len(line) <= 200
        and sum(ch >= "\u2e80" for ch in line) >= 8
        and not set("\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e") & set(line)
    ]
    out: list[Case] = []
    while len(out) < number:
        line = rng.choice(pool)
        raw = line.encode(encoding, "ignore")
        out.append((raw, raw.decode(encoding)))
    return out


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


def speed(args: argparse.Namespace) -> None:
    """Rates per CPU second and ratios; the best of several runs each, all in this process."""
    import charset_normalizer

    def best(run: Callable[[], object], times: int = 5) -> float:
        took = []
        for _ in range(times):
            start = time.process_time()
            run()
            took.append(time.process_time() - start)
        return min(took)

    print("\n| speed | textfix | charset-normalizer | ratio |\n|---|--:|--:|--:|")
    for encoding, name in (
        ("gb18030", "zh-hans-reviews"),
        ("gb18030", "zh-hans-wiki"),
        ("big5", "zh-hant-tw-transcripts"),
        ("utf-8", "zh-hans-wiki"),
    ):
        raw = load(name, args.corpus).encode(encoding, "ignore")
        raw = raw * (1_000_000 // len(raw) + 1)
        raw = raw[: raw.rfind(b"\n", 0, 1_000_000) + 1]
        mine = best(lambda raw=raw: detection.decode(raw))  # type: ignore[misc]
        only = best(lambda raw=raw: detection.detect(raw))  # type: ignore[misc]
        peer = best(lambda raw=raw: str(charset_normalizer.from_bytes(raw).best()), 3)  # type: ignore[misc]
        print(
            f"| 1 MB {encoding} ({name}), decode; detect alone {1 / only:.0f} MB/s "
            f"| {1 / mine:.0f} MB/s | {1 / peer:.0f} MB/s | {peer / mine:.1f} |"
        )
    cases = [raw for raw, _ in short(20)(args)]
    batch = (cases * (10_000 // len(cases) + 1))[:10_000]
    mine = best(lambda: detection.detect_many(batch), 2)
    few = batch[::20]
    peer = best(lambda: [charset_normalizer.from_bytes(b).best() for b in few], 1) * 20
    print(
        f"| 10,000 short strings | {mine * 100:.1f} us each | {peer * 100:.1f} us each "
        f"| {peer / mine:.1f} |"
    )


ROWS: dict[
    str, tuple[str, str, Callable[[argparse.Namespace], Iterator[Case]], Callable[..., bool]]
] = {
    "short10": ("short CJK, 10 bytes", "99", short(10), reads),
    "short20": ("short CJK, 20 bytes", "99.5", short(20), reads),
    "short50": ("short CJK, 50 bytes", "100", short(50), reads),
    "cut10": ("tail cut, 10 bytes", "99", tail_cut(10), reads),
    "cut1000": ("tail cut, 1000 bytes", "100", tail_cut(1000), reads),
    "head20": ("begins inside a character, 20 bytes", "95", head_cut(20), same_family),
    "head1000": ("begins inside a character, 1000 bytes", "100", head_cut(1000), same_family),
    "words": ("a few Chinese words in C, CSV, log, HTML", "99.7", words, reads),
    "late": ("after 300 kB of ASCII", "100", late, reads),
    "bad": ("1-5 bad bytes in 600 (encoding right)", "99.8", bad_bytes, family),
    "rare": ("EUC-TW, ISO-2022-CN, HZ, Johab, UTF-16, 50 bytes", "97", rare, reads),
    "whole": ("whole files, CJK", "98.5", whole(CJK), reads),
    "wholeother": ("whole files, other", "96", whole(OTHER), reads),
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
        cases = [c for n in (10, 20, 50) for c in short(n)(args)]
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
        speed(args)


if __name__ == "__main__":
    main()
