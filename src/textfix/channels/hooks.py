"""Control characters pushed in front of punctuation at byte level, misaligned pairs too."""

from __future__ import annotations

import random

from textfix.channels import gbkbytes
from textfix.channels.damaged import Outcome, joined

# ， 。 ？ ； ： ！ as the program finds them, one after the other.
HOOKED = "，。？；：！"
CONTROLS = bytes((5, 6, 7, 8))
# Programs hook nearly every mark, or some of them.
LEAST_SHARE = 0.5
EATING = 0.5


def hook(text: str, rng: random.Random, after: str = "kept") -> Outcome:
    """Push 1-5 of U+0005..U+0008 before punctuation bytes; `after` "stripped" removes them again.

    Not only before punctuation characters: 模块 is C4[A3BF]E9 and holds the bytes of ？.
    A simplified GBK page, decoded afterwards: an invalid pair is `?`.
    """
    share = rng.uniform(LEAST_SHARE, 1.0)
    eats = rng.random() < EATING
    page = gbkbytes.encode(text)
    for mark in HOOKED:
        hits = gbkbytes.found(page.data, mark.encode("gbk"), 0, len(page.data))
        places = [(at, _controls(rng)) for at in hits if rng.random() < share]
        page = gbkbytes.insert(page, places)
    pieces = list(gbkbytes.decode(page, 0, len(page.data), "?", eats=eats))
    if after == "stripped":
        controls = CONTROLS.decode("ascii")
        pieces = [("", False) if ch and ch in controls else (ch, bad) for ch, bad in pieces]
    result, spans = joined(pieces)
    expected = text.encode("gbk", "replace").decode("gbk")
    return Outcome(result, expected, spans, (("share", share), ("eats", eats), ("after", after)))


def _controls(rng: random.Random) -> bytes:
    return bytes(CONTROLS[rng.randrange(4)] for _ in range(rng.randrange(1, 6)))
