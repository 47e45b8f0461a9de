"""escapes.percent: percent-encoded text outside addresses.

What: `%E4%B8%AD`, of GBK or Big5 bytes too, or escaped twice (`%25E4`) -> characters.
Why: a part of an address, a form or a file name was taken for text.
When not: addresses; texts with plain Han: there only by `select`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix.escapes import evidence, inside
from textfix.escapes.inside import Token
from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule

_UNIT: Final = re.compile(r"%((?:25){0,20})([0-9a-fA-F]{2})|([\x00-\x7f])")
_HIGH: Final = re.compile(
    r"%(?:25){0,20}[89a-fA-F][0-9a-fA-F](?:%(?:25){0,20}[89a-fA-F][0-9a-fA-F])*"
)
_ADDRESS: Final = re.compile(
    r"://|www\.|[/?&=#][^\s%]*%(?:25)?[89a-fA-F]|%(?:25)?[89a-fA-F]\w[/?&=]"
)
_TOKEN: Final = re.compile(r"\S+")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find percent-encoded bytes outside addresses."""
    if "%" not in text or not _HIGH.search(text):
        return ()
    whole: list[Edit] = []
    if text.isascii() and not _ADDRESS.search(text):
        whole = inside.edits(text, _tokens(text, 0, len(text)))
    wished: list[Edit] = []
    if profile.selects(RULE.name):
        for token in _TOKEN.finditer(text):
            if "%" in token[0] and not _ADDRESS.search(token[0]):
                for m in _HIGH.finditer(text, *token.span()):
                    wished += inside.edits(text, _tokens(text, *m.span()))
    return evidence.findings(RULE.name, text, whole, wished, profile)


def _tokens(text: str, start: int, end: int) -> list[Token]:
    """Read a stretch of ASCII as bytes, escapes among them."""
    return [
        Token(int(m[2], 16) if m[2] else ord(m[3]), *m.span())
        for m in _UNIT.finditer(text, start, end)
    ]


RULE = Rule(
    name="escapes.percent",
    what="Read percent-encoded bytes outside addresses as the text they are.",
    why="the text is percent-encoded throughout and is no address",
    when_not="Addresses stay; texts with plain Han too, unless the rule is selected.",
    safety="exact",
    profile="repair",
    wakes=evidence.WAKES,
    find=find,
    examples=(
        Example("%E4%BB%8A%E5%A4%A9%20%E4%B8%8B%E9%9B%A8", "今天 下雨"),
        Example(
            "%25E4%25BB%258A%25E5%25A4%25A9%25E4%25B8%258B%25E9%259B%25A8", "今天下雨", "twice"
        ),
        Example("%BD%F1%CC%EC%CF%C2%D3%EA%B2%BB%C8%A5%C1%CB", "今天下雨不去了", "of GBK"),
    ),
    keeps=(
        "https://a.cn/%E4%BB%8A%E5%A4%A9%E4%B8%8B%E9%9B%A8",
        "/wiki/%E4%BB%8A%E5%A4%A9%E4%B8%8B%E9%9B%A8",
        "q=%E4%BB%8A%E5%A4%A9%E4%B8%8B%E9%9B%A8",
        "打八折 100%E4",
        "50%ab",
    ),
    sources=("RFC 3986; damage.md §5",),
)
