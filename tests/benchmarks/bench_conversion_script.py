"""Prints what script= changes in text that is not simplified: native, old, cited, foreign.

python tests/benchmarks/bench_conversion_script.py [hant hant-tw hant-hk]
"""

from __future__ import annotations

import sys
from pathlib import Path

from textfix.conversion import identify, to_script

CLEAN = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "clean"
PATTERNS = ("zh-hant-*.txt", "tricky-*.txt", "ja.txt", "ko.txt", "vi.txt")


def main() -> None:
    """Count changed characters by corpus; simplified and mixed documents stand apart."""
    row = "| {} | {} | {} of {} | {} | {:.2f} | {} |\n"
    head = ("corpus", "script", "documents changed", "characters", "per 10,000", "in mixed ones")
    sys.stdout.write("| " + " | ".join(head) + " |\n" + "| --- " * len(head) + "|\n")
    for pattern in PATTERNS:
        for path in sorted(CLEAN.glob(pattern)):
            every = path.read_text("utf-8").split("\n␞\n")
            documents = [(str(identify(text)), text) for text in every]
            native = [(name, text) for name, text in documents if name != "hans"]
            size = sum(len(text) for _, text in native) or 1
            for script in sys.argv[1:] or ("hant", "hant-tw"):
                counts = [(name, len(to_script(text, script))) for name, text in native]
                total = sum(n for name, n in counts if name != "mixed")
                changed = sum(n > 0 for name, n in counts if name != "mixed")
                mixed = sum(n for name, n in counts if name == "mixed")
                cells = (path.stem, script, changed, len(native), total, 1e4 * total / size, mixed)
                sys.stdout.write(row.format(*cells))


if __name__ == "__main__":
    main()
