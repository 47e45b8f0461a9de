"""insertion.autolink: links that a program made of GBK bytes because one of them was an @.

What: `是<a href=mailto:..@..>..@..</a>` around three or four Han -> the Han, read as GBK again.
Why: the second byte of 汙, 廆 and others is 40, the sign of a mail address; the bytes around it
passed for letters of UTF-8, and what is left of a pair cut there shows as U+FFFD.
When not: addresses; links whose bytes are not Han throughout.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Final

from textfix.insertion.split import TAGGED
from textfix.language import model as source_model
from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_LINK: Final = re.compile(
    r"(?P<lost>\ufffd?)<a ?href= ?\"?mailto:"
    r"(?P<address>[^\s<>@\"]{0,12}@[\x80-\u07ff][^\s<>@\"]{0,12}) ?\"? ?>"
    r"(?P=address)</a>"
)
_LEADS: Final = range(0x81, 0xFF)
_HAN: Final = re.compile("[\u3400-\u9fff]{2,}")
CONTEXT: Final = 2
"""Characters on either side that help to tell a lost byte: what the source model looks at."""


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find links whose bytes are Han."""
    if "mailto:" not in text:
        return ()
    return list(_found(text))


def _found(text: str) -> Iterator[Finding]:
    for m in _LINK.finditer(text):
        data = m["address"].encode("utf-8", "surrogatepass")
        if m["lost"]:
            new, confidence = _with_lead(data, text[: m.start()], text[m.end() : m.end() + CONTEXT])
        else:
            new, confidence = _read(data), 1.0
        if new:
            edit = Edit(m.start(), m.end(), new)
            yield Finding(
                RULE.name, m.start(), m.end(), (edit,),
                safety="likely" if m["lost"] else "exact", confidence=confidence,
                detail="the link's bytes are Han in GBK, one of them an @",
            )  # fmt: skip


def _read(data: bytes) -> str:
    """Return what the bytes are in GBK, "" unless that is Han throughout."""
    try:
        text = data.decode("gbk")
    except UnicodeDecodeError:
        return ""
    return text if _HAN.fullmatch(text) else ""


def _with_lead(data: bytes, before: str, after: str) -> tuple[str, float]:
    """Return the likeliest reading once a lead byte is put back, and its probability."""
    model = source_model.load()
    read = [text for lead in _LEADS if (text := _read(bytes((lead,)) + data))]
    scores = []
    for text in read:
        ids = model.ids(("\n\n" + before)[-CONTEXT:] + text + after)
        steps = zip(ids, ids[1:], ids[2:], strict=False)
        scores.append(sum(model.step(a, b, c) for a, b, c in steps))
    if not scores:
        return "", 0.0
    top = max(scores)
    return read[scores.index(top)], 1 / sum(math.exp(s - top) for s in scores)


RULE = Rule(
    name="insertion.autolink",
    what="Read links made of GBK bytes as the Han that they are.",
    why="link and label are the same bytes, and in GBK they are Han, one with an @ in it",
    when_not="Addresses; links whose bytes are not Han throughout.",
    safety="likely",
    profile="repair",
    wakes=(TAGGED,),
    find=find,
    examples=(
        Example(
            "这位慕\ufffd<a href=mailto:ݏ@ͯ>ݏ@ͯ</a>年住在山里。",
            "这位慕容廆童年住在山里。",
            "the first byte of 容 lost, 廆 with the @ in it",
        ),
    ),
    keeps=(
        "<a href=mailto:zhang@example.org>zhang@example.org</a>",
        "写信到<a href=mailto:张三@例子.公司>张三@例子.公司</a>",
        "\ufffd<a href=mailto:é@è>é@è</a>",
    ),
    sources=("damage.md §4",),
)
