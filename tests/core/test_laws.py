"""The laws of the design over any text, every profile and script (design.md §5)."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import textfix
from tests.strategies import DAMAGED, HEALTHY, mixed_text, profiles, texts
from textfix import Profile
from textfix.profiles import LEVELS, SCRIPTS
from textfix.run import program

EVERY = [Profile(level, script=script) for level in LEVELS for script in (None, *SCRIPTS)]


def _name(profile: Profile) -> str:
    return f"{profile.level}-{profile.script or 'as-is'}"


@pytest.mark.parametrize("profile", EVERY, ids=_name)
@given(text=texts())
def test_cleaning_twice_is_cleaning_once(profile: Profile, text: str) -> None:
    once = textfix.clean(text, profile)
    assert textfix.clean(once, profile) == once


@given(text=texts(), profile=profiles())
def test_idempotent_under_odd_profiles(text: str, profile: Profile) -> None:
    once = textfix.clean(text, profile)
    assert textfix.clean(once, profile) == once


@given(text=texts(), profile=profiles())
def test_undo_gives_the_source(text: str, profile: Profile) -> None:
    document = textfix.inspect(text, profile)
    assert document.undo() == text
    assert document.text == textfix.clean(text, profile)


CODECS = ("utf-8", "utf-8-sig", "gb18030", "gbk", "big5", "utf-16", "utf-16-be", "shift_jis")


@given(
    data=st.one_of(
        st.binary(max_size=80),
        st.builds(lambda t, c: t.encode(c, "ignore"), mixed_text(4), st.sampled_from(CODECS)),
        st.builds(lambda a, b: a.encode("gb18030", "ignore") + b, mixed_text(2), st.binary()),
    ),
    profile=profiles(),
)
def test_undo_gives_the_bytes(data: bytes, profile: Profile) -> None:
    document = textfix.inspect(data, profile)
    assert document.undo() == data
    assert document.text == textfix.clean(data, profile)
    assert textfix.clean_many([data], profile) == [document.text]


@given(
    sources=st.lists(st.one_of(texts(), st.sampled_from(HEALTHY), mixed_text(3)), max_size=12),
    cuts=st.lists(st.integers(0, 12), max_size=3),
    profile=profiles(),
)
def test_single_is_batch_is_any_split(
    sources: list[str], cuts: list[int], profile: Profile
) -> None:
    single = [textfix.clean(s, profile) for s in sources]
    assert textfix.clean_many(sources, profile) == single
    bounds = [0, *sorted(cuts), len(sources)]
    parts = [sources[a:b] for a, b in pairwise(bounds)]
    assert [out for part in parts for out in textfix.clean_many(part, profile)] == single


@pytest.mark.parametrize("size", [32_760, 70_000])
def test_texts_longer_than_a_block_are_the_same_in_a_batch(size: int) -> None:
    healthy, damaged = HEALTHY[0], DAMAGED[0]
    long = (healthy * (size // len(healthy) + 1))[: size - 30]
    sources = [
        long + "😀" + damaged,
        long,
        damaged,
        "",
        healthy,
        long + "經(jīng",
        ")會(huì)" + long,
    ]
    assert textfix.clean_many(sources) == [textfix.clean(s) for s in sources]
    assert textfix.clean(sources[2]) != sources[2]


@given(text=texts(), profile=profiles())
def test_what_the_sieve_leaves_asleep_finds_nothing(text: str, profile: Profile) -> None:
    work = program(profile)
    awake = work.sieve.woken(work.sieve.look([text])[0])
    for rule in work.rules:
        if rule not in awake:
            assert not rule.find(text, profile), rule.name


@given(texts=st.lists(texts(), max_size=8), profile=profiles())
def test_the_sieve_sees_the_same_in_a_batch(texts: list[str], profile: Profile) -> None:
    look = program(profile).sieve.look
    together = look(texts)
    assert [bool(m) for m in together] == [bool(look([t])[0]) for t in texts]
    woken = program(profile).sieve.woken
    assert [woken(m) for m in together] == [woken(look([t])[0]) for t in texts]


@given(text=texts(), profile=profiles())
def test_explaining_changes_nothing(text: str, profile: Profile) -> None:
    document = textfix.inspect(text, profile)
    before = (document.text, document.edits, document.steps, document.undo())
    told = document.explain()
    account = document.to_dict()
    json.dumps(account)
    assert document.explain() == told
    assert document.to_dict() == account
    assert (document.text, document.edits, document.steps, document.undo()) == before
    assert textfix.clean(text, profile) == document.text


@given(text=texts(), profile=profiles())
def test_an_account_speaks_of_the_source(text: str, profile: Profile) -> None:
    document = textfix.inspect(text, profile)
    lines = text.split("\n")
    for e in document.explain():
        assert 1 <= e.line <= len(lines)
        assert 1 <= e.column <= len(lines[e.line - 1]) + 1
        start = sum(len(x) + 1 for x in lines[: e.line - 1]) + e.column - 1
        assert text[start : start + len(e.before)] == e.before
        assert 0.0 <= e.confidence <= 1.0
    for f in document.findings:
        assert 0 <= f.start <= f.end <= len(text)


@pytest.mark.parametrize("profile", EVERY, ids=_name)
@pytest.mark.parametrize("text", ["\ud83d", "\x00" * 5, "\udc00\ud800", "", "\ufeff", "?" * 40])
def test_never_raises(profile: Profile, text: str) -> None:
    assert isinstance(textfix.clean(text, profile), str)


@pytest.mark.prove
@pytest.mark.parametrize("piece", [HEALTHY[0], DAMAGED[0], "?", "(", "(a)", "\x05", "&#1;", "Ã©"])
def test_a_million_characters_in_one_line(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    assert textfix.inspect(text, "corpus").undo() == text
