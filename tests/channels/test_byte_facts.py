"""The families beside glosses against byte facts of damage.md §2-§5, and the table's freshness."""

import os
import random
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version

import pytest

from textfix.channels import bytetools, escapes, forms, get, hooks, layout, mixed, readers
from textfix.channels.damaged import joined
from textfix.tables.build import channels_pages


@pytest.mark.parametrize(
    ("name", "text", "seen"),
    [
        # CA A6 is UTF-8 too: ftfy shows a letter for it where the text around looks damaged.
        ("ftfy:gbk>latin-1", "镇里的老师傅们在", "ÕòÀïµÄÀÏʦ¸µÃÇÔÚ"),
        ("mojibake:gbk>utf-8-or-latin1", "子爷小说网", "×ÓүС˵Íø"),
        ("mojibake:utf-8>latin-1>utf-8>gbk", "国", "氓聸陆"),
        ("mojibake:gb18030>latin-1>utf-8>gbk", "浅蓝", "脟鲁脌露"),
        ("mojibake:utf-8>gbk:eat", "文件名?,", "鏂囦欢鍚?,"),
        ("mojibake:utf-8>gbk:eat", "文件名',", "鏂囦欢鍚?,"),
        ("mojibake:utf-8>gbk:eat", "支持\n- 二", "鏀\ue21b寔\n- 浜?"),
        ("mojibake:utf-8>gbk:eat", "名\n二", "鍚?浜?"),
        ("mojibake:utf-8>gbk:mark", "名\n二", "鍚?\n浜?"),
        ("mojibake:utf-8>gbk:drop", "名\n二", "鍚\n浜"),
        ("mojibake:utf-8>gbk:fffd", "名a", "鍚峚"),
        ("mojibake:utf-8>gbk:fffd", "名,", "鍚\ufffd,"),
        ("mojibake:utf-8>gbk", "一\u3000\u00a0", "涓€銆€聽"),
        ("mojibake:gb18030>big5", "，", "ㄛ"),
        ("mojibake:gb18030>euc-jp", "中文", "嶄猟"),
        ("mojibake:gb18030>cp949", "用户", "痰빵"),
        ("mojibake:utf-8>cp1252-c1:nbsp", "一\u00a0", "ä¸€Â "),
        ("mojibake:utf-8>cp1252-c1:shy", "实", "å®ž"),
        ("mojibake:utf-8>latin-1:c1", "中", "ä¸\xad"),
        ("lost:kunjinkao", "测试", "锟斤拷锟斤拷"),
        ("percent", "中 a", "%E4%B8%AD%20a"),
        ("percent-twice", "中", "%25E4%25B8%25AD"),
        ("html-entities:bytes", "中", "&#228;&#184;&#173;"),
        ("html-entities:double", "处&", "&amp;#22788;&amp;amp;"),
        ("html-entities:named", "“好”", "&ldquo;好&rdquo;"),
        ("escape:no-backslash", "中文", "u4e2du6587"),
        ("escape:octal", "历", "\\345\\216\\206"),
        ("big5-5c-doubled", "功能", "功\\能"),
        ("cesu-8>latin-1", "\U0001f629", "í\xa0½í¸©"),
        ("private-use", "䌷䱷", "\ue837\ue85a"),
        ("surrogate-pairs", "𠮷", "\ud842\udfb7"),
        ("bom-as-gbk", "package", "锘縫ackage"),
        ("ascii-as-utf16", "见 https:/", "见 瑨灴㩳/"),
    ],
)
def test_seen_in_the_wild(name: str, text: str, seen: str) -> None:
    assert get(name).damage(text).text == seen


@pytest.mark.parametrize(
    ("text", "data"),
    [("郳", "E05C"), ("慭", "915C"), ("汙", "9B40"), ("廆", "8F40")],
)
def test_tail_bytes_that_look_like_ascii(text: str, data: str) -> None:
    assert text.encode("gbk") == bytes.fromhex(data)


def test_backslash_stripped_shifts_to_the_line_end() -> None:
    texts = {get("gbk-5c-stripped").damage("伐郳。", seed).text for seed in range(20)}
    # B7A5 E0[5C] A1A3 -> B7A5 E0A1 A3: the last byte is shown by each habit.
    assert texts == {"伐唷\ufffd", "伐唷?", "伐唷"}
    assert get("gbk-5c-stripped").damage("a\\b\\\\c").expected == "ab\\c"


def test_an_address_is_found_in_the_bytes() -> None:
    # 容 C8DD and 廆 8F40: DD8F is one letter in UTF-8, 40 is @, and C8 is left alone.
    damaged = get("gbk-autolink").damage("慕容廆童冠时")
    address = "\u074f@\u036f"
    assert damaged.text == f"慕\ufffd<a href=mailto:{address}>{address}</a>冠时"
    assert damaged.parameter("links") == 1
    assert damaged.expected == "慕容廆童冠时"


def test_hooks_hit_characters_that_hold_the_bytes_of_punctuation() -> None:
    # 模块 is C4 [A3BF] E9: controls split 模, and ？ appears.
    outcomes = [hooks.hook("USB 模块的", random.Random(seed)) for seed in range(40)]
    torn = [outcome.text for outcome in outcomes if "？" in outcome.text]
    assert torn
    assert all(text.startswith("USB ?") for text in torn)
    assert all(outcome.expected == "USB 模块的" for outcome in outcomes)
    stripped = [hooks.hook("USB 模块的", random.Random(seed), "stripped") for seed in range(40)]
    assert {outcome.text[:6] for outcome in stripped} == {"USB ?？", "USB 模块"}


def test_hooks_in_front_of_real_punctuation() -> None:
    text = hooks.hook("好，好。", random.Random(3)).text
    assert text != "好，好。"
    assert text.translate(dict.fromkeys((5, 6, 7, 8))) == "好，好。"


def test_a_lost_lead_byte_shifts_until_ascii() -> None:
    damaged = get("gbk-lead-lost").damage("那小鬟a没事", 2)
    assert damaged.expected == "那小鬟a没事"
    assert damaged.parameter("lost") == 1
    assert damaged.text != damaged.expected


def test_indents() -> None:
    outcome = layout.indents_lost("　　一\n\n二", random.Random(0))
    assert (outcome.text, outcome.expected) == ("????一\n\n????二", "　　一\n\n　　二")


def test_mime_words_split_characters() -> None:
    outcome = escapes.mime_words("好" * 40, random.Random(1), "utf-8")
    first = outcome.text.split("?=")[0].removeprefix("=?UTF-8?B?")
    assert len(first) % 4 == 0
    assert outcome.text.count("=?UTF-8?B?") > 2


def test_radicals_are_compatibility_characters() -> None:
    table = forms.radicals()
    assert table["人"] == "⼈"
    assert table["页"] == "⻚"
    assert all(0x2E80 <= ord(form) <= 0x2FD5 for form in table.values())


def test_mixed_clauses_leave_some_alone() -> None:
    text = "天晴了，我们出门，路上人多，买了两个饼，又走了很久。" * 3
    outcomes = [mixed.clauses(text, random.Random(seed)) for seed in range(30)]
    assert all(outcome.expected == text for outcome in outcomes)
    assert sum(outcome.text != text for outcome in outcomes) > 15
    assert any("，" in outcome.text and outcome.text != text for outcome in outcomes)


def test_readers_from_the_web() -> None:
    shown = "".join(ch for ch, _ in readers.read(b"\x80\xaa\xa1", "gb18030-web", "fffd"))
    assert shown == "€\ue000"


def test_byte_wrap_keeps_the_bytes() -> None:
    text = "长路漫漫" * 30
    outcome = bytetools.byte_wrapped(text, random.Random(5), "gbk")
    assert outcome.expected == text
    assert outcome.text.count("\n") >= 2


def test_joined_marks_missing_places() -> None:
    assert joined([("", True), ("a", False)]) == ("a", ((0, 0),))


def test_same_result_in_another_process() -> None:
    """Hash randomization must not reach any channel."""
    code = (
        "import hashlib, textfix.channels as c\n"
        "t = '　　天亮了，模块、头发和App都没换过！\\n慕容廆童年：郳国。'\n"
        "d = ''.join(repr(c.get(n).damage(t, 9)) for n in c.names())\n"
        "print(hashlib.sha256(d.encode('utf-8', 'surrogatepass')).hexdigest())"
    )
    digests = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            check=True,
            text=True,
        )
        digests.add(run.stdout)
    assert len(digests) == 1


def test_the_table_is_current() -> None:
    for package in ("pypinyin", "opencc-python-reimplemented"):
        try:
            version(package)
        except PackageNotFoundError:
            pytest.skip(f"{package} is not installed: the table cannot be made again")
    assert channels_pages.main(["--check"]) == 0
