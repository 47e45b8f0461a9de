"""Weighing takes time in proportion to the text, also where one row or chain is all of it."""

from collections.abc import Callable
from time import process_time

import pytest

from textfix.insertion import glosses, places, teaching

LISTED = "開(kāi)、關(guān)、門(mén)、"
CHAIN = "開(kāi)關(guān)門(mén)"


def in_list(text: str) -> Callable[[], float]:
    found = tuple(glosses.find(text))
    return lambda: teaching.odds(text, found, found)


def in_chain(text: str) -> Callable[[], float]:
    found = tuple(glosses.find(text))
    return lambda: places.odds(text, found)


@pytest.mark.parametrize(
    ("weigh", "unit", "size"), [(in_list, LISTED, 2_000), (in_chain, CHAIN, 30_000)]
)
def test_long_rows(weigh: Callable[[str], Callable[[], float]], unit: str, size: int) -> None:
    def spent(count: int) -> float:
        work = weigh(unit * count)
        start = process_time()
        work()
        return process_time() - start

    spent(10)
    assert spent(4 * size) < 8 * spent(size) + 0.2


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        (LISTED, True),
        ("開(kāi)、開(kāi)、開(kāi)、關(guān)", False),
        ("開(kāi)、關(guān)、說(shuō)出門(mén)", False),
        (LISTED + "說(shuō)、會(huì)、話(huà)。", True),
        ("開(kāi)、關(guān)。他說(shuō)了會(huì)兒話(huà),門(mén)", False),
    ],
)
def test_three_characters_with_marks_between_are_a_list(text: str, listed: bool) -> None:
    found = tuple(glosses.find(text))
    assert (teaching.odds(text, found, found) <= teaching.LISTED) is listed


def test_a_chain_is_one_place() -> None:
    # 看 stands before all of it, 了 behind: running text, not three words of one character.
    text = f"看{CHAIN}了"
    found = tuple(glosses.find(text))
    assert places.odds(text, found) == places.odds(
        "看開(kāi)了", tuple(glosses.find("看開(kāi)了"))
    )
