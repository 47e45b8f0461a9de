"""Speed part of the detection benchmark: megabytes of one encoding, and many short strings."""

import argparse
import random
import time
from collections.abc import Callable, Iterator

from tests.benchmarks.detection_cases import Case, load
from textfix import detection


def speed(args: argparse.Namespace, short: Callable[[argparse.Namespace], Iterator[Case]]) -> None:
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
    batch = distinct(args, short, 10_000)
    mine = best(lambda: detection.detect_many(batch), 3) / len(batch)
    few = batch[::20]
    alone = best(lambda: [detection.detect(raw) for raw in few], 3) / len(few)
    peer = best(lambda: [charset_normalizer.from_bytes(b).best() for b in few], 3) / len(few)
    print(
        f"| {len(batch):,} distinct short strings; one by one {alone * 1e6:.0f} us each "
        f"| {mine * 1e6:.1f} us each | {peer * 1e6:.1f} us each | {peer / mine:.1f} |"
    )


def distinct(
    args: argparse.Namespace, short: Callable[[argparse.Namespace], Iterator[Case]], wanted: int
) -> list[bytes]:
    """Strings that are all different, in no order of encodings: repeats would flatter a cache."""
    found: dict[bytes, None] = {}
    for seed in range(args.seed, args.seed + 12):
        again = argparse.Namespace(**{**vars(args), "seed": seed, "samples": 500})
        found.update(dict.fromkeys(raw for raw, _ in short(again)))
        if len(found) >= wanted:
            break
    strings = list(found)
    random.Random(args.seed).shuffle(strings)
    return strings[:wanted]
