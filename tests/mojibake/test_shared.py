"""Kana, Cyrillic and boxes in GBK: the Han beside them tell which encoding it was."""

from __future__ import annotations

import pytest

from textfix import clean, inspect

READERS = ("latin-1", "cp437", "koi8_r", "mac_roman")

CHINESE = (
    "请登录 / ログイン\n",
    "退出登录 / ログアウト / Log out\n",
    "祝你健康 / Будьте здоровы\n",
    "他用俄语写道：“Спокойной ночи”。\n",
    "通知：Дорогие друзья 意思是亲爱的朋友们。\n",
    "商店（いらっしゃいませ）今天休息\n",
)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", CHINESE)
def test_han_beside_kana_and_cyrillic_are_chinese(text: str, reader: str) -> None:
    """The letters are the same bytes in EUC-JP: only the Han decide."""
    assert clean(text.encode("gb18030").decode(reader)) == text


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "text",
    [
        "検索 / ダウンロード\n",
        "東京駅で友達と待ち合わせをした。\n",
        "図書館 / としょかん\n",
        "タワーの写真を撮りました。\n",
        "ようこそ、みなさん。\n",
    ],
)
def test_japanese_stays_japanese(text: str, reader: str) -> None:
    """Kana beside Han, and kana alone, are Japanese as before."""
    assert clean(text.encode("euc_jp").decode(reader)) == text


def test_what_both_explain_is_not_told() -> None:
    """Where the Han are as likely in either encoding, nothing is done."""
    data = "外枠 / ボタン".encode("euc_jp")
    assert data.decode("gb18030") == "嘲先 / ボタン"
    shown = data.decode("latin-1")
    assert not inspect(shown).edits


@pytest.mark.parametrize("text", ["§ 5 Abs. 1 · § 7", "¤ 12 / ¤ 14 ©", "§§ 3-5"])
def test_signs_stay(text: str) -> None:
    """Signs of prices and of paragraphs are the lead bytes of these rows."""
    assert clean(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "周报汇总, 门票价格, 操作指南, Україна, ありがとう, 化学",
        "出门旅行, 天气预报, 手工作业, Москва и область, ありがとう, 数字",
    ],
)
def test_a_list_in_gbk_that_big5_showed_is_not_read_as_japanese(text: str) -> None:
    damaged = text.encode("gbk", "replace").decode("big5", "replace")
    lines = clean(damaged)
    assert all(ch in text or ch in damaged for ch in lines)
