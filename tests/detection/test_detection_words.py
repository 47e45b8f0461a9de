"""Single words in old encodings, some of which look nearly like UTF-8: alone, in CSV, as a name."""

import pytest

from textfix import codecs
from textfix.detection import decode, decode_many, detect
from textfix.detection.utf8 import utf8

codecs.register()

WORDS = {
    "gb18030": "早上好 报价单 报价 学校 实施 校园 思维 妹妹 加上 角色 种种 收据 合同书 联系人",
    "big5": "生活 支持 價值 銀行 價格 閱覽 早安 報價單 採購清單 聯絡人 發票",
    "cp932": "あなた 名古屋 見積書 請求書 会議室 連絡先",
    "euc_jp": "いい 発表 出会い 出身 見積書 連絡先",
    "cp949": "러시아 치료 강화 견적서 연락처 회의실",
    "utf-8": "早上好 é да слово λόγος 25°C שלום あ 글",
}
SHELLS = ("{}", "7,{},12.50\n", "{}.txt", '{{"name": "{}"}}')


@pytest.mark.parametrize("encoding", WORDS)
def test_words_are_read_alone_and_in_ascii(encoding: str) -> None:
    wanted = [shell.format(word) for word in WORDS[encoding].split() for shell in SHELLS]
    data = [text.encode(encoding) for text in wanted]
    assert [decode(one).text for one in data] == wanted
    assert [one.text for one in decode_many(data)] == wanted


def test_only_continuation_bytes_are_a_cut_start() -> None:
    # Three leads of nothing, then two bytes that happen to be a letter.
    assert not utf8("早上好".encode("gbk")) or utf8("早上好".encode("gbk"))[0].cost > 400
    assert utf8("早上好".encode()[1:])[0].cost < 300


def test_a_stray_continuation_byte_is_no_cut_end() -> None:
    whole, cut = utf8("今天".encode())[0], utf8("今天好".encode()[:-1])[0]
    stray = utf8("今天".encode() + b"\xa5")[0]
    assert whole.cost < cut.cost < whole.cost + 40 < stray.cost


def test_a_wrong_pair_is_no_cut_end() -> None:
    # A5 CD AC A1 is ネ and an empty cell of EUC-JP, or two characters of Big5.
    assert detect("生活".encode("big5")).encoding == "big5"


def test_one_byte_repeated_may_be_a_word() -> None:
    assert detect("妹妹".encode("gbk")).encoding == "gb18030"
    assert detect(b"\xff" * 4).encoding is None
    assert detect(b"\xc3" * 40).encoding is None


@pytest.mark.parametrize("word", ["谢谢", "小小", "妈妈"])
def test_a_character_said_twice_is_chinese(word: str) -> None:
    assert detect(word.encode("gbk")).encoding == "gb18030"


@pytest.mark.parametrize(
    "text",
    ["ｶﾌﾞｼｷｶﾞｲｼｬ", "1,ｱﾆﾒ,曲名\n2,ｹﾞｰﾑ,音楽\n", "普通 1234567 ｶ)ﾐﾅﾐｼｮｳｼﾞ", "ｶﾞｽﾘｮｳｷﾝ 2024"],
)
def test_half_width_katakana_are_japanese(text: str) -> None:
    found = detect(text.encode("cp932"))
    assert found.encoding is not None
    assert text.encode("cp932").decode(found.encoding) == text


@pytest.mark.parametrize("word", ["ПРИВЕТ", "МОСКВА И КИЕВ", "Ошибка", "ПАРОЛЬ НЕВЕРЕН"])
def test_capitals_of_cyrillic_are_no_half_width_katakana(word: str) -> None:
    assert detect(word.encode("cp1251")).encoding == "cp1251"
