"""What fills holes: the line and the other holes of a text are asked, what nothing tells stays."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mojibake.test_mojibake import clean
from textfix import channels
from textfix.mojibake import lossy
from textfix.mojibake.restoring import cues, endings, habits, holes, korean
from textfix.mojibake.restoring.fillings import Option, decide
from textfix.mojibake.shown import machines
from textfix.profiles import Profile

HABITS = ("fffd", "python", "eat", "mark", "drop")


def damaged(text: str, habit: str) -> str:
    return channels.get(f"mojibake:utf-8>gbk:{habit}").damage(text).text


@pytest.mark.parametrize(
    "text",
    [
        "请问你们什么时候开门，周末也能借书吗？",
        "他把那本旧相册（封面已经掉了）放回书架。",
    ],
)
def test_the_line_tells_what_was_lost(text: str) -> None:
    assert clean(damaged(text, "fffd")) == text


def test_the_item_of_a_list_makes_a_semicolon_likelier() -> None:
    """Still told and not filled: below the level of the rule."""
    text = "提交的材料不齐全，需要另行补充的；"
    plain, item = (
        {f.edits[0].new: f.confidence for f in lossy.find(damaged(start + text, "fffd"), Profile())}
        for start in ("", "（二）")
    )
    assert item["；"] > max(0.6, plain.get("；", 0.0))


@pytest.mark.parametrize("text", ["我们在2019年搬到这里，后来就没有再搬家。"])
def test_a_digit_that_was_eaten_is_not_made_up(text: str) -> None:
    shown = damaged(text, "eat")
    assert "2019" not in shown
    after = clean(shown)
    assert "搬到这里，后来就没有再搬家" in after
    assert not re.search("在[0-9]019", after)


@pytest.mark.parametrize(
    ("text", "reader", "habit"),
    [
        ("昨天的第三节课被老师取消了，我们去操场踢球。", "gb18030", "drop"),
        ("她把信读了两遍，才明白是什么意思。", "gbk-python", "drop"),
        ("这座桥的另一头就是新建的车站。", "gbk-python", "drop"),
        ("你昨天在图书馆里看的是哪本书?", "gbk-python", "mark"),
    ],
)
def test_two_bytes_lost_side_by_side(text: str, reader: str, habit: str) -> None:
    shown = channels.get(f"mojibake:utf-8>{reader}:{habit}").damage(text).text
    assert clean(shown) == text


@pytest.mark.parametrize("text", ["学生委员会今天开会。", "居民委员会的老师傅们都来了。"])
def test_a_private_character_dropped_at_the_end_of_a_hole(text: str) -> None:
    """委 is E5 A794: a private pair, behind which the next character is whole."""
    shown = channels.get("mojibake:utf-8>gbk:fffd:pua").damage(text, 1).text
    assert clean(shown) == text


def test_what_lost_bytes_unmarked_is_no_habit_that_marks() -> None:
    assert habits.of("鍚", "吗", "gb18030") == {"drop", "drop*"}
    assert {"fffd", "eat", "drop"} <= habits.of("涓€", "一", "gb18030")


@pytest.mark.parametrize("reader", ["cp1252", "cp1254", "cp1258"])
def test_no_hole_is_filled_with_what_another_reader_alone_could_have_lost(reader: str) -> None:
    """cp1254 and cp1258 show Chinese as cp1252 does, but lose more of it."""
    texts = (
        "你昨天在图书馆里看的是哪本书？我也想借来读一读。",
        "我们在山上看到很多由松树围起来的小屋，屋前有鸡和狗。",
        "他从北京来，住了三天就走了，什么也没有说。",
    )
    for text in texts:
        shown = channels.get(f"mojibake:utf-8>{reader}:fffd").damage(text).text
        known = set(text) | set(shown)
        assert set(clean(shown)) <= known


def test_what_is_shown_tells_the_reader() -> None:
    hole = "ç”±ä\ufffd"
    assert habits.of(hole, "由亏", "cp1252-web") == frozenset()
    lean = habits.lean("cp1252-web", "å¤§", "大")
    assert lean["fffd"] > lean["fffd@1254"] > lean["fffd@1258"]
    long = habits.lean("cp1252-web", "å¤§" * 200, "大" * 200)
    assert long["fffd@1254"] > long["fffd"]
    shown = habits.lean("cp1252-web", "å¤§" * 200 + "Ž", "大" * 200)
    assert shown["fffd@1254"] < shown["fffd"]


def test_a_byte_that_only_cp1254_loses_is_its_alone() -> None:
    seen = "æ\ufffd¥"
    assert habits.of(seen, "来", "cp1252-web") >= {"fffd", "fffd@1254", "fffd@1258"}
    assert habits.of("ä½�", "你", "cp1252-web") == frozenset()
    assert habits.of("å\ufffdŸ", "原", "cp1252-web") == {
        h + at for h in ("fffd", "python") for at in ("@1254", "@1258")
    }


@pytest.mark.parametrize(("reader", "byte"), [("cp1253-web", 0xAA), ("cp1257-web", 0xA1)])
def test_what_a_reader_does_not_know_may_be_lost(reader: str, byte: int) -> None:
    assert byte in machines.unknown(reader)


def test_utf16_is_not_read_into_utf8() -> None:
    text = "首页 函数用来运行最高层级的入口点，参见上面的示例。"
    assert clean(damaged(text, "fffd")) == text


def around(left: str, right: str = "", known: str = "") -> cues.Around:
    pairs = Counter(a + b for a, b in pairwise(known))
    return cues.Around(left, right, Counter(known), len(known), pairs)


@pytest.mark.parametrize(
    ("left", "right", "likelier", "than"),
    [
        ("你叫什么名字", "", "？", "；"),
        ("（一）没有登记的", "", "；", "，"),
        ("他说（昨天下雨", "，没有来。", "）", "："),
        ("昨天下雨", "", "。", "」"),
        ("昨天下雨", "", "。", "「"),
    ],
)
def test_cues(left: str, right: str, likelier: str, than: str) -> None:
    near = around(left, right)
    assert cues.weigh(likelier, near) > cues.weigh(than, near)


def test_what_stands_in_the_text_is_likelier() -> None:
    known = "白鹭落在白鹭洲，白鹭又飞走了"
    assert cues.weigh("鹭", around("一只白", known=known)) > cues.weigh("鹭", around("一只白"))


def option(text: str, nats: float, habits: frozenset[str], alike: float = 0.0) -> Option:
    return Option(text, nats, habits, alike, tuple(range(1, len(text) + 1)))


def test_what_the_text_says_together_is_likelier() -> None:
    known = "高一涵来信，说高一涵已经到了，后来高一涵又走了"
    near = around("高一", known=known)
    assert cues.weigh("涵", near) - cues.weigh("涵", near._replace(pairs=Counter())) > 0
    assert cues.weigh("涵", near) > cues.weigh("含", near)


@pytest.mark.parametrize(("text", "marks"), [("后面的裡面為什麼", "裡為"), ("啟動", "啟")])
def test_the_forms_that_most_writers_have_cost_nothing(text: str, marks: str) -> None:
    assert all(holes._Bias(None)[ch] == 0.0 for ch in text + marks)
    assert all(holes._Bias(None)[ch] == holes.VARIANT for ch in "裏爲啓錶")


@pytest.mark.parametrize("habit", ["python", "mark"])
def test_a_line_without_any_whole_character_is_read_where_others_prove_the_way(habit: str) -> None:
    """Each character of the short line lost a byte; a healthy line beside it stays."""
    lines = [
        "我们昨天在图书馆里看到了很多旧书，也借了几本回家。",
        "### 林家：",
        "他从北京来，住了三天就走了，什么也没有说。",
    ]
    shown = channels.get(f"mojibake:utf-8>gbk-python:{habit}").damage("\n".join(lines)).text
    alone = shown.split("\n")[1]
    assert clean(alone) == alone
    healthy = "你明天几点来?我等你"
    assert clean(f"{shown}\n{healthy}").split("\n")[1::2] == [lines[1], healthy]


def test_one_hole_tells_the_habit_of_the_others() -> None:
    eat, mark = frozenset({"eat"}), frozenset({"mark"})
    open_ = [Option("，", -1.0, mark, 0.0, (1,)), Option("， ", -1.2, eat, 0.0, (2,))]
    (alone,) = decide([open_])[0]
    (beside,) = decide([open_, [option("。\n", -3.0, eat)]])[0]
    assert alone.text == "，"
    assert beside.text == "， "
    assert beside.probability > alone.probability


def test_what_is_sure_of_a_hole_is_apart_from_what_is_not() -> None:
    """Two readings that differ in the middle: both ends are sure, and filled."""
    fffd = frozenset({"fffd"})
    found = [option("第一页", -1.0, fffd), option("第三页", -1.5, fffd)]
    first, middle, last = decide([found])[0]
    assert (first.text, middle.text, last.text) == ("第", "一", "页")
    assert first.probability == pytest.approx(1.0)
    assert last.probability == pytest.approx(1.0)
    assert middle.probability < 0.8
    assert middle.runner_up == "三"
    assert (middle.start, middle.end, last.end) == (1, 2, None)


def test_what_goes_together_is_one_part() -> None:
    fffd = frozenset({"fffd"})
    found = [option("我们", -1.0, fffd), option("你伙", -1.5, fffd)]
    (part,) = decide([found])[0]
    assert (part.text, part.runner_up) == ("我们", "你伙")


def test_the_sure_part_of_a_hole_is_filled() -> None:
    """What stands before 林 nothing tells; the rest of its hole is filled."""
    text = "《春江》及《语林》的编者都住在这条街上。"
    shown = channels.get("mojibake:utf-8>gbk-python:python").damage(text).text
    after = clean(shown)
    assert after.startswith("《春江》及")
    assert after.endswith("》的编者都住在这条街上。")


options = st.lists(
    st.builds(
        option,
        st.text("一二，。0", min_size=2, max_size=2),
        st.floats(-20.0, 0.0),
        st.sets(st.sampled_from(HABITS), min_size=1).map(frozenset),
        st.floats(0.0, 2.0),
    ),
    max_size=6,
)


@given(st.lists(options, max_size=4))
def test_a_choice_is_one_of_the_options_and_a_probability(asked: list[list[Option]]) -> None:
    for found, parts in zip(asked, decide(asked), strict=True):
        assert bool(parts) == bool(found)
        assert not parts or "".join(f.text for f in parts) in {o.text for o in found}
        assert all(0.0 <= f.probability <= 1.0 + 1e-9 for f in parts)
        assert [f.end for f in parts[:-1]] == [f.start for f in parts[1:]]


@given(st.sampled_from(["鍝�涓�", "绗�涓�", "涓�鏄�"]), st.sampled_from([1, 0, -1]))
def test_no_reading_comes_twice_and_each_may_be_cut(seen: str, script: int) -> None:
    slots = holes.slots(seen, "\n", "gb18030", False)
    ends = holes.search(script).ends(slots, "他说", "\n", 10.0)
    read = endings.best([(s[0], s[1], s[-1]) for s in ends if s[-1]], 6.0)
    assert read
    assert read[0].score - read[-1].score <= 6.0
    assert [e.score for e in read] == sorted((e.score for e in read), reverse=True)
    assert len({(e.text, e.cuts) for e in read}) == len(read)
    for e in read:
        assert len(e.cuts) == len(seen)
        assert e.cuts[-1] == len(e.text)


KOREAN = (
    "새로운 문서를 저장하기 전에 반드시 이름을 입력하고 확인 단추를 누르십시오. "
    "이 기능은 다른 사용자와 함께 일할 때 편리합니다."
)


@pytest.mark.parametrize("reader", ["cp1252", "cp1250", "cp1254", "cp1258"])
@pytest.mark.parametrize("errors", ["ignore", "replace"])
def test_a_space_between_korean_words_is_one(reader: str, errors: str) -> None:
    damaged = KOREAN.encode().decode(reader, errors)
    out = clean(damaged)
    assert out.count(" ") == KOREAN.count(" ")
    wrong = [a for a in out if "가" <= a <= "힣" and a not in KOREAN]
    assert len(wrong) <= 1


def test_lost_syllables_are_chosen_by_korean() -> None:
    damaged = KOREAN.encode().decode("cp1252", "replace")
    lost = sum(ch == "\ufffd" for ch in damaged)
    assert sum(ch == "\ufffd" for ch in clean(damaged)) < lost / 2


def test_a_flattened_space_stands_for_a_byte_where_none_shows_as_itself() -> None:
    assert korean.flattens("ä¸­", "中")
    assert not korean.flattens("å\xad¦ä¹\xa0", "学习")
    assert not korean.flattens("ê°", "가나")
    assert korean.flattens("ê°", "가" * 60)


def test_python_s_shift_jis_loses_more_than_windows_does() -> None:
    data = "我们在北京的办公室里讨论了你的计划，大家都觉得很好。".encode()
    for errors in ("replace", "ignore"):
        out = clean(data.decode("shift_jis", errors))
        assert "你" in out
        assert "但" not in out
    assert "cp932" in {k.tables[0] for k in habits.kinds("cp932")}
    assert 0x80 in machines.unjoined("cp932", 0xE4)


@pytest.mark.parametrize("errors", ["replace", "ignore"])
def test_traditional_text_as_shift_jis_gets_no_wrong_character(errors: str) -> None:
    text = "我們在圖書館裡討論了你的計畫，大家都覺得這樣做很好，下個星期再見面。"
    out = clean(text.encode().decode("shift_jis", errors))
    assert not [ch for ch in out if "\u4e00" <= ch <= "\u9fff" and ch not in text]


def test_tables_that_miss_characters_are_told_by_chinese_alone() -> None:
    nats = {t: habits.lean("gb18030", "", t)["mark*"] for t in ("a" * 50, "书" * 50)}
    assert nats["a" * 50] == 0.0 < nats["书" * 50]


def test_a_question_mark_is_none_that_a_reader_left_who_marks_nothing() -> None:
    """One reader made all holes: who drops bytes does not mark one of them."""
    text = "这支队伍由几个班组成?\n我们什么时候开始学习?\n他们叫什么名字?\n"
    shown = channels.get("mojibake:utf-8>cp1252:drop").damage(text).text
    read = clean(shown)
    assert read.count("?") == 3
    assert not set(read) - set(text) - set(shown)


def test_a_reader_that_loses_nothing_leaves_no_marks() -> None:
    marks = habits.of("æˆ?", "成", "cp1252-web")
    assert "mark" in marks
    assert not any(h.endswith("@c1") for h in marks)
    assert habits.of("æˆ", "成", "cp1252-web") >= {"drop", "drop@c1"}
    assert "mark" not in habits.of("æˆ", "成", "cp1252-web")


@pytest.mark.parametrize("mark", ["！", "，", "。"])
def test_a_fullwidth_full_stop_is_seldom_one(mark: str) -> None:
    shown = channels.get("mojibake:utf-8>cp1254:fffd").damage(f"请大家安静，现在开始上课{mark}")
    assert "．" not in clean(shown.text)
