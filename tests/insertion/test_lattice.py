"""The lattice against brute force, on a codec and a source model small enough to write down."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.insertion.toy import CHARS, LEADS, MODEL, SYMBOLS, Codec, every_path, search
from textfix.lattice import LOST, Choice, Reading, Search, Steps
from textfix.lattice import search as engine

# At most one lost byte to a choice and three slots: brute force must stay small.
_data = st.sampled_from(
    (
        (),
        (0x41,),
        (0x28,),
        *((b,) for b in LEADS),
        (LOST,),
        (LOST, 0x41),
        (0x82, 0x83),
        (0x83, LOST),
    )
)
_choice = st.one_of(
    st.builds(
        lambda data, cost, shifted: Choice(data, cost, shifted=shifted),
        _data,
        st.sampled_from((0.0, 0.5, 2.0)),
        st.booleans(),
    ),
    st.builds(lambda c: Choice(literal=c, cost=1.0), st.sampled_from(("A", "("))),
)
_slots = st.lists(st.lists(_choice, min_size=1, max_size=2), max_size=3)
_after = st.sampled_from(("", "A", "((", CHARS[0x81, 0x81] + "A"))


@pytest.fixture
def unpruned(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, wide in (("NARROW", 10**6), ("WIDTH", 10**6), ("SLACK", 1e9), ("HOPEFUL", 10**6)):
        monkeypatch.setattr(engine, name, wide)


@pytest.mark.usefixtures("unpruned")
@pytest.mark.parametrize("bias", [False, True])
def test_the_best_path_and_its_share_are_those_of_brute_force(bias: bool) -> None:
    @given(slots=_slots, after=_after)
    def law(slots: list[list[Choice]], after: str) -> None:
        reading = search(bias).read(slots, after=after)
        paths = every_path(slots, after, bias)
        assert (reading is None) == (not paths)
        if reading is None:
            return
        best = max(score for score, _ in paths)
        assert reading.score == pytest.approx(best)
        assert reading.text in {text for score, text in paths if score > best - 1e-9}
        total = math.log(sum(math.exp(score - best) for score, _ in paths))
        assert math.log(reading.probability) == pytest.approx(-total, abs=1e-9)

    law()


@given(slots=_slots, after=_after)
def test_pruning_never_invents(slots: list[list[Choice]], after: str) -> None:
    reading = search().read(slots, after=after)
    if reading is None:
        return
    known = every_path(slots, after, bias=False)
    assert any(
        text == reading.text and score == pytest.approx(reading.score) for score, text in known
    )
    assert 0.0 < reading.probability <= 1.0
    assert reading.runner_up != reading.text


@given(slots=_slots, after=_after)
def test_pieces_tell_the_whole_story(slots: list[list[Choice]], after: str) -> None:
    reading = search().read(slots, after=after)
    if reading is None:
        return
    assert len(reading.pieces) == len(slots)
    assert "".join(piece for piece, _, _, _ in reading.pieces) == reading.text
    state = 0
    for slot, (piece, n, data, whole) in zip(slots, reading.pieces, strict=True):
        choice = slot[n]
        if choice.literal is not None:
            assert (piece, data, whole) == (choice.literal, (), True)
            continue
        assert all(b in (LOST, d) for b, d in zip(choice.data, data, strict=True))
        for byte in data:
            step = Codec().push(state, byte)
            assert step is not None
            state = step[0]
        assert whole == (state == 0)


@given(slots=_slots, after=_after)
def test_the_same_lattice_gives_the_same_reading(slots: list[list[Choice]], after: str) -> None:
    assert search().read(slots, after=after) == search().read(slots, after=after)
    one = search()
    assert one.read(slots, after=after) == one.read(slots, after=after)


def of(*data: tuple[int, ...], **settings: object) -> list[Choice]:
    return [Choice(d, **settings) for d in data]  # type: ignore[arg-type]


def read(slots: Sequence[Sequence[Choice]]) -> Reading:
    reading = search().read(slots)
    assert reading is not None
    return reading


def test_a_single_path_is_certain() -> None:
    reading = read([of((0x81,)), of((0x41,))])
    assert reading.text == CHARS[0x81, 0x41]
    assert reading.probability == pytest.approx(1.0)
    assert reading.runner_up is None


def test_no_legal_path_is_no_reading() -> None:
    assert search().read([of((0x81,)), of((0x28,))]) is None
    assert search().read([of((0x81,))]) is None, "a path may not end inside a character"
    assert search().read([[Choice((0x41,), shifted=True)]]) is None
    assert search().read([of((0x81,)), [Choice(literal="A")]]) is None


def test_a_check_refuses_and_pays() -> None:
    def only(wanted: tuple[int, int]) -> Choice:
        return Choice((), check=lambda lead, trail: 0.0 if (lead, trail) == wanted else None)

    for wanted in ((0x81, 0x41), (0x82, 0x41)):
        slots = [of((0x81,), (0x82,)), of((0x41,)), [only(wanted)]]
        assert read(slots).text == CHARS[wanted]
    # The check sees the last two bytes, though they belong to two characters: 81 [82 | 41].
    torn = [of((0x81,)), of((0x82,)), of((0x41,)), [only((0x82, 0x41))]]
    assert read(torn).text == CHARS[0x81, 0x82] + "A"


def test_pairs_narrow_a_lost_byte() -> None:
    narrow = Choice((LOST,), pairs={0x82: (0x83,)})
    reading = read([of((0x81,)), of((0x82,)), of((0x82,)), [narrow], of((0x41,), shifted=True)][:4])
    assert reading.text == CHARS[0x81, 0x82] + CHARS[0x82, 0x83]
    assert search().read([of((0x81,)), [narrow]]) is None


def test_a_gap_reads_the_pair_that_vanished() -> None:
    # Source: 81 83|83 41; the pair 83 83 between left no trace, so 81 and 41 are what is seen.
    seen = [of((0x81,)), [Choice((0x41,), gap=1, shifted=True)]]
    reading = read(seen)
    assert reading.text == CHARS[0x81, 0x83] + CHARS[0x83, 0x41]
    assert reading.pieces[1][2] == (0x83, 0x83, 0x41)
    # Two vanished pairs in a row would need 83 83 as a character between them: there is none.
    assert search().read([of((0x81,)), [Choice((0x41,), gap=2, shifted=True)]]) is None


def _between(around: tuple[int, int], ch: str) -> float:
    return MODEL.step(0, around[0], SYMBOLS[ch]) + MODEL.step(0, SYMBOLS[ch], around[1])


def test_context_decides() -> None:
    slots = [of((0x81,), (0x82,), (0x83,)), of((0x41,))]
    first = [CHARS[lead, 0x41] for lead in LEADS]
    for before in SYMBOLS:
        for after in SYMBOLS:
            reading = search().read(slots, before=before, after=after)
            assert reading is not None
            around = SYMBOLS[before], SYMBOLS[after]
            score = max(_between(around, ch) for ch in first)
            assert reading.score == pytest.approx(score)
            assert _between(around, reading.text) == pytest.approx(score)


def test_work_grows_with_the_slots_only() -> None:
    class Counting(Codec):
        pushes = 0

        def push(self, state: int, byte: int) -> tuple[int, str] | None:
            self.pushes += 1
            return super().push(state, byte)

    def work(length: int) -> int:
        codec = Counting()
        slots = [of((LOST,), (0x41,), (0x82,))] * length
        assert Search(Steps(codec, MODEL)).read(slots) is not None
        return codec.pushes

    small, large = work(30), work(120)
    assert large <= 4.5 * small
