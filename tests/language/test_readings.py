"""Readings: rules by example, and laws over the whole table."""

import doctest
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.language import readings

ANY_TEXT = st.text(st.characters(), max_size=40) | st.text("ǜüv:u0159lǎnɡ ", max_size=8)


def test_docstrings_run() -> None:
    assert doctest.testmod(readings).failed == 0


@pytest.mark.parametrize(
    ("ch", "reading"),
    [
        ("揚", "yáng"),
        ("頁", "yè"),
        ("頁", "ye"),
        ("絇", "qú"),
        ("綠", "lǜ"),
        ("綠", "lv4"),
        ("綠", "lu:4"),
        ("綠", "Lǜ"),
        ("女", "nü3"),
        ("女", "nu"),
        ("略", "lue"),
        ("略", "lvè"),
        ("學", " Xué "),
        ("長", "zhǎng"),
        ("長", "cháng"),
        ("著", "zhe"),
        ("著", "zhe5"),
        ("中", "zhōnɡ"),
        ("好", "hăo"),
        ("好", "hǎo"),
        ("\uf92c", "láng"),
        ("誒", "ê̄"),
        ("嗯", "ǹg"),
    ],
)
def test_fits_as_written_in_the_wild(ch: str, reading: str) -> None:
    assert readings.fits(ch, reading)


@pytest.mark.parametrize(
    ("ch", "reading"),
    [
        ("揚", "yè"),
        ("揚", "yǎng"),
        ("揚", ""),
        ("揚", "yáng2"),
        ("贪", "lobha"),
        ("时", "runtime"),
        ("度", "bit"),
        ("漢", "かん"),
        ("A", "a"),
        ("", "a"),
        ("揚揚", "yáng"),
        ("目", "mv"),
        ("路", "lǜ"),
    ],
)
def test_does_not_fit(ch: str, reading: str) -> None:
    assert not readings.fits(ch, reading)


@pytest.mark.parametrize("word", ["App", "nǐhǎo", "huār", "bit", "", " ", "yáng2", "x" * 99])
def test_no_syllable(word: str) -> None:
    assert not readings.is_syllable(word)


def test_laws_over_the_whole_table() -> None:
    for ch, names in readings._load().listed.items():
        listed = names.split(",")
        assert readings.primary(ch) == listed[0]
        assert readings.toned(ch) == frozenset(listed)
        assert readings.toneless(ch) == {readings.strip_tone(name) for name in listed}
        for name in listed:
            assert name == unicodedata.normalize("NFC", name)
            assert readings.fits(ch, name)
            assert readings.fits(ch, readings.strip_tone(name))
            assert readings.is_syllable(name)


def test_every_gb2312_ideograph_has_a_reading() -> None:
    pairs = [bytes((a, b)) for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF)]
    ideographs = "".join(pair.decode("gb2312", "ignore") for pair in pairs)
    assert len(ideographs) == 6763
    # 嗧 桛 烪 瓧 瓰 are GBK only, so GB2312 has no exception.
    assert [ch for ch in ideographs if not readings.toned(ch)] == []


def test_characters_inverts_toneless() -> None:
    for key in readings._load().syllables:
        found = readings.characters(key)
        assert found == "".join(sorted(found))
        assert all(key in readings.toneless(ch) for ch in found)
        assert found


@given(ANY_TEXT, ANY_TEXT)
def test_never_raises(ch: str, reading: str) -> None:
    key = readings.strip_tone(reading)
    assert readings.fits(ch, reading) in (True, False)
    assert readings.toned(ch) is not None
    assert readings.characters(key) is not None
    if readings.is_syllable(reading):
        assert readings.characters(key)


@given(st.sampled_from("揚頁綠女學長著略好中"), st.sampled_from(["{} ", " {}", "{}\t", "\u3000{}"]))
def test_case_space_and_form_do_not_matter(ch: str, frame: str) -> None:
    for name in readings.toned(ch):
        assert readings.fits(ch, frame.format(name.upper()))
        assert readings.fits(ch, frame.format(unicodedata.normalize("NFD", name)))
