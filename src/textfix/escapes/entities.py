"""escapes.entities: character references of HTML and XML in plain text.

What: `&#20013;`, `&#x4e2d;`, `&ldquo;`, doubled (`&amp;#20013;`), of bytes (`&#228;&#184;`).
Why: text taken out of a page without reading its references.
When not: HTML itself, talk of HTML, texts with plain Han: there only by `select`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from textfix.escapes import evidence
from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_ONE: Final = (
    r"&(?P<amps>(?:amp;){0,20})"
    r"(?:#(?P<dec>[0-9]{2,7})(?:;|(?=&))|#[xX](?P<hex>[0-9a-fA-F]{2,6})(?:;|(?=&))"
    r"|(?P<name>[A-Za-z][A-Za-z0-9]{1,30});)"
)
_REFERENCE: Final = re.compile(_ONE)


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find character references."""
    if "&" not in text or evidence.is_idle(RULE.name, text, profile):
        return ()
    if ";" not in text and "&#" not in text:
        return ()
    units = [m for m in _REFERENCE.finditer(text) if _character(m)]
    if not units:
        return ()
    layers = max(
        (len(m["amps"]) // 4 for m in units if evidence.count_cjk(_character(m)) or _is_byte(m)),
        default=0,
    )
    whole = [] if evidence.TAG.search(text) else list(_edits(units, layers))
    return evidence.findings(RULE.name, text, whole, list(_edits(units, 20)), profile)


def _edits(units: list[re.Match[str]], layers: int) -> Iterator[Edit]:
    """Join neighboring references and peel so many layers off each (and one more)."""
    run: list[re.Match[str]] = []
    for m in [*units, None]:
        if m is not None and (not run or run[-1].end() == m.start()):
            run.append(m)
            continue
        if run:
            yield Edit(run[0].start(), run[-1].end(), _read(run, layers))
        run = [m] if m is not None else []


def _read(run: list[re.Match[str]], layers: int) -> str:
    if all(_is_byte(m) and len(m["amps"]) <= 4 * layers for m in run):
        data = bytes(ord(_character(m)) for m in run)
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return "".join(
        "&" + m[0][1 + 4 * (layers + 1) :] if len(m["amps"]) > 4 * layers else _shown(m)
        for m in run
    )


def _is_byte(m: re.Match[str]) -> bool:
    return not m["name"] and "\x80" <= _character(m) <= "\xff"


def _shown(m: re.Match[str]) -> str:
    """Return the character of a reference as browsers show it: C1 numbers are of Windows-1252."""
    ch = _character(m)
    if "\x80" <= ch <= "\x9f":
        return ch.encode("latin-1").decode("cp1252", "replace").replace("\ufffd", ch)
    return ch


def _character(m: re.Match[str]) -> str:
    """Return the character of a reference, "" where there is none."""
    if m["name"]:
        return _names().get(m["name"] + ";", "")
    point = int(m["dec"]) if m["dec"] else int(m["hex"], 16)
    if point in (9, 10) or 0x20 <= point < 0xD800 or 0xDFFF < point <= 0x10FFFF:
        return chr(point)
    return ""


@cache
def _names() -> dict[str, str]:
    from html.entities import html5

    return html5


RULE = Rule(
    name="escapes.entities",
    what="Read character references of HTML as characters.",
    why="the text is written in character references throughout",
    when_not="HTML, talk of HTML, and texts with plain Han; `select` the rule to decode there.",
    safety="exact",
    profile="repair",
    wakes=evidence.WAKES,
    find=find,
    examples=(
        Example("&#20170;&#22825;&#19979;&#38632;&#65292;A&amp;B", "今天下雨，A&B"),
        Example("&#x4ECA;&#x5929;&#x4E0B;&#x96E8;", "今天下雨"),
        Example("&amp;#20170;&amp;#22825;&amp;#19979;&amp;#38632;", "今天下雨", "escaped twice"),
        Example(
            "&#228;&#187;&#138;&#229;&#164;&#169;&#228;&#184;&#139;&#233;&#155;&#168;",
            "今天下雨",
            "of bytes",
        ),
    ),
    keeps=(
        "<p>&#20170;&#22825;&#19979;&#38632;</p>",
        "今天写作 &#20170;&#22825;",
        "if (a &lt; b)",
        "AT&T; Q&A",
        "&#56256;",
    ),
    sources=("HTML Living Standard 13.5; damage.md §5",),
)
