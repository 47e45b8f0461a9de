"""What a torn run is told as: exact where bytes and readings alone leave one source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.insertion.judge import insertion_only
from textfix.insertion import torn


@pytest.mark.parametrize(
    ("text", "safety"),
    [
        ("先進個人表?yè)P(yáng)大會(huì)會(huì)議精神", "exact"),
        ("下載這一款A(yù)pp", "exact"),
        # 更 and 被 stood here: a pair between their halves vanished, and 富 takes what is left.
        ("這片叫土瓜?là)掣话l(fā)展成為工業區", "likely"),
        ("一直為當?shù)剜l(xiāng)親做事", "likely"),
    ],
)
def test_a_run_with_room_for_a_vanished_pair_is_not_exact(text: str, safety: str) -> None:
    found = torn.find(text, insertion_only())
    assert [f.safety for f in found] == [safety]


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 4))
def test_confidence_keeps_the_order_and_is_never_certain(a: float, b: float, gone: int) -> None:
    low, high = sorted((a, b))
    assert 0 <= torn.believed(low, gone) <= torn.believed(high, gone) < 1
    assert torn.believed(high, gone + 1) <= torn.believed(high, gone)
