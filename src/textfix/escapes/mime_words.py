"""escapes.mime_words: encoded words of mail headers.

What: `=?UTF-8?B?5Lit5paH?=`, joined before decoding where a character was split -> characters.
Why: subjects and names of mails are stored as they travel.
When not: talk of mail, where a word stands in a sentence or in quotes.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator, Sequence
from typing import Final

from textfix.escapes import evidence, inside
from textfix.escapes.inside import Token
from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_WORD: Final = re.compile(r"=\?([\w-]{1,40})(?:\*[\w-]{0,20})?\?([BbQq])\?([!-~]{0,2000}?)\?=")
_GAP: Final = re.compile(r"[ \t]*(?:\r?\n[ \t]+)?")
# A header line: a name or nothing, words, an address or nothing.
_HEADER: Final = re.compile(
    r"[ \t]*(?:[A-Za-z][\w-]{0,30}:[ \t]*)?(?:[Rr]e:|[Ff]wd?:|\s)*\"?"
    r"(?:=\?[!-~]{1,2100}?\?=[ \t]*)+\"?[ \t]*(?:<[^<>\s]{1,200}>)?[ \t,;]*\r?$"
)


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find encoded words that make up header lines."""
    if "=?" not in text or "?=" not in text:
        return ()
    wished = profile.selects(RULE.name)
    if not wished and evidence.count_cjk(text):
        return ()
    found = []
    for group in _groups(list(_WORD.finditer(text)), text):
        edit = _decoded(group)
        if edit and (wished or (_is_header(text, edit.start) and _is_header(text, edit.end))):
            found.append(Finding(RULE.name, edit.start, edit.end, (edit,)))
    return found


def _groups(words: list[re.Match[str]], text: str) -> Iterator[list[re.Match[str]]]:
    """Yield runs of words with nothing but white space between and one encoding."""
    group: list[re.Match[str]] = []
    for word in words:
        if group:
            gap = _GAP.match(text, group[-1].end())
            near = gap is not None and gap.end() == word.start()
            if not near or word[1].lower() != group[-1][1].lower():
                yield group
                group = []
        group.append(word)
    if group:
        yield group


def _decoded(group: list[re.Match[str]]) -> Edit | None:
    """Join the bytes of a run of words and read them; None where they are not what they say."""
    data = b""
    for word in group:
        try:
            data += _bytes(word[2], word[3])
        except (binascii.Error, ValueError):
            return None
    tokens = [Token(byte, k, k + 1) for k, byte in enumerate(data)]
    shown = data.decode("latin-1")
    new = "".join(e.new for e in inside.edits("\0" * len(data), tokens, group[0][1]))
    if not new or new == shown or "\ufffd" in new:
        return None
    return Edit(group[0].start(), group[-1].end(), new)


def _bytes(kind: str, body: str) -> bytes:
    if kind in "Bb":
        return base64.b64decode(body + "=" * (-len(body) % 4), validate=True)
    return quopri.decodestring(body.replace("_", " ").encode("ascii"))


def _is_header(text: str, position: int) -> bool:
    """Tell whether the line of a position is a header, or the folded rest of one."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return _HEADER.match(text[start : end if end >= 0 else len(text)]) is not None


RULE = Rule(
    name="escapes.mime_words",
    what="Read the encoded words of mail headers.",
    why="the line is a mail header in encoded words",
    when_not="Talk of mail, where a word stands in a sentence; `select` the rule to decode there.",
    safety="exact",
    profile="repair",
    wakes=evidence.WAKES,
    find=find,
    examples=(
        Example("Subject: =?UTF-8?B?5LuK5aSp5LiL6Zuo?=", "Subject: 今天下雨"),
        Example("=?utf-8?B?5LuK5aQ=?=\n =?utf-8?B?qeS4i+mbqA==?=", "今天下雨", "a split character"),
        Example("=?gb2312?Q?=BD=F1=CC=EC?= <a@b.cn>", "今天 <a@b.cn>"),
        Example(
            "=?gb2312?Q?=D4=BC=BA=B2=A1=A4=CB=B9=A1=AA=A1=AA?=", "约翰·斯——", "as mail reads it"
        ),
    ),
    keeps=(
        "写成 =?UTF-8?B?5LuK5aSp?= 这样",
        "`=?UTF-8?B?5LuK5aSp?=`",
        "=?x-none?B?5LuK?=",
        "=?rot13?Q?=E4=BB=8A=E5=A4=A9?=",
        "a =? b ?= c",
    ),
    sources=("RFC 2047; damage.md §5",),
)
