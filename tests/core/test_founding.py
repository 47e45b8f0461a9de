"""The founding document and its kin by every road: text, bytes, batch, cleaner."""

from __future__ import annotations

from pathlib import Path

import pytest

import textfix
from textfix import Cleaner, Profile
from textfix.insertion.indent import INDENT


@pytest.fixture(scope="module")
def case(root: Path) -> dict[str, str]:
    folder = root / "corpus" / "founding"
    return {p.stem: p.read_text("utf-8") for p in folder.glob("*.txt")}


@pytest.mark.parametrize(("script", "wanted"), [(None, "repaired"), ("hans", "simplified")])
def test_every_road_gives_the_expected_text(
    case: dict[str, str], script: str | None, wanted: str
) -> None:
    damaged, expected = case["document"], case[wanted]
    assert textfix.clean(damaged, script=script) == expected
    assert textfix.clean(damaged.encode(), script=script) == expected
    assert textfix.clean(damaged.encode("gb18030"), script=script) == expected
    assert Cleaner("repair", script=script)(damaged) == expected
    assert Cleaner("repair", script=script)([damaged, None]) == [expected, None]
    assert textfix.clean_many(["", damaged, "x"], script=script) == ["", expected, "x"]
    assert textfix.inspect(damaged, script=script).text == expected
    assert textfix.clean(damaged, Profile(script=script)) == expected
    assert textfix.clean(expected, script=script) == expected


def test_the_copy_is_the_document_that_was_given(case: dict[str, str], shared: Path) -> None:
    assert (shared / "founding" / "document.txt").read_text("utf-8") == case["document"]


def test_nothing_is_left_of_the_damage_and_nothing_else_was_touched(case: dict[str, str]) -> None:
    document = textfix.inspect(case["document"])
    assert "(" not in document.text
    assert "?" not in document.text
    assert "表揚大會會議精神" in document.text
    assert document.text.startswith(INDENT)
    # ASCII punctuation stays: it is not damage that `repair` may undo.
    assert document.text.count(",") == case["document"].count(",")
    assert document.undo() == case["document"]


@pytest.mark.parametrize("script", [None, "hans"])
def test_every_surviving_character_maps_to_where_it_stood(
    case: dict[str, str], script: str | None
) -> None:
    document = textfix.inspect(case["document"], script=script)
    changed = {i for e in document.edits for i in range(e.start, e.end)}
    survivors = [i for i in range(len(case["document"])) if i not in changed]
    assert len(survivors) > len(document.text) * 0.6
    for i in survivors:
        j = document.to_clean(i)
        assert document.text[j] == case["document"][i]
        assert document.to_source(j) == i


def test_the_account_tells_each_gloss_once(case: dict[str, str]) -> None:
    told = textfix.inspect(case["document"]).explain()
    glosses = [e for e in told if e.rule == "insertion.gloss" and e.status == "applied"]
    assert len({(e.line, e.column) for e in glosses}) == len(glosses)
    torn = [e for e in told if e.rule == "insertion.torn" and e.status == "applied"]
    assert any("yè)P" in e.before for e in torn)
