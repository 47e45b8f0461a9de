"""Characters in the order of a code are charts, classes and lists: they stay."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import textfix
from textfix.mojibake.health import ordered
from textfix.mojibake.shown import views

CHARTS = (
    "s/[ÈÉÊËÌÍÎÏ]/x/g",
    "text = text.replace(/[ÀÁÂÃÄÅ]/g, 'a').replace(/[ÙÚÛÜ]/g, 'u')",
    "a: ÀÁÂÃÄÅ\ne: ÈÉÊË\ni: ÌÍÎÏ\no: ÒÓÔÕÖ\nu: ÙÚÛÜ",
    "[Ö×Ø]+",
    "ΛΜΝΞ",
    "клмн",
    "Legend: █▓▒░ ▀▄▌▐",
    "box = '└┴┬├─┼╞╟'",
    "'│┤╡╢╖╕╣║╗╝'",
    "8140 丂丄丅丆丏丒丗丟丠両丣並丩丮丯丱",
    "匚部：匚匛匜匝匞匟匠匡匢匣匤匥匦匧匨匩匪匫匬匭匮匯匰",
    "犬部：猒猋猰猢猱猳猧猲猭猦猣猵",
    "囡囟圮圪圴夼妀奼妅奻奾奷奿孖尕尥屼屺屻屾",
    "泜泖泠炕炎炒炊炙爬爭爸版牧物狀狎狙狗狐玩",
)


@pytest.mark.parametrize("text", CHARTS)
def test_charts_stay(text: str) -> None:
    assert textfix.clean(text) == text


@given(first=st.integers(0xA1, 0x24FF), size=st.integers(3, 24))
def test_runs_of_unicode_stay(first: int, size: int) -> None:
    text = "".join(map(chr, range(first, first + size)))
    if all(unicodedata.category(ch) not in ("Cn", "Cf", "Zs", "Zl", "Zp") for ch in text):
        assert textfix.clean(text) == text


@pytest.mark.parametrize("code", ["big5", "gbk"])
@given(row=st.integers(0xB0, 0xF6), cell=st.integers(0xA1, 0xE0), size=st.integers(4, 24))
def test_rows_of_a_code_stay(code: str, row: int, cell: int, size: int) -> None:
    data = bytes(b for k in range(cell, cell + size) for b in (row, k))
    text = data.decode(code, "ignore")
    assert textfix.clean(text) == text


def test_what_is_in_order_is_cheap() -> None:
    nats = ordered.nats(views.points("x└┴┬中文")).tolist()
    assert nats[2:4] == [ordered.NEXT] * 2
    assert all(value < -100 for value in (*nats[:2], *nats[4:]))
    rare = ordered.nats(views.points("屼岀岈岎")).tolist()
    assert rare[1:] == [ordered.NEAR] * 3


@pytest.mark.parametrize(("damaged", "repaired"), [("ÎÒÃÇÃ÷Ìì¼û", "我们明天见"), ("ÖÐÎÄ", "中文")])
def test_words_are_in_no_order(damaged: str, repaired: str) -> None:
    assert textfix.clean(damaged) == repaired
    assert (ordered.nats(views.points(damaged)) < -100).all()
