"""What law tests draw from: any text, texts that wake rules, healthy and damaged pieces mixed."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from textfix import Profile, channels, order
from textfix.model import Edit
from textfix.profiles import LEVELS, SCRIPTS

HEALTHY = (
    "村口的老榕树下，几位老人正在下棋，旁边的孩子们看得入了迷。",
    "“明天还来吗？”她问。他想了想说：“来，一定来！”",
    "　　秋天到了，山上的柿子一个个像小灯笼（红得发亮）。",
    "下午三點開會，請各部門的負責人準時到場，並帶上資料。",
    "我們在當地的銀行取了錢，因為第二天要去鄉下買種子。",
    "図書館は駅の近くにあります。漢字（かんじ）を勉強しました。",
    "도서관은 역에서 가까워요. 내일 다시 오겠습니다.",
    "Библиотека закрыта до понедельника, приходите позже.",
    "Le café est fermé ; l’été prochain, peut-être…",
    'for (i = 0; i < n; i++) { s[i] ??= "\\u4e2d"; }  // &amp; %E4%B8%AD',
    "他在路上行(xíng)走，又到銀行(háng)去。",
    "| 品名 | 数量 |\n|------|-----:|\n| 白菜 |   12 |",
)
"""Sentences of our own in the languages and kinds of text that must not be harmed."""

DAMAGED = (
    "經(jīng)開區(qū)召開黨工委會(huì)議,表?yè)P(yáng)先進(jìn)個(gè)人。",
    "????第一段講的是春耕夏收。\n????第二段講的是秋播冬藏。\n????第三段講的是來年的事。",
    "刺激當?shù)亟?jīng)濟(jì)發(fā)展,是因?yàn)樘岬絇DM,",
    "æ˜Žå¤©è¿˜æ\x9d¥å\x90—ï¼Ÿ",
    "鏄庡ぉ杩樻潵鍚楋紵",
    "Ã©tÃ© â€œoui”",
    "明天&#36824;来吗&amp;#63;",
    "锟斤拷锟斤拷烫烫烫屯屯屯",
    "⾼⼭⽔　ﬁ ﾊﾝｶｸ ＡＢＣ１２３",
)

TRIGGERS = (
    "()（）?？!！,，.。;:\"“”'‘’…—- \t\r\n\x0b\x0c\x00\x05\x08\x1b\x7f\x80\x85\x9f\xa0\xad"
    "\u2028\u2029\u200b\u200d\u200e\u202e\u2060\ufeff\ufffd\ue000\ue5e5\uf8ff\u3000\u2f00\u2e80"
    "\ud800\udc00\udbff\udfff\U00020000\U0010ffff\U000e0100e\u0301\u0300\uf900\u3099"
    "yèxíngüvāAa1&#;%u\\x経經行表揚頁驗數當的人天锟斤拷烫Ãâ€åéÐ鏄"
)
"""Characters that wake rules or break careless code; lone surrogates among them."""

PIECES = 12


def any_text(max_size: int = 60) -> st.SearchStrategy[str]:
    """Any str: every code point there is, lone surrogates, NUL and controls included."""
    return st.text(st.characters(exclude_categories=()), max_size=max_size)


def waking_text(max_size: int = 60) -> st.SearchStrategy[str]:
    """Texts over the characters that rules look for."""
    return st.text(st.sampled_from(TRIGGERS), max_size=max_size)


@cache
def _damaged(name: str, sentence: int, seed: int) -> str:
    return channels.get(name).damage(HEALTHY[sentence], seed).text


def damaged_text() -> st.SearchStrategy[str]:
    """A sentence that went through any channel of the catalog, or damage seen in the wild."""
    through = st.builds(
        _damaged,
        st.sampled_from(channels.names()),
        st.integers(0, len(HEALTHY) - 1),
        st.integers(0, 3),
    )
    return st.one_of(through, st.sampled_from(DAMAGED))


def mixed_text(pieces: int = PIECES) -> st.SearchStrategy[str]:
    """Healthy and damaged pieces and arbitrary text, joined in any way."""
    piece = st.one_of(st.sampled_from(HEALTHY), damaged_text(), waking_text(12), any_text(6))
    return st.builds(
        lambda parts, glue: glue.join(parts),
        st.lists(piece, max_size=pieces),
        st.sampled_from(["", "\n", " ", "\r\n", "，"]),
    )


def texts() -> st.SearchStrategy[str]:
    """All of the above."""
    return st.one_of(any_text(), waking_text(), mixed_text(4))


def profiles() -> st.SearchStrategy[Profile]:
    """Profiles of every level and script, some with more rules, fewer rules, or a lower bar."""
    some = st.lists(st.sampled_from((*order.stages(), *order.names())), max_size=2, unique=True)
    plain = st.builds(
        lambda level, script: Profile(level, script=script),
        st.sampled_from(LEVELS),
        st.sampled_from((None, *SCRIPTS)),
    )
    odd = st.builds(
        lambda level, script, more, fewer, expect, bar: Profile(
            level, script=script, select=tuple(more), ignore=tuple(fewer),
            expect=expect, min_confidence=bar,
        ),
        st.sampled_from(LEVELS),
        st.sampled_from((None, *SCRIPTS)),
        some,
        some,
        st.sampled_from((None, "zh", "ja", "ko")),
        st.sampled_from((0.5, 0.9, 1.0)),
    )  # fmt: skip
    return st.one_of(plain, plain, odd)


@st.composite
def edited(draw: st.DrawFn, text: st.SearchStrategy[str] | None = None) -> tuple[str, list[Edit]]:
    """A text and ordered, disjoint edits over it; an insertion touches no other edit."""
    source = draw(text or st.text(alphabet="abcdef", max_size=16))
    return source, draw(edits_over(len(source)))


@st.composite
def edits_over(draw: st.DrawFn, length: int) -> list[Edit]:
    """Ordered, disjoint edits over a text of this length."""
    out: list[Edit] = []
    at, touching = 0, True
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(at, length)) if at <= length else length + 1
        end = draw(st.integers(min(start, length), length))
        new = draw(st.text(alphabet="XYZ", max_size=3))
        if start > length or (start == at and not touching):
            break
        if start == end and (not new or (out and out[-1].end == start)):
            continue
        out.append(Edit(start, end, new))
        at, touching = end, start < end
    return out
