"""The second generator itself, and the floor below which repair of its pages may not fall."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.insertion import prose, second_generator
from tests.insertion.judge import Score, insertion_only, judge
from tests.insertion.second_generator import Habits, Page
from textfix.insertion.replay import fold

pytest.importorskip("pypinyin", reason="dependency group `tables` is not installed")

# Pages of a few documents vary: these are floors, the benchmark has the figures.
LEAST_EXACT, LEAST_EXACT_CUT, MOST_WRONG = 0.85, 0.82, 0.01
DOCUMENTS = 12


def page(sentence: str, share: float = 0.0, **habits: Any) -> Page:
    return second_generator.make([sentence], Habits(share, **habits), random.Random(1))


def test_without_habits_a_page_is_a_conversion() -> None:
    made = page("当地的干部关于这件事说过这句话。")
    assert made.seen == made.meant == ["當地的干部關于這件事說過這句話。"]
    assert made.happened == [frozenset()]


def test_glosses_are_those_of_the_table() -> None:
    made = page("他们说话。", 1.0)
    assert made.meant == ["他們說話。"]
    assert made.seen == ["他們(men)說(shuō)話(huà)。"]


@pytest.mark.parametrize(
    ("text", "habits", "seen", "happened"),
    [
        ("关注。现如今", {"cuts": True}, "關注?，F如今", {"lone byte"}),
        ("关注。现如今", {"cuts": True, "alone": ""}, "關注，F如今", {"lone byte dropped"}),
        ("高等专科学校", {"cuts": True, "fold": True}, "高等??茖W校", {"lone byte"}),
        ("规模”。", {"cuts": True}, "規?！?。", {"lone byte"}),
        ("（二）１", {"fold": True}, "(二)1", set()),
        ("好", {"indent": True}, "????好", set()),
    ],
)
def test_habits(text: str, habits: dict[str, Any], seen: str, happened: set[str]) -> None:
    made = page(text, **habits)
    assert (made.seen, made.happened) == ([seen], [frozenset(happened)])


def test_convertible_characters_are_as_many_as_the_design_says() -> None:
    assert 2_000 < len(set(second_generator.conversions().values())) < 2_700


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("cuts", [False, True])
def test_pages_of_the_second_generator_are_repaired(cuts: bool) -> None:
    score = Score()
    for k, sentences in enumerate(prose.documents(DOCUMENTS, 5)):
        rng = random.Random(k)
        made = second_generator.make(sentences, second_generator.draw(rng, cuts), rng)
        assert len(made.seen) == len(made.meant) == len(sentences)
        judge("\n".join(made.seen), "\n".join(made.meant), insertion_only(), score, made.happened)
    right, wrong = score.edits
    assert score.unseen == 0
    assert score.exact >= (LEAST_EXACT_CUT if cuts else LEAST_EXACT) * score.sentences
    assert wrong <= MOST_WRONG * (right + wrong)


def test_a_glossed_page_says_what_was_meant() -> None:
    rng = random.Random(3)
    sentences = ["镇里新开了一家书店，老板是外地回来的年轻人。", "大家都来买书。"]
    made = second_generator.make(sentences, Habits(0.5), rng)
    assert made.meant == ["鎮里新開了一家書店，老板是外地回來的年輕人。", "大家都來買書。"]
    assert any("(" in line for line in made.seen)
    assert fold(made.meant[1]) == "大家都來買書."
