"""Readings in parentheses: where they are found, whose they are, whether they fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.insertion import gloss, glosses, torn_runs
from textfix.insertion.torn_runs import Torn
from textfix.lattice import Reading
from textfix.profiles import Profile


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("農(nóng)場", [("農", "(", "nóng", True)]),
        ("農（nóng）場", [("農", "（", "nóng", True)]),
        ("農(nóng )場", [("農", "(", "nóng", True)]),
        ("農( nóng)場", [("農", "(", "nóng", True)]),
        ("農(nong)場", [("農", "(", "nong", True)]),
        ("綠(lv)色、綠(lǜ)色、綠(lü)色", [("綠", "(", r, True) for r in ("lv", "lǜ", "lü")]),
        ("還(hái)要還(huán)", [("還", "(", "hái", True), ("還", "(", "huán", True)]),
        # Another reading than the character's, an English word, a letter as the owner.
        ("農(mǎ)場", [("農", "(", "mǎ", False)]),
        ("耗時(ms)", [("時", "(", "ms", False)]),
        ("f(a)", [("f", "(", "a", False)]),
        # Torn: the parenthesis was swallowed.
        ("當?shù)", [("當", "?", "shù", False)]),
        ("(yáng)", [("", "(", "yáng", False)]),
        # Repeated glosses belong to one character.
        ("飛(fei)(fei)機", [("飛", "(", "fei", True), ("飛", "(", "fei", True)]),
        # Not readings: too long, empty, capitals, digits, unclosed.
        ("場(distribution)", []),
        ("場()", []),
        ("王(Wáng)", []),
        ("圖(1)", []),
        ("農(nóng", []),
    ],
)
def test_find(text: str, found: list[tuple[str, str, str, bool]]) -> None:
    assert [(g.owner, g.mark, g.reading, g.fits) for g in glosses.find(text)] == found


def test_a_reading_that_nothing_opens_is_found_only_when_asked_for() -> None:
    text = "老師yáng)說"
    assert not list(glosses.find(text))
    assert [(g.owner, g.mark, g.torn) for g in glosses.find(text, bare=True)] == [("師", "", True)]


MIXED = "農場(（)）?？ yèānó\u0301üv:\ufffd學a1\n"


@given(
    text=st.text(st.sampled_from(MIXED), max_size=40),
    bare=st.booleans(),
)
def test_found_glosses_are_in_order_and_end_in_a_parenthesis(text: str, bare: bool) -> None:
    last = 0
    for g in glosses.find(text, bare):
        assert last <= g.start < g.end <= len(text)
        assert text[g.end - 1] in ")）"
        assert text[g.start : g.end].startswith(g.mark)
        assert g.reading in text[g.start : g.end]
        assert not (g.fits and not g.owner)
        last = g.end


@given(text=st.text(st.sampled_from(MIXED + "▃"), max_size=40))
def test_bare_ones_added_are_bare_ones_found(text: str) -> None:
    added = glosses.with_bare(text, tuple(glosses.find(text)))
    assert added == tuple(glosses.find(text, bare=True))


@pytest.mark.parametrize(
    ("ch", "reading"),
    [("女", "nǚ"), ("女", "nv"), ("女", "nu:"), ("長", "cháng"), ("長", "zhang")],
)
def test_fit(ch: str, reading: str) -> None:
    assert glosses.fit(ch, reading)


@pytest.mark.parametrize(
    ("ch", "reading"), [("女", "nán"), ("", "yè"), ("A", "ei"), ("頁", "yé"), ("？", "a")]
)
def test_does_not_fit(ch: str, reading: str) -> None:
    assert not glosses.fit(ch, reading)


def test_readings_inside_a_run_that_is_left_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    # They prove the reading of the run: taken away, a bolder profile could not repair it later.
    text = "我們(men)開(kāi)會(huì)的縣(xiàn)城有工廠(chǎng)和農(nóng)場(chǎng)。"
    start, end = text.index("縣"), text.index("和")
    run = Torn(start, end, Reading("", 0.0, 0.5, None, ()), (), ())
    monkeypatch.setattr(torn_runs, "find", lambda _: (run,))
    found = [text[f.start : f.end] for f in gloss.find(text, Profile("repair"))]
    assert found == ["(men)", "(kāi)", "(huì)", "(nóng)", "(chǎng)"]
