"""The corpus: damaged documents come out as expected, healthy ones stay, damage is reproducible."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import textfix
from textfix import channels

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
DAMAGED = sorted(p.parent.name for p in CORPUS.glob("*/repaired.txt"))
KEPT = sorted(p.stem for p in (CORPUS / "keeps").glob("*.txt"))

KNOWN: dict[tuple[str, str], str] = {
    ("sport", "repaired"): "two long torn runs in one sentence stay (insertion)",
    ("sport", "simplified"): "two long torn runs in one sentence stay (insertion)",
}


def read(name: str, part: str) -> str:
    return (CORPUS / name / f"{part}.txt").read_text("utf-8")


@pytest.mark.parametrize("part", ["repaired", "simplified"])
@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_document_is_restored(
    name: str, part: str, request: pytest.FixtureRequest
) -> None:
    if reason := KNOWN.get((name, part)):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    script = "hans" if part == "simplified" else None
    assert textfix.clean(read(name, "document"), script=script) == read(name, part)


@pytest.mark.parametrize("name", DAMAGED)
def test_a_restored_document_stays(name: str) -> None:
    assert textfix.clean(read(name, "repaired")) == read(name, "repaired")
    assert textfix.clean(read(name, "simplified"), script="hans") == read(name, "simplified")


@pytest.mark.parametrize("name", DAMAGED)
def test_the_damage_is_reproducible(name: str) -> None:
    origin = json.loads((CORPUS / name / "origin.json").read_text("utf-8"))
    assert origin["author"]
    if origin["channel"] is None:
        return
    made = channels.get(origin["channel"]).damage(read(name, "source"), origin["seed"])
    assert made.text == read(name, "document")
    assert made.expected == read(name, "repaired")
    assert dict(made.parameters) == origin["parameters"]


@pytest.mark.parametrize("name", KEPT)
def test_readings_that_an_author_wrote_stay(name: str) -> None:
    text = read("keeps", name)
    document = textfix.inspect(text)
    assert document.text == text
    assert not document.edits
