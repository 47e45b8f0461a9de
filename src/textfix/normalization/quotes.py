"""normalization.quotes: quotation marks paired, and of the kind that the script uses.

What: quotes around Chinese, straight or not -> “” in simplified text, 「」 in traditional.
Why: one form for one mark; straight quotes do not say where they open.
When not: code, markup, inches, lines in another language; marks without a partner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from textfix.model import Edit, Finding
from textfix.normalization import context, lines, typography
from textfix.normalization.typography import has_han
from textfix.profiles import Profile
from textfix.rule import Example, Rule

CONFIDENCE: Final = 0.97
STYLES: Final = {"curly": ("“”", "‘’"), "corner": ("「」", "『』")}
_PARTNER: Final = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_OUTER: Final = "“”「」"
_FOREIGN: Final = {"curly": "「」『』", "corner": "“”‘’"}
_ANY: Final = re.compile('["“”‘’「」『』]')
_TYPED: Final = re.compile("[“”‘’「」『』]")
_CODE_LIKE: Final = re.compile(
    r"^\s*(?:!!!|\?\?\?)|[=\[{(]\s*\"|[\w\"]\s*:\s*\"|\"\s*[\]}:,;]\s*\"|\"\s*[=}\]>:]", re.ASCII
)
_NEAR: Final = 200
"""Characters inside a pair that are searched for Han."""
_APOSTROPHE: Final = re.compile("(?<=[A-Za-z])’(?=[A-Za-z])")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find quotation marks of the wrong kind in Chinese lines."""
    wanted = str(profile.option("quotes"))
    if wanted == "keep" or not _work(text, wanted):
        return ()
    style = _style(text, wanted)
    if not _work(text, style or "keep"):
        return ()
    spans = None
    found: list[Finding] = []
    for start, end in context.lines_with(text, _ANY):
        line = text[start:end]
        if not _concerned(line, style) or not lines.of(text).chinese(start):
            continue
        spans = spans or context.protected(text)
        found.extend(_straight(text, start, line, spans, style or "curly"))
        found.extend(_typed(text, start, line, spans, style))
    return found


def _concerned(line: str, style: str) -> bool:
    """Tell whether a line has marks that could change."""
    if '"' in line or _one_sided(line):
        return True
    return bool(style) and any(mark in line for mark in _FOREIGN[style])


def _work(text: str, wanted: str) -> bool:
    """Tell at a glance whether a text has quotes that a style would change."""
    if '"' in text or text.count("“") != text.count("”"):
        return True
    curly, corner = "“" in text or "‘" in text, "「" in text or "『" in text
    return {"auto": curly or corner, "curly": corner, "corner": curly}.get(wanted, False)


def _style(text: str, wanted: str) -> str:
    """Return the style a text should have; where neither setting nor script tells, none."""
    if wanted != "auto":
        return wanted
    return {"hans": "curly", "hant": "corner"}.get(lines.of(text).script(), "")


def _straight(
    text: str, start: int, line: str, spans: context.Spans, style: str
) -> Iterator[Finding]:
    """Pair the straight quotes of a line; all of them, or none."""
    if '"' not in line or _CODE_LIKE.search(line):
        return
    places = _places(text, start, line, '"', spans)
    pairs = list(zip(places[::2], places[1::2], strict=False))
    if len(places) % 2 or not all(_opens(text, a, start) and b > a + 1 for a, b in pairs):
        return
    for a, b in pairs:
        if _around(text, a, b):
            yield from _pair(a, b, STYLES[style][0], text)


def _places(text: str, start: int, line: str, mark: str, spans: context.Spans) -> list[int]:
    """Return where a mark stands in a line, outside code."""
    places: list[int] = []
    at = text.find(mark, start, start + len(line))
    while at >= 0:
        if at not in spans:
            places.append(at)
        at = text.find(mark, at + 1, start + len(line))
    return places


def _around(text: str, a: int, b: int) -> bool:
    """Tell whether Han stands directly outside a pair of quotes or inside it."""
    inside = text[a + 1 : min(b, a + _NEAR)]
    return has_han(f"{text[max(0, a - 1) : a]}{inside}{text[b + 1 : b + 2]}") is not None


def _opens(text: str, at: int, start: int) -> bool:
    """Tell whether a quote can open here: nothing Latin directly before, no space behind."""
    before = text[at - 1] if at > start else " "
    return not (before.isascii() and before.isalnum()) and not text[at + 1 : at + 2].isspace()


def _typed(text: str, start: int, line: str, spans: context.Spans, style: str) -> Iterator[Finding]:
    """Bring the pairs of typed quotes in a line to the style of the text."""
    if one_sided := _one_sided(line):
        places = _places(text, start, line, one_sided, spans)
        if len(places) % 2 == 0:
            for a, b in zip(places[::2], places[1::2], strict=True):
                yield from _pair(a, b, STYLES[style or "curly"][0], text)
            return
    if not style or not any(mark in line for mark in _FOREIGN[style]):
        return
    for a, b, kind in _nested(text, start, start + len(line), spans, style):
        yield from _pair(a, b, STYLES[style][kind], text)


def _nested(
    text: str, start: int, end: int, spans: context.Spans, style: str
) -> Iterator[tuple[int, int, bool]]:
    """Yield the pairs to write anew as (open, close, is inner), the outer before those in it.

    What stands in a pair that changes must differ from it: `“a「b」”` becomes `「a『b』」`. Where
    a mark has no partner, nobody knows what stands in what.
    """
    pairs, paired = _typed_pairs(text, start, end, spans)
    around: list[tuple[int, bool, bool]] = []
    for a, b in sorted(pairs):
        while around and around[-1][0] < a:
            around.pop()
        inner = text[a] not in _OUTER
        foreign = text[a] in _FOREIGN[style] and _around(text, a, b)
        if paired and around and around[-1][1] == inner and (foreign or around[-1][2]):
            inner, foreign = not inner, True
        around.append((b, inner, foreign))
        if foreign:
            yield a, b, inner


def _typed_pairs(
    text: str, start: int, end: int, spans: context.Spans
) -> tuple[list[tuple[int, int]], bool]:
    """Return the pairs of typed quotes in a line, and whether every mark has a partner."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    alone = False
    for m in _TYPED.finditer(text, start, end):
        at, mark = m.start(), m[0]
        if at in spans or _APOSTROPHE.match(text, at):
            continue
        if mark in _PARTNER:
            opened.append(at)
        elif opened and _PARTNER[text[opened[-1]]] == mark:
            pairs.append((opened.pop(), at))
        else:
            alone = True
    return pairs, not (alone or opened)


def _one_sided(body: str) -> str:
    """Return the mark that a line uses for both sides of its curly quotes, or nothing."""
    left, right = body.count("“"), body.count("”")
    if (left and right) or left + right < 2:
        return ""
    return "“" if left else "”"


def _pair(a: int, b: int, marks: str, text: str) -> Iterator[Finding]:
    for at, mark in zip((a, b), marks, strict=True):
        if text[at] != mark:
            edits = (Edit(at, at + 1, mark),)
            yield Finding(RULE.name, at, at + 1, edits, "likely", CONFIDENCE)


RULE = Rule(
    name="normalization.quotes",
    what="Pair quotation marks and give them the kind that the script of the text uses.",
    why="the mark is one of a pair around Chinese",
    when_not="Code, inches, other languages, marks without a partner. `quotes` sets the kind.",
    safety="likely",
    profile="corpus",
    wakes=(typography.QUOTES,),
    find=find,
    examples=(
        Example('他说:"这个东西还没卖完。"', "他说:“这个东西还没卖完。”"),
        Example('她說:"這個東西還沒賣完。"', "她說:「這個東西還沒賣完。」"),
        Example("她說：“這裡還有‘書’嗎？”", "她說：「這裡還有『書』嗎？」"),
        Example("他说：「这里还有『书』吗？」", "他说：“这里还有‘书’吗？”"),
        Example("他说：“我看过「红楼」。”", "他说：“我看过‘红楼’。”", "within another pair"),
        Example("所谓”东风“或”西风”两边都对", "所谓”东风“或”西风”两边都对", "beyond repair"),
        Example("叫作”东风”的车", "叫作“东风”的车"),
    ),
    keeps=(
        '{"名称": "数据"}',
        '<a title="中文">链接</a>',
        '屏幕为27"的显示器',
        "it’s 好的",
        "他说：“第一段没有完。",
        'the word "漢字" in English text here',
    ),
    sources=("GB/T 15834-2011; MOE Taiwan, 重訂標點符號手冊",),
    off=("quotes", "keep"),
)
