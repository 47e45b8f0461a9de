"""GBK read as Latin-1 and then "repaired" by ftfy: pairs that are valid UTF-8 became letters."""

from __future__ import annotations

import random
import unicodedata

from textfix.channels.damaged import Outcome
from textfix.channels.mojibake import decode, encode


def repaired(text: str, rng: random.Random, reader: str) -> Outcome:
    """Run ftfy over GBK bytes read as `reader`; NFC composes what it left, on most pages.

    Slow: ftfy looks at every character. ftfy works by paragraph here, as its callers do.
    """
    from textfix.mojibake.ftfy_bridge import fix_encoding

    data = encode(text, "gbk")
    seen = data.decode(reader, "replace")
    result = "\n".join(fix_encoding(line) for line in seen.split("\n"))
    composed = rng.random() < 0.7
    if composed:
        result = unicodedata.normalize("NFC", result)
    expected = decode(data, "gbk")
    spans = ((0, len(result)),) if result != expected else ()
    return Outcome(result, expected, spans, (("reader", reader), ("composed", composed)))
