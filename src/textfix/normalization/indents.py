"""normalization.indents: one form for the indent of paragraphs.

What: an indent of ideographic or other spaces before Han -> two ideographic spaces, or none.
Why: pages indent with one to four spaces of several kinds; the paragraph is the same.
When not: code, lists, verse set in the middle; texts whose paragraphs are not indented alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.normalization import context, lines, typography
from textfix.normalization.context import HAN
from textfix.profiles import Profile
from textfix.rule import Example, Rule

INDENT: Final = "\u3000\u3000"
WIDEST: Final = 5
"""Half-width columns up to which space before Han is an indent; with more, a line is set apart."""
LONG: Final = 24
"""Characters from which a line is a paragraph and no item of a list."""
ALIKE: Final = 3
SHARE: Final = 0.6

_INDENT: Final = re.compile(f"\n([ \t\u3000]+)(?=[{HAN}“‘「『《（【])")
_FIRST: Final = re.compile(_INDENT.pattern[1:])
_PARAGRAPH: Final = re.compile(f"^[^\n]{{{LONG},}}", re.MULTILINE)


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find indents of paragraphs in another form."""
    wanted = profile.option("indent")
    if wanted == "keep":
        return ()
    new = INDENT if wanted == "ideographic" else ""
    first = _FIRST.match(text)
    matches = [*([first] if first else []), *_INDENT.finditer(text)]
    indents = [m.span(1) for m in matches if m[1] != new and _width(m[1]) <= WIDEST]
    if not indents:
        return ()
    spans, prose = context.protected(text), lines.of(text)
    plain = sum(_is_plain(text, *span) for span in indents)
    paragraphs = sum(1 for _ in _PARAGRAPH.finditer(text))
    by_spaces = plain >= ALIKE and plain >= SHARE * paragraphs
    return [
        Finding(RULE.name, a, b, (Edit(a, b, new),))
        for a, b in indents
        if a not in spans and ("\u3000" in text[a:b] or by_spaces) and prose.chinese(a)
    ]


def _width(indent: str) -> int:
    """Return the columns of an indent; a tab counts as four."""
    return sum({"\u3000": 2, "\t": 4}.get(c, 1) for c in indent)


def _is_plain(text: str, start: int, end: int) -> bool:
    """Tell a paragraph that is indented by ASCII spaces."""
    return "\u3000" not in text[start:end] and _PARAGRAPH.match(text, start) is not None


RULE = Rule(
    name="normalization.indents",
    what="Give the indents of paragraphs one form.",
    why="space before the first character of a paragraph is its indent",
    when_not="Code, lists and verse; `indent` sets ideographic, none or keep.",
    safety="exact",
    profile="corpus",
    wakes=(typography.INDENT,),
    find=find,
    examples=(
        Example(
            "\u3000第一段从这里开始。\n \u3000第二段。",
            "\u3000\u3000第一段从这里开始。\n\u3000\u3000第二段。",
        ),
        Example(
            "    清晨的雾还没有散去，河边已经有人在钓鱼，水面一动也不动。\n" * 3,
            "\u3000\u3000清晨的雾还没有散去，河边已经有人在钓鱼，水面一动也不动。\n" * 3,
            "paragraphs indented by ASCII spaces",
        ),
    ),
    keeps=(
        "\u3000\u3000已经缩进的一段。",
        "- 列表\n  列表的第二行",
        "    # 代码里的一行注释",
        "\u3000\u3000\u3000\u3000\u3000居中的题目",
    ),
    sources=("GB/T 9704 and common print: two characters",),
    off=("indent", "keep"),
)
