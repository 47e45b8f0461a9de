"""Escapes: every channel that writes them is undone on evidence, and by name; the rest stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix import channels, order
from textfix.escapes import evidence, inside
from textfix.model import Edit
from textfix.profiles import Profile
from textfix.run import run

STAGES = tuple(s for s in order.stages() if s != "escapes")
REPAIR = Profile(ignore=STAGES)
# Not named entities (Han stays plain there), not a lost backslash beside a kept one.
CHANNELS = [
    name
    for name in channels.names()
    if name.startswith(("escape:", "html-entities:", "percent", "quoted", "mime", "utf-7", "hz"))
    and name not in ("html-entities:named", "escape:no-backslash")
]
PROSE = (
    "昨天晚上隔壁的猫又跑到我们家阳台上来了，怎么赶都不走。",
    "她問：“這班車到得了火車站嗎？”司機點點頭，沒有說話。",
    "这本书一共三百页（A4纸），价格是42元，见附录B & C。",
    "先把面粉和水揉成团，盖上布放半个小时，再擀成薄片。",
)


def clean(text: str, profile: Profile = REPAIR) -> str:
    (steps,) = run([text], profile)
    return steps[-1].after if steps else text


@pytest.mark.parametrize("name", CHANNELS)
@pytest.mark.parametrize("text", PROSE)
def test_a_text_written_in_escapes_is_read_again(name: str, text: str) -> None:
    damaged = channels.get(name).damage(text, 7)
    if damaged.text != text:
        assert clean(damaged.text) == damaged.expected


def test_a_lost_backslash_is_found_again() -> None:
    damaged = channels.get("escape:no-backslash").damage(PROSE[0], 7)
    assert clean(damaged.text) == PROSE[0]


@pytest.mark.parametrize("name", ["unicode", "percent_u", "entities"])
def test_by_name_an_escape_in_a_healthy_text_is_decoded(name: str) -> None:
    written = {"unicode": "\\u4e2d", "percent_u": "%u4E2D", "entities": "&#20013;"}[name]
    text = f"这里有一个{written}字"
    assert clean(text) == text
    wished = Profile(ignore=STAGES, select=(f"escapes.{name}",))
    assert clean(text, wished) == "这里有一个中字"


@pytest.mark.parametrize(
    "text",
    [
        'var title = "\\u4eca\\u5929\\u4e0b\\u96e8\\u4e86";',
        "https://example.cn/search?q=%E4%BB%8A%E5%A4%A9%E4%B8%8B%E9%9B%A8",
        '<option value="1">&#20170;&#22825;&#19979;&#38632;</option>',
        "x=E4=BB=8A; y = 3 == z",
        "a+b-c, C++, +86-10-12345678",
        "sed 's/~{a}/~}/'",
        "print(b'\\xe4\\xbb\\x8a\\xe5\\xa4\\xa9\\xe4\\xb8\\x8b\\xe9\\x9b\\xa8')",
    ],
)
def test_code_and_addresses_stay(text: str) -> None:
    assert clean(text) == text


def test_a_single_escape_is_no_evidence() -> None:
    assert not evidence.is_overwhelming("\\u4e2d", [Edit(0, 6, "中")])


def test_bytes_of_no_certain_encoding_stay() -> None:
    tokens = [inside.Token(b, k, k + 1) for k, b in enumerate(b"\xff\xfe\x81")]
    assert inside.edits("abc", tokens, "ascii") == []


def test_a_split_character_is_joined_before_decoding() -> None:
    text = "Subject: =?utf-8?B?5LuK5aQ=?=\n =?utf-8?B?qeS4i+mbqA==?="
    assert clean(text) == "Subject: 今天下雨"


@given(st.text(st.sampled_from("&#;\\ux%=?+-~{}0123456789abcdefABC中 \n"), max_size=60))
def test_nothing_raises_and_all_settles(text: str) -> None:
    wished = Profile(ignore=STAGES, select=("escapes",))
    for profile in (REPAIR, wished):
        once = clean(text, profile)
        assert clean(once, profile) == once


def documents(shared: Path) -> Iterator[str]:
    for path in sorted((shared / "corpora" / "clean").glob("*.txt")):
        yield from path.read_text("utf-8").split("\n\u241e\n")


def test_healthy_text_stays(shared: Path) -> None:
    texts = list(documents(shared))
    changed = [
        text[:80]
        for text, steps in zip(texts, run(texts, REPAIR), strict=True)
        if any(step.plan.edits for step in steps)
    ]
    assert changed == []
