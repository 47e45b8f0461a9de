"""GBK or Big5 read as Latin-1, then "repaired" by ftfy: pairs that are UTF-8 became letters."""

from __future__ import annotations

import random
import unicodedata

from textfix.channels.damaged import Outcome
from textfix.channels.mojibake import decode, encode


def repaired(
    text: str, rng: random.Random, reader: str, encoding: str = "gbk", typography: str = ""
) -> Outcome:
    """Run ftfy over bytes read as `reader`; NFC composes what it left, on most pages.

    With `typography` all of ftfy's steps are taken, as `fix_text` does; what it changes in the
    text's own ASCII (entities) stays. Slow: ftfy looks at every character. ftfy works by paragraph
    here, as its callers do.
    """
    from textfix.mojibake.ftfy_bridge import fix_encoding, fix_text

    fix = fix_text if typography else fix_encoding
    data = encode(text, encoding)
    seen = data.decode(reader, "replace")
    result = "\n".join(fix(line) for line in seen.split("\n"))
    composed = bool(typography) or rng.random() < 0.7
    if composed:
        result = unicodedata.normalize("NFC", result)
    expected = decode(data, encoding)
    spans = ((0, len(result)),) if result != expected else ()
    return Outcome(result, expected, spans, (("reader", reader), ("composed", composed)))
