"""normalization.han_spaces: spaces that a PDF or a scanner put between Han characters.

What: `中 文 排 版` -> `中文排版`, where nearly all Han of a line stand apart and read well joined.
Why: such a line has no words for search and tokenizers.
When not: lists of single characters, calendars, names and verses parted by a space.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textfix import alignment
from textfix.language import model as source_model
from textfix.model import Edit, Finding
from textfix.normalization import context, lines, typography
from textfix.normalization.context import HAN, WIDE_MARKS
from textfix.profiles import Profile
from textfix.rule import Example, Rule

FEWEST: Final = 7
"""Spaces in a line: with fewer it may be a list of names or a title set wide."""
SHARE: Final = 0.7
"""Share of neighboring Han that a space parts: in text parted into words it is 0.4 to 0.6."""
FLUENT: Final = -6.0
"""Mean log probability of a character, joined: 99.9 % of prose has more."""

_WIDE: Final = f"{HAN}{WIDE_MARKS}“”‘’…—"
_BEFORE_WIDE: Final = re.compile(f" (?=[{_WIDE}])")
_APART: Final = re.compile(f" [{_WIDE}] +[{_WIDE}]")
"""One character between spaces: without it no line is spaced throughout."""
_WIDE_ONE: Final = re.compile(f"[{_WIDE}]")
_SERIES: Final = re.compile(
    "[一二三四五六七八九十百日月火水木金土东西南北東甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥]"
)
"""Members of series that are often set apart: most of such a line is no sentence."""
_TOGETHER: Final = re.compile(f"(?<=[{HAN}])(?=[{HAN}])")


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find the spaces between wide characters in lines that are spaced throughout."""
    wanted = profile.option("han-spaces")
    if wanted == "keep" or " " not in text:
        return ()
    places: list[tuple[int, int]] = []
    if wanted == "all":
        places = _places(text, 0, len(text))
    else:
        for start, end in context.lines_with(text, _APART):
            spaces = _places(text, start, end)
            if _is_spaced(text, start, end, spaces):
                places += spaces
    return [Finding(RULE.name, a, b, (Edit(a, b, ""),), "likely", 0.97) for a, b in places]


def _places(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Return the runs of spaces with a wide character on both sides."""
    places = []
    for m in _BEFORE_WIDE.finditer(text, begin, end):
        start = m.start()
        while start > begin and text[start - 1] == " ":
            start -= 1
        if start > begin and _WIDE_ONE.match(text, start - 1):
            places.append((start, m.end()))
    return places


def _is_spaced(text: str, start: int, end: int, places: list[tuple[int, int]]) -> bool:
    """Weigh a line: many spaces, few Han together, and fluent once joined."""
    apart = len(places)
    if apart < FEWEST or apart < SHARE * (apart + len(_TOGETHER.findall(text, start, end))):
        return False
    joined = alignment.apply(
        text[start:end], [Edit(a - start, b - start, "") for a, b in places]
    ).strip()
    if 2 * len(_SERIES.findall(joined)) > len(joined):
        return False
    return lines.is_chinese(joined) and float(source_model.load().score(joined).mean()) > FLUENT


RULE = Rule(
    name="normalization.han_spaces",
    what="Remove spaces between Han characters from lines that are spaced throughout.",
    why="the characters of this line stand apart and read well together",
    when_not="Lists of characters, names, verses; `han-spaces` sets all, evident or keep.",
    safety="likely",
    profile="corpus",
    wakes=(typography.SPACED,),
    find=find,
    examples=(
        Example("我 们 明 天 一 起 去 图 书 馆 看 书 。", "我们明天一起去图书馆看书。"),
        Example(
            "这 是 用 软 件 识 别 出 来 的 文 字 ， 请 校 对 。",
            "这是用软件识别出来的文字，请校对。",
        ),
    ),
    keeps=(
        "张三 李四 王五 赵六 钱七 孙八 周九",
        "日 一 二 三 四 五 六",
        "我们 今天 去 图书馆 看书 ， 明天 不 去 了 。",
        "床前明月光 疑是地上霜 举头望明月 低头思故乡",
        "贛 龘 虪 爨 齉 鱻 麤",
    ),
    sources=("damage.md §5: spaces between Han characters from PDF and OCR",),
    off=("han-spaces", "keep"),
)
