"""Laws of the stage: never raises, idempotent, undo, healthy text stays, time in proportion."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import cycle, islice
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.insertion import prose
from tests.insertion.judge import insertion_only
from tests.insertion.test_evidence import HEALTHY, SOURCE
from textfix import channels, clean, inspect, order
from textfix.run import run

CHANNELS = [n for n in channels.names() if n.startswith("gloss-")]
STAGE = [n for n in order.names() if n.startswith("insertion.")]
BOLD = insertion_only(0.5)


@cache
def page(name: str, seed: int) -> str:
    return channels.get(name).damage("\n".join(SOURCE), seed).text


@pytest.mark.parametrize("name", CHANNELS)
@pytest.mark.parametrize("seed", range(3))
def test_a_page_settles_and_can_be_undone(name: str, seed: int) -> None:
    text = page(name, seed)
    document = inspect(text, BOLD)
    assert document.undo() == text
    assert clean(document.text, BOLD) == document.text
    assert not any(f.rule == "run.unsettled" for f in document.findings)


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """A page of any gloss channel, cut and stirred: no generator made it any more."""
    text = page(draw(st.sampled_from(CHANNELS)), draw(st.integers(0, 2)))
    out = []
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        out.append(text[start : start + draw(st.integers(0, 50))])
        out.append(
            draw(st.text(st.sampled_from("?？()（）a.ā，。\n\x05\ud800\ufffd€Fè頁數"), max_size=5))
        )
    return "".join(out)


@given(text=spoiled())
def test_spoiled_pages_settle_and_can_be_undone(text: str) -> None:
    document = inspect(text, BOLD)
    assert document.undo() == text
    assert clean(document.text, BOLD) == document.text


@given(text=st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_is_survived(text: str) -> None:
    for name in STAGE:
        for f in order.load(name).find(text, BOLD):
            assert 0 <= f.start <= f.end <= len(text)
            assert all(f.start <= e.start <= e.end <= f.end for e in f.edits)


@pytest.mark.parametrize("name", STAGE)
def test_rule_cards_hold(name: str) -> None:
    rule = order.load(name)
    assert rule.examples
    assert rule.keeps
    alone = replace(BOLD, ignore=(*BOLD.ignore, *(other for other in STAGE if other != name)))
    for example in rule.examples:
        assert clean(example.before, alone) == example.after, example.note
        assert clean(example.after, alone) == example.after
    for text in rule.keeps:
        assert clean(text, insertion_only()) == text


@pytest.mark.usefixtures("shared")
def test_clean_corpora_stay() -> None:
    for path in sorted(prose.CLEAN.glob("*.txt")):
        documents = prose.corpus(path)
        for k, (text, trace) in enumerate(zip(documents, run(documents, BOLD), strict=True)):
            assert not trace or trace[-1].after == text, f"{path.name} document {k}"


@pytest.mark.usefixtures("shared")
def test_clean_corpora_stay_as_whole_files() -> None:
    # Joined, every reading of a file is evidence together: the harder question.
    for path in sorted(prose.CLEAN.glob("tricky-*.txt")):
        text = path.read_text("utf-8")
        assert clean(text, BOLD) == text, path.name


def _work(task: Callable[[], object]) -> int:
    """Count calls of Python and C functions, which does not depend on how busy the machine is."""
    calls = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        task()
    finally:
        sys.setprofile(None)
    return calls


ADVERSARIAL = {
    "question marks": "?",
    "empty readings": "(a)",
    "torn readings": "?a)",
    "torn behind Han": "當?shù)",
    "glosses that fit": "經(jīng)",
    "glosses that do not": "經(yè)",
    "repeated": "(xue)",
    "cuts": "?，F",
    "controls": "\x05，",
    "opened": "(",
    "closed": "ā)",
    "shifted": "詢?nèi)绾纬蔀榇河鹱髡",
    "a page": "老師(shī)們(men)在會(huì)上表?yè)P(yáng)了修車(chē)的工人。",
    "a lesson": HEALTHY["dictionary"],
}


@pytest.mark.parametrize("piece", ADVERSARIAL.values(), ids=ADVERSARIAL)
def test_work_grows_with_the_text_only(piece: str) -> None:
    def text(length: int) -> str:
        return "".join(islice(cycle(piece), length))

    # A quadratic walk shows only once the text is long; what is searched deeply is slow to count.
    deep = (ADVERSARIAL["torn readings"], ADVERSARIAL["torn behind Han"], ADVERSARIAL["shifted"])
    size = 300 if piece in deep else 1_000
    clean(text(200), BOLD)  # tables are loaded, candidates remembered
    small, large = (_work(lambda n=n: clean(text(n), BOLD)) for n in (size, 4 * size))  # type: ignore[misc]
    assert large <= 5 * small + 2_000


@pytest.mark.prove
@pytest.mark.parametrize("piece", ADVERSARIAL.values(), ids=ADVERSARIAL)
def test_work_grows_with_large_texts_only(piece: str) -> None:
    def text(length: int) -> str:
        return "".join(islice(cycle(piece), length))

    # 200 kB of what is read quickly; what is searched deeply is slow to count.
    deep = (
        ADVERSARIAL["torn readings"],
        ADVERSARIAL["torn behind Han"],
        ADVERSARIAL["shifted"],
        ADVERSARIAL["cuts"],
        ADVERSARIAL["a page"],
    )
    size = 1_500 if piece in deep else 200_000 // len(piece.encode()) * len(piece) // 2
    clean(text(1_000), BOLD)
    small, large = (_work(lambda n=n: clean(text(n), BOLD)) for n in (size, 2 * size))  # type: ignore[misc]
    assert large <= 2.3 * small + 5_000
