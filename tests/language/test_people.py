"""Names of people: what stands alone as one costs less than its characters do in prose."""

from __future__ import annotations

import numpy as np
import pytest

from textfix.language import model, people
from textfix.mojibake.shown import views


@pytest.mark.parametrize("name", ["黎晓丽", "郝淑宇", "董娟福", "雷娟慧", "贾宇", "陳麗珍"])
def test_a_name_alone_costs_less_than_in_prose(name: str) -> None:
    text = f"{name}\n"
    before = model.load().score(text)
    after = before.copy()
    people.named(views.points(text), after)
    assert after.sum() > before.sum()
    assert after[-1] == before[-1]


@pytest.mark.parametrize("text", ["他叫郝淑宇吗", "窗户", "齉龘", "郝", "abc", "", "郝 淑", "かな"])
def test_what_is_no_name_alone_stays(text: str) -> None:
    before = model.load().score(text)
    after = before.copy()
    people.named(views.points(text), after)
    assert np.array_equal(after, before)


def test_names_among_other_cells_are_found() -> None:
    text = "1,郝淑宇,窗户,贾宇"
    before = model.load().score(text)
    after = before.copy()
    people.named(views.points(text), after)
    changed = "".join(ch for ch, a, b in zip(text, before, after, strict=True) if a != b)
    assert changed == "郝淑宇贾宇"
