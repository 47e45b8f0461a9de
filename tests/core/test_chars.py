"""Characters counted: a long text by NumPy, a short one without it, the same either way."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from textfix import chars


@given(st.text(max_size=60), st.integers(1, 400))
def test_a_long_text_is_counted_as_a_short_one(piece: str, times: int) -> None:
    text = piece * times
    assert chars.counted(text) == Counter(text)


def test_surrogates_and_astral_characters_are_counted() -> None:
    assert chars.counted("\ud800\U0010ffff字" * 3_000) == dict.fromkeys("\ud800\U0010ffff字", 3_000)
