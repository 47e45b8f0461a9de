"""Texts damaged as a whole, lines shown by piece, byte order marks, and when the stage wakes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix import channels, order
from textfix.mojibake import survey
from textfix.mojibake.health import talk, wakes
from textfix.mojibake.reading import bulk
from textfix.mojibake.reading.choose import Asked
from textfix.profiles import Profile
from textfix.run import run
from textfix.sieve import Sieve

from .test_mojibake import ALONE, HANS, HANT, JA, RU, clean

SIEVE = Sieve((order.load("mojibake.lossless"),))
MANY = "\n".join(f"{k}. {HANS[k % len(HANS)]}" for k in range(60))


@pytest.mark.parametrize(
    "path",
    [
        *("utf-8>latin-1", "utf-8>cp437", "gb18030>cp1252-c1", "gb18030>koi8-r"),
        *("utf-8>latin-1>utf-8>latin-1", "gb18030>latin-1>utf-8>gbk"),
    ],
)
def test_a_text_damaged_as_a_whole_has_one_edit_a_line(path: str) -> None:
    damaged = channels.get(f"mojibake:{path}").damage(MANY).text
    seen = wakes.look(damaged)
    assert bulk.read(damaged, seen, Asked(None, True)) is not None
    step = run([damaged], Profile(ignore=ALONE))[0][0]
    assert step.after == MANY
    assert len(step.plan.edits) == MANY.count("\n") + 1


def test_lines_that_the_way_does_not_spell_are_searched() -> None:
    damaged = channels.get("mojibake:gb18030>latin-1").damage(MANY).text.split("\n")
    wanted = MANY.split("\n")
    for at, healthy in ((7, "Die Tür fällt zu, Größe 12"), (30, HANT[0]), (44, RU)):
        damaged.insert(at, healthy)
        wanted.insert(at, healthy)
    other = HANS[1].encode().decode("cp437")
    damaged.insert(50, other)
    wanted.insert(50, HANS[1])
    assert clean("\n".join(damaged)) == "\n".join(wanted)


@pytest.mark.parametrize("path", ["gb18030>latin-1", "gb18030>koi8-r", "big5>latin-1"])
def test_lines_of_rare_characters_come_back_with_the_others(path: str) -> None:
    big5 = path.startswith("big5")
    lines = [*(HANT if big5 else HANS)] * 20
    lines[12:12] = ["柯灩穎", "釩"] if big5 else ["墓碣铭", "钒", "腊叶"]
    text = "\n".join(lines)
    damaged = channels.get(f"mojibake:{path}").damage(text).text
    assert clean(damaged) == text
    found = bulk.read(damaged, wakes.look(damaged), Asked(None, True))
    assert found is not None
    assert not found.rest


def test_two_halves_read_wrong_in_two_ways() -> None:
    first = channels.get("mojibake:utf-8>latin-1").damage(MANY).text
    second = channels.get("mojibake:gb18030>cp437").damage(MANY).text
    assert clean(f"{first}\n{second}") == f"{MANY}\n{MANY}"


def test_healthy_text_is_no_whole() -> None:
    for text in (MANY, "\n".join([RU] * 40), "\n".join([JA] * 60)):
        assert bulk.read(text, wakes.look(text), Asked(None, True)) is None
        assert clean(text) == text


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_lines_shown_by_piece(encoding: str) -> None:
    texts = HANS if encoding == "gb18030" else HANT
    for text in (*texts, f"第 2 项 Python 3.11：{texts[0]}"):
        damaged = channels.get(f"mojibake:{encoding}>utf-8-or-latin1").damage(text)
        assert clean(damaged.text) == damaged.expected


def test_russian_through_koi8_r_and_katakana_through_latin_1() -> None:
    assert clean(channels.get("mojibake:utf-8>koi8-r").damage(RU).text) == RU
    title = "## 画面レイアウトとスタイルの設定をカスタマイズするオプションの一覧表"
    assert clean(title.encode("cp932").decode("latin-1")) == title


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("锘縤mport os\n", "\ufeffimport os\n"),
        ("锘縖core]\nname = x\n", "\ufeff[core]\nname = x\n"),
        ("锘\ufffd<root/>", "\ufeff<root/>"),
        ("ï»¿name,size\n", "\ufeffname,size\n"),
        ("int a;\n锘縰int b;\n", "int a;\n\ufeffuint b;\n"),
        ("锘是一种元素，原子序数是 102。", None),
        ("他写下“锘縤”两个字。", None),
    ],
)
def test_byte_order_marks(before: str, after: str | None) -> None:
    assert clean(before) == (before if after is None else after)


PARTS = st.sampled_from(
    [*"ÖÐé»¿ пя╤한中鏂囦锘縰聢盲赂聙茂", "\x83", "x", "\U0001f600", "\U00020000", " " * 9]
)


@given(st.lists(PARTS, max_size=60).map("".join))
def test_what_the_sieve_leaves_asleep_has_no_places(text: str) -> None:
    if not SIEVE.look_one(text):
        assert not len(wakes.look(text).places)
        assert survey.of(text, None) == survey.Survey(())


@pytest.mark.parametrize(
    "text",
    [
        *("Mojibake", "FTFY", "garbled", "misdecoded", "wrongly encoded", "wrong charset"),
        *("double-encoded", "乱码", "亂碼", "文字化け", "“锟斤拷”", "編碼錯", "编码错误"),
        *("깨진 글자", "Кракозябры"),
    ],
)
def test_plain_search_misses_no_talk(text: str) -> None:
    assert talk.of(f"a {text} b").places


@pytest.mark.parametrize(
    "text",
    ["欢迎 / Welcome / Добро пожаловать", "请看 / Смотрите подробнее.", "公告：Благодарим вас"],
)
def test_a_region_does_not_end_amid_bytes(text: str) -> None:
    # The last letters look like no damage by themselves; half of a word came back.
    assert clean(text.encode("gb18030").decode("cp1251")) == text
