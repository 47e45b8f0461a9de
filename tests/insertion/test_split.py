"""Characters split by ASCII between their bytes: restored where the text tells, left elsewhere."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.insertion import prose
from tests.insertion.judge import Score, insertion_only, judge
from textfix import channels, clean
from textfix.channels import readers
from textfix.insertion import replay, split_runs

MARKED = ("fffd", "mark")
BOLD = insertion_only(0.5)
DOCUMENTS = 60
SENTENCE = ("每天早上，母亲都会去河边的菜", "市", "场买些新鲜的蔬菜。\n")


def torn(habit: str, added: bytes = b"<br>") -> str:
    """One sentence with something between the bytes of one character, as a reader shows it."""
    before, split, after = (part.encode("gbk") for part in SENTENCE)
    data = before + split[:1] + added + split[1:] + after
    return "".join(piece for piece, _ in readers.read(data, "gbk", habit))


@pytest.mark.parametrize("habit", MARKED)
@pytest.mark.parametrize("added", [b"<br>", b"</p>", b"\n", b"\r\n", b" ", b"-"])
def test_a_split_character_is_put_together(habit: str, added: bytes) -> None:
    assert clean(torn(habit, added), BOLD) == "".join(SENTENCE)


def test_a_tag_tells_where_no_mark_is_shown() -> None:
    assert clean(torn("drop"), BOLD) == "".join(SENTENCE)


@pytest.mark.xfail(reason="no mark and no tag: nothing says where to look")
def test_a_line_end_alone_tells() -> None:
    assert clean(torn("drop", b"\n"), BOLD) == "".join(SENTENCE)


@pytest.mark.xfail(reason="5C is a trail byte: the lead byte found a character, no mark is shown")
def test_a_backslash_tells() -> None:
    assert clean(torn("fffd", b"\\"), BOLD) == "".join(SENTENCE)


@pytest.mark.parametrize("habit", MARKED)
def test_what_was_found_is_proven(habit: str) -> None:
    text = torn(habit)
    (run,) = split_runs.find(text)
    assert replay.proves_split(text, run)
    assert not replay.proves_split(text.replace("÷", "×"), run)


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("name", ["gbk-ascii-inserted", "gbk-wrapped"])
def test_pages_of_the_channels_are_mostly_repaired_rightly(name: str) -> None:
    score = Score()
    before = 0
    for k, sentences in enumerate(prose.documents(DOCUMENTS, 11)):
        page = channels.get(name).damage("\n".join(sentences), k)
        if page.parameter("habit") in MARKED:
            judge(page.text, page.expected, insertion_only(), score)
            before += sum(a == b for a, b in zip(
                page.text.split("\n"), page.expected.split("\n"), strict=False))  # fmt: skip
    right, wrong = score.edits
    assert score.exact > before
    assert right >= 10
    assert wrong <= 0.04 * (right + wrong)


PIECES = [*"?\ufffd<br> \n-谐÷市场、。\ue18c好А", "<br>", "?<br>", "?\n"]


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_text_settles(pieces: list[str]) -> None:
    once = clean("".join(pieces), BOLD)
    assert clean(once, BOLD) == once


def test_the_same_text_is_not_read_again_and_again() -> None:
    # Each run ends where the next site begins, or covers it: reading is linear in the text.
    text = torn("mark", b"\n") * 30
    runs = split_runs.find(text)
    assert len(runs) == 30
    assert all(a.end <= b.start for a, b in pairwise(runs))


@pytest.mark.parametrize(
    "text",
    ["\ufffd\ufffd鏂囨湰", "鑽夎崏\ufffd\ufffd\ufffd\ufffd.txt", "嗡\ufffd\ufffd嚗\ufffd\ufffd嚗"],
)
def test_marks_in_a_row_are_bytes_lost_and_split_nothing(text: str) -> None:
    assert not split_runs.find(text)
