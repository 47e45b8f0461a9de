"""escapes.unicode: `\\uXXXX` of JSON, JavaScript, Java, Python; also without the backslash.

What: `\\u4e2d`, `\\u{20bb7}`, `\\U00020bb7`, pairs of surrogates, `u4e2du6587` -> characters.
Why: a text printed as a string literal is unreadable.
When not: source code, JSON, texts that also have plain Han: there only by `select`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from textfix.escapes import evidence, inside
from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_RUN: Final = re.compile(
    r"(?:\\+u(?:[0-9a-fA-F]{4}|\{[0-9a-fA-F]{1,6}\})|\\+U[0-9a-fA-F]{8})+|(?P<own>\\\\)"
)
_UNIT: Final = re.compile(r"\\+(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|U([0-9a-fA-F]{8}))")
_BARE: Final = re.compile("u(?:[34-9][0-9a-f]{3}|20[0-3][0-9a-f]|ff[0-9a-e][0-9a-f])")
_BARE_RUN: Final = re.compile(f"(?:{_BARE.pattern}){{2}}")
LAST: Final = 0x10FFFF


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find escapes of code points."""
    if "\\u" in text or "\\U" in text:
        runs = list(_RUN.finditer(text))
        whole = list(_edits(runs, True))
        return evidence.findings(RULE.name, text, whole, list(_edits(runs, False)), profile)
    if not _BARE_RUN.search(text):
        return ()
    bare = inside.join_runs(
        Edit(m.start(), m.end(), chr(int(m[0][1:], 16))) for m in _BARE.finditer(text)
    )
    wished = [e for e in bare if len(e.new) > 1 and evidence.count_cjk(e.new) == len(e.new)]
    return evidence.findings(RULE.name, text, bare, wished, profile)


def _edits(runs: list[re.Match[str]], whole: bool) -> Iterator[Edit]:
    for m in runs:
        if m["own"]:
            if whole:
                yield Edit(m.start(), m.end(), "\\")
            continue
        new = "".join(_written(m[0]))
        # By wish, an escape that gives ASCII stays: it may protect a quote or a line end.
        if new and (whole or not any(c <= "\x7f" for c in new)):
            yield Edit(m.start(), m.end(), new)


def _written(run: str) -> Iterator[str]:
    """Yield the characters of a run; what is no character stays as it is written."""
    high = ""
    for m in _UNIT.finditer(run):
        point = int(m[1] or m[2] or m[3], 16)
        if high and 0xDC00 <= point <= 0xDFFF:
            lead = int(_UNIT.match(high)[1], 16)  # type: ignore[index]
            yield chr(0x10000 + (lead - 0xD800 << 10) + point - 0xDC00)
            high = ""
            continue
        yield high
        high = ""
        if 0xD800 <= point <= 0xDBFF and m[1]:
            high = m[0]
        elif 0xDC00 <= point <= 0xDFFF or point > LAST or 0xD800 <= point <= 0xDBFF:
            yield m[0]
        else:
            yield chr(point)
    yield high


RULE = Rule(
    name="escapes.unicode",
    what="Read escapes of code points (`\\uXXXX` and its kin) as characters.",
    why="the text is written in escapes throughout",
    when_not="Source code, JSON, and texts with plain Han; `select` the rule to decode there.",
    safety="exact",
    profile="repair",
    wakes=evidence.WAKES,
    find=find,
    examples=(
        Example("\\u4eca\\u5929\\u4e0b\\u96e8\\uff0cbye", "今天下雨，bye"),
        Example("\\ud842\\udfb7\\u91ce\\u5bb6\\u5e97", "𠮷野家店", "a pair of surrogates"),
        Example("\\\\u4eca\\\\u5929\\\\u4e0b\\\\u96e8", "今天下雨", "escaped twice"),
        Example("u4ecau5929u4e0bu96e8", "今天下雨", "the backslashes lost"),
    ),
    keeps=(
        '{"name": "\\u4eca\\u5929\\u4e0b\\u96e8"}',
        "今天写作 \\u4eca\\u5929\\u4e0b\\u96e8",
        "print('\\u4e2d')",
        "C:\\users\\u1234",
        "\\ud83d",
    ),
    sources=("RFC 8259 §7; ECMA-262; damage.md §5",),
)
