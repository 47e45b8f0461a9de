"""escapes.unicode: `\\uXXXX` of JSON, JavaScript, Java, Python; also without the backslash.

What: `\\u4e2d`, `\\u{20bb7}`, `\\U00020bb7`, pairs of surrogates, `u4e2du6587` -> characters.
Why: a text printed as a string literal is unreadable.
When not: source code, JSON, settings (`key = \\u4e2d`), texts with plain Han: only by `select`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from textfix.escapes import evidence, inside
from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_UNIT: Final = re.compile(
    r"(?P<own>\\+)(?:u(?P<u>[0-9a-fA-F]{4})|u\{(?P<b>[0-9a-fA-F]{1,6})\}|U(?P<l>[0-9a-fA-F]{8}))"
    r"|(?P<plain>\\\\)"
)
_ESCAPED: Final = re.compile(r"\\(?:u(?:[0-9a-fA-F]{4}|\{)|U[0-9a-fA-F]{8})")
"""What only escapes have, found fast where backslashes are many: they are bytes of Big5."""
_BARE: Final = re.compile("(?P<own>)u(?P<u>[0-9a-f]{4})")
_BARE_RUN: Final = re.compile("(?:u(?:[4-9][0-9a-f]{3}|30[01][0-9a-f]|ff[0-9a-e][0-9a-f])){2}")
_SETTING: Final = re.compile(r"^[ \t]*[\w.\-\[\]]+[ \t]*[=:][ \t]*\\u", re.M)
"""A line of a file of settings: programs read `.properties` as Latin-1 and undo the escapes."""
LAST: Final = 0x10FFFF


class _Unit(NamedTuple):
    """One escape: its span, the backslashes before it, and its code unit or code point."""

    start: int
    end: int
    slashes: str
    point: int
    half: bool


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find escapes of code points."""
    if evidence.is_idle(RULE.name, text, profile):
        return ()
    if "\\u" in text or "\\U" in text:
        if not _ESCAPED.search(text):
            return ()
        units = list(_UNIT.finditer(text))
        escaped = [len(m["own"]) for m in units if m["own"]]
        if not escaped:
            return ()
        layer = min(escaped)
        whole = inside.join_runs(_edits(_read(units, layer), text))
        wished = inside.join_runs(_edits(_read([m for m in units if m["own"]], 0), text))
        # By wish, an escape that gives ASCII stays: it may protect a quote or a line end.
        wished = [e for e in wished if not any(c <= "\x7f" for c in e.new)]
        whole = [] if _SETTING.search(text) else whole
        return evidence.findings(RULE.name, text, whole, wished, profile)
    if not _BARE_RUN.search(text):
        return ()
    bare = inside.join_runs(_edits(_read(list(_BARE.finditer(text)), 1), text))
    wished = [e for e in bare if len(e.new) > 1 and evidence.count_cjk(e.new) == len(e.new)]
    return evidence.findings(RULE.name, text, bare, wished, profile)


def _read(units: list[re.Match[str]], layer: int) -> Iterator[_Unit]:
    """Read each escape; `layer` is the number of backslashes that one escape has, 0 for any odd."""
    for m in units:
        if m.re is _UNIT and m["plain"]:
            if layer:
                yield _Unit(m.start(), m.end(), "\\", -1, False)
            continue
        own = len(m["own"])
        if layer <= 1 and own and own % 2 == 0:
            continue  # an escaped backslash before a plain u
        wide = (m["b"] or m["l"]) if m.re is _UNIT else None
        point = int(wide or m["u"], 16)
        if m.re is _BARE and point < 0x80:
            continue
        kept = (own - 1) // 2 if layer == 1 and own else 0
        start = m.start() if layer else m.end("own") - 1
        yield _Unit(start, m.end(), "\\" * kept, point, not wide)


def _edits(units: Iterable[_Unit], text: str) -> Iterator[Edit]:
    """Yield an edit for each escape that is a character, joining pairs of surrogates."""
    high: _Unit | None = None
    for unit in units:
        start, end, slashes, point, half = unit
        if high and high.end == start and 0xDC00 <= point <= 0xDFFF and half and not slashes:
            pair = 0x10000 + (high.point - 0xD800 << 10) + point - 0xDC00
            yield Edit(high.start, end, high.slashes + chr(pair))
            high = None
            continue
        high = unit if half and 0xD800 <= point <= 0xDBFF else None
        if point < 0:
            yield Edit(start, end, slashes)
        elif point <= LAST and not 0xD800 <= point <= 0xDFFF:
            yield Edit(start, end, slashes + chr(point))


RULE = Rule(
    name="escapes.unicode",
    what="Read escapes of code points (`\\uXXXX` and its kin) as characters.",
    why="the text is written in escapes throughout",
    when_not="Code, JSON, settings, texts with plain Han; `select` the rule to decode there.",
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
        "ok.label = \\u786e\\u5b9a\ncancel.label = \\u53d6\\u6d88",
        "C:\\users\\u1234",
        "\\ud83d",
    ),
    sources=("RFC 8259 §7; ECMA-262; damage.md §5",),
)
