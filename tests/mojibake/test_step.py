"""Pairs of bytes of which a single-byte reader lost one: what is out of step stays."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.mojibake.restoring import lapses, paces
from textfix.mojibake.shown import views
from textfix.mojibake.shown.strict import Way

from .test_mojibake import clean

HANS = (
    "昨天下午我们去了新开的图书馆，里面的座位很多，环境也很安静。"
    "大家都觉得这样的地方应该再多一些，孩子们放学以后可以来看书。"
)
HANT = (
    "我們的學校在山腳下，每天早上都有很多同學騎車來上課。"
    "老師說下個星期要舉行運動會，希望大家都能參加，為自己的班級加油。"
)
JA = (
    "新しいプログラムを起動すると、画面の右側にメニューが表示されます。"
    "必要な項目を選んで、最後に保存ボタンを押してください。"
)
KO = "새로운 문서를 저장하기 전에 반드시 이름을 입력하고 확인 단추를 누르십시오."


def invented(truth: str, damaged: str, out: str) -> str:
    """Return the characters of a repair that neither the truth nor what was shown has there."""
    same = difflib.SequenceMatcher(None, out, truth, autojunk=False)
    right = {k for a, _, n in same.get_matching_blocks() for k in range(a, a + n)}
    return "".join(ch for k, ch in enumerate(out) if k not in right and ch not in set(damaged))


@pytest.mark.parametrize("reader", ["iso8859_2", "cp1251", "cp1254", "cp1250", "cp1258"])
def test_what_lost_nothing_is_read_whole(reader: str) -> None:
    assert clean(HANS.encode("gbk").decode(reader)) == HANS


@pytest.mark.parametrize(
    ("text", "encoding"), [(HANT, "big5"), (JA, "shift_jis"), (JA, "euc_jp"), (KO, "cp949")]
)
def test_iso_8859_2_shows_every_encoding(text: str, encoding: str) -> None:
    assert clean(text.encode(encoding).decode("iso8859_2")) == text


@pytest.mark.parametrize("errors", ["replace", "ignore"])
@pytest.mark.parametrize(
    ("text", "encoding", "reader"),
    [
        *((HANS, "gbk", r) for r in ("cp1253", "cp1257")),
        *((HANT, "big5", r) for r in ("cp1253", "cp1257")),
        *((JA, "shift_jis", r) for r in ("cp1252", "cp1250", "cp1253", "cp1254", "cp1258")),
        (KO, "cp949", "cp1253"),
    ],
)
def test_hardly_a_character_is_invented_where_bytes_were_lost(
    text: str, encoding: str, reader: str, errors: str
) -> None:
    damaged = text.encode(encoding).decode(reader, errors)
    # Two bytes out of step may be a word with what is before them (`学院` for 学以).
    assert len(invented(text, damaged, clean(damaged))) <= (errors == "ignore")


@pytest.mark.parametrize("errors", ["replace", "ignore"])
def test_what_is_in_step_again_is_read(errors: str) -> None:
    damaged = HANT.encode("big5").decode("cp1253", errors)
    out = clean(damaged)
    same = difflib.SequenceMatcher(None, out, HANT, autojunk=False).get_matching_blocks()
    assert sum(n for *_, n in same) > len(HANT) / 2


def test_a_reader_that_shows_all_bytes_loses_none() -> None:
    lost = lapses.of(Way("cp932", "cp1252-web"))
    assert lost is not None
    assert not lost.may_be("ƒ\x8d")
    assert lost.may_be("ƒAƒC")
    assert lapses.of(Way("gb18030", "latin-1")) is None
    assert lapses.of(Way("utf-8", "cp1252-web")) is None


@given(st.binary(min_size=1, max_size=40))
def test_characters_that_are_sure_do_not_overlap(data: bytes) -> None:
    lost = lapses.of(Way("big5", "cp1253-web"))
    assert lost is not None
    data = data.replace(b"\n", b" ")
    shown = data.decode("cp1253", "replace")
    seen = views.shown(views.points(shown), "cp1253-web")
    for found in paces.read([seen], lost):
        at = 0
        for start, end, ch in found.characters(0.6) if found else ():
            assert at <= start < end
            assert seen[start:end] == ch.encode("cp950")
            at = end
