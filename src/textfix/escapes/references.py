"""escapes.references: typographic references of HTML that were left standing in Chinese prose.

What: `&ldquo;好&rdquo;`, `曼&middot;李`, `&nbsp;` between Han; `f&uuml;r`, `Let&rsquo;s`.
Why: an editor or a crawler took the text out of a page and did not read them.
When not: markup, code, talk of HTML or of signs; `&lt;` and its kin; `70&deg;C` of Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html.entities import html5
from typing import Final

from textfix.escapes import evidence
from textfix.model import Edit, Finding
from textfix.profiles import Profile
from textfix.rule import Example, Rule

CONFIDENCE: Final = 0.95
"""Set by judgment: no such reference stands beside Han in the clean corpora, right or wrong."""

_SIGNS: Final = {
    "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "middot": "·", "hellip": "…",
    "mdash": "—", "nbsp": "\xa0", "#8220": "“", "#8221": "”", "#8216": "‘", "#8217": "’",
    "#183": "·", "#8230": "…", "#8212": "—", "#160": "\xa0",
}  # fmt: skip
_ANY: Final = f"&(?:amp;)?(?:{'|'.join(_SIGNS)});"
_RUN: Final = re.compile(f"{_ANY}(?:{_ANY})*")
_ONE: Final = re.compile(f"&(?:amp;)?({'|'.join(_SIGNS)});")
_LETTER: Final = re.compile("&(?:amp;)?(rsquo|[A-Za-z]{3,7});")
_LATIN: Final = re.compile("[A-Za-zÀ-ÖØ-öø-ɏ]")
_TALK: Final = re.compile(
    r"HTML|XML|网页|網頁|标签|標籤|实体|實體|转义|轉義|字符|字元|符号|符號|引号|引號|空格|代码|代碼"
    r"|源码|原始碼|浏览器|瀏覽器|乱码|亂碼|编码|編碼|&lt;|&gt;",
    re.IGNORECASE,
)
_NEAR: Final = re.compile(
    "[\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff65“”‘’…—]"
)
_WORD: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find typographic references beside Han."""
    if "&" not in text or profile.selects("escapes.entities"):
        return ()
    edits = [*_edits(m for m in _RUN.finditer(text) if _stands(text, m)), *_in_words(text)]
    if not edits or evidence.TAG.search(text) or "`" in text or _TALK.search(text):
        return ()
    return [
        Finding(
            RULE.name, edit.start, edit.end, (edit,), safety="likely", confidence=CONFIDENCE,
            detail="a sign of typography, in Chinese prose",
        )
        for edit in edits
    ]  # fmt: skip


def _edits(runs: Iterable[re.Match[str]]) -> Iterator[Edit]:
    for m in runs:
        yield Edit(m.start(), m.end(), _ONE.sub(lambda one: _SIGNS[one[1]], m[0]))


def _in_words(text: str) -> Iterator[Edit]:
    """Yield letters and apostrophes inside Latin words, in texts that have Han."""
    if not _WORD.search(text):
        return
    for m in _LETTER.finditer(text):
        sign = "’" if m[1] == "rsquo" else html5.get(m[1] + ";", "")
        left = _LATIN.match(text[m.start() - 1 : m.start()]) is not None
        right = _LATIN.match(text, m.end()) is not None
        if (left and right) if sign == "’" else (left or right) and _LATIN.fullmatch(sign):
            yield Edit(m.start(), m.end(), sign)


def _stands(text: str, run: re.Match[str]) -> bool:
    """Tell whether the signs of a run stand as they do in Chinese prose."""
    signs = [_SIGNS[m[1]] for m in _ONE.finditer(run[0])]
    before = text[run.start() - 1 : run.start()] if run.start() else ""
    after = text[run.end() : run.end() + 1]
    left, right = bool(_NEAR.match(before)), bool(_NEAR.match(after))
    if set(signs) == {"·"}:
        return bool(_WORD.match(before) and _WORD.match(after))
    if set(signs) == {"\xa0"}:
        return right and (left or (before in ("", "\n") and len(signs) > 1))
    if signs[-1] in "“‘" and not right:
        return False
    if signs[0] in "”’…—" and not left and (signs[0] in "”’" or before not in ("", "\n")):
        return False
    return left or right


RULE = Rule(
    name="escapes.references",
    what="Read signs written as references between Han and in foreign words.",
    why="prose has the sign itself; the reference is left over from a page",
    when_not="Markup, code, talk of HTML; `&lt;` and its kin; `select` escapes.entities for all.",
    safety="likely",
    profile="repair",
    wakes=evidence.WAKES[:1],
    find=find,
    examples=(
        Example("她說&ldquo;改天再去&rdquo;，就走了。", "她說“改天再去”，就走了。"),
        Example("演员约翰&middot;史密斯昨天到了&hellip;&hellip;", "演员约翰·史密斯昨天到了……"),
        Example("&nbsp;&nbsp;&nbsp;&nbsp;今天下雨。", "\xa0\xa0\xa0\xa0今天下雨。"),
        Example("他说&amp;ldquo;好&amp;rdquo;。", "他说“好”。", "escaped twice"),
        Example("德文叫F&uuml;&szlig;e，读A&ntilde;&ntilde;a", "德文叫Füße，读Añña"),
    ),
    keeps=(
        "<b>他说&ldquo;好&rdquo;。</b>",
        "左引号写成&ldquo;，右引号写成&rdquo;。",
        "在网页里用&nbsp;隔开。",
        "设置 `&middot;` 即可",
        "print(&ldquo;)",
        "AT&T和Q&A",
        "甲&lt;乙",
        "参数是a=1&sect=2&times=3，没有分号",
        "写&uuml; 时用两个点",
        "加 70&deg;C 的水，16&times;9 的屏幕",
        "只有字母ab&eacute;的实体",
    ),
    sources=("HTML Living Standard §13.5; damage.md §5",),
)
