"""Replay refuses what the generator could not have shown: right readings pass, wrong ones fail."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.insertion.judge import insertion_only
from textfix import channels, clean
from textfix.insertion import gbk, replay, torn_runs
from textfix.insertion.torn_runs import Torn

PAGES = (
    "老師(shī)們(men)在會(huì)上表?yè)P(yáng)了修車(chē)的工人。",
    "我們(men)開(kāi)會(huì)，因?yàn)樘崆百I(mǎi)到USB線。",
    "他們(men)說(shuō)這一款A(yù)pp很好用,門(mén)口的師(shī)傅也用。",
    "有人來詢?nèi)绾纬蔀闀?huì)員請?lián)系門(mén)口的師(shī)傅。",
)
RUNS = [(text, run) for text in PAGES for run in torn_runs.find(text)]


def mutated(run: Torn, slot: int, byte: int, value: int) -> Torn:
    """The run with one byte of its reading changed."""
    text, choice, data, whole = run.reading.pieces[slot]
    new = (*data[:byte], value, *data[byte + 1 :])
    pieces = list(run.reading.pieces)
    pieces[slot] = (text, choice, new, whole)
    changed = copy.copy(run.reading)
    # Frozen, and the fields beside `pieces` are its own business: only the bytes are to differ.
    object.__setattr__(changed, "pieces", tuple(pieces))
    return run._replace(reading=changed)


def test_there_are_runs_to_judge() -> None:
    assert {text for text, _ in RUNS} >= set(PAGES[:3])


@pytest.mark.parametrize(("text", "run"), RUNS, ids=lambda v: v[:8] if isinstance(v, str) else "")
def test_what_was_found_is_proven(text: str, run: Torn) -> None:
    assert replay.proves(text, run)


@given(pick=st.sampled_from(RUNS), where=st.integers(0, 10**6), value=st.integers(0, 255))
def test_a_wrong_byte_is_refused(pick: tuple[str, Torn], where: int, value: int) -> None:
    text, run = pick
    places = [
        (k, b)
        for k, (_, _, data, _) in enumerate(run.reading.pieces) for b in range(len(data))
        # A lost byte shows as `?` whatever it was: readings and the model decide it, not replay.
        if run.taken[k].data[b : b + 1] not in ((-1,), ())
    ]  # fmt: skip
    slot, byte = places[where % len(places)]
    old = run.reading.pieces[slot][2][byte]
    before = replay.display(list(run.reading.pieces[slot][2]))
    wrong = mutated(run, slot, byte, value)
    shown = replay.display(list(wrong.reading.pieces[slot][2]))
    if value == old or replay.fold(shown) == replay.fold(before):
        return
    assert not replay.proves(text, wrong)


@pytest.mark.parametrize(("text", "run"), RUNS, ids=lambda v: v[:8] if isinstance(v, str) else "")
def test_another_text_is_refused(text: str, run: Torn) -> None:
    # Between glosses: what is inside their parentheses, replay takes from the page.
    starts = (run.start, *run.ends)
    single = [a for a, b in zip(starts, run.ends, strict=False) if b == a + 1]
    for at in single:
        other = text[:at] + ("的" if text[at] != "的" else "了") + text[at + 1 :]
        assert not replay.proves(other, run)


def test_a_gloss_that_is_no_reading_of_its_character_is_refused() -> None:
    text, run = RUNS[0]
    assert "P(yáng)" in text
    assert not replay.proves(text.replace("P(yáng)", "P(hēng)"), run)


@given(
    data=st.lists(
        st.one_of(st.integers(0, 255), st.sampled_from([replay.ALONE, replay.GONE, "字", "x"])),
        max_size=20,
    )
)
def test_display_never_raises_and_shows_no_user_defined_pair(data: list[int | str]) -> None:
    shown = replay.display(data)
    assert not any("\ue000" <= ch <= "\uf8ff" for ch in shown)
    assert len(shown) <= len(data) + 1


@given(text=st.text(st.sampled_from([*"aZ0 农場會頁。，？", *"\u3000“"]), max_size=30))
def test_display_reads_what_gbk_wrote(text: str) -> None:
    data: list[int | str] = [b for ch in text for b in gbk.encode(ch) or ()]
    assert replay.display(data) == text


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ([0xB1, 0x28], "?"),  # a lead byte eats what is no trail byte
        ([0xB1], "?"),
        ([0xAA, 0xA1], ""),  # user-defined: nothing
        ([0xF8, 0xA1], ""),
        ([0x80, 0x41], "€A"),
        ([0xB1, replay.ALONE, 0xED], "??"),
        ([0xB1, replay.GONE, 0x41], "?A"),
    ],
)
def test_display(data: list[int | str], shown: str) -> None:
    if data == [0xB1, replay.GONE, 0x41]:
        shown = "A"  # what was cut off left no mark
    assert replay.display(data) == shown


@pytest.mark.parametrize(
    ("a", "b"), [("，", ","), ("　", " "), ("（）", "()"), ("Ａ１", "A1"), ("。", ".")]
)
def test_fold_makes_widths_equal(a: str, b: str) -> None:
    assert replay.fold(a) == replay.fold(b)


@given(text=st.text(max_size=30))
def test_fold_is_idempotent(text: str) -> None:
    assert replay.fold(replay.fold(text)) == replay.fold(text)


@pytest.mark.parametrize("seed", range(12))
def test_applied_runs_are_proven_on_generated_pages(seed: int) -> None:
    text = "当地的老师们在会上表扬了他们。因为在车间里修了机器，日报说他们还会再来。" * 3
    page = channels.get("gloss-page").damage(text, seed).text
    for run in torn_runs.find(page):
        assert replay.proves(page, run)
    once = clean(page, insertion_only())
    assert clean(once, insertion_only()) == once
