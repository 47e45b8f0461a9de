"""Speed part of the detection benchmark: megabytes of one encoding, and many short strings."""

import argparse
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
    cases = [raw for raw, _ in short(args)]
    batch = (cases * (10_000 // len(cases) + 1))[:10_000]
    mine = best(lambda: detection.detect_many(batch), 2)
    few = batch[::20]
    peer = best(lambda: [charset_normalizer.from_bytes(b).best() for b in few], 1) * 20
    print(
        f"| 10,000 short strings | {mine * 100:.1f} us each | {peer * 100:.1f} us each "
        f"| {peer / mine:.1f} |"
    )
