"""What is left beside what is sure: boxes, a lone mark, a short name, all of one way."""

from __future__ import annotations

import pytest

from textfix import clean

READERS = ("latin-1", "cp437", "koi8_r", "mac_roman", "cp1251")

TEXTS = (
    "┌────┬──────┐\n│ 水果 │ 价格（元） │\n├────┼──────┤\n│ 苹果 │ 12.50 │\n└────┴──────┘\n",
    "├───┼──────┤\n总计：四千二百一十六元\n",
    "──────────────────────\n今天的会议取消了，请互相转告。\n",
    "参见[说明](https://example.org/a)。\n安装之前请先备份数据。\n",
    "★★★★☆\n这本书写得很有意思，推荐大家看看。\n",
    "#EXTM3U\n#EXTINF:201,Various - 草原 (Live)\nE:\\唱片\\精选\\07 草原 (Live).mp3\n",
)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", TEXTS)
def test_one_sure_way_carries_the_rest(text: str, reader: str) -> None:
    """A box, a mark or a name alone proves little; beside what is sure it needs no proof."""
    assert clean(text.encode("gb18030").decode(reader)) == text


@pytest.mark.parametrize("reader", READERS[:4])
def test_words_of_an_alphabet_in_pairs(reader: str) -> None:
    """Cyrillic of GBK and EUC-JP is the same: which it was need not be known."""
    text = "Добрый вечер, друзья!\n"
    assert clean(text.encode("gb18030").decode(reader)) == text


@pytest.mark.parametrize(
    "line",
    [
        "© 2021 Köhler",
        "Crème brûlée à la carte",
        "naïve façade",
        "§ 12 Abs. 3",
        "Größe",
    ],
)
def test_healthy_lines_beside_damage_stay(line: str) -> None:
    """What the way spells only in part, or what is a word, is not carried along."""
    shown = "安装之前请先备份数据，谢谢。".encode("gb18030").decode("latin-1")
    assert clean(f"{shown}\n{line}\n") == f"安装之前请先备份数据，谢谢。\n{line}\n"
