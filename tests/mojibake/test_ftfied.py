"""GBK and Big5 as single bytes that ftfy, or a reader that mixes encodings, changed further."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix import clean, codecs, inspect
from textfix.mojibake.bypiece import ftfied, mixture
from textfix.mojibake.ftfy_bridge import fix_encoding, fix_text

HANS = (
    "单位缴纳的工伤保险费由社保中心收取。",
    "桌上放着一本新的日历，封面画着露水。",
    "始终没有人知道他提前潜伏在城里的事。",
    "和爵士乐队一起的台湾朋友很热情。",
    "仅在自由线程版中需要，程安是他的小名。",
    "本月 13 日，第三章 的稿子要交，由我使用 `uv` 排版。",
    "通过改变顺序，他们把任何事件都记录下来。",
)
HANT = (
    "若要繪製扇形，請在拖曳時按住滑鼠左鍵。",
    "到月底還有三個禮拜，教職員同時獲選。",
    "您可以使用變數隱藏文字，圖表也是一樣。",
    "生者之中，他說的話最多，羅馬城的遺蹟在此。",
)
PAIRS = [(s, "gb18030") for s in HANS] + [(s, "big5") for s in HANT]


@pytest.mark.parametrize("fix", [fix_encoding, fix_text])
@pytest.mark.parametrize(("sentence", "encoding"), PAIRS)
def test_what_ftfy_changed_comes_back(
    sentence: str, encoding: str, fix: Callable[[str], str]
) -> None:
    assert clean(fix(sentence.encode(encoding).decode("latin-1"))) == sentence


@pytest.mark.parametrize(("lines", "encoding"), [(HANS, "gb18030"), (HANT, "big5")])
def test_a_paragraph_of_many_lines_length_comes_back(lines: tuple[str, ...], encoding: str) -> None:
    paragraph = "".join(lines * 8)
    damaged = fix_encoding(paragraph.encode(encoding).decode("latin-1"))
    assert len(damaged) > 2 * mixture.LONGEST
    assert clean(damaged) == paragraph


@pytest.mark.parametrize(("lines", "encoding"), [(HANS, "gb18030"), (HANT, "big5")])
def test_lines_that_show_no_letter_of_two_bytes_are_read_as_their_neighbors(
    lines: tuple[str, ...], encoding: str
) -> None:
    text = "\n".join(lines * 4)
    damaged = "\n".join(
        codecs.get("utf-8-or-latin1").decode(line.encode(encoding)) for line in text.split("\n")
    )
    assert clean(damaged) == text


def test_a_space_that_ftfy_took_for_a_byte_is_put_back() -> None:
    damaged = fix_encoding("会议在 10 月 13 日开，由小组的人记录。".encode("gbk").decode("latin-1"))
    assert "\xa013" in damaged
    assert clean(damaged) == "会议在 10 月 13 日开，由小组的人记录。"


@given(st.lists(st.sampled_from([*HANS, *HANT]), min_size=1, max_size=3))
def test_what_is_undone_is_told_and_can_be_taken_back(sentences: list[str]) -> None:
    damaged = fix_text("".join(sentences).encode("gb18030").decode("latin-1"))
    result = inspect(damaged)
    assert result.undo() == damaged
    assert clean(result.text) == result.text


@given(st.text(st.characters(min_codepoint=0xA0, max_codepoint=0x7FF), min_size=1, max_size=12))
def test_choices_are_what_is_shown_so(text: str) -> None:
    plain = unicodedata.normalize("NFC", text)
    for token in ftfied.tokens(plain):
        assert token.encode() in {bytes(c.data) for c in ftfied.choices(token)}
    assert "".join(ftfied.tokens(plain)) == plain


KEPT = [
    "Ångström und Çelik trafen Ðorđe in Łódź, wie geplant.",
    "The word “naïve” isn't DZ, IJ or ffi; «ça va» à la carte.",
    "Ѧ, Ը and Ķ are letters; ´ and ¨ are accents.",
    "Ȁȁ Ȃȃ Ȅȅ Ȇȇ Ȉȉ Ȋȋ",
]


@pytest.mark.parametrize("text", KEPT)
def test_letters_that_are_meant_stay(text: str) -> None:
    assert clean(text) == text
