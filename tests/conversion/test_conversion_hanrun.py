"""The run around a place is a piece of a whole run, cut where its limits say."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from textfix.conversion.hanrun import han_run


@given(st.text("一二，a\ud800𠀀㐀", min_size=1, max_size=20), st.data())
def test_a_run_is_cut_by_its_limits(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    before, behind = data.draw(st.integers(0, 9)), data.draw(st.integers(1, 9))
    start, end = han_run(text, at, before, behind)
    around = [m.span() for m in re.finditer("[㐀-鿿]+", text) if m.start() <= at < m.end()]
    if around:
        ((low, high),) = around
        assert (start, end) == (max(low, at - before), min(high, at + behind))
    else:
        assert end == at
        assert re.fullmatch("[㐀-鿿]*", text[start:end])
