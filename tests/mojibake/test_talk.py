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
        ('menu->add("ÎÄ¼þ¹ÜÀí");\n', 'menu->add("文件管理");\n'),
        ('$list["title"]=>"ÎÄ¼þ¹ÜÀí"\n', '$list["title"]=>"文件管理"\n'),
    ],
)
def test_damage_beside_such_words_is_repaired(before: str, after: str) -> None:
    assert clean(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "Man liest “Ã¤” statt “ä”.",
        "How to fix Ã© in text",
        "错误显示为“Ã©”，正确的是“é”",
        "网页上的“é”变成了“Ã©”。",
        "`Ã¼` should be `ü`",
        "Ã© → é",
        "| Ã© | é |",
        "| Ã± | ñ |",
        "Replace all Ã¤ with ä, Ã¶ with ö and Ã¼ with ü.",
        "Im Export steht „BÃ¤rÃ¤hnlich“ statt „Bärähnlich“.",
        "Il affiche « crÃ¨me brÃ»lÃ©e » au lieu de « crème brûlée »",
        "Вместо «é» видно «Ã©».",
        "網頁顯示成「Ã©」，應該是「é」",
    ],
)
def test_what_stands_beside_its_answer_is_left_and_told(text: str) -> None:
    assert clean(text) == text
    assert all(f.safety == "report" for f in found(text))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('Er sagte: "Das ist schÃ¶n", und ging.', 'Er sagte: "Das ist schön", und ging.'),
        ('"name": "MÃ¼ller", "city": "KÃ¶ln"', '"name": "Müller", "city": "Köln"'),
        ("Isto Ã© muito bom", "Isto é muito bom"),
        ("Grüße aus „KÃ¶ln“", "Grüße aus „Köln“"),
        ("Le cafÃ© (trÃ¨s bon) est fermÃ©", "Le café (très bon) est fermé"),
        ("instead of the cafÃ© we went home", "instead of the café we went home"),
        ("statt KÃ¤se gab es Brötchen", "statt Käse gab es Brötchen"),
        ("O carÃ¡cter dele Ã© bom", "O carácter dele é bom"),
        ("| MÃ¼ller | Bäcker |", "| Müller | Bäcker |"),
        ("| Straße | StraÃŸe 5 |", "| Straße | Straße 5 |"),
    ],
)
def test_damage_in_marks_is_damage(before: str, after: str) -> None:
    assert clean(before) == after


def test_phrases_of_a_line_in_a_european_language_are_told_one_by_one() -> None:
    text = "Le cafÃ© (trÃ¨s bien fermÃ©)"
    told = [[(e.start, e.new) for e in f.edits] for f in found(text)]
    assert told == [[(6, "é")], [(12, "è"), (25, "é")]]
