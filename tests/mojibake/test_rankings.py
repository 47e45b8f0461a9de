"""What lost bytes may spell: the rankings say what the source model says, the best first."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.language import model
from textfix.mojibake.restoring import bytecodes
from textfix.mojibake.restoring.bytecodes import Bytes, lost
from textfix.mojibake.restoring.rankings import TRACELESS, WIDTH, Rankings

HIGH = lost(tuple(range(0x81, 0xFF)))
INSIDE = lost(tuple(range(0x80, 0xC0)))
PLACES = {
    "gb18030": ((HIGH, 0xC4), (0xCE, HIGH), (0xB5, lost((0xC4, 0xD8)))),
    "utf-8": ((0xE4, 0xB8, INSIDE), (0xE5, INSIDE, INSIDE), (INSIDE, 0x80)),
}
CONTEXTS = ("我们", "今天", "是。", "，在", "\n\n", "ab", "龘龘", "銀行")


def _bias(ch: str) -> float:
    return -2.5 if ch in "的们" else 0.0


@pytest.mark.parametrize("encoding", PLACES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_ranking_says_what_the_source_model_says(encoding: str, data: st.DataObject) -> None:
    """Every value is the model's, nothing better is left out, and the best comes first."""
    source, code = model.load(), bytecodes.of(encoding)
    where: Bytes = data.draw(st.sampled_from(PLACES[encoding]))
    p2, p1 = source.ids(data.draw(st.sampled_from(CONTEXTS)))
    found = list(Rankings(code, source, _bias).likely(where, p2, p1, -math.inf))
    every = {ch: source.step(p2, p1, source.id(ch)) + _bias(ch) for ch, _ in code.spelled(where)}
    nats = [n for n, _ in found]
    assert nats == sorted(nats, reverse=True)
    assert all(math.isclose(n, every[ch], abs_tol=1e-9) for n, (_, ch, _) in found)
    if every:
        assert math.isclose(nats[0], max(every.values()), abs_tol=1e-9)
    if len(found) < WIDTH and len(every) <= WIDTH:
        # Behind one symbol what trails far is left out before the second one is asked.
        left = [n for ch, n in every.items() if ch not in {c for _, (_, c, _) in found}]
        assert all(n < nats[0] - TRACELESS + 1.0 for n in left)


@pytest.mark.parametrize("encoding", PLACES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_a_state_needs_is_not_left_out(encoding: str, data: st.DataObject) -> None:
    """With a need a ranking is what it is without, but for what has less."""
    source = model.load()
    rankings = Rankings(bytecodes.of(encoding), source, _bias)
    where: Bytes = data.draw(st.sampled_from(PLACES[encoding]))
    p2, p1 = source.ids(data.draw(st.sampled_from(CONTEXTS)))
    need = data.draw(st.floats(-30.0, 0.0))
    every = [r for r in rankings.likely(where, p2, p1, -math.inf) if r[0] >= need]
    assert [r for r in rankings.likely(where, p2, p1, need) if r[0] >= need] == every
