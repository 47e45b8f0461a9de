"""Finds what conversion must leave alone at the user's wish, and what a user dictionary says.

Names are kept as they stand; patterns keep what they match. `URLS` and `CODE` are ready-made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from textfix.conversion.units import Span, merge
from textfix.errors import InputError

URLS = re.compile(r"(?:https?|ftp)://[^\s<>\"'，。；：！？）」』]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
"""Addresses: to the next white space, quote or Chinese punctuation mark."""

CODE = re.compile(
    r"(?ms)^(`{3,}|~{3,})[^\n]*\n.*?^\1[`~]*[ \t]*$|(?<!`)(`+)(?!`)[^\n]+?(?<!`)\2(?!`)"
)
"""Markdown code: fenced blocks, and what stands between backticks on one line."""

Protect = Iterable[str | re.Pattern[str]]


def kept_spans(text: str, protect: Protect) -> list[Span]:
    """List the spans of a text that names and patterns protect, sorted and disjoint.

    >>> kept_spans("见 http://a.cn/头发 和头发", [URLS])
    [(2, 16)]

    Errors: `InputError` for anything that is neither a string nor a compiled pattern.
    """
    spans: list[Span] = []
    for rule in protect:
        if isinstance(rule, str):
            rule = re.compile(re.escape(rule)) if rule else re.compile(r"(?!)")
        elif not isinstance(rule, re.Pattern):
            raise InputError(f"protect takes strings and compiled patterns, not {rule!r}")
        spans += [found.span() for found in rule.finditer(text)]
    return merge(spans)


def user_matches(text: str, user: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """List where a user dictionary's keys stand: the leftmost, and there the longest.

    >>> user_matches("内存条和内存", {"内存": "記憶體", "内存条": "記憶體模組"})
    [(0, 3, '記憶體模組'), (4, 6, '記憶體')]

    Errors: `InputError` for an empty key.
    """
    if not user:
        return []
    if "" in user:
        raise InputError("the user dictionary has an empty key; leave it out")
    keys = sorted(user, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, keys)))
    return [(*m.span(), user[m.group()]) for m in pattern.finditer(text)]
