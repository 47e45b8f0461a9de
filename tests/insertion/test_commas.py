"""Commas pushed in beside other marks: one is enough on a page whose readings were, too."""

from __future__ import annotations

import pytest

from tests.insertion.judge import insertion_only
from textfix import clean

ONLY = insertion_only()
GLOSSED = "經(jīng)濟(jì)發(fā)展%s會(huì)議討論"
BARE = "經濟發展%s會議討論"


@pytest.mark.parametrize(("pushed", "meant"), [
    ("，,", "，"), ("、,", "、"), (",，", "，"),
    ("，,《書》與", "，《書》與"), ("，,5年後", "，5年後"),
])  # fmt: skip
def test_one_is_enough_on_a_damaged_page(pushed: str, meant: str) -> None:
    assert clean(GLOSSED % pushed, ONLY) == BARE % meant
    assert clean(BARE % pushed, ONLY) == BARE % pushed


@pytest.mark.parametrize("mark", [",,", "。,", "，、,。", "： ,", "：,"])
def test_what_authors_write_stays(mark: str) -> None:
    assert clean(GLOSSED % mark, ONLY) == BARE % mark
