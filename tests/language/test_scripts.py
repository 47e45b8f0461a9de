"""Script tables: rules by example, laws over the whole table and over any str."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.language import scripts


def test_docstrings_run() -> None:
    assert doctest.testmod(scripts).failed == 0


@pytest.mark.parametrize(
    ("ch", "simplified", "folded"),
    [
        ("電", "电", "电"),
        ("爲", "为", "为"),
        ("為", "为", "为"),
        ("裡", "里", "里"),
        ("裏", "里", "里"),
        ("乾", "干", "干"),
        ("著", "著", "着"),
        ("着", "着", "着"),
        ("瞭", "瞭", "了"),
        ("隻", "只", "只"),
        ("牠", "它", "它"),
        ("衞", "卫", "卫"),
        ("枱", "台", "台"),
        ("簷", "檐", "檐"),
        ("群", "群", "群"),
        ("谘", "谘", "咨"),
        ("复", "复", "复"),
        ("覆", "覆", "覆"),
        ("幺", "幺", "幺"),
        ("么", "么", "么"),
        ("経", "経", "経"),
        ("\uf92c", "\uf92c", "郎"),
        ("a", "a", "a"),
        ("", "", ""),
        ("電電", "電電", "電電"),
    ],
)
def test_simplified_and_fold(ch: str, simplified: str, folded: str) -> None:
    assert scripts.simplified_of(ch) == simplified
    assert scripts.fold(ch) == folded


@pytest.mark.parametrize(
    ("ch", "first", "others"),
    [
        ("发", "發", {"髮"}),
        ("着", "着", {"著"}),
        ("台", "臺", {"檯", "颱", "台"}),
        ("人", "人", set()),
    ],
)
def test_traditional_candidates(ch: str, first: str, others: set[str]) -> None:
    found = scripts.traditional_of(ch)
    assert found[0] == first
    assert others <= set(found)
    assert len(set(found)) == len(found)


def test_evidence_characters() -> None:
    assert all(scripts.is_traditional_only(ch) for ch in "關見說電學為裡羣")
    assert all(scripts.is_simplified_only(ch) for ch in "关见说电学为发爱")
    for ch in "后里干台余著着只於人的群峰秘":
        assert not scripts.is_traditional_only(ch)
        assert not scripts.is_simplified_only(ch)


def test_laws_over_the_whole_table() -> None:
    table = scripts._load()
    every = {*table.simplified, *table.traditional, *table.fold, *table.targets}
    every |= {t for forms in table.traditional.values() for t in forms}
    assert len(every) > 8000
    for ch in every:
        assert scripts.fold(scripts.fold(ch)) == scripts.fold(ch)
        assert not (scripts.is_traditional_only(ch) and scripts.is_simplified_only(ch))
        assert scripts.is_traditional_only(ch) <= (ch in scripts.converted_targets())
    for ch in table.simplified:
        assert scripts.simplified_of(scripts.simplified_of(ch)) != ch


def test_conversion_of_a_common_character_shares_its_fold() -> None:
    # GB 2312 level 1 (common characters) is simplified; conversion must not leave the family.
    pairs = (bytes((a, b)) for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF))
    strays = []
    for ch in "".join(pair.decode("gb2312", "ignore") for pair in pairs):
        strays += [
            (ch, t) for t in scripts.traditional_of(ch) if scripts.fold(t) != scripts.fold(ch)
        ]
    # Two families each for a character that simplified and traditional both keep, and variants.
    assert set(strays) <= set(KNOWN_STRAYS), sorted(set(strays) - set(KNOWN_STRAYS))


KNOWN_STRAYS = [
    ("仿", "彷"),
    ("借", "藉"),
    ("复", "覆"),
    ("抵", "牴"),
    ("周", "賙"),
    ("仇", "讎"),
    ("链", "鍊"),
]


@given(st.text(st.characters(), max_size=3))
def test_never_raises(ch: str) -> None:
    assert scripts.fold(scripts.fold(ch)) == scripts.fold(ch)
    assert scripts.traditional_of(ch)
    assert isinstance(scripts.simplified_of(ch), str)
    assert not (scripts.is_traditional_only(ch) and scripts.is_simplified_only(ch))
