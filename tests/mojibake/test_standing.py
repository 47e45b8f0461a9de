"""Healthy words and units in texts that are damaged elsewhere: they stay as they stand."""

from __future__ import annotations

import pytest

from tests.mojibake.test_columns import shown
from tests.mojibake.test_mojibake import clean

LINES = [
    "今天下午我们在会议室讨论了新的计划。",
    "请把文件发给我，谢谢。",
    "他昨天从北京坐火车回来了。",
    "天气预报说明天会下雨。",
    "这本书的作者是一位年轻的医生。",
    "我们的产品质量很好，价格也便宜。",
    "孩子们在公园里玩得很高兴。",
    "老师让学生们写一篇作文。",
    "这个问题需要进一步研究。",
    "公司决定在上海开设新的办事处。",
]
HEALTHY = [
    "Herr Müller hat 25 µm gemessen.",
    "Er wohnt in Düsseldorf.",
    "Die Prüfung in Köln beginnt um 5 °C über null.",
    "São Paulo, señor",
    "5 µl, 3 µg",
    "Übung § 5 ½",
    "MÜNCHEN",
    "für Öl",
    "Temperatur: 25 °C",
]


@pytest.mark.parametrize("reader", ["latin-1", "cp1252-web"])
@pytest.mark.parametrize("count", [1, 3, 9, 90])
def test_healthy_words_stay_amid_damage(count: int, reader: str) -> None:
    lines = [f"{LINES[k % len(LINES)]}{k}" for k in range(count)]
    damaged = [shown(line, "gb18030", reader) for line in lines]
    half = count // 2
    for healthy in HEALTHY:
        got = clean("\n".join([*damaged[:half], healthy, *damaged[half:]])).split("\n")
        assert got == [*lines[:half], healthy, *lines[half:]]


@pytest.mark.parametrize("count", [2, 9, 90])
def test_healthy_words_stay_in_a_damaged_line(count: int) -> None:
    lines = [f"{LINES[k % len(LINES)]}{k}" for k in range(count)]
    damaged = [shown(line, "gb18030", "latin-1") for line in lines]
    for healthy in HEALTHY:
        seen = f"{damaged[0]} {healthy} {damaged[1]}"
        want = f"{lines[0]} {healthy} {lines[1]}"
        assert clean("\n".join([seen, *damaged])).split("\n") == [want, *lines]


def test_a_private_character_alone_is_no_reading() -> None:
    damaged = [shown(line, "gb18030", "latin-1") for line in LINES]
    for healthy in ("§a", "«Übung»"):
        assert clean("\n".join([*damaged, healthy])).split("\n") == [*LINES, healthy]


@pytest.mark.parametrize(
    ("encoding", "lines"),
    [
        ("gb18030", ["共k项目", "a、b、c三点", "第n项", "朱镕 a", "用python写的", "选A还是b"]),
        ("big5", ["我們都ok。", "寫blog", "低form", "這是一個video？", "thank you你", "a、b和c"]),
        ("cp932", ["Linux、macOS、その他", "enum値は参照です", "RAMとROM"]),
    ],
)
@pytest.mark.parametrize("count", [6, 120])
def test_damaged_characters_beside_words_come_back(
    encoding: str, lines: list[str], count: int
) -> None:
    # A mark of Big5 behind a word is a sign and an ASCII letter: `ok¡C`.
    every = [f"{lines[k % len(lines)]} {k}" for k in range(count)]
    damaged = [shown(line, encoding, "latin-1") for line in every]
    assert clean("\n".join(damaged)).split("\n") == every
