"""Tells which script and region a Chinese text is written in, and by what one sees it.

Evidence: characters that only one script has, and what only Taiwan or Hong Kong writes.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from textfix.conversion import tables

TAIWAN = (
    *("軟體", "網路", "程式", "資訊", "滑鼠", "影片", "計畫", "品質", "身分", "臺灣", "台灣"),
    *(
        "公車",
        "捷運",
        "計程車",
        "國小",
        "國中",
        "硬碟",
        "印表機",
        "檔案",
        "資料夾",
        "伺服器",
        "預設",
    ),
    *(
        "螢幕",
        "記憶體",
        "數位",
        "視訊",
        "支援",
        "物件",
        "變數",
        "專案",
        "透過",
        "立法院",
        "縣市",
        "行動電話",
    ),
)
"""What Taiwan writes and Hong Kong does not, or seldom."""

HONG_KONG = (
    *("嘅", "咗", "喺", "唔", "冇", "佢", "哋", "啲", "嚟", "噉", "嗰", "啦", "咩", "嘢"),
    *("軟件", "網絡", "的士", "巴士", "質素", "香港", "港元", "搵", "諗", "攞"),
)
"""What Hong Kong writes and Taiwan does not, or seldom; among it written Cantonese."""

TAIWAN_FORMS = ("裡", "著")
HONG_KONG_FORMS = ("裏", "着", "説", "衞", "滙", "麪")
"""Forms that support a region but, being old, do not make one by themselves."""

ENOUGH = 3
"""So much evidence at least, or the answer is "unknown"."""

MIXED = 0.08
"""The smaller script's share of the evidence from which a text is mixed."""

KANA = 0.05
"""Share of kana among Han and kana from which a text is Japanese, so not Chinese."""

LONG = 4000
"""From so many characters on NumPy counts faster than patterns do (measured)."""

REGION = 2
"""So many marks of a region, and three times those of the other, name the region."""


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """A script: `hans`, `hant`, `hant-tw`, `hant-hk`, `mixed`, `none`, or `unknown`.

    Equal to another `Script` of the same name, and, for convenience, to the name itself.
    `evidence` holds (what, how often), the most frequent first.

    >>> Script("hans", 0.99, ()) == "hans"
    True
    """

    name: str
    confidence: float
    evidence: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def __eq__(self, other: object) -> bool:
        """Compare by name, with a script or with a string."""
        if isinstance(other, Script):
            return self.name == other.name
        return self.name == other if isinstance(other, str) else NotImplemented

    def __hash__(self) -> int:
        """Hash as the name does."""
        return hash(self.name)


@cache
def exclusive() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters that only simplified, and that only traditional text has.

    >>> simplified, traditional = exclusive()
    >>> "国" in simplified, "國" in traditional, "后" in simplified, "著" in traditional
    (True, True, False, False)
    """
    release = tables.OFFICIAL
    to_traditional = tables.character_map(release, "STCharacters")
    to_simplified = tables.character_map(release, "TSCharacters")
    several = tables.candidates(release, "STCharacters")
    kept = tables.candidates(release, "TSCharacters")
    simplified = {c for c in map(chr, to_traditional) if c not in several.get(c, ())}
    traditional = {c for c in map(chr, to_simplified) if c not in kept.get(c, ())}
    both = simplified & traditional
    return frozenset(simplified - both - BOTH), frozenset(traditional - both - BOTH)


BOTH = frozenset(
    "乾著於徵藉覆瞭鍾麼於甚麽么裏祇搜昇麯瀋剎硃台岩并仆余郁凶厘弦娴娘游猪群鷄布吃床粘托鳄锤"
    "黄峰却晒烟韵凉卧吓秘携遥荆揾迹摇脚况瑶衮潜凄横虚栖脱兹笋温葱户静虬彦凭税耻咏恒凛肴虱痴羡"
    "濛拚榘諲捱巘麴搵摺恆閤从虫气"
)
"""Written in both scripts in spite of the tables: names, quotations, kept variants."""


_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")


@cache
def _han() -> re.Pattern[str]:
    # A millisecond, which a first conversion should not wait for.
    return re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


def han_count(text: str) -> int:
    """Count the Han characters of a text: `chars.is_han`, but fast.

    >>> han_count("漢字 and 假名")
    4
    """
    return sum(map(len, _han().findall(text)))


def class_of(characters: Iterable[str]) -> re.Pattern[str]:
    """Make a pattern for any of many characters below U+10000.

    With one beyond, the `re` module tries every range of the class in turn: 60 times slower.

    >>> class_of("国学").findall("中国文学")
    ['国', '学']
    """
    return re.compile(f"[{re.escape(''.join(sorted(c for c in characters if c < '𐀀')))}]")


@cache
def only_simplified() -> re.Pattern[str]:
    """Match a character (below U+10000) that only simplified text has."""
    return class_of(exclusive()[0])


@cache
def _telling() -> re.Pattern[str]:
    return class_of(_exclusive())


_BEYOND = re.compile("[\U00020000-\U0003ffff]")


@cache
def _exclusive() -> frozenset[str]:
    return frozenset().union(*exclusive())


def _census(text: str) -> tuple[int, int, Counter[str]]:
    """Count the Han characters, the kana, and those characters that only one script has."""
    if len(text) > LONG and ("numpy" in sys.modules or len(text) > 100 * LONG):
        from textfix.conversion.census import census

        return census(text, _exclusive())
    counts = Counter(_telling().findall(text))
    counts.update(ch for ch in _BEYOND.findall(text) if ch in _exclusive())
    return han_count(text), len(_KANA.findall(text)), counts


def _top(seen: Counter[str], number: int) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(seen.items(), key=lambda item: (-item[1], item[0]))[:number])


def identify(text: str) -> Script:
    """Tell script and region of a text.

    Not a language identifier: Japanese gives "none", Korean hanja and Vietnamese Nôm what
    their characters look like. On a few characters the answer is "unknown".

    >>> str(identify("这个软件的设计说明写得很清楚")), str(identify("這個軟體的設計說明裡寫了網路"))
    ('hans', 'hant-tw')
    >>> str(identify("中文")), str(identify("plain ASCII"))
    ('unknown', 'none')

    Source: OpenCC's character tables; marks of the regions by hand.
    """
    han, kana, counts = _census(text)
    if not han or kana >= KANA * (han + kana):
        return Script("none", 1.0 if not han else 0.95, (("kana", kana),) if kana else ())
    simplified, _ = exclusive()
    hans = Counter({ch: n for ch, n in counts.items() if ch in simplified})
    hant = Counter({ch: n for ch, n in counts.items() if ch not in simplified})
    # One character, however often, is a word of this text (从 in a dictionary), not a script.
    cap = ENOUGH + han // 200
    left, right = (sum(min(n, cap) for n in seen.values()) for seen in (hans, hant))
    less, more = sorted((left, right))
    if more < ENOUGH:
        few = (("simplified", left), ("traditional", right))
        return Script("unknown", 0.5, tuple(item for item in few if item[1]))
    share = less / (less + more)
    # Laplace: a few characters never make certain.
    confidence = round((more + 1) / (less + more + 2), 3)
    if share >= MIXED and less >= ENOUGH:
        top = (*_top(hans, 4), *_top(hant, 4))
        return Script("mixed", round(min(0.99, 0.5 + 2 * share), 3), top)
    if left > right:
        return Script("hans", confidence, _top(hans, 8))
    return _region(text, confidence, hant)


def _region(text: str, confidence: float, hant: Counter[str]) -> Script:
    taiwan, hong_kong = _marks(text, TAIWAN), _marks(text, HONG_KONG)
    # One word may be the subject: 香港 stands in Taiwan's papers too.
    if max(len(taiwan), len(hong_kong)) > 1:
        taiwan += _marks(text, TAIWAN_FORMS)
        hong_kong += _marks(text, HONG_KONG_FORMS)
    low, high = sorted((taiwan.total(), hong_kong.total()))
    if high < REGION or high < 3 * low:
        return Script("hant", confidence, _top(hant, 8))
    name, seen = ("hant-tw", taiwan) if taiwan.total() == high else ("hant-hk", hong_kong)
    sure = min(confidence, round((high + 1) / (low + high + 2), 3))
    return Script(name, sure, tuple(seen.most_common(8)))


def _marks(text: str, marks: tuple[str, ...]) -> Counter[str]:
    return Counter({mark: n for mark in marks if (n := text.count(mark))})
