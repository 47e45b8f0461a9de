"""Mojibake quoted on purpose: by texts that talk about it, and by code that handles it."""

from __future__ import annotations

import pytest

from tests.mojibake.test_mojibake import clean, found


def test_talk_about_mojibake_is_left_and_told() -> None:
    text = "乱码示例：正确的写法是“编码转换”，看到的却是“缂栫爜杞崲”。" * 2
    text += "Such mojibake, Ã¦Â–Â‡ or å\x9b\x9b, appears when the wrong table is used." * 2
    assert clean(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "s = 'ÄãºÃ'.encode('latin1').decode('gbk')  # a greeting\n",
        'String s = new String("ÄãºÃ".getBytes("ISO-8859-1"), "GBK");\n',
        "const s = iconv.decode(Buffer.from('ÄãºÃÊÀ½ç', 'latin1'), 'gbk')\n",
        "assert repaired('ÄãºÃÊÀ½ç') == '你好世界'\n",
        "| ÎÄ¼þ¼Ð | 文件夹 |\n",
        "这个文件按 Latin-1 打开就是 ÄãºÃÊÀ½ç 的样子。\n",
    ],
)
def test_what_a_line_quotes_is_left_and_told(text: str) -> None:
    assert clean(text) == text
    assert all(f.safety == "report" for f in found(text))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("s = s.decode('latin-1')  # ×ª»»±àÂë\n", "s = s.decode('latin-1')  # 转换编码\n"),
        (
            "<meta charset=iso-8859-1><title>ÎÄ¼þ¹ÜÀí</title>",
            "<meta charset=iso-8859-1><title>文件管理</title>",
        ),
        ("名字：ÕÅÈý·á\n地址：上海市\n", "名字：张三丰\n地址：上海市\n"),
    ],
)
def test_damage_beside_such_words_is_repaired(before: str, after: str) -> None:
    assert clean(before) == after
